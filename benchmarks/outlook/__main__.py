"""Look back: `make backtest`; `--write` keeps the figures in docs/outlook-quality.md. Needs the real data."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from statistics import fmean

import numpy as np

from benchmarks.figures import DATA, ROOT, version
from benchmarks.outlook.alarms import DAYS, RATE, TIMES, days_until_detectable, days_until_found, warned
from benchmarks.outlook.choosing import choice_table
from benchmarks.outlook.contender import contenders
from benchmarks.outlook.wars import WARS, War
from benchmarks.sections import replaced
from truceline.outlook.backtest import Tried, rolled, skills
from truceline.outlook.changes import changes
from truceline.outlook.forecast import HORIZONS
from truceline.outlook.models import CHOSEN, MODELS
from truceline.outlook.predictive import Figures
from truceline.outlook.scores import brier, covered, covers, log_score

PAGE = ROOT / "docs" / "outlook-quality.md"
FIRST = 365
"""Days of history before the first origin."""
WANTED = 0.15
SHARES = (0.5, 0.8, 0.95)
_BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.01)


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and with `--write` keep; 0 even where a goal is missed: the page says so."""
    if not all((DATA / war.file).is_file() for war in WARS):
        sys.stderr.write(f"no real data in {DATA} (set TRUCELINE_DATA)\n")
        return 1
    started = time.perf_counter()
    parts = [part for war in WARS for part in _war(war)]
    took = time.perf_counter() - started
    about = f"truceline {version()}, {datetime.now(UTC):%d %B %Y}. The back-test took {took:.0f} s."
    body = "\n".join([about, "", *parts])
    sys.stdout.write(body + "\n")
    if "--write" in arguments:
        PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), "backtest", body), encoding="utf-8")
    return 0


def _war(war: War) -> Iterator[str]:
    counts = war.series(DATA)
    models = {**MODELS, **contenders(list(war.by_province(DATA).values()))}
    tried = list(rolled(counts, models, HORIZONS, FIRST))
    yield f"## {war.name}\n"
    span = f"{len(counts)} days, {war.first} to {war.last}"
    yield f"{war.told}: {counts.sum():.0f} events in {span}. Origins every week.\n"
    yield from _skill_table(tried)
    yield from choice_table(war, tried)
    yield from _coverage_table([one for one in tried if one.model == CHOSEN])
    yield from _reliability_table([one for one in tried if one.model == CHOSEN], counts)
    yield from _worst_table(war, [one for one in tried if one.model == CHOSEN])
    yield from _change_table(war, counts)
    if war.name == "Syria":
        yield from _warning(war, counts)


def _skill_table(tried: Sequence[Tried]) -> Iterator[str]:
    yield "| days ahead | model | forecasts | CRPS, events | skill over the better baseline | log score |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for one in skills(tried):
        logs = [log_score(t.forecast, t.came) for t in tried if (t.model, t.days) == (one.model, one.days)]
        goal = ""
        if one.model == CHOSEN and one.days in (14, 30):
            goal = f" (wanted {WANTED:.2f}: {'reached' if one.skill >= WANTED else 'missed'})"
        name = f"**{one.model}**" if one.model == CHOSEN else one.model
        over = " (the better one)" if one.model == one.over else ""
        figures = f"{one.crps:.2f} | {one.skill:+.3f}{goal} | {np.mean(logs):.2f}"
        yield f"| {one.days} | {name}{over} | {one.forecasts} | {figures} |"
    yield ""


def _coverage_table(tried: Sequence[Tried]) -> Iterator[str]:
    yield f"Intervals of `{CHOSEN}`, and what they held: totals counted whole, and by their shares within:\n"
    told = [f"{share:.0%}{how}" for how in ("", ", shares") for share in SHARES]
    yield "| days ahead | " + " | ".join(told) + " |"
    yield "| --- |" + " --- |" * len(told)
    for days in HORIZONS:
        ones = [one for one in tried if one.days == days]
        held = [
            fmean(how(one.forecast, one.came, share) for one in ones)
            for how in (covers, covered)
            for share in SHARES
        ]
        yield f"| {days} | " + " | ".join(f"{share:.0%}" for share in held) + " |"
    yield ""


def _reliability_table(tried: Sequence[Tried], counts: Figures) -> Iterator[str]:
    """Chances of more events than on average so far, beside how often they came."""
    pairs = []
    for one in tried:
        mean = float(counts[: one.origin + 1].mean()) * one.days
        pairs.append((one.forecast.above(mean), one.came > mean))
    yield "Said to exceed the mean pace of all days so far, and how often it came:\n"
    yield "| said | forecasts | said, mean | came |"
    yield "| --- | --- | --- | --- |"
    for low, high in pairwise(_BINS):
        ones = [pair for pair in pairs if low <= pair[0] < high]
        if ones:
            said, came = fmean(p for p, _ in ones), fmean(c for _, c in ones)
            yield f"| {low:.0%} to {min(high, 1):.0%} | {len(ones)} | {said:.0%} | {came:.0%} |"
    score = fmean(brier(chance, came) for chance, came in pairs)
    usual = fmean(came for _, came in pairs)
    always = f"saying the mean rate ({usual:.0%}) every time: {usual * (1 - usual):.3f}"
    yield f"\nBrier score {score:.3f}; {always}.\n"


def _worst_table(war: War, tried: Sequence[Tried]) -> Iterator[str]:
    """Where it failed: the largest errors at 14 days."""
    ones = [one for one in tried if one.days == DAYS]
    ones.sort(key=lambda one: -log_score(one.forecast, one.came))
    yield f"Where `{CHOSEN}` failed worst, {DAYS} days ahead:\n"
    yield "| from | said (80 %) | came |"
    yield "| --- | --- | --- |"
    for one in ones[:5]:
        low, high = one.forecast.interval(0.8)
        yield f"| {war.day(one.origin)} | {low} to {high} | {one.came} |"
    yield ""


def _change_table(war: War, counts: Figures) -> Iterator[str]:
    yield "Changes of pace, with all days known:\n"
    yield "| day | between (80 %) | a day before | a day after |"
    yield "| --- | --- | --- | --- |"
    for one in changes(counts):
        span = f"{war.day(one.earliest)} and {war.day(one.latest)}"
        yield f"| {war.day(one.day)} | {span} | {one.before:.2f} | {one.after:.2f} |"
    yield ""
    for day in war.truces:
        found, seen = days_until_found(war, counts, day), days_until_detectable(counts, war.number(day))
        yield f"- A change within 10 days of {day}: {_found(found)}; {_detectable(seen)}."
    yield ""


def _found(later: int | None) -> str:
    return "not found within 120 days" if later is None else f"first found with {later} days of data after it"


def _detectable(later: int | None) -> str:
    if later is None:
        return "even who knows the day cannot tell the 60 days before from up to 120 after"
    return f"who knows the day can tell the paces apart with {later}"


def _warning(war: War, counts: Figures) -> Iterator[str]:
    truce, collapse = war.truces
    found = warned(war, counts, truce, collapse)
    early = f"raised {found.lead} days before, without a break"
    lead = "no alarm on its eve" if found.lead is None else early
    bar = f"more than {TIMES:g} times the usual in {DAYS} days was likelier than {found.chance:.0%}"
    rate = f"set on {found.before}, so that {RATE:.0%} of calm days had one"
    since = f"{found.false_after:.0%} of the calm days since {truce} had one, too"
    yield f"Warning of {collapse}: an alarm where {bar} ({rate}): {lead}; {since}.\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
