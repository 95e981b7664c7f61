"""Tenures as a table: who held which post, in what capacity, from when to when."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from actors.batch_actors import MARKED, identified_by_hidden, identified_twice, identifiers_of, known
from actors.meant import PERSON, is_person, new_person, new_post
from actors.models import Tenure
from actors.models.tenures import tenure_title
from records.access import Reader
from records.batches.cells import Choice, Reference, Text, When, YesNo
from records.batches.tables import Act, Column, NewRecord, Table, Values, begun, identity
from records.dates import Bounds
from records.models import Kind

DATES = ("appointed", "arrived", "started", "ended")


def tenure(values: Values, act: Act) -> NewRecord:
    given = ("capacity", "end_reason", "dates_conflict")
    texts = (*DATES, *(f"{one}_note" for one in DATES), "title_as_stated", "note", "summary", "own_title")
    record = begun(
        Tenure,
        act,
        person=values["person"],
        post=values["post"],
        **{name: values[name] for name in given if name in values},
        **{name: values.get(name, "") for name in texts},
    )
    record.when = record.span()
    return NewRecord(record, list(identifiers_of(values)), tags=list(values.get("tags", ())))


def tenure_key(draft: NewRecord) -> Hashable:
    record: Tenure = draft.record  # type: ignore[assignment]
    return (identity(record.person), identity(record.post), record.capacity, record.start, record.ended)


def tenures_there(drafts: Sequence[NewRecord], reader: Reader) -> dict[int, list[int]]:
    """The person's tenures of the same post whose dates do not rule out that they are this one."""
    records: list[Tenure] = [draft.record for draft in drafts]  # type: ignore[misc]
    people, posts = ([pk for one in records if (pk := getattr(one, name).pk)] for name in ("person", "post"))
    stored = Tenure.objects.visible_to(reader).of_people(people).of_posts(posts).order_by("pk")
    held: dict[tuple[int, int], list[tuple[int, Bounds]]] = defaultdict(list)
    for pk, person, post, *bounds in stored.values_list("pk", "person_id", "post_id", "earliest", "latest"):
        held[person, post].append((pk, (bounds[0], bounds[1])))
    return {
        place: same
        for place, one in enumerate(records)
        if (
            same := [pk for pk, bounds in held.get((one.person.pk or 0, one.post.pk or 0), ()) if may_meet(one, bounds)]
        )
    }


def may_meet(record: Kind, other: Bounds) -> bool:
    """Whether the two times may have a day in common; of unknown sides nothing is ruled out."""
    first, last = other
    begins_after = record.earliest and last and record.earliest > last
    ends_before = record.latest and first and record.latest < first
    return not (begins_after or ends_before)


def out_of_order(draft: NewRecord) -> Iterable[tuple[str, str]]:
    """As the constraints of `Tenure` say."""
    record: Tenure = draft.record  # type: ignore[assignment]
    if record.dates_conflict or not record.ended_latest:
        return
    for name in ("started", "arrived", "appointed"):
        earliest = getattr(record, f"{name}_earliest")
        if earliest and earliest > record.ended_latest:
            yield (
                "ended",
                f"It lies before the date {name}. If the source itself says so, write yes in a column “Dates conflict”.",
            )


def title_of(draft: NewRecord) -> str:
    record: Tenure = draft.record  # type: ignore[assignment]
    person, post = (one.title if draft.may_name(one) else None for one in (record.person, record.post))
    return record.own_title or tenure_title(person, post)


TENURES = Table(
    rows_are="tenures",
    label="Tenures",
    one="tenure",
    intro="Who held which post from when to when, one a row. A blank end says that it is not known, never that it goes on.",
    columns=(
        Column("person", "Person", Reference((PERSON,), new=new_person, fits=is_person), ("official", "name", "holder"),
               required=True, example="new: Amna Baloch"),
        Column("post", "Post", Reference(("post",), new=new_post), ("position", "office"), required=True,
               example="new: Foreign Secretary of Pakistan"),
        Column("capacity", "Capacity", Choice(Tenure.Capacity), ("in what capacity",), example="substantive"),
        Column("title_as_stated", "Title, as stated", Text(), ("title as stated", "title")),
        Column("appointed", "Appointed", When(), ("appointed on", "commissioned", "date appointed")),
        Column("arrived", "Arrived", When(), ("arrival", "assumed charge")),
        Column("started", "Started", When(), ("start", "from", "since", "start date", "presented credentials"),
               example="2024-09-11"),
        Column("ended", "Ended", When(), ("end", "to", "until", "end date", "left")),
        Column("end_reason", "Why it ended", Choice(Tenure.EndReason), ("end reason", "reason")),
        Column("dates_conflict", "Dates conflict", YesNo(), help="Yes where the source's own dates contradict each other."),
        Column("note", "Note", Text(20_000), ("notes", "remarks")),
        Column("summary", "Summary", Text(20_000), ("description",)),
        *(
            Column(f"{one}_note", f"{one.capitalize()}, as the source says", Text(300), (f"{one} note",))
            for one in DATES
        ),
        Column("own_title", "Title of its own", Text(), help="In the place of the one that is made of person and post."),
        *MARKED,
    ),
    make=tenure,
    key=tenure_key,
    there=tenures_there,
    title=title_of,
    wrong=out_of_order,
    clashes=identified_twice,
    hindered=identified_by_hidden,
    known=known("tenure"),
    kind="tenure",
)  # fmt: skip
