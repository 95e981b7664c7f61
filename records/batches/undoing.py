"""Undoing a batch: what it made is withdrawn and what it changed stands again as it was, in one act, and once only.

Left alone are, unless they are chosen, records that somebody has changed since, and those that it made and others name; and in
any case what it made and is withdrawn by two (`records.publishing.RULES`): what was ever published, and what others have written
on. Of records that the user may not see nothing is told, and nothing is done to them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from records import kinds
from records.access import Reader, Stage, is_reviewer
from records.batches.entering import audit_batch
from records.bulk_settling import bulk_settle
from records.history.refusals import NotRestored, Unchanged
from records.history.restoring import apply_snapshot
from records.models import Audited, Batch, Mention, Record, Revision, Step, Taken, User
from records.models.readers import called
from records.models.saving import NAMED_BY, follow_up
from records.publishing import RULES, standings, why_not

BECAUSE = "Batch undone"


class NotUndone(Exception):
    """Nothing was changed. The sentence says why."""


@dataclass(slots=True)
class Fate:
    """What becomes of one record of the batch. `since`: who saved it after the batch. `kept`: it stays whatever is chosen.
    `named_by`: records that name it and stay, and that the user may see."""

    pk: int
    kind: str
    slug: str
    title: str
    made: bool
    kept: bool
    since: list[str] = field(default_factory=list)
    named_by: list[int] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        """It is left alone unless it is chosen."""
        return not self.kept and bool(self.since or (self.made and self.named_by))

    @property
    def goes(self) -> bool:
        return not self.kept and not self.asks


@dataclass(slots=True)
class Plan:
    """`seen` is the last revision of these records: another one at the act says that something has happened meanwhile."""

    fates: list[Fate]
    seen: int

    def going(self, chosen: Collection[int] = ()) -> list[Fate]:
        return [one for one in self.fates if one.goes or (one.asks and one.pk in chosen)]


def may_undo(batch: Batch, by: Reader) -> bool:
    return batch.undone_at is None and (batch.by_id == by.pk or is_reviewer(by))  # type: ignore[union-attr]


def planned(batch: Batch, by: User) -> Plan:
    """What would become of the records of the batch that the user may see. Nine queries at most."""
    shown = list(Record.objects.visible_to(by).of_batch(batch.pk).order_by("pk"))
    entered = dict(Revision.objects.of_batch(batch.pk).last_numbers())
    first = set(Revision.objects.of_batch(batch.pk).making().values_list("record_id", flat=True))
    kept = withdrawn_by_two([one for one in shown if one.pk in first], batch, by)
    fates = {one.pk: Fate(one.pk, one.kind, one.slug, one.title, one.pk in first, one.pk in kept) for one in shown}
    seen = 0
    for one in Revision.objects.of_these(fates).by_record().with_names():
        seen = max(seen, one.pk)
        fate = fates[one.record_id]
        if one.number > entered[one.record_id]:
            fate.since = list(dict.fromkeys([*fate.since, called(one.author)]))
    pairs = Mention.objects.visible_to(by).to_any(fates).order_by("target_id", "source_id")
    spare_what_stays(fates, list(pairs.values_list("source_id", "target_id")))
    return Plan(list(fates.values()), seen)


def withdrawn_by_two(made: Sequence[Record], batch: Batch, by: User) -> set[int]:
    """Of these the ids of those that nobody withdraws alone. Whoever entered the batch counts as the user: a reviewer who undoes
    it is the second person."""
    rule, standing = RULES[Taken.WITHDRAWN], standings(made, by)
    found = set()
    for one in made:
        authors = frozenset(by.pk if pk == batch.by_id else pk for pk in standing[one.pk].authors)
        if why_not(rule, one, by, replace(standing[one.pk], authors=authors)):
            found.add(one.pk)
    return found


def spare_what_stays(fates: dict[int, Fate], pairs: Iterable[tuple[int, int]]) -> None:
    """Note by whom each is named that stays: records outside the batch, those of it that are left alone, and those that are left
    alone because these name them. `pairs`: (source, target)."""
    named: dict[int, list[int]] = defaultdict(list)
    for source, target in pairs:
        named[source].append(target)
    staying = [pk for pk in named if pk not in fates or not fates[pk].goes]
    for source in staying:
        for target in named[source]:
            went = fates[target].goes
            fates[target].named_by.append(source)
            if went and not fates[target].goes and target in named:
                staying.append(target)


def undo(batch: Batch, by: User, now: datetime, chosen: Collection[int] = (), seen: int | None = None) -> int:
    """Withdraw what the plan says, and those of what it leaves alone that are chosen; how many records.

    Raises `NotUndone` with nothing changed: where it has been undone, where the user may not, and where a record was saved
    after the user read what would happen (`seen`).
    """
    with transaction.atomic():
        batch = Batch.objects.locked([batch.pk]).get()
        if batch.undone_at:
            raise NotUndone("This batch has been undone already.")
        if not may_undo(batch, by):
            raise NotUndone("Whoever entered a batch undoes it, or a reviewer.")
        mine = Record.objects.visible_to(by).of_batch(batch.pk)
        list(Record.objects.select_for_update(of=("self",)).within(mine.values("pk")).order_by("pk").values_list("pk"))
        plan = planned(batch, by)
        if seen is not None and plan.seen != seen:
            raise NotUndone(
                "Somebody has saved one of these records since you opened this page. Look at the list again."
            )
        going = plan.going(chosen)
        withdraw([one for one in going if one.made], batch, by, now)
        put_back([one for one in going if not one.made], batch, by)
        batch.undone_by, batch.undone_at = by, now
        batch.save(update_fields=["undone_by", "undone_at"])
        audit_batch(Audited.UNDONE, batch, by, len(going))
    return len(going)


def put_back(going: Iterable[Fate], batch: Batch, by: User) -> None:
    """Each as it was at the revision before the batch's first."""
    for one in going:
        before = Revision.objects.before_batch(one.pk, batch.pk)
        record = kinds.KINDS[one.kind].model._base_manager.get(pk=one.pk)
        try:
            apply_snapshot(record, before, by, because(batch))
        except Unchanged:
            continue
        except NotRestored as error:
            raise NotUndone(f"{one.title}, {kinds.ref(one.kind, one.pk)}: {error} Nothing was undone.") from error


def because(batch: Batch) -> str:
    return f"{BECAUSE}: {batch.comment}"[:300]


def withdraw(going: Iterable[Fate], batch: Batch, by: User, now: datetime) -> None:
    comment = because(batch)
    by_kind: dict[str, list[int]] = defaultdict(list)
    for one in going:
        by_kind[one.kind].append(one.pk)
    pks = [pk for each in by_kind.values() for pk in each]
    Record._base_manager.filter(pk__any_of=pks).update(
        stage=Stage.WITHDRAWN, withdrawn_because=BECAUSE, version=F("version") + 1, updated_by=by, updated_at=now
    )
    for kind, each in by_kind.items():
        bulk_settle(kinds.KINDS[kind].model, each, comment, by)
    # Whoever sees what is withdrawn here sees it in its history alone, under the title that it had; others are titled anew.
    naming = Mention.objects.to_any(pks).apart_from(pks)
    follow_up(dict.fromkeys(naming.values_list("target_id", flat=True).distinct(), NAMED_BY))
    last = dict(Revision.objects.of_these(pks).last_numbers())
    steps = (Step(record_id=pk, action=Taken.WITHDRAWN, by=by, note=BECAUSE, revision=last[pk]) for pk in pks)
    Step.objects.bulk_create(steps, batch_size=500)
