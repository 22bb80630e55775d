"""The console: pages for people, in the reader's language, each behind a right."""
