"""The claim (one source says one thing, once), its vocabulary, and what a check needs to see."""
