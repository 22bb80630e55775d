"""From marked sentences to claims: who did what to whom, where, when, how many, and how it is told."""
