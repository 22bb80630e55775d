"""Build the English word dictionary of the reader: forms, the tags they can bear, their lemmas.

Run at developer time: `.venv/bin/python tools/build_words.py`, after
`pip install --no-deps lemminflect==0.2.3 symspellpy==6.10.1 textblob==0.20.1`. The same versions give
the same bytes. Taken together from three sources that allow it:

- inflections: lemminflect (MIT), whose table rests on the NIH SPECIALIST lexicon (public domain);
- how common a form is: the frequency list of symspellpy (MIT), from Google Books Ngrams (CC BY 3.0);
- the likeliest tag: the lexicon of Brill's tagger (MIT), as carried by TextBlob (MIT).
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

TABLE = Path(__file__).parents[1] / "src/truceline/reading/lexicons/en/words.tsv"
COMMONEST = 26_000  # forms taken for their own frequency
COMMON_LEMMAS = 14_000  # lemmas up to this rank bring all their forms
RARE_VERB = 0.004  # a noun whose past form is rarer than this share of it is no verb worth trying
HEAD = """\
# English forms, their tags (likeliest first) with lemmas. Made by tools/build_words.py from
# lemminflect (MIT; NIH SPECIALIST lexicon), the frequencies of symspellpy (MIT; Google Books Ngrams,
# CC BY 3.0) and the lexicon of Brill's tagger (MIT, 1993 Massachusetts Institute of Technology and
# University of Pennsylvania; additions CC BY, Carnegie Mellon University) as carried by TextBlob (MIT).
"""
OPEN_TAGS = {"NN", "NNS", "VB", "VBP", "VBZ", "VBD", "VBN", "VBG", "JJ", "JJR", "JJS", "RB", "RBR", "RBS"}


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed: see the head of this file")
    return Path(spec.submodule_search_locations[0])


def frequencies() -> dict[str, int]:
    """How often each lower-case form occurs, the commonest first."""
    text = (_folder("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    pairs = (line.split() for line in text.splitlines() if line)
    return {word: int(count) for word, count in pairs}


def likeliest() -> dict[str, str]:
    """Brill's first tag of each lower-case form, and of capitalised adjectives and nouns ("Syrian JJ")."""
    tags: dict[str, str] = {}
    text = (_folder("textblob") / "en" / "en-lexicon.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        word, _, tag = line.partition(" ")
        if tag in OPEN_TAGS and word.replace("-", "").isalpha():
            tags.setdefault(word.lower() if tag.startswith("JJ") else word, tag)
    return {word: tag for word, tag in tags.items() if word == word.lower()}


def inflections(seen: dict[str, int]) -> dict[str, dict[str, str]]:
    """Form -> tag -> lemma, for every form of the table."""
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    with gzip.open(_folder("lemminflect") / "resources" / "infl_lu.csv.gz", "rt", encoding="utf-8") as rows:
        for row in rows:
            lemma, kind, *others = row.rstrip("\n").split(",")
            if lemma != lemma.lower() or not lemma.replace("-", "").isalpha():
                continue
            for tag, form in _forms(lemma, kind, others, seen):
                kept = forms[form].get(tag)
                if kept is None or seen.get(lemma, 0) > seen.get(kept, 0):
                    forms[form][tag] = lemma
    return forms


def _forms(lemma: str, kind: str, others: list[str], seen: dict[str, int]) -> list[tuple[str, str]]:
    if kind == "noun":
        plurals = [form for form in "/".join(others).split("/") if form and form != lemma]
        return [("NN", lemma), *(("NNS", form) for form in plurals)]
    if kind == "verb":
        past, done, doing, does = [*others, "", "", "", ""][:4]
        if seen.get(lemma, 0) * RARE_VERB > max(seen.get(form, 0) for form in f"{past}/{done}".split("/")):
            return []
        pairs = [("VB", lemma), ("VBP", lemma)]
        for tag, listed in (("VBD", past), ("VBN", done or past), ("VBG", doing), ("VBZ", does)):
            pairs += [(tag, form) for form in listed.split("/") if form]
        return pairs
    if kind in {"adj", "adv"}:
        tag = "JJ" if kind == "adj" else "RB"
        degrees = [(tag + mark, form) for mark, form in zip("RS", others, strict=False) if form]
        return [(tag, lemma), *((name, one) for name, form in degrees for one in form.split("/"))]
    return []


def rows() -> list[str]:
    """The lines of the table, in the order of the alphabet."""
    seen = frequencies()
    rank = {word: number for number, word in enumerate(seen)}
    first = likeliest()
    lines = []
    for form, tags in inflections(seen).items():
        common = rank.get(form, COMMONEST) < COMMONEST
        if not common and all(rank.get(lemma, COMMON_LEMMAS) >= COMMON_LEMMAS for lemma in tags.values()):
            continue
        if form not in seen and form not in first:
            continue
        lead = first.get(form, "")
        order = sorted(tags, key=lambda tag: (tag != lead, tag[:2] != lead[:2]))
        cells = [tag if tags[tag] == form else f"{tag}:{tags[tag]}" for tag in order]
        lines.append(f"{form}\t{' '.join(cells)}\n")
    known = {line.partition("\t")[0] for line in lines}
    lines += [f"{form}\t{tag}\n" for form, tag in first.items() if tag == "JJ" and form not in known]
    return sorted(lines)


if __name__ == "__main__":
    made = rows()
    TABLE.write_text(HEAD + "".join(made), encoding="utf-8")
    print(f"{TABLE.name}: {len(made)} forms, {TABLE.stat().st_size // 1000} kB")
