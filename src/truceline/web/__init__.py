"""Doors for browsers: they parse, call the case or its replies, and show. No rules here."""
