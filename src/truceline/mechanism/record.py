"""The record of the mechanism: every matter as its acts have left it, as known at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from truceline.agreement.model import Agreement
from truceline.errors import telling
from truceline.ledger.signers import Signers
from truceline.mechanism.deed import Deed
from truceline.mechanism.kinds import MATTERS
from truceline.mechanism.makers import maker_of
from truceline.mechanism.matter import Entered, Matter, Refusal
from truceline.mechanism.retracting import Retraction
from truceline.mechanism.scene import Scene

Sort = TypeVar("Sort", bound=Matter)


class LeftOut(NamedTuple):
    """An act in the ledger that does not count, and why."""

    entered: Entered
    refusal: Refusal


@dataclass
class Record:
    """The matters of one mechanism, folded from its acts in the order they were entered.

    It grows while it is folded; whoever is given one looks at it and changes nothing.
    """

    agreement: Agreement
    signers: Signers
    """Whose key is whose."""
    matters: dict[tuple[str, str], Matter] = field(default_factory=dict)
    acts: list[Entered] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _digests: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, agreement: Agreement, signers: Signers, entered: Iterable[Entered]) -> Record:
        """The record that acts leave; one that cannot stand is left out, with the reason."""
        return cls(agreement, signers).with_acts(entered)

    def with_acts(self, entered: Iterable[Entered]) -> Record:
        """This record, grown by acts."""
        for one in entered:
            try:
                self.take(one)
            except Refusal as refusal:
                self.left_out.append(LeftOut(one, refusal))
        return self

    def copy(self) -> Record:
        """A record that grows by itself; matters never change, so both may hold the same."""
        held = (dict(self.matters), list(self.acts), list(self.left_out), set(self._digests))
        return Record(self.agreement, self.signers, *held)

    def take(self, entered: Entered) -> Scene:
        """Add one act; returns it with the record as it leaves it. Raises Refusal, and nothing is added."""
        deed = entered.signed.deed
        _require_belonging(deed, self.agreement)
        maker = maker_of(self.signers, entered.signed)
        known = self.matters.get((deed.sort, deed.matter))
        after = replace(self._after(entered, known), before=known)
        self.matters[after.sort, after.id] = after
        if isinstance(after, Retraction):
            self._take_back(after.target)
        self.acts.append(entered)
        self._digests.add(entered.signed.digest)
        return Scene(entered, maker, self)

    def _after(self, entered: Entered, known: Matter | None) -> Matter:
        deed = entered.signed.deed
        if deed.opens:
            if known is not None and not known.takes(deed):
                raise Refusal(
                    deed.named[0],
                    telling(
                        "there is a {sort} {name} already; give it another name",
                        sort=deed.sort,
                        name=deed.matter,
                    ),
                )
            return known.moved(entered, self) if known else MATTERS[deed.sort].opened(entered, self)
        if known is None:
            raise Refusal(
                deed.named[0],
                telling("there is no {sort} {name}", sort=deed.sort, name=deed.matter),
                self.named(deed.sort),
            )
        if deed.made_at < known.first.deed.made_at:
            raise Refusal(
                "made_at",
                telling(
                    "{sort} {name} did not exist yet at {moment}",
                    sort=deed.sort,
                    name=deed.matter,
                    moment=deed.made_at.isoformat(),
                ),
            )
        return known.moved(entered, self)

    def _take_back(self, target: Entered) -> None:
        """Leave the matter of an act as it would be without it."""
        meant = target.signed.deed
        key = (meant.sort, meant.matter)
        left = self.matters.pop(key).without(target)
        if not left:
            return
        matter = MATTERS[meant.sort].opened(left[0], self)
        for one in left[1:]:
            matter = replace(matter.moved(one, self), before=matter)
        self.matters[key] = matter

    def act(self, name: str) -> Entered:
        """The act that counts of this name (the first digits of its digest); Refusal for none, or several."""
        found = [one for one in self.acts if one.signed.digest.startswith(name)]
        gone = {one.target.signed.digest for one in self.each(Retraction)}
        found = [one for one in found if one.signed.digest not in gone]
        if len(found) != 1:
            if found:
                raise Refusal(
                    "act", telling("{n} acts that count begin with {name}", n=len(found), name=name)
                )
            raise Refusal("act", telling("no acts that count begin with {name}", name=name))
        return found[0]

    def has(self, digest: str) -> bool:
        """Whether this very act has been made."""
        return digest in self._digests

    def named(self, sort: str) -> tuple[str, ...]:
        """The handles of the matters of a sort, in the order they were opened."""
        return tuple(name for kind, name in self.matters if kind == sort)

    def each(self, sort: type[Sort]) -> Iterator[Sort]:
        """The matters of a sort, in the order they were opened."""
        return (matter for matter in self.matters.values() if isinstance(matter, sort))

    def one(self, sort: type[Sort], name: str) -> Sort:
        """A matter that is known to exist."""
        found = self.matters[sort.sort, name]
        assert isinstance(found, sort), name
        return found


def _require_belonging(deed: Deed, agreement: Agreement) -> None:
    if deed.agreement != agreement.id:
        raise Refusal(
            "agreement", telling("the act was made under '{name}'", name=deed.agreement), (agreement.id,)
        )
    if deed.party is not None and deed.party not in agreement.party:
        raise Refusal(
            "party", telling("'{name}' is no party of the agreement", name=deed.party), tuple(agreement.party)
        )
