"""How the store of hooks is made, and brought up to this version."""
