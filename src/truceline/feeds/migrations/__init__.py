"""How the store of feeds is made, and brought up to this version."""
