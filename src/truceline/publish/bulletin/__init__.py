"""The public bulletin: files that any web server or memory stick can carry, and anybody can check."""
