"""The door for people and scripts: parse, call the case, show. No rules live here."""
