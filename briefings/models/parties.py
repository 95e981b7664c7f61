"""Who is named in records, and as what: took part in encounters, was told assertions, made or received promises."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import Cast, RowNumber

from briefings.models.claims import Assertion
from briefings.models.commitments import Commitment
from briefings.models.participations import Participation, Role
from records.access import Reader, visible
from records.prepared import prepared

TOLD, BY, TO = "told", "by", "to"
SHOWN = "shown"
COLUMNS = ("whole", "part", "who", "for_whom", "held", "post", "stated", "sureness", "group", "place", "total")
NOBODY = Cast(Value(None), BigIntegerField())
NOTHING = Value("", output_field=CharField())


class Party(NamedTuple):
    """An actor in a record: `part` is a role, "told", "by" or "to".

    `actor` is None for actors whom the reader may not see: they are one party in each part of a record, however many
    they are, and nothing more is said of them. `total` is the number of those in the record who may be seen.
    """

    record: int
    part: str
    actor: int | None
    behalf: int | None = None
    tenure: int | None = None
    post: int | None = None
    title: str = ""
    certainty: str = ""
    total: int = 0


class Parties:
    """Those named in some records, as far as `reader` may know. One query.

    At most `most` for each encounter and each side of a promise; `after` is (record, number): of that one, those after
    so many. `first` is an actor to begin with where it is among them, itself or through somebody who acts for it.
    """

    def __init__(
        self,
        reader: Reader,
        encounters: Iterable[int] = (),
        said: Iterable[int] = (),
        promises: Iterable[int] = (),
        *,
        most: int = 50,
        after: tuple[int, int] = (0, 0),
        first: int = 0,
    ) -> None:
        wanted = [list(encounters), list(said), list(promises)]
        whole, skip = after
        rows = named_in(reader, *wanted, most, whole, skip, skip + most, first) if any(wanted) else []
        self._of: dict[int, list[Party]] = {}
        for row in sorted(rows, key=lambda row: (row[-3] != SHOWN, row[-2])):
            self._of.setdefault(row[0], []).append(party(row))

    def of(self, record: int, *parts: str) -> list[Party]:
        """Of one record, in order; of some parts only if they are given."""
        return [one for one in self._of.get(record, ()) if not parts or one.part in parts]

    def ids(self) -> Iterable[int | None]:
        """The records named: actors, those they act for, their tenures and posts."""
        for parties in self._of.values():
            for one in parties:
                yield from (one.actor, one.behalf, one.tenure, one.post)


@prepared
def named_in(
    reader: Reader,
    encounters: list[int],
    said: list[int],
    promises: list[int],
    most: int,
    paged: int,
    skip: int,
    last: int,
    first: int,
) -> QuerySet:
    took_part = as_parts(Participation.objects.filter(encounter__any_of=encounters), first)
    told = bare(Assertion.audience.through.objects.filter(assertion__any_of=said), "assertion_id", TOLD)
    by = bare(Commitment.by.through.objects.filter(commitment__any_of=promises), "commitment_id", BY)
    to = bare(Commitment.to.through.objects.filter(commitment__any_of=promises), "commitment_id", TO)
    within = (~Q(whole=paged) & Q(place__lte=most)) | Q(whole=paged, place__gt=skip, place__lte=last)
    shown = (Q(group=SHOWN) & within) | (~Q(group=SHOWN) & Q(place=1))
    of_each = [ranked(rows, reader).filter(shown).values_list(*COLUMNS) for rows in (took_part, told, by, to)]
    return of_each[0].union(*of_each[1:], all=True)


def ranked(rows: QuerySet, reader: Reader) -> QuerySet:
    """Each with its place among those shown of its record; the hidden ones in one part count as one."""
    group = Case(When(visible(reader, "actor__"), then=Value(SHOWN)), default=F("part"))
    return rows.annotate(group=group).annotate(
        place=Window(RowNumber(), partition_by=[F("whole"), F("group")], order_by=[F("rank"), F("name"), F("pk")]),
        total=Window(Count("pk"), partition_by=[F("whole"), F("group")]),
    )


def as_parts(rows: QuerySet, first: int) -> QuerySet:
    by_role = [When(role=role, then=Value(2 + place)) for place, role in enumerate(Role.values)]
    return rows.annotate(
        whole=F("encounter_id"),
        part=F("role"),
        who=F("actor_id"),
        for_whom=F("on_behalf_of_id"),
        held=F("tenure_id"),
        post=F("tenure__post_id"),
        stated=F("title_as_stated"),
        sureness=F("certainty"),
        name=NOTHING,
        rank=Case(When(actor=first, then=Value(0)), When(on_behalf_of=first, then=Value(1)), *by_role),
    )


def bare(rows: QuerySet, whole: str, part: str) -> QuerySet:
    """Rows that say no more than who it is, in the order of the names: nobody put them in another."""
    return rows.annotate(
        whole=F(whole), part=Value(part, output_field=CharField()), who=F("actor_id"), for_whom=NOBODY,
        held=NOBODY, post=NOBODY, stated=NOTHING, sureness=NOTHING, name=F("actor__title"), rank=Value(0),
    )  # fmt: skip


def party(row: tuple[Any, ...]) -> Party:
    record, part, actor, behalf, tenure, post, title, certainty, group, _, total = row
    if group != SHOWN:
        return Party(record, part, None)
    return Party(record, part, actor, behalf, tenure, post, title, certainty, total)
