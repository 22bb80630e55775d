"""Hooks: an account asks to be told, at an address of its own, of what happens in a case."""
