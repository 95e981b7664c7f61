"""The ledger of a claim: who affirms, who denies, who was told, and the status that follows.

Everything is worked out at reading from the assertions that the reader may see: a stored count would tell a
reader of lesser clearance about assertions that are withheld from them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from briefings.models import Assertion, Stance
from records.access import Reader
from records.models import Citation


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
    """What the status is worked out from: one assertion, in order of time."""

    claim_id: int
    # The side: on whose behalf it was said, else who said it.
    side: int
    stance: str


@dataclass(slots=True)
class Tally:
    """How a claim stands for one reader. Counts are of assertions; `origins` of independent origins."""

    affirm: int = 0
    in_part: int = 0
    deny: int = 0
    other: int = 0
    told: int = 0
    origins: int = 0
    documents: int = 0
    said: list[Said] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.said)

    @property
    def status(self) -> ClaimStatus:
        return status_of(self.said, self.origins)

    def words(self) -> str:
        """ "6 affirm, 2 deny"; "nobody has taken a position" where that is so."""
        counts = (
            (self.affirm, "affirms", "affirm"),
            (self.in_part, "affirms in part", "affirm in part"),
            (self.deny, "denies", "deny"),
        )
        said = [f"{number} {one if number == 1 else many}" for number, one, many in counts if number]
        return ", ".join(said) or "nobody has taken a position"


def status_of(said: Sequence[Said], origins: int) -> ClaimStatus:
    """The status that follows from the last stance of each side.

    Retracted: all who affirmed took it back. Conceded: a side that denied now affirms, and nobody denies.
    Contested: one side affirms, another denies. Unanswered: affirmed, and nobody else has said anything.
    Corroborated: affirmed by two sides or more from two independent origins, denied by nobody.
    """
    last: dict[int, str] = {}
    denied_once: set[int] = set()
    retracted = False
    for one in said:
        last[one.side] = one.stance
        retracted = retracted or one.stance == Stance.RETRACTS
        if one.stance in DENYING:
            denied_once.add(one.side)
    affirming = {side for side, stance in last.items() if stance in AFFIRMING}
    denying = {side for side, stance in last.items() if stance in DENYING}
    if retracted and not affirming:
        return ClaimStatus.RETRACTED
    if denying:
        return ClaimStatus.CONTESTED if affirming else ClaimStatus.UNCONTESTED
    if affirming & denied_once:
        return ClaimStatus.CONCEDED
    if len(affirming) > 1 and origins > 1:
        return ClaimStatus.CORROBORATED
    return ClaimStatus.UNANSWERED if len(last) <= 1 else ClaimStatus.UNCONTESTED


def tallies(claim_ids: Iterable[int], reader: Reader) -> dict[int, Tally]:
    """The tally of each claim, as this reader may know it. Three queries, however many claims."""
    wanted = list(claim_ids)
    found = {pk: Tally() for pk in wanted}
    shown = Assertion.objects.visible_to(reader).on_claims(wanted)
    claim_of: dict[int, int] = {}
    rows = shown.by_day().values_list("pk", "claim_id", "speaker_id", "on_behalf_of_id", "stance")
    for pk, claim_id, speaker, behalf, stance in rows:
        claim_of[pk] = claim_id
        count(found[claim_id], Said(claim_id, behalf or speaker, stance))
    told: dict[int, set[int]] = {}
    for claim_id, actor in shown.hearers():
        told.setdefault(claim_id, set()).add(actor)
    for claim_id, actors in told.items():
        found[claim_id].told = len(actors)
    count_origins(found, claim_of, reader)
    return found


def count(tally: Tally, one: Said) -> None:
    tally.said.append(one)
    if one.stance in (Stance.AFFIRMS, Stance.REPEATS):
        tally.affirm += 1
    elif one.stance == Stance.AFFIRMS_IN_PART:
        tally.in_part += 1
    elif one.stance in DENYING:
        tally.deny += 1
    else:
        tally.other += 1


def count_origins(found: dict[int, Tally], claim_of: dict[int, int], reader: Reader) -> None:
    """Independent origins behind each claim: five papers that quote one wire are one."""
    origins: dict[int, set[str]] = {}
    documents: dict[int, set[int]] = {}
    cited = Citation.objects.visible_to(reader).supporting([*found, *claim_of])
    for target, document, origin, note in cited.values_list(
        "target_id", "document_id", "document__origin_id", "document__origin_note"
    ):
        claim_id = claim_of.get(target, target)
        origins.setdefault(claim_id, set()).add(note or str(origin or document))
        documents.setdefault(claim_id, set()).add(document)
    for claim_id, keys in origins.items():
        found[claim_id].origins = len(keys)
        found[claim_id].documents = len(documents[claim_id])
