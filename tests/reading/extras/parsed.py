"""A stand-in for a spaCy model: sentences with the parse that `en_core_web_sm` 3.8.0 gives them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tests.reading.reports import read

from truceline.evidence.claim import Source
from truceline.reading.extras.spacy_parse import SpacyParse
from truceline.reading.reader import Reading
from truceline.reading.tokens import tokens_of

MODEL = "en_core_web_stub 1.0"
SOURCE = Source(id="test", family="test")
# lemma/pos/tag/label/head, word by word
PARSES = {
    "Tarnian forces shelled Esk.": "tarnian/ADJ/JJ/amod/1 force/NOUN/NNS/nsubj/2 shell/VERB/VBD/ROOT/2"
    " Esk/PROPN/NNP/dobj/2 ./PUNCT/./punct/2",
    "Esk was shelled by the Velk Front.": "Esk/PROPN/NNP/nsubjpass/2 be/AUX/VBD/auxpass/2"
    " shell/VERB/VBN/ROOT/2 by/ADP/IN/agent/2 the/DET/DT/det/6 Velk/PROPN/NNP/compound/6"
    " Front/PROPN/NNP/pobj/3 ./PUNCT/./punct/2",
    "The Velk Front, which withdrew its tanks, left Esk.": "the/DET/DT/det/2 Velk/PROPN/NNP/compound/2"
    " Front/PROPN/NNP/nsubj/9 ,/PUNCT/,/punct/2 which/PRON/WDT/nsubj/5 withdraw/VERB/VBD/relcl/2"
    " its/PRON/PRP$/poss/7 tank/NOUN/NNS/dobj/5 ,/PUNCT/,/punct/2 leave/VERB/VBD/ROOT/9"
    " Esk/PROPN/NNP/dobj/9 ./PUNCT/./punct/9",
    "Mortars fired by the Velk Front hit Esk.": "mortar/NOUN/NNS/nsubj/6 fire/VERB/VBN/acl/0"
    " by/ADP/IN/agent/1 the/DET/DT/det/5 Velk/PROPN/NNP/compound/5 Front/PROPN/NNP/pobj/2"
    " hit/VERB/VBD/ROOT/6 Esk/PROPN/NNP/dobj/6 ./PUNCT/./punct/6",
    "The Tarnian army carried out an attack on Dorrin.": "the/DET/DT/det/2 tarnian/ADJ/JJ/amod/2"
    " army/NOUN/NN/nsubj/3 carry/VERB/VBD/ROOT/3 out/ADP/RP/prt/3 an/DET/DT/det/6 attack/NOUN/NN/dobj/3"
    " on/ADP/IN/prep/6 Dorrin/PROPN/NNP/pobj/7 ./PUNCT/./punct/3",
    "The shelling of Esk by the Velk Front went on.": "the/DET/DT/det/1 shelling/NOUN/NN/nsubj/8"
    " of/ADP/IN/prep/1 Esk/PROPN/NNP/pobj/2 by/ADP/IN/prep/1 the/DET/DT/det/7 Velk/PROPN/NNP/compound/7"
    " Front/PROPN/NNP/pobj/4 go/VERB/VBD/ROOT/8 on/ADP/RP/prt/8 ./PUNCT/./punct/8",
    "Tarnia left Dorrin and shelled Esk.": "Tarnia/PROPN/NNP/nsubj/1 leave/VERB/VBD/ROOT/1"
    " Dorrin/PROPN/NNP/dobj/1 and/CCONJ/CC/cc/1 shell/VERB/VBD/conj/1 Esk/PROPN/NNP/dobj/4"
    " ./PUNCT/./punct/1",
    "Tarnia and Ostland shelled Esk.": "Tarnia/PROPN/NNP/nsubj/3 and/CCONJ/CC/cc/0 Ostland/PROPN/NNP/conj/0"
    " shell/VERB/VBD/ROOT/3 Esk/PROPN/NNP/dobj/3 ./PUNCT/./punct/3",
    "Tarnia promised to withdraw its tanks.": "Tarnia/PROPN/NNP/nsubj/1 promise/VERB/VBD/ROOT/1"
    " to/PART/TO/aux/3 withdraw/VERB/VB/xcomp/1 its/PRON/PRP$/poss/5 tank/NOUN/NNS/dobj/3 ./PUNCT/./punct/1",
    "Tarnia did not shell Esk.": "Tarnia/PROPN/NNP/nsubj/3 do/AUX/VBD/aux/3 not/PART/RB/neg/3"
    " shell/VERB/VB/ROOT/3 Esk/PROPN/NNP/dobj/3 ./PUNCT/./punct/3",
    "Tarnia denied that it shelled Esk.": "Tarnia/PROPN/NNP/nsubj/1 deny/VERB/VBD/ROOT/1"
    " that/SCONJ/IN/mark/4 it/PRON/PRP/nsubj/4 shell/VERB/VBD/ccomp/1 Esk/PROPN/NNP/dobj/4 ./PUNCT/./punct/1",
    "If Tarnia shelled Esk, the Mission left.": "if/SCONJ/IN/mark/2 Tarnia/PROPN/NNP/nsubj/2"
    " shell/VERB/VBD/advcl/7 Esk/PROPN/NNP/dobj/2 ,/PUNCT/,/punct/7 the/DET/DT/det/6"
    " Mission/PROPN/NNP/nsubj/7 leave/VERB/VBD/ROOT/7 ./PUNCT/./punct/7",
    "Tarnia may have shelled Esk.": "Tarnia/PROPN/NNP/nsubj/3 may/AUX/MD/aux/3 have/AUX/VB/aux/3"
    " shell/VERB/VBN/ROOT/3 Esk/PROPN/NNP/dobj/3 ./PUNCT/./punct/3",
    "Tarnia will shell Esk.": "Tarnia/PROPN/NNP/nsubj/2 will/AUX/MD/aux/2 shell/VERB/VB/ROOT/2"
    " Esk/PROPN/NNP/dobj/2 ./PUNCT/./punct/2",
    "Tarnia denied shelling Esk and killing civilians.": "Tarnia/PROPN/NNP/nsubj/1 deny/VERB/VBD/ROOT/1"
    " shell/VERB/VBG/xcomp/1 Esk/PROPN/NNP/nmod/6 and/CCONJ/CC/cc/3 kill/VERB/VBG/conj/2"
    " civilian/NOUN/NNS/dobj/2 ./PUNCT/./punct/1",
    "Tarnia shelled Esk, the road could not be used.": "Tarnia/PROPN/NNP/nsubj/1 shell/VERB/VBD/ccomp/9"
    " Esk/PROPN/NNP/dobj/1 ,/PUNCT/,/punct/9 the/DET/DT/det/5 road/NOUN/NN/nsubjpass/9"
    " could/AUX/MD/aux/9 not/PART/RB/neg/9 be/AUX/VB/auxpass/9 use/VERB/VBN/ROOT/9 ./PUNCT/./punct/9",
    "Velk fighters massed near Esk to shell it.": "velk/NOUN/NN/compound/1 fighter/NOUN/NNS/nsubj/2"
    " mass/VERB/VBD/ROOT/2 near/ADP/IN/prep/2 Esk/PROPN/NNP/pobj/3 to/PART/TO/aux/6"
    " shell/VERB/VB/advcl/2 it/PRON/PRP/dobj/6 ./PUNCT/./punct/2",
    "No Tarnian soldiers shelled Esk.": "no/DET/DT/det/2 tarnian/ADJ/JJ/amod/2 soldier/NOUN/NNS/nsubj/3"
    " shell/VERB/VBD/ROOT/3 Esk/PROPN/NNP/dobj/3 ./PUNCT/./punct/3",
    "They shelled Esk.": "they/PRON/PRP/nsubj/1 shell/VERB/VBD/ROOT/1 Esk/PROPN/NNP/dobj/1 ./PUNCT/./punct/1",
    "Tarnia condemned the attack on Esk.": "Tarnia/PROPN/NNP/nsubj/1 condemn/VERB/VBD/ROOT/1"
    " the/DET/DT/det/3 attack/NOUN/NN/dobj/1 on/ADP/IN/prep/3 Esk/PROPN/NNP/pobj/4 ./PUNCT/./punct/1",
    "There was no attack on Esk.": "there/PRON/EX/expl/1 be/VERB/VBD/ROOT/1 no/DET/DT/det/3"
    " attack/NOUN/NN/attr/1 on/ADP/IN/prep/3 Esk/PROPN/NNP/pobj/4 ./PUNCT/./punct/1",
    "The attack on Esk was possible.": "the/DET/DT/det/1 attack/NOUN/NN/nsubj/4 on/ADP/IN/prep/1"
    " Esk/PROPN/NNP/pobj/2 be/AUX/VBD/ROOT/4 possible/ADJ/JJ/acomp/4 ./PUNCT/./punct/4",
}


@dataclass
class Token:
    i: int
    idx: int
    text: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    head: Token = None  # type: ignore[assignment]


def doc(text: str) -> list[Token]:
    """The parse of a known sentence, as a model gives it."""
    words, rows = tokens_of(text), [row.rsplit("/", 4) for row in PARSES[text].split()]
    tokens = [
        Token(at, word.start, word.text, lemma, pos, tag, label)
        for at, (word, (lemma, pos, tag, label, _)) in enumerate(zip(words, rows, strict=True))
    ]
    for token, row in zip(tokens, rows, strict=True):
        token.head = tokens[int(row[4])]
    return tokens


@dataclass
class StubPipeline:
    """Parses the sentences it knows, and counts them."""

    asked: int = 0

    def pipe(self, texts):
        for text in texts:
            self.asked += 1
            yield doc(text)


def stub() -> SpacyParse:
    return SpacyParse(StubPipeline(), MODEL)


def bare(text: str, **slots: object) -> Reading:
    """What the reader made of a report, its claims with these slots put in place of what it read."""
    reading = read(text)
    assert reading.claims, f"nothing is read in {text!r}"
    assert all(before[1] <= after[0] for before, after in pairwise(spans(reading)))
    changed = tuple(claim.model_copy(update=slots).identified() for claim in reading.claims)
    return Reading(reading.document, reading.sentences, changed, reading.issues)


def spans(reading: Reading) -> list[tuple[int, int]]:
    return [(one.sentence.start, one.sentence.end) for one in reading.sentences]
