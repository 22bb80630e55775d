"""Sets of Penn Treebank tags that the choices look for."""

from __future__ import annotations

from truceline.reading.syntax.words import Entry

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
OPENERS = frozenset(("DT", "PRP", "PRP$", "CD", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "EX", "WP"))
"""Tags of words that may begin a noun phrase."""
CALLS_FOR_NOUN = frozenset(("DT", "PRP$", "JJ", "JJR", "JJS", "POS", "CD", "WP$"))
STRONG = frozenset(("DT", "PRP", "PRP$", "NNP", "NNPS", "CD"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD", "VBN"))
OBJECT_OPENERS = frozenset(("DT", "CD", "PRP$", "PRP", "JJR", "NNP", "NNS"))
SHORTEST_CLAUSE = 2
AUXILIARY = frozenset(("MD", "TO"))
TRANSPARENT = frozenset(("RB", "EX", '"', "RBR"))
"""Tags that do not part an auxiliary from its verb."""
VERBAL = frozenset(("MD", "VB", "VBD", "VBZ", "VBP", "POS"))
BARE = ("VB", "VBP")
TITLE_SHARE = 0.6
TITLE_WORDS = 3
FRONT = frozenset((".", '"', ":", "WRB", "WP"))
"""Tags after which an auxiliary stands before its subject."""
SUBJECT_OPENERS = frozenset(("DT", "PRP", "PRP$", "NNP", "NNPS", "NNS", "EX"))
SILENT = frozenset(
    (
        "DT",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "JJ",
        "JJR",
        "JJS",
        "IN",
        "CD",
        "PRP",
        "PRP$",
        "CC",
        "RP",
        "POS",
        "WDT",
        "WP",
        "WRB",
    )
)
"""Tags that end the wait for an auxiliary's verb and mean nothing else."""
ENDS = frozenset((",", ":", "."))
END = Entry("u", (".",), ("",))
PAST = frozenset(("VBD", "VBN"))
VERBS = frozenset(("VB", "VBG", "VBD", "VBZ", "VBP", "VBN"))
BEFORE_BASE = frozenset(("md", "to", "do"))
"""Auxiliaries that a bare verb follows."""
BEFORE_PARTICIPLE = frozenset(("be", "have", "get"))
PARTED = frozenset((",", "CC", "."))
"""Tags of what ends a noun phrase, or lets another follow."""
FRONT_OF_ORDER = frozenset((".", ":", '"'))
"""Tags of what an order may follow."""
