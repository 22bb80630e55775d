"""The languages of what is published: whole messages in the reader's language, never glued from parts."""
