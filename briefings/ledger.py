"""The ledger of a claim: who affirms, who denies, who was told, and the status that follows.

Everything is worked out at reading from the assertions that the reader may see: a stored count would tell a
reader of lesser clearance about assertions that are withheld from them. docs/analysts.md has the rules in words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from briefings.models import Assertion, Stance
from records.access import Reader
from records.models import Citation
from records.prepared import prepared


class ClaimStatus(StrEnum):
    UNANSWERED = "unanswered"
    UNCONTESTED = "uncontested"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    CONCEDED = "conceded"
    RETRACTED = "retracted"


AFFIRMING = frozenset({Stance.AFFIRMS, Stance.AFFIRMS_IN_PART, Stance.REPEATS})
DENYING = frozenset({Stance.DENIES, Stance.DENIES_IN_PART})


@dataclass(frozen=True, slots=True)
class Said:
    """One assertion of a claim. `hearers` are the ids of the actors told, as far as the reader may see them; `withheld`
    says that others were told, `note` is the audience in words."""

    pk: int
    claim_id: int
    # Whose position it is: of the one on whose behalf it was said, else of the one who said it. Where the reader may
    # see neither, a side of its own: that two withheld speakers are the same person is nobody's business.
    side: int
    stance: str
    when: str = ""
    day: date | None = None
    hearers: tuple[int, ...] = ()
    withheld: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that bears on a claim or on one of its assertions; `origin` is equal for two that have one origin."""

    pk: int
    target: int
    stance: str
    document: int
    origin: str
    grade: str


@dataclass(slots=True)
class Positions:
    """Where each side stands, assertions having been added in order of time.

    A position holds until its side takes another one or takes it back: asking a question, or having nothing to say,
    is neither. Who repeats what another says is no side of its own in corroborating it, and does not thereby give up
    a denial.
    """

    # Side that affirms by its own word -> the origins of what it said.
    affirming: dict[int, set[str]] = field(default_factory=dict)
    repeating: set[int] = field(default_factory=set)
    denying: set[int] = field(default_factory=set)
    denied_once: set[int] = field(default_factory=set)
    conceding: set[int] = field(default_factory=set)
    taken_back: set[int] = field(default_factory=set)
    spoken: set[int] = field(default_factory=set)
    # Origin -> the number of sides that have it, and one more where a passage supports the claim itself.
    origins: Counter[str] = field(default_factory=Counter)

    def add(self, side: int, stance: str, origins: Iterable[str] = ()) -> None:
        self.spoken.add(side)
        if stance == Stance.REPEATS:
            if side not in self.affirming and side not in self.denying:
                self.repeating.add(side)
        elif stance in AFFIRMING:
            self._affirm(side, set(origins))
        elif stance in DENYING:
            self._drop(side)
            self.denying.add(side)
            self.denied_once.add(side)
        elif stance == Stance.RETRACTS:
            if side not in self.denying:
                self.taken_back.add(side)
            self._drop(side)

    def _affirm(self, side: int, origins: set[str]) -> None:
        self.denying.discard(side)
        self.repeating.discard(side)
        had = self.affirming.setdefault(side, set())
        self.origins.update(origins - had)
        had |= origins
        if side in self.denied_once:
            self.conceding.add(side)

    def _drop(self, side: int) -> None:
        for origin in self.affirming.pop(side, ()):
            self.origins[origin] -= 1
            if not self.origins[origin]:
                del self.origins[origin]
        for standing in (self.denying, self.repeating, self.conceding):
            standing.discard(side)

    @property
    def status(self) -> ClaimStatus:
        affirmed = self.affirming or self.repeating
        if self.taken_back and not affirmed:
            return ClaimStatus.RETRACTED
        if affirmed and self.denying:
            return ClaimStatus.CONTESTED
        if self.conceding:
            return ClaimStatus.CONCEDED
        if len(self.affirming) > 1 and len(self.origins) > 1:
            return ClaimStatus.CORROBORATED
        return ClaimStatus.UNCONTESTED if len(self.spoken) > 1 else ClaimStatus.UNANSWERED

    def why(self) -> str:
        """The reason of the status, a sentence without its full stop."""
        status, denied = self.status, sides(len(self.denying), "denies", "deny")
        if status == ClaimStatus.RETRACTED:
            return "All who affirmed it have taken it back" + (f", and {denied} it" if self.denying else "")
        if status == ClaimStatus.CONTESTED:
            affirmed = sides(len(self.affirming) + len(self.repeating), "affirms", "affirm")
            return opening(f"{affirmed} it, {denied} it, and none of them has taken it back")
        if status == ClaimStatus.CONCEDED:
            conceding = f"{sides(len(self.conceding), 'that', 'that')} denied it now"
            return opening(
                f"{conceding} {'affirms' if len(self.conceding) == 1 else 'affirm'} it, and nobody denies it"
            )
        if status == ClaimStatus.UNANSWERED:
            return self._why_unanswered()
        return self._why_not_against()

    def _why_unanswered(self) -> str:
        if not self.spoken:
            return "Nobody has taken a position"
        if not (self.affirming or self.repeating or self.denying):
            return "One side has spoken of it, and takes no position"
        verb = "denies" if self.denying else "repeats" if self.repeating else "affirms"
        return f"One side {verb} it, and nobody else has spoken"

    def _why_not_against(self) -> str:
        """Several have spoken, and no two of them stand against each other."""
        said = []
        if self.affirming:
            said.append(f"{sides(len(self.affirming), 'affirms', 'affirm')} it{self._from_origins()}")
        if self.repeating:
            said.append(f"{sides(len(self.repeating), 'repeats', 'repeat')} it")
        if self.denying:
            said.append(f"{sides(len(self.denying), 'denies', 'deny')} it")
        if silent := len(self.spoken) - len(self.affirming) - len(self.repeating) - len(self.denying):
            said.append(f"{sides(silent, 'takes', 'take')} no position")
        if self.affirming or self.repeating or self.denying:
            said.append("and nobody affirms it" if self.denying else "and nobody denies it")
        return opening(", ".join(said))

    def _from_origins(self) -> str:
        if len(self.affirming) < 2:
            return ""
        if not self.origins:
            return ", with no source on record"
        number = len(self.origins)
        return f" from {NUMBERS[number]} origin" if number == 1 else f" from {in_words(number)} independent origins"


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_words(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def sides(number: int, one: str, many: str) -> str:
    """ "one side denies", "two sides deny"."""
    return f"{in_words(number)} side {one}" if number == 1 else f"{in_words(number)} sides {many}"


def opening(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a claim, the date (EDTF) since which it has had it, and why."""

    status: ClaimStatus
    since: str
    why: str
    origins: int
    # Sides that affirm or repeat it now.
    affirming: frozenset[int]


def standing_of(
    said: Iterable[Said], origins: Mapping[int, Iterable[str]] | None = None, own: Iterable[str] = ()
) -> Standing:
    """What follows from the assertions, given in order of time. `origins` are those of the sources of each assertion by
    its id, `own` those of the sources of the claim itself."""
    of = origins or {}
    positions = Positions(origins=Counter(set(own)))
    status: ClaimStatus | None = None
    since = ""
    for one in said:
        positions.add(one.side, one.stance, of.get(one.pk, ()))
        if positions.status != status:
            status, since = positions.status, one.when
    affirming = frozenset(positions.affirming.keys() | positions.repeating)
    return Standing(positions.status, since, positions.why(), len(positions.origins), affirming)


@dataclass
class Tally:
    """How a claim stands for one reader. Counts are of assertions; `origins` of independent origins."""

    claim_id: int
    # In order of time, those without a date first: they change no position that has one.
    said: list[Said] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)

    @cached_property
    def stances(self) -> Counter[str]:
        return Counter(one.stance for one in self.said)

    @property
    def affirm(self) -> int:
        return self.stances[Stance.AFFIRMS] + self.stances[Stance.REPEATS]

    @property
    def in_part(self) -> int:
        return self.stances[Stance.AFFIRMS_IN_PART]

    @property
    def deny(self) -> int:
        return self.stances[Stance.DENIES] + self.stances[Stance.DENIES_IN_PART]

    @property
    def retract(self) -> int:
        return self.stances[Stance.RETRACTS]

    @property
    def other(self) -> int:
        """Those that ask, or take no position."""
        return self.stances[Stance.QUESTIONS] + self.stances[Stance.NO_POSITION]

    @cached_property
    def told(self) -> int:
        """The number of actors who were told."""
        return len({actor for one in self.said for actor in one.hearers})

    @property
    def total(self) -> int:
        return len(self.said)

    @cached_property
    def standing(self) -> Standing:
        origins: dict[int, set[str]] = {}
        for one in self.cited:
            if one.stance == Citation.Stance.SUPPORTS:
                origins.setdefault(one.target, set()).add(one.origin)
        return standing_of(self.said, origins, origins.get(self.claim_id, ()))

    @property
    def status(self) -> ClaimStatus:
        return self.standing.status

    @property
    def origins(self) -> int:
        """Independent origins of what supports the claim as it stands: five papers that quote one wire are one."""
        return self.standing.origins

    @cached_property
    def documents(self) -> int:
        """The documents of these origins, and those that repeat them."""
        affirming = self.standing.affirming
        behind = {one.pk for one in self.said if one.stance in AFFIRMING and one.side in affirming} | {self.claim_id}
        supporting = (one for one in self.cited if one.stance == Citation.Stance.SUPPORTS)
        return len({one.document for one in supporting if one.target in behind})

    def words(self) -> str:
        """ "6 affirm, 2 deny"; "nobody has taken a position" where that is so."""
        counts = (
            (self.affirm, "affirms", "affirm"),
            (self.in_part, "affirms in part", "affirm in part"),
            (self.deny, "denies", "deny"),
        )
        said = [f"{number} {one if number == 1 else many}" for number, one, many in counts if number]
        return ", ".join(said) or "nobody has taken a position"


def tallies(claim_ids: Iterable[int], reader: Reader) -> dict[int, Tally]:
    """The tally of each claim, as this reader may know it. Two queries, however many claims."""
    found = {pk: Tally(pk) for pk in claim_ids}
    claim_of = {pk: pk for pk in found}
    for one in said_on(found, reader):
        found[one.claim_id].said.append(one)
        claim_of[one.pk] = one.claim_id
    for passage in passages_on(claim_of, reader):
        found[claim_of[passage.target]].cited.append(passage)
    return found


def said_on(claim_ids: Iterable[int], reader: Reader) -> list[Said]:
    """The assertions on these claims in order of time. One query."""
    said: dict[int, tuple[Any, list[int]]] = {}
    withheld: set[int] = set()
    for pk, *row, told, hearer in rows_said(reader, list(claim_ids)):
        _, hearers = said.setdefault(pk, (row, []))
        if hearer:
            hearers.append(hearer)
        elif told:
            withheld.add(pk)
    return [
        Said(pk, claim, side or -pk, stance, when, day, tuple(hearers), pk in withheld, note)
        for pk, ((claim, side, stance, when, day, note), hearers) in said.items()
    ]


@prepared
def rows_said(reader: Reader, claim_ids: list[int]) -> QuerySet:
    return Assertion.objects.visible_to(reader).on_claims(claim_ids).as_said(reader)


def passages_on(targets: Iterable[int], reader: Reader) -> list[Cited]:
    """What is cited for these records, in the order of its entry. One query."""
    return [
        Cited(pk, target, stance, document, origin, f"{letter}{figure}")
        for pk, target, stance, document, origin, letter, figure in rows_cited(reader, list(targets))
    ]


@prepared
def rows_cited(reader: Reader, targets: list[int]) -> QuerySet:
    return Citation.objects.visible_to(reader).bearing_on(targets).with_origin()
