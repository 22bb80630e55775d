"""Optional help for the reader, off by default: another parser, a language model of the user's own."""
