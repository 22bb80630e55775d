"""The door for `python -m truceline`."""

from truceline.cli.main import main

main()
