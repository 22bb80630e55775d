"""The outlook as a page of charts."""
