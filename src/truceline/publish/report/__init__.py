"""The report: what changed, what is owed and kept, told in sentences that each lead to their proof."""
