"""A typed client of the API, and the documents that the API writes: one definition for both."""
