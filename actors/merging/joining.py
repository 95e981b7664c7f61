"""Two entries that were one actor: rows, fields and addresses of the one go to the other, in one act that can be undone."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from actors.merging.planning import FIELDS, How, Plan, held_plan, why_not
from actors.merging.relations import NAMES, RELATIONS, Related
from actors.models import Actor, Merge, Name, NotSame
from records.access import Stage
from records.bulk_settling import bulk_follow
from records.history.restoring import as_kept
from records.models import Record, Revision, Taken, User, saving
from records.models.saving import NAMED_BY
from records.models.steps import log_step
from records.publishing import Refused
from records.search.renown import recount

# What the records that name one of the two say of it: whoever reads those need not be one who may read why.
TOUCHED = "What it names was merged."
# Keys of an actor that may lead to the very entry that goes.
OWN_KEYS = {"actors.Actor.state": "state_id", "actors.Actor.parent": "parent_id"}


def merge(winner_id: int, loser_id: int, chosen: Collection[str], by: User, second: User, reason: str) -> Merge:
    """`chosen` are the fields that the one that stays takes over; `by` proposed it and `second` agreed.

    Raises `Refused` or ValidationError with nothing changed.
    """
    comment = f"Merged: {reason}"[:300]
    with transaction.atomic():
        plan = held_plan(winner_id, loser_id)
        if refused := why_not(plan.winner, plan.loser):
            raise Refused(refused)
        titles = {plan.winner.title, plan.loser.title}
        with saving(by, comment):
            kept: dict[str, Any] = {
                "stayed": likenesses_kept(plan),
                "removed": take_out(plan),
                "moved": move_all(plan),
                "withdrawn": withdraw_ties(plan, reason),
                "fields": take_over(plan, chosen),
                "made": keep_names(winner_id, titles),
            }
            kept["named"] = names_there(plan, kept)
            made = Merge(loser=plan.loser, winner=plan.winner, reason=reason, by=by, snapshot=kept)
            made.save()
        ties = [int(pk) for pk in kept["withdrawn"]]
        bulk_follow(plan.touched, TOUCHED, by, timezone.now(), dict.fromkeys(ties, NAMED_BY))
        recount((winner_id, loser_id))
        for record in Record._base_manager.filter(pk__in=[loser_id, *ties]):
            log_step(record, Taken.WITHDRAWN, second, reason, Revision.objects.newest_number(record.pk))
    return made


def take_out(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """Rows that are there already, as they were."""
    taken = {}
    for key in plan.rows:
        if pks := plan.of(key, How.TAKEN_OUT):
            rows: Any = RELATIONS[key].model._base_manager.filter(pk__in=pks).order_by("pk")
            taken[key] = as_kept({"rows": list(rows.values())})["rows"]
            rows.order_by()._raw_delete(rows.db)
    return taken


def likenesses_kept(plan: Plan) -> dict[str, list[list[Any]]]:
    """What makes the rows that stay with the one that goes alike to those of the other: it is not to lose these unheard."""
    staying = {key: plan.of(key, How.STAYS, How.DIFFERS) for key in plan.rows}
    return {key: RELATIONS[key].likenesses(pks, plan.loser.pk) for key, pks in staying.items() if pks}


def move_all(plan: Plan) -> dict[str, list[list[int]]]:
    """[row, record to which it belongs] of all that moved, by their keys."""
    moved = {}
    for key, rows in plan.rows.items():
        going = [row for row in rows if row.how in (How.MOVES, How.TWICE)]
        if going:
            carry(RELATIONS[key], [row.pk for row in going], plan.loser.pk, plan.winner.pk)
            moved[key] = [[row.pk, row.whole] for row in going]
    return moved


def carry(related: Related, pks: Iterable[int], source: int, target: int) -> None:
    """Let rows that lead to the one actor lead to the other."""
    rows = related.model._base_manager.filter(pk__any_of=list(pks))
    if not related.pair:
        rows.filter(**{related.column: source}).update(**{related.column: target})
        return
    for pk, one, other in rows.values_list("pk", "one_id", "other_id"):
        lower, higher = sorted((target, other if one == source else one))
        NotSame.objects.filter(pk=pk).update(one=lower, other=higher)


def withdraw_ties(plan: Plan, reason: str) -> dict[str, list[Any]]:
    """Relations of the two with each other, with the stage that each had, and why."""
    pks = [pk for key in plan.rows for pk in plan.of(key, How.WITHDRAWN)]
    ties = Record._base_manager.filter(pk__in=pks).exclude(stage=Stage.WITHDRAWN)
    stages = {str(pk): why for pk, *why in ties.values_list("pk", "stage", "withdrawn_because")}
    Record._base_manager.filter(pk__in=stages).update(stage=Stage.WITHDRAWN, withdrawn_because=reason)
    return stages


def take_over(plan: Plan, chosen: Collection[str]) -> dict[str, list[Any]]:
    """[before, after] of each field of the one that stays that is another one now."""
    winner, loser = plan.winner, plan.loser
    before = {name: getattr(winner, name) for name in FIELDS}
    wanted = {name: getattr(loser, name) for name in chosen}
    wanted |= {OWN_KEYS[key]: None for key in OWN_KEYS if plan.of(key, How.CLEARED)}
    for name, value in wanted.items():
        setattr(winner, name, value)
    winner.full_clean(exclude=["record"])
    winner.save()
    # As they are once they have been saved: a name for sorting is made of the name.
    after = Actor.objects.get(pk=winner.pk)
    return {name: [was, now] for name, was in before.items() if (now := getattr(after, name)) != was}


def keep_names(actor_id: int, titles: Iterable[str]) -> list[list[Any]]:
    """The actor has all these names: [id, text] of those made for it."""
    there = set(Name.objects.filter(actor=actor_id).values_list("text", flat=True))
    made = [Name(actor_id=actor_id, text=text) for text in sorted(set(titles) - there)]
    for one in made:
        one.save()
    return [[one.pk, one.text] for one in made]


def names_there(plan: Plan, kept: dict[str, Any]) -> list[str]:
    """What the actor was to be called and was called already: titles, and names that stay with the one that goes."""
    former = kept["fields"].get("title", [])[:1]
    staying = [text for text, *_ in kept["stayed"].get(NAMES, ())]
    return sorted({plan.loser.title, *former, *staying} - {text for _, text in kept["made"]})
