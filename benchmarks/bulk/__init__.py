"""The bulk engine against the exact answer and against its peers: `python -m benchmarks.bulk`."""
