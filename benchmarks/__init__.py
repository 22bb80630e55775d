"""Speed and size against their limits: `python -m benchmarks` prints the table."""
