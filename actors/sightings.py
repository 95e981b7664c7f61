"""Where holders of posts were last met with. What counts is entered by name by the apps above, and what is cited for a tenure.

Of a tenure counts what names it as the post in which somebody took part, and what names its holder and no other post.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber

from records.access import Reader
from records.models import Citation
from records.registry import Registry

Rows = QuerySet[Any, Any]
NOBODY = Cast(Value(None), BigIntegerField())


@dataclass(frozen=True, slots=True)
class Sighting:
    """`rows(reader)`: what the reader may see, with `seen_person`, `seen_tenure` (or null), `seen_day`, `seen_record`."""

    key: str
    rows: Callable[[Reader], Rows]


class Seen(NamedTuple):
    person: int | None
    tenure: int | None
    day: date
    record: int


SIGHTINGS: Registry[Sighting] = Registry(lambda one: one.key)


def cited(reader: Reader) -> Rows:
    """A document that supports a tenure has seen its holder on the day from which it speaks."""
    supporting = Citation.objects.visible_to(reader).supporting()
    return supporting.annotate(
        seen_person=NOBODY, seen_tenure=F("target_id"), seen_day=F("document__earliest"), seen_record=F("document_id")
    )


CITED = (Sighting("cited", cited),)
SIGHTINGS.enter("actors.sightings.CITED")


def heard_since(day: date, reader: Reader) -> Q:
    """The condition on a tenure that its holder was met with on that day or later."""
    found = Q()
    for one in SIGHTINGS.values():
        rows = one.rows(reader).filter(seen_day__gte=day)
        found |= Q(Exists(rows.filter(seen_tenure=OuterRef("pk"))))
        found |= Q(Exists(rows.filter(seen_tenure=None, seen_person=OuterRef("person_id"))))
    return found


def last_seen(people: dict[int, int], reader: Reader, today: date) -> dict[int, Seen]:
    """Of tenures (id -> person) whose end is open, when and in which record the holder was last met with, up to today. One
    query."""
    held: dict[int, list[int]] = {}
    for tenure, person in people.items():
        held.setdefault(person, []).append(tenure)
    found: dict[int, Seen] = {}
    for seen in newest(people, reader, today) if people else ():
        for tenure in [seen.tenure] if seen.tenure else held.get(seen.person or 0, ()):
            if tenure in people and (tenure not in found or seen.day > found[tenure].day):
                found[tenure] = seen
    return found


def newest(people: dict[int, int], reader: Reader, today: date) -> Iterator[Seen]:
    columns = ("seen_person", "seen_tenure", "seen_day", "seen_record")
    first, *rest = [
        last_of_each(one.rows(reader).filter(seen_day__lte=today), people).values_list(*columns)
        for one in SIGHTINGS.values()
    ]
    return (Seen(*row) for row in first.union(*rest, all=True))


def last_of_each(rows: Rows, people: dict[int, int]) -> Rows:
    of_these = rows.filter(Q(seen_person__in=ids(people.values())) | Q(seen_tenure__in=ids(people)))
    place = Window(
        RowNumber(), partition_by=[F("seen_person"), F("seen_tenure")], order_by=[F("seen_day").desc(), F("pk").desc()]
    )
    return of_these.order_by().annotate(place=place).filter(place=1)


def ids(given: Iterable[int]) -> list[int]:
    return sorted(set(given))
