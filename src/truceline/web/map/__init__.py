"""The map of the console: its layers as plain values, and the words and page part around it."""
