"""What is new of encounters, claims, promises and papers, in words."""

from collections.abc import Iterator
from typing import Any

from briefings.models import Assertion, Briefing, Claim, Commitment, Event, Meeting, Stance, Status, Visit
from briefings.models.briefings import Judgement
from briefings.models.claims import ClaimLink, Likelihood
from briefings.models.commitments import Keeping
from briefings.models.participations import Role
from records.access import Stage
from records.telling import Difference, Phrase, Snapshot, Words, phrase, redated
from records.wording import words

SAYINGS = {
    Stance.AFFIRMS: "New affirmation: ",
    Stance.AFFIRMS_IN_PART: "New affirmation in part: ",
    Stance.REPEATS: "Said again: ",
    Stance.QUESTIONS: "New doubt: ",
    Stance.DENIES: "New denial: ",
    Stance.DENIES_IN_PART: "New denial in part: ",
    Stance.RETRACTS: "Retraction: ",
    Stance.NO_POSITION: "No position taken: ",
}
# What a judgement came to, where that is more than that it is open.
OUTCOMES = frozenset({Judgement.Outcome.BORNE_OUT, Judgement.Outcome.IN_PART, Judgement.Outcome.NOT_BORNE_OUT})


def new_visit(now: Snapshot, pk: int) -> Phrase:
    status = now.get("status", "")
    if status in (Status.COMPLETED, "") or status not in Status.values:
        return phrase("New visit: ", pk)
    return phrase(f"Visit {Status(status).label}: ", pk)


def of_visit(one: Difference) -> Iterator[Phrase]:
    yield from of_encounter("visit", one)


def of_meeting(one: Difference) -> Iterator[Phrase]:
    yield from of_encounter("meeting", one)


def of_event(one: Difference) -> Iterator[Phrase]:
    yield from of_encounter("event", one)


def of_encounter(what: str, one: Difference) -> Iterator[Phrase]:
    if one.changed("status"):
        old, new = (named(Status, snapshot["status"]) for snapshot in (one.before, one.after))
        stopped = one.after["status"] in (Status.CANCELLED, Status.POSTPONED)
        yield phrase(f"{what} {new}" if stopped else f"{what} {old} → {new}")
    for row in one.added("participants"):
        yield phrase("with ", row["actor_id"], f" as {named(Role, row['role'])}")
    for row in one.removed("participants"):
        yield phrase("no longer with ", row["actor_id"], f" as {named(Role, row['role'])}")
    for old, new in one.altered("participants"):
        if old["actor_id"] != new["actor_id"]:
            yield phrase("with ", new["actor_id"], " in the place of ", old["actor_id"])
        elif old["role"] != new["role"]:
            yield phrase(new["actor_id"], f" as {named(Role, new['role'])}, no longer as {named(Role, old['role'])}")


def of_claim(one: Difference) -> Iterator[Phrase]:
    for row in one.added("assessments"):
        yield phrase(f"new assessment{likely(row)}")
    for old, new in one.altered("assessments"):
        moved = old.get("likelihood") != new.get("likelihood")
        yield phrase(
            f"assessment {'now' if moved else 'reworded'}{likely(new) if moved else ''}".replace("now:", "now")
        )
    for _ in one.removed("assessments"):
        yield phrase("assessment taken back")
    for row in one.added("links_out"):
        yield phrase(f"{named(ClaimLink.Type, row['type'])} ", row["b_id"])
    for row in one.removed("links_out"):
        yield phrase("no longer tied to ", row["b_id"])


def likely(row: dict[str, Any]) -> str:
    return f": {named(Likelihood, row['likelihood'])}" if row.get("likelihood") else ""


def new_assertion(now: Snapshot, pk: int) -> Phrase:
    return phrase(SAYINGS.get(now.get("stance", ""), "New assertion: "), pk)


def of_assertion(one: Difference) -> Iterator[Phrase]:
    if one.changed("stance"):
        old, new = (named(Stance, snapshot["stance"]) for snapshot in (one.before, one.after))
        yield phrase(f"stance corrected: {new}, not {old}")
    if one.changed("quote"):
        yield phrase("words corrected" if one.before["quote"] else "words now given")
    if one.changed("paraphrase"):
        yield phrase("words marked as a paraphrase" if one.after["paraphrase"] else "words now given as spoken")


def of_commitment(one: Difference) -> Iterator[Phrase]:
    for row in one.added("updates"):
        yield rated("promise now ", row)
    for old, new in one.altered("updates"):
        if old["status"] != new["status"]:
            yield rated("rating corrected: ", new)
    for row in one.removed("updates"):
        yield phrase(f"rating taken back: {named(Keeping, row['status'])}")
    if one.changed("due"):
        yield phrase(redated("due date", one.before["due"], one.after["due"]))


def rated(lead: str, row: dict[str, Any]) -> Phrase:
    """ "promise now stalled, says Pakistan"; whose rating it is, only to those who may see them."""
    said = f"{lead}{named(Keeping, row['status'])}"
    when = f", {words(row['when'])}" if row.get("when") else ""
    bare = phrase(f"{said}{when}")
    return phrase(f"{said}, says ", row["said_by_id"], when, otherwise=bare) if row.get("said_by_id") else bare


def new_commitment(now: Snapshot, pk: int) -> Phrase:
    return phrase("New promise: ", pk)


def new_briefing(now: Snapshot, pk: int) -> Phrase:
    return phrase("Briefing published: " if now.get("stage") == Stage.PUBLISHED else "New briefing: ", pk)


def of_briefing(one: Difference) -> Iterator[Phrase]:
    for _ in one.added("judgements"):
        yield phrase("new key judgement")
    for _ in one.removed("judgements"):
        yield phrase("key judgement taken out")
    for old, new in one.altered("judgements"):
        if old.get("outcome") != new.get("outcome") and new.get("outcome") in OUTCOMES:
            yield phrase(f"judgement {new.get('order', '')} {named(Judgement.Outcome, new['outcome'])}")
        elif old.get("likelihood") != new.get("likelihood"):
            before, after = (named(Likelihood, row.get("likelihood", "")) for row in (old, new))
            yield phrase(f"judgement {new.get('order', '')} now {after}, was {before}")
        else:
            yield phrase(f"judgement {new.get('order', '')} reworded")


def named(choices: Any, value: str) -> str:
    """The word for a value; the value itself where the list has lost it since."""
    return str(choices(value).label) if value in choices.values else str(value)


STATUS = frozenset({"status"})
WORDS = {
    Visit.KIND: Words(new_visit, of_visit, STATUS),
    Meeting.KIND: Words(lambda _, pk: phrase("New meeting: ", pk), of_meeting, STATUS),
    Event.KIND: Words(lambda _, pk: phrase("New event: ", pk), of_event, STATUS),
    Claim.KIND: Words(lambda _, pk: phrase("New claim: ", pk), of_claim),
    Assertion.KIND: Words(new_assertion, of_assertion, frozenset({"stance", "quote", "paraphrase"})),
    Commitment.KIND: Words(new_commitment, of_commitment, frozenset({"due"})),
    Briefing.KIND: Words(new_briefing, of_briefing),
}
