"""Replies over the web: a form, a list of what is shown, and notices between sites."""
