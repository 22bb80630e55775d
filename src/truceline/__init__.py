"""truceline makes a ceasefire or demilitarisation agreement checkable."""

__version__ = "0.1.0"
