"""File bytes into documents: plain text, Markdown, web pages, Word and PDF files."""
