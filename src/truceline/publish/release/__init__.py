"""The public build: public facts made from private ones, by an allow-list and nothing else."""
