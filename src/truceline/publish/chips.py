"""The small signs of the page: a status is always a symbol, a word and a colour, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.assess.result import NormStatus, Pace, Phase, Posture, Standing
from truceline.core.finding import Standard, Verdict
from truceline.publish.markup import Html, Value, el
from truceline.publish.words import capital, interval, plain


@dataclass(frozen=True, slots=True)
class Sign:
    """A symbol, the words beside it, and the tone (a class of the style sheet)."""

    symbol: str
    word: str
    tone: str


# No symbol here has an emoji form: those would bring their own colours.
TICK, CROSS, HALF, QUESTION = "\N{CHECK MARK}", "\N{MULTIPLICATION X}", "\N{CIRCLE WITH LEFT HALF BLACK}", "?"
UNEQUAL, RING, NEARLY = "\N{NOT EQUAL TO}", "\N{WHITE CIRCLE}", "\N{ALMOST EQUAL TO}"
FORK, PAUSE, STRUCK = (
    "\N{RIGHTWARDS ARROW OVER LEFTWARDS ARROW}",
    "\N{DOUBLE VERTICAL LINE}",
    "\N{CIRCLED DIVISION SLASH}",
)
SOLID, HOLLOW = "\N{BLACK DIAMOND}", "\N{WHITE DIAMOND}"

STANDINGS = {
    Standing.NOT_YET_DUE: Sign(RING, "Not yet due", "wait"),
    Standing.FULFILLED: Sign(TICK, "Fulfilled", "good"),
    Standing.FULFILLED_LATE: Sign(TICK, "Fulfilled late", "good"),
    Standing.BREACHED: Sign(CROSS, "Breached", "bad"),
    Standing.BREACHED_IN_PART: Sign(HALF, "Breached in part", "part"),
    Standing.UNPROVEN: Sign(QUESTION, "Unproven", "open"),
    Standing.CONTESTED: Sign(UNEQUAL, "Contested", "dispute"),
    Standing.PRESUMED_KEPT: Sign(NEARLY, "Presumed kept", "good soft"),
    Standing.PRESUMED_BREACHED: Sign(NEARLY, "Presumed breached", "bad soft"),
    Standing.UNRESOLVED: Sign(FORK, "Unresolved", "dispute soft"),
    Standing.SUSPENDED: Sign(PAUSE, "Suspended", "off"),
    Standing.DISCHARGED: Sign(STRUCK, "Discharged", "off"),
    Standing.MADE: Sign(SOLID, "Made", "good"),
    Standing.NOT_MADE: Sign(HOLLOW, "Not made", "off"),
}
VERDICTS = {
    Verdict.ESTABLISHED: Sign(TICK, "Established", "good"),
    Verdict.REFUTED: Sign(CROSS, "Refuted", "bad"),
    Verdict.CONTESTED: Sign(UNEQUAL, "Contested", "dispute"),
    Verdict.UNKNOWN: Sign(QUESTION, "Unknown", "open"),
}
POSTURES = {
    Posture.ACCEPTS: Sign(TICK, "Accepts", "good"),
    Posture.CONDITIONAL: Sign(HALF, "Accepts with conditions", "part"),
    Posture.BARGAINS: Sign(FORK, "Bargains", "wait"),
    Posture.AMBIGUOUS: Sign(NEARLY, "Ambiguous", "dispute soft"),
    Posture.REFUSES: Sign(CROSS, "Refuses", "bad"),
    Posture.SILENT: Sign(RING, "Silent", "open"),
}
ENTRY_STATES = {
    "opened": Sign(RING, "Opened", "open"),
    "confirmed": Sign("\N{BLACK CIRCLE}", "Confirmed", "part"),
    "closed": Sign(STRUCK, "Closed", "off"),
}
NOT_ATTRIBUTED = Sign("?", "Not attributed", "off")
NO_BREACH = Sign("\N{EN DASH}", "No breach", "off")
"""Of an incident that is shown because it touches the zone, and breaks no promise."""
SUPPOSED = Sign("\N{ASTERISK OPERATOR}", "Supposed", "dispute soft")
PACES = {
    Pace.ON_TRACK: "\N{BLACK RIGHT-POINTING POINTER}",
    Pace.BEHIND: "\N{WHITE RIGHT-POINTING POINTER}",
    Pace.STALLED: "\N{BLACK SQUARE}",
    Pace.LAPSED: "\N{WHITE SQUARE}",
}


def chip(sign: Sign, title: str | None = None) -> Html:
    """A sign as a rounded label."""
    symbol = el("span", {"class": "sym", "aria-hidden": "true"}, sign.symbol)
    return el("span", {"class": f"chip {sign.tone}", "title": title}, symbol, sign.word)


def standing_chip(standing: Standing) -> Html:
    """The conclusion about a norm, or about one party's share of it."""
    return chip(STANDINGS[standing])


def pace_words(pace: Pace | None) -> Html | None:
    """The pace with its symbol, or nothing."""
    if pace is None:
        return None
    symbol = el("span", {"aria-hidden": "true"}, PACES[pace])
    return el("span", {"class": "pace"}, symbol, " ", plain(pace.value))


def phase_words(status: NormStatus) -> str:
    """Where the norm is in its life."""
    return {Phase.IN_FORCE: "In force", Phase.DUE: "Fell due"}.get(status.phase, capital(plain(status.phase)))


def degree_bar(degree: tuple[float, float]) -> Html:
    """The interval from what is shown to what is not refuted: solid, open, struck out."""
    low, high = degree
    wide = 100
    parts = [
        el("rect", {"class": "ground", "width": wide, "height": 8, "rx": 2}),
        el("rect", {"class": "maybe", "x": low * wide, "width": (high - low) * wide, "height": 8}),
        el("rect", {"class": "shown", "width": low * wide, "height": 8}),
    ]
    parts += [el("path", {"class": "edge", "d": f"M{_at(x * wide)} -2v12"}) for x in sorted({low, high})]
    words = f"{interval(low, high)} shown" if low == high else f"{interval(low, high)}: shown to not refuted"
    looks: dict[str, Value] = {
        "class": "degree",
        "viewBox": "-1 -2 102 12",
        "role": "img",
        "aria-label": words,
    }
    picture = el("svg", looks, parts)
    return el("span", {"class": "degreebox"}, picture, el("span", {"class": "num"}, interval(low, high)))


def strength_bar(support: float, opposition: float, standard: Standard) -> Html:
    """Support and opposition as two bars against the line of the standard; never netted."""
    bar = standard.bar * 100
    parts = [
        el("rect", {"class": "ground", "width": 100, "height": 14}),
        el("rect", {"class": "for", "width": support * 100, "height": 6}),
        el("rect", {"class": "against", "y": 8, "width": opposition * 100, "height": 6}),
        el("path", {"class": "edge", "d": f"M{_at(bar)} -2v18"}),
    ]
    svg = el("svg", {"class": "strength", "viewBox": "-1 -2 102 18", "aria-hidden": "true"}, parts)
    words = f"for {support:.2f}, against {opposition:.2f}; {standard.value} needs {standard.bar:.2f}"
    return el("span", {"class": "strengthbox"}, svg, el("span", {"class": "num"}, words))


def _at(value: float) -> str:
    return f"{value:.1f}"
