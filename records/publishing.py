"""From draft to review to published to withdrawn: who may take which step, and the steps.

The rules are the table `RULES`. A step is checked with the record locked, so that of two people who take one at once the
second is refused in words; then it is saved as one act, and logged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from records import kinds
from records.access import Stage, can_edit, is_reviewer
from records.auditing import event, keep
from records.models import Audited, Checklist, Kind, Record, Revision, Step, Taken, User, saving
from records.models.steps import log_step
from records.standards import missing

# The number of a revision that nobody has read.
NONE_READ = -1
LONGEST_REASON = 300
LONGEST_NOTE = 5_000


class Refused(Exception):
    """It cannot be done, as the record stands or with what was given; the sentence says why and what helps."""


class NotYours(Refused, PermissionDenied):
    """Somebody else may do it."""


class Who(StrEnum):
    """What somebody must be to take a step, beside an editor who may see the record."""

    EDITOR = "an editor"
    AUTHOR = "an author or the sender"
    SOLE_AUTHOR = "the only author"
    REVIEWER = "a reviewer"
    OTHER_REVIEWER = "a reviewer who is no author"


@dataclass(frozen=True, slots=True)
class Rule:
    action: Taken
    label: str
    stages: frozenset[Stage]
    to: Stage
    who: Who
    reason: bool = False


SHOWN = frozenset({Stage.DRAFT, Stage.REVIEW, Stage.PUBLISHED})
RULES: dict[Taken, Rule] = {
    rule.action: rule
    for rule in (
        Rule(Taken.SUBMITTED, "Send for review", frozenset({Stage.DRAFT}), Stage.REVIEW, Who.EDITOR),
        Rule(Taken.TAKEN_BACK, "Take back", frozenset({Stage.REVIEW}), Stage.DRAFT, Who.AUTHOR),
        Rule(
            Taken.RETURNED,
            "Return with remarks",
            frozenset({Stage.REVIEW}),
            Stage.DRAFT,
            Who.OTHER_REVIEWER,
            reason=True,
        ),
        Rule(Taken.PUBLISHED, "Publish", frozenset({Stage.REVIEW}), Stage.PUBLISHED, Who.OTHER_REVIEWER),
        Rule(Taken.WITHDRAWN, "Withdraw", SHOWN, Stage.WITHDRAWN, Who.SOLE_AUTHOR, reason=True),
        Rule(Taken.REOPENED, "Reopen", frozenset({Stage.PUBLISHED}), Stage.DRAFT, Who.REVIEWER, reason=True),
    )
}
# Steps that take other records along.
WITH_COMPANIONS = frozenset({Taken.SUBMITTED, Taken.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules ask of a record: its authors since it was last published, who sent it, whether it was ever published,
    and what the user's checklist lacks, where its kind takes one."""

    authors: frozenset[int]
    sender: int | None
    unjudged: tuple[str, ...] = ()


def standings(records: Sequence[Record], by: User) -> dict[int, Standing]:
    """Five queries at most, however many records; of a kind that names its authors two more for each."""
    pks = [one.pk for one in records]
    authors: dict[int, set[int]] = {one.pk: named_authors(one) for one in records}
    rows = Revision.objects.of_these(pks).written().since_publication().order_by()
    for pk, author in rows.values_list("record_id", "author_id").distinct():
        authors[pk].add(author)
    senders = senders_of(pks)
    lacking = unjudged([one for one in records if takes_standards(one)], by)
    return {pk: Standing(frozenset(authors[pk]), senders.get(pk), lacking.get(pk, ())) for pk in pks}


def named_authors(record: Record) -> set[int]:
    """Whom the record itself names as its authors, or has named since it was last published, and who entered it while it was
    never published."""
    entered = {record.created_by_id} if record.created_by_id and record.published_at is None else set()
    model = record.info.model
    field = model.AUTHORS
    if not field:
        return entered
    through = getattr(model, field).through.objects.filter(**{f"{record.kind}_id": record.pk})
    named = (
        Revision.objects.of_these([record.pk])
        .since_publication()
        .order_by()
        .values_list(f"snapshot__{field}", flat=True)
    )
    return entered.union(through.values_list("user_id", flat=True), *(pks or () for pks in named))


def senders_of(pks: Iterable[int]) -> dict[int, int | None]:
    rows = Step.objects.of_any(pks).submissions().order_by("at", "pk").values_list("record_id", "by_id")
    return dict(rows)


def takes_standards(record: Record) -> bool:
    return record.info.model.STANDARDS


def changes_are_proposed(record: Kind) -> bool:
    """Whether a change of the record waits for a second person."""
    return record.stage == Stage.PUBLISHED and record.REVIEWED_EDITS


def unjudged(records: Sequence[Record], by: User) -> dict[int, tuple[str, ...]]:
    """What the user's own checklist of each paper as it stands lacks; one made before it was changed does not count."""
    if not records:
        return {}
    pks = [one.pk for one in records]
    changed = dict(Revision.objects.of_these(pks).written().last_numbers())
    made = Checklist.objects.made_by(by.pk, pks)
    judged: dict[int, Any] = {pk: found for pk, revision, found in made if revision >= changed.get(pk, 0)}
    return {pk: tuple(missing(judged.get(pk, {}))) for pk in pks}


def why_not(rule: Rule, record: Record, by: User, standing: Standing) -> Refused | None:
    """None where the user may take the step now."""
    if not can_edit(by, record):
        return NotYours("Your role reads records. Stages are changed by editors.")
    if record.stage not in rule.stages:
        wanted = " or ".join(sorted(Stage(one).label for one in rule.stages))
        return Refused(
            f"{record.ref} is {in_words(record)} now, and this step is for what is {wanted}. Somebody else may have been "
            "quicker: read how it stands."
        )
    return not_theirs(rule, record, by, standing)


def in_words(record: Record) -> str:
    return {Stage.DRAFT: "a draft"}.get(Stage(record.stage), Stage(record.stage).label)


def not_theirs(rule: Rule, record: Record, by: User, standing: Standing) -> Refused | None:
    wrote = by.pk in standing.authors
    if rule.who == Who.AUTHOR and not (wrote or standing.sender == by.pk):
        return NotYours("Only who wrote or sent it takes it back. A reviewer returns it with remarks.")
    public = record.published_at is not None or record.stage == Stage.PUBLISHED
    if rule.who == Who.SOLE_AUTHOR and (public or standing.authors != {by.pk}):
        return NotYours("This takes a second person: propose the withdrawal, and a reviewer accepts it.")
    if rule.who in (Who.REVIEWER, Who.OTHER_REVIEWER) and not is_reviewer(by):
        return NotYours("This takes a reviewer.")
    if rule.who == Who.OTHER_REVIEWER and wrote:
        return NotYours("You wrote on it since it was last published: somebody else reviews it.")
    if rule.action == Taken.PUBLISHED and standing.unjudged:
        return Refused(f"Complete the checklist first. {standing.unjudged[0]}{others(standing.unjudged)}.")
    return None


def others(phrases: Sequence[str]) -> str:
    return f", and {len(phrases) - 1} more" if len(phrases) > 1 else ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """A step at this stage, with the sentence that says why this user may not take it, "" where they may."""

    rule: Rule
    why_not: str


def allowed(by: User, record: Record, standing: Standing | None = None) -> list[Allowed]:
    """The steps that lead on from where the record stands. Five queries at most, none where its standing is given."""
    standing = standing or standings([record], by)[record.pk]
    steps = [rule for rule in RULES.values() if record.stage in rule.stages]
    return [Allowed(rule, str(why_not(rule, record, by, standing) or "")) for rule in steps]


def take(
    action: Taken,
    record: Record,
    by: User,
    note: str = "",
    companions: Sequence[Record] = (),
    seen: int | None = None,
    seen_along: Mapping[int, int] | None = None,
) -> None:
    """Take a step, as one act with the companions. Raises `Refused` with nothing changed.

    `seen` is the number of the newest revision that the user read, `seen_along` has that of each companion by its id: where there
    is a newer one they are asked to read again.
    """
    rule, note = RULES[action], note.strip()
    require_reason(rule, note)
    with transaction.atomic():
        here, *along = lock([record.pk, *(one.pk for one in companions if one.pk != record.pk)])
        require_read(here, seen)
        standing = standings([here, *along], by)
        if refused := why_not(rule, here, by, standing[here.pk]):
            raise refused
        for one in along:
            require_read(one, None if seen_along is None else seen_along.get(one.pk, NONE_READ))
            if refused := why_not(rule, one, by, standing[one.pk]):
                raise type(refused)(f"{one.ref}, {one.title}: {refused}")
        move([here, *along], rule, by, note)


def require_reason(rule: Rule, note: str) -> None:
    if rule.reason and not note:
        raise Refused(f"{rule.label}: say why. Whoever works on the record reads it.")
    if rule.to == Stage.WITHDRAWN and len(note) > LONGEST_REASON:
        raise Refused(
            f"The reason stands at the record's address: at most {LONGEST_REASON} characters, not {len(note)}."
        )
    if len(note) > LONGEST_NOTE:
        raise Refused(f"A note has at most {LONGEST_NOTE:,} characters, not {len(note):,}.")


def require_read(record: Record, seen: int | None) -> None:
    if seen is not None and Revision.objects.newest_number(record.pk) != seen:
        raise Refused(
            f"{record.ref} was saved by somebody since you opened this page: read it as it stands now, then decide."
        )


def lock(pks: Sequence[int]) -> list[Kind]:
    """The records as they stand, in this order, kept from everybody else's hands until the transaction ends.

    They are locked in the order of their ids, so that two acts do not wait for each other.
    """
    rows = Record.objects.select_for_update(of=("self",)).among(pks).order_by("pk").values_list("pk", "kind")
    kind_of = dict(rows)
    return [kinds.KINDS[kind_of[pk]].model._base_manager.get(pk=pk) for pk in pks]


def move(records: Sequence[Kind], rule: Rule, by: User, note: str, author: User | None = None) -> None:
    """Bring locked records to the stage to which the rule leads, with a step for each. Checks nothing.

    `author` is whose act the revision tells of, where another one agreed to it.
    """
    comment = f"{rule.action.label.capitalize()}: {note}" if note else rule.action.label.capitalize()
    with saving(author or by, comment[:300]):
        for record in records:
            record.stage = rule.to
            if rule.to == Stage.WITHDRAWN:
                record.withdrawn_because = note
            if rule.to == Stage.PUBLISHED and (field := record.REVIEWER):
                setattr(record, field, by)
            record.save()
    for record in records:
        log_step(record, rule.action, by, note, Revision.objects.newest_number(record.pk))
    keep(*(event(Audited.STEPPED, by.pk, record=one.pk, detail={"step": rule.action}) for one in records))
