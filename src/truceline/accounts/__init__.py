"""Who may come in: accounts, what they may do in which case, and how they prove that it is they."""
