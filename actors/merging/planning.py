"""What a merge would do, row by row: read before it is proposed, and again, with all of it locked, when it is done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q

from actors.merging.relations import PARENT, Related, moving, require_known
from actors.models import STATES, Actor, Category, NotSame
from records.access import Handling, Stage
from records.models import Identifier, Record, Revision
from records.models.saving import naming
from records.publishing import Refused

# What the curator chooses between, field by field: columns of an actor, in the order of the page.
FIELDS = ("title", "family_name", "sort_name", "category", "summary", "state_id", "parent_id", "when", "when_note")


class How(StrEnum):
    MOVES = ""
    TWICE = "stands there twice then: withdraw one of them"
    STAYS = "is there already: this one stays with the entry that goes"
    DIFFERS = "is there with other particulars: this one stays with the entry that goes"
    TAKEN_OUT = "is there already: this row is taken out, and kept for an undo"
    WITHDRAWN = "joins the two entries with each other: it is withdrawn"
    CLEARED = "would lead to itself: left empty"


@dataclass(frozen=True, slots=True)
class Row:
    """`whole` is the id of the record to which it belongs, 0 for none."""

    pk: int
    whole: int
    how: How


@dataclass(slots=True)
class Plan:
    """`rows` by the keys of the table; `touched` are the records, beside the two, that get a revision."""

    winner: Actor
    loser: Actor
    rows: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def touched(self) -> set[int]:
        wholes = {row.whole for rows in self.rows.values() for row in rows if row.how not in (How.STAYS, How.DIFFERS)}
        return wholes - {0, self.winner.pk, self.loser.pk}

    def of(self, key: str, *how: How) -> list[int]:
        return [row.pk for row in self.rows.get(key, ()) if row.how in how]


def planned(winner: Actor, loser: Actor) -> Plan:
    """Two queries at most for each key that moves. Raises `UnknownRelation`."""
    require_known()
    rows = {one.key: list(rows_to_move(one, winner.pk, loser.pk)) for one in moving()}
    taken = {(one.model, row.pk) for one in moving() for row in rows[one.key] if row.how == How.TAKEN_OUT}
    for one in moving():
        # What is taken out by one of its keys does not move by another.
        rows[one.key] = [row for row in rows[one.key] if row.how == How.TAKEN_OUT or (one.model, row.pk) not in taken]
    return Plan(winner, loser, clear_loop(winner, loser, rows))


def clear_loop(winner: Actor, loser: Actor, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The one that stays may be part of what is part of the one that goes: it would be part of itself by way of that."""
    if winner.parent_id == loser.pk or not is_above(loser.pk, winner):
        return rows
    return rows | {PARENT: [*rows[PARENT], Row(winner.pk, winner.pk, How.CLEARED)]}


def is_above(whole: int, part: Actor) -> bool:
    """Whether the one is, by however many steps, part of the other. A query for each step."""
    seen, above = {part.pk}, part.parent_id
    while above and above != whole and above not in seen:
        seen.add(above)
        above = Actor.objects.among([above]).values_list("parent_id", flat=True).first()
    return above == whole


def rows_to_move(related: Related, winner: int, loser: int) -> Iterator[Row]:
    whole, other = related.whole, related.other
    columns = [*([whole] if whole else []), *([other] if other else []), *related.same]
    rows = list(related.rows_of(loser).order_by("pk").values_list("pk", *columns))
    there = already(related, winner) if rows else set()
    taken = {once(related, one) for one in there} if related.once else set()
    if related.bare:
        there |= {(one[0], *related.bare) for one in there}
    for pk, *values in rows:
        belongs = int(values[0]) if whole else 0
        towards = values[1 if whole else 0] if other else None
        alike: Any = towards if related.pair else tuple(values[len(columns) - len(related.same) :])
        found = how(related, winner, belongs, towards, alike in there)
        differs = found == How.MOVES and related.once and once(related, alike) in taken
        yield Row(pk, belongs, How.DIFFERS if differs else found)


def already(related: Related, winner: int) -> set[Any]:
    """What is there of the one that stays, by the columns that make two rows alike."""
    if related.pair:
        pairs = NotSame.objects.filter(Q(one=winner) | Q(other=winner)).values_list("one_id", "other_id")
        return {one if other == winner else other for one, other in pairs}
    if not related.same:
        return set()
    rows = related.model._base_manager.filter(**{related.column: winner})
    return set(rows.values_list(*related.same))


def once(related: Related, alike: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(value for name, value in zip(related.same, alike, strict=True) if name in related.once)


def how(related: Related, winner: int, whole: int, towards: int | None, alike: bool) -> How:
    if related.pair:
        return How.STAYS if alike or towards == winner else How.MOVES
    if towards == winner:
        return How.WITHDRAWN
    if related.is_of_record:
        return How.CLEARED if whole == winner else How.TWICE if alike else How.MOVES
    if alike:
        return How.STAYS if related.is_own else How.TAKEN_OUT
    return How.MOVES


def why_not(winner: Actor, loser: Actor) -> str:
    """Why the two cannot be merged so as they stand; "" where they can."""
    if winner.pk == loser.pk:
        return f"{winner.ref} cannot be merged into itself: choose another actor."
    if loser.stage == Stage.WITHDRAWN:
        return f"{loser.ref} has been withdrawn already: nothing more can be done to it."
    if sort_of(winner) != sort_of(loser):
        return (
            f"{winner.ref} is {winner.kind_label.lower()} and {loser.ref} {loser.kind_label.lower()}: people, states and "
            "organisations hold different rows. Correct the category of the wrong one first."
        )
    if loser.handling > winner.handling:
        return (
            f"{loser.ref} is handled as {Handling(loser.handling).label}, {winner.ref} as {Handling(winner.handling).label}: "
            f"what is told of the one would be open to readers of the other. Let {loser.ref} stay, or raise {winner.ref} first."
        )
    if loser.stage > winner.stage:
        return (
            f"{loser.ref} is {Stage(loser.stage).label} and {winner.ref} is not yet: it would vanish for those who read it. "
            f"Let {loser.ref} stay."
        )
    return ""


def sort_of(actor: Actor) -> str:
    return "person" if actor.category == Category.PERSON else "state" if actor.category in STATES else "body"


def differing(winner: Actor, loser: Actor) -> list[str]:
    """The fields in which the two differ and the one that goes has something that the other could take."""
    own = (winner.pk, loser.pk)
    found = [
        name
        for name in FIELDS
        if (value := getattr(loser, name)) != getattr(winner, name) and value and value not in own
    ]
    # Part of what is part of itself the one that stays cannot be.
    return [name for name in found if name != "parent_id" or not is_above(winner.pk, loser)]


def by_default(winner: Actor, loser: Actor) -> set[str]:
    """Of those, what is taken over unless the curator says otherwise: what the one that stays does not have."""
    return {name for name in differing(winner, loser) if not getattr(winner, name)}


def newest(actor: Actor) -> int:
    return Revision.objects.newest_number(actor.pk)


def hold(pks: Iterable[int], actors: Iterable[int]) -> None:
    """Keep these records, those that name the actors, and what comes to name them from everybody else's hands until the
    transaction ends.

    In the order of their ids, and the actors at last: whoever saves a record has that first, and then the records that it
    newly names (`records.models.mentions.require_there`).
    """
    two = set(actors)
    wanted = {*pks, *two, *naming(two)}
    rows = Record.objects.select_for_update(of=("self",), no_key=True).among(wanted).order_by("pk")
    list(rows.values_list("pk"))
    list(Record.objects.select_for_update(of=("self",)).among(two).order_by("pk").values_list("pk"))


def held_plan(winner_id: int, loser_id: int) -> Plan:
    """The plan with all that it touches held. Raises `Refused` where a record has come to it in the very moment."""
    first = planned(*both(winner_id, loser_id))
    hold({winner_id, loser_id} | first.touched, (winner_id, loser_id))
    plan = planned(*both(winner_id, loser_id))
    if plan.touched - first.touched:
        raise Refused(
            "Somebody has just saved a record that names one of the two. Look at it once more, and do it again."
        )
    return plan


def both(winner_id: int, loser_id: int) -> tuple[Actor, Actor]:
    found = Actor.objects.in_bulk([winner_id, loser_id])
    if len(found) < len({winner_id, loser_id}):
        raise Refused("One of the two actors is not there.")
    return found[winner_id], found[loser_id]


def rows_of(actor: Actor) -> dict[str, list[Row]]:
    """All rows of an actor that can go to another, by the keys of the table. A query for each key. Raises `UnknownRelation`."""
    require_known()
    found = {}
    for one in moving():
        columns = [one.whole] if one.whole else []
        rows = one.rows_of(actor.pk).order_by("pk").values_list("pk", *columns)
        found[one.key] = [Row(pk, whole[0] if whole else 0, How.MOVES) for pk, *whole in rows]
    return found


def known_to_differ(winner: Actor, loser: Actor) -> NotSame | None:
    """What somebody wrote who compared the two and found them different."""
    one, other = sorted((winner.pk, loser.pk))
    return NotSame.objects.select_related("by").filter(one=one, other=other).first()


def schemes_in_both(winner: Actor, loser: Actor) -> list[tuple[str, str, str]]:
    """(scheme, value of the one, value of the other): who has two names in one scheme is often two."""
    rows = Identifier.objects.filter(record__in=[winner.pk, loser.pk]).values_list("record_id", "scheme", "value")
    held: dict[str, dict[int, str]] = {}
    for pk, scheme, value in rows.order_by("pk"):
        held.setdefault(scheme, {}).setdefault(pk, value)
    return [(scheme, of[winner.pk], of[loser.pk]) for scheme, of in sorted(held.items()) if len(of) == 2]
