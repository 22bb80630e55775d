"""Words that say acts and words that say what is moved, fired or opened: lexicons and their finders."""
