"""Officials and tenures as tables: which columns they have, and what a row becomes."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from actors.codes import ISO, code_of
from actors.models import Actor, Category, Name, Post, Tenure
from actors.models.tenures import tenure_title
from records.access import Reader
from records.batches.cells import Choice, Reference, Text, When, YesNo
from records.batches.tables import Act, Column, NewRecord, Table, Values, begun, identity
from records.bulk import batched
from records.dates import Bounds
from records.models import Kind, NameWord
from records.names import fold
from records.search.name_words import whole_of

PERSON = "actor:person"
AT_ONCE = 500


def of_codes(texts: Collection[str], reader: Reader) -> Mapping[str, set[int]]:
    codes = {text: code for text in texts if (code := code_of(text))}
    found = Actor.objects.visible_to(reader).by_codes(ISO, set(codes.values())) if codes else {}
    return {text: {found[code]} for text, code in codes.items() if code in found}


def new_person(name: str, act: Act) -> NewRecord:
    record = begun(Actor, act, title=name, sort_name=name, category=Category.PERSON)
    return NewRecord(record, [named(name, Name.Kind.PRIMARY)])


def new_post(title: str, act: Act) -> NewRecord:
    return NewRecord(begun(Post, act, title=title, role=title[:200]))


def named(text: str, kind: str) -> Name:
    return Name(text=text, kind=kind, folded=fold(text)[:300])


STATE = Reference(("actor:state",), codes=of_codes)
PEOPLE = Reference((PERSON,), several=True, new=new_person)
ANYBODY = Reference(("actor",), several=True, new=new_person, codes=of_codes)


def official(values: Values, act: Act) -> NewRecord:
    name = values["name"]
    record = begun(
        Actor,
        act,
        title=name,
        sort_name=values.get("sort_name", name),
        category=Category.PERSON,
        state=values.get("state"),
        parent=values.get("parent"),
        when=values.get("when", ""),
        when_note=values.get("when_note", ""),
        summary=values.get("summary", ""),
    )
    others = [one for one in values.get("names", ()) if one != name]
    return NewRecord(record, [named(name, Name.Kind.PRIMARY), *(named(one, Name.Kind.ALIAS) for one in others)])


def official_key(draft: NewRecord) -> Hashable:
    return fold(draft.record.title) or draft.record.title


def people_there(drafts: Sequence[NewRecord], reader: Reader) -> dict[int, list[int]]:
    """People of whom one name is one of those in the row."""
    places: dict[str, set[int]] = defaultdict(set)
    for place, draft in enumerate(drafts):
        for text in (draft.record.title, *(one.text for one in draft.parts if isinstance(one, Name))):
            if whole := whole_of(text):
                places[whole].add(place)
    found: dict[int, set[int]] = defaultdict(set)
    for part in batched(sorted(places), AT_ONCE):
        rows = NameWord.objects.visible_to(reader).of_kinds([PERSON]).whole_names(part).order_by()
        for word, pk in rows.values_list("word", "record_id"):
            for place in places[word]:
                found[place].add(pk)
    return {place: sorted(pks) for place, pks in found.items()}


def tenure(values: Values, act: Act) -> NewRecord:
    given = ("capacity", "end_reason", "dates_conflict")
    texts = ("appointed", "arrived", "started", "ended", "title_as_stated", "note", "summary")
    record = begun(
        Tenure,
        act,
        person=values["person"],
        post=values["post"],
        **{name: values[name] for name in given if name in values},
        **{name: values.get(name, "") for name in texts},
    )
    record.when = record.span()
    return NewRecord(record)


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
    return tenure_title(person, post)


OFFICIALS = Table(
    rows_are="officials",
    label="Officials",
    one="official",
    intro="People, one a row. Somebody of the same name who is there already is pointed out: two people may share one.",
    columns=(
        Column("name", "Name", Text(), ("full name", "official", "person", "title"), required=True, example="Amna Baloch"),
        Column("sort_name", "Sorted as", Text(), ("sort name", "family name first"), example="Baloch, Amna"),
        Column("names", "Other names", Text(several=True), ("aliases", "also known as", "aka"), example="Amena Baluch"),
        Column("state", "State", STATE, ("country", "nationality"), help="By name or ISO code.", example="PK"),
        Column(
            "parent", "Organisation", Reference(("actor:organisation",)), ("ministry", "body", "employer"),
            help="The body they belong to.",
        ),
        Column("when", "Born and died", When(), ("life", "lived", "born", "dates"), help="1960 for born in 1960: 1960/..",
               example="1966/.."),
        Column("when_note", "Dates, as the source says", Text(200), ("when note",)),
        Column("summary", "Summary", Text(20_000), ("note", "notes", "description", "biography")),
    ),
    make=official,
    key=official_key,
    there=people_there,
)  # fmt: skip

TENURES = Table(
    rows_are="tenures",
    label="Tenures",
    one="tenure",
    intro="Who held which post from when to when, one a row. A blank end says that it is not known, never that it goes on.",
    columns=(
        Column("person", "Person", Reference((PERSON,), new=new_person), ("official", "name", "holder"), required=True,
               example="new: Amna Baloch"),
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
    ),
    make=tenure,
    key=tenure_key,
    there=tenures_there,
    title=title_of,
    wrong=out_of_order,
)  # fmt: skip

TABLES = (OFFICIALS, TENURES)
