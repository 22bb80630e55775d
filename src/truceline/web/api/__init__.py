"""The API: what the console tells, as documents for programs, under the same rights."""
