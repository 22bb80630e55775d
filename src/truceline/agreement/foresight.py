"""Extensions that ask about the very norm they move, on a fixed day before they can have moved it.

"A month's grace if the groups had at least partly left by the 15th" is no circle: on the 15th the
rule had not applied yet, so how far the norm was kept that day does not hang on the rule. That holds
up to the deadline that the rule moves, and not after it.
"""

from __future__ import annotations

from datetime import date, timedelta

from truceline.agreement.draft import Draft, Steps


def looks_back(draft: Draft, norm: str, check: Steps) -> bool:
    """Whether the check, of a rule that extends the norm's deadline, asks about a day up to it."""
    asked, deadline = _day(draft, (*check, "as_of")), earliest_deadline(draft, norm)
    return _extends(draft, check) and asked is not None and deadline is not None and asked <= deadline


def why_not(draft: Draft, norm: str, path: Steps) -> str | None:
    """What keeps a condition of an extension from being one that looks back; None for anything else."""
    if not _extends(draft, path) or path[-1] != "norm":
        return None
    asked, deadline = _day(draft, (*path[:-1], "as_of")), earliest_deadline(draft, norm)
    if deadline is None:
        return f"a fixed day (`as_of`) settles this only where the deadline of `{norm}` is itself a fixed day"
    if asked is None:
        return f"ask about a fixed day (`as_of`) up to {deadline}, the deadline of `{norm}`"
    return f"`as_of` {asked} is later than {deadline}, the deadline of `{norm}` that the rule moves"


def earliest_deadline(draft: Draft, norm: str) -> date | None:
    """The norm's deadline before any rule moves it, the earliest of its readings; None if not fixed."""
    later = timedelta(0)
    passed: set[str] = set()
    while norm in draft.norms and norm not in passed:
        passed.add(norm)
        deadline = (*draft.norms[norm], "deadline")
        after = draft.text((*deadline, "after"))
        if after is None:
            day = _earliest(draft, (*deadline, "by"))
            return day + later if day else None
        node = draft.root.walk((*deadline, "days"))
        if node is None or not isinstance(node.value, int):
            return None
        norm, later = after, later + timedelta(days=node.value)
    return None


def _extends(draft: Draft, path: Steps) -> bool:
    """Whether a path lies in the condition of a rule that extends deadlines."""
    norm, inside = path[:4], path[4:5]
    return inside == ("when",) and draft.text((*norm, "effect")) == "extend_deadline"


def _earliest(draft: Draft, path: Steps) -> date | None:
    node = draft.root.walk(path)
    if node is None:
        return None
    keys = [key for key in node.entries if key != "reading"]
    days = [_day(draft, (*path, key)) for key in keys] if keys else [_day(draft, path)]
    known = [day for day in days if day is not None]
    return min(known) if len(known) == len(days) else None


def _day(draft: Draft, path: Steps) -> date | None:
    try:
        return date.fromisoformat(draft.text(path) or "")
    except ValueError:
        return None
