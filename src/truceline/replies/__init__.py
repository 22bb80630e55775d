"""Replies to a public page: received, held until a person decides, shown with what was decided."""
