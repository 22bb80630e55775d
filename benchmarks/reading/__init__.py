"""The reading corpus: its texts, its agreements, its seal."""
