"""Tables and claim files of other people, read row by row into claims and issues."""
