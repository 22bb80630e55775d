"""How an act is told: done, denied, promised, demanded, planned, doubted; and on whose word."""
