"""Actors as a table: people, states, organisations and groups, with their names and what they are called elsewhere."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from actors.meant import STATE, WHOLE, named
from actors.models import Actor, Category, Name
from actors.name_cells import Called, Names
from actors.sorting import sort_name
from records import kinds
from records.access import Reader
from records.batches.cells import Choice, Reference, Text, When
from records.batches.lists import Identifiers, Tags
from records.batches.tables import Act, Column, NewRecord, Table, Values, begun, identity
from records.bulk import batched
from records.models import Identifier, NameWord, Part, Record
from records.names import fold
from records.referring import REF, place_of
from records.search.name_words import whole_of

AT_ONCE = 500
TAKEN = "Another record has the identifier {}: the two may be one. Take this row for that record, or clear the cell."


def actor(values: Values, act: Act) -> NewRecord:
    name, family = values["name"], values.get("family_name", "")
    category = values.get("category", Category.PERSON)
    sorted_as = sort_name(name, family)[:300] if category == Category.PERSON else name
    record = begun(
        Actor,
        act,
        title=name,
        family_name=family,
        sort_name=values.get("sort_name") or sorted_as,
        category=category,
        state=values.get("state"),
        parent=values.get("parent"),
        when=values.get("when", ""),
        when_note=values.get("when_note", ""),
        summary=values.get("summary", ""),
    )
    others: list[Called] = [one for one in values.get("names", ()) if one.text != name or one.kind != Name.Kind.ALIAS]
    parts: list[Part] = [named(name, Name.Kind.PRIMARY), *(named(*one) for one in others), *identifiers_of(values)]
    return NewRecord(record, parts, tags=list(values.get("tags", ())))


def identifiers_of(values: Values) -> list[Identifier]:
    return [Identifier(scheme=scheme, value=value) for scheme, value in values.get("identifiers", ())]


def actor_of(draft: NewRecord) -> Actor:
    assert isinstance(draft.record, Actor)
    return draft.record


def actor_key(draft: NewRecord) -> Hashable:
    record = actor_of(draft)
    return record.category, fold(record.title) or record.title, identity(record.state) if record.state else None


def person_key(draft: NewRecord) -> Hashable:
    return fold(draft.record.title) or draft.record.title


def actors_there(drafts: Sequence[NewRecord], reader: Reader) -> dict[int, list[int]]:
    """Actors of the same category of whom one name is one of those in the row, unless they are of another state."""
    found = people_there(drafts, reader)
    rows = Actor.objects.among({pk for pks in found.values() for pk in pks}).order_by()
    told = {pk: (category, state) for pk, category, state in rows.values_list("pk", "category", "state_id")}
    there = {}
    for place, pks in found.items():
        record = actor_of(drafts[place])
        states = (None, record.state.pk) if record.state else (None,)
        same = [pk for pk in pks if told[pk][0] == record.category and (not record.state or told[pk][1] in states)]
        if same:
            there[place] = same
    return there


def people_there(drafts: Sequence[NewRecord], reader: Reader) -> dict[int, list[int]]:
    """Actors of the categories of these of whom one name is one of those in the row."""
    places: dict[str, set[int]] = defaultdict(set)
    for place, draft in enumerate(drafts):
        for text in (draft.record.title, *(one.text for one in draft.parts if isinstance(one, Name))):
            if whole := whole_of(text):
                places[whole].add(place)
    wanted = sorted({f"actor:{actor_of(draft).category}" for draft in drafts})
    found: dict[int, set[int]] = defaultdict(set)
    for part in batched(sorted(places), AT_ONCE):
        rows = NameWord.objects.visible_to(reader).of_kinds(wanted).whole_names(part).order_by()
        for word, pk in rows.values_list("word", "record_id"):
            for place in places[word]:
                found[place].add(pk)
    return {place: sorted(pks) for place, pks in found.items()}


def known(kind: str) -> Callable[[Sequence[Values], Reader], Mapping[int, int]]:
    """Finds the records of the kind that rows tell of: by an address or a reference, else by what they are called elsewhere,
    where that is one record alone."""

    def known_of_kind(rows: Sequence[Values], reader: Reader) -> Mapping[int, int]:
        shown = Record.objects.visible_to(reader).of_kind(kind)
        found: dict[int, int] = {}
        by_number = {place: number_of(kind, row.get("address", "")) for place, row in enumerate(rows)}
        by_slug = {place: slug_of(kind, row.get("address", "")) for place, row in enumerate(rows)}
        if pks := {pk for pk in by_number.values() if pk}:
            there = set(shown.among(pks).values_list("pk", flat=True))
            found |= {place: pk for place, pk in by_number.items() if pk in there}
        if slugs := {slug for slug in by_slug.values() if slug}:
            at = dict(shown.at_slug(*slugs).values_list("slug", "pk"))
            found |= {place: at[slug] for place, slug in by_slug.items() if slug in at}
        called = elsewhere({pair for row in rows for pair in row.get("identifiers", ())})
        there = set(shown.among(called.values()).values_list("pk", flat=True)) if called else set()
        for place, row in enumerate(rows):
            pks = {called[pair] for pair in row.get("identifiers", ()) if called.get(pair) in there}
            if len(pks) == 1:
                found.setdefault(place, pks.pop())
        return found

    return known_of_kind


def number_of(kind: str, address: str) -> int:
    """Of "A-0012"; 0 where it is none of this kind."""
    match = REF.search(address)
    return int(match[2]) if match and match[1].upper() == kinds.KINDS[kind].letter else 0


def slug_of(kind: str, address: str) -> str:
    """Of "/actors/amna-baloch/"; "" where it is none of this kind, or of another site: the form has taken this one's off."""
    place = place_of(address) if "://" not in address else None
    return place[1] if place and kinds.FOLDERS[place[0]] == kind else ""


def elsewhere(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Scheme and value -> the record that has them, whoever may see it."""
    wanted = set(pairs)
    found = {}
    for part in batched(sorted({value for _, value in wanted}), AT_ONCE):
        for scheme, value, pk in Identifier.objects.filter(value__in=part).values_list("scheme", "value", "record_id"):
            if (scheme, value) in wanted:
                found[scheme, value] = pk
    return found


def pairs_of(drafts: Sequence[NewRecord]) -> list[tuple[int, tuple[str, str]]]:
    """(place of the draft, (scheme, value)) of their identifiers."""
    return [
        (place, (one.scheme, one.value))
        for place, draft in enumerate(drafts)
        for one in draft.parts
        if isinstance(one, Identifier)
    ]


def identified_twice(drafts: Sequence[NewRecord], reader: Reader) -> dict[int, list[tuple[str, str]]]:
    """An identifier belongs to one record: those of other records that the reader may see, and of an earlier row."""
    pairs = pairs_of(drafts)
    there = elsewhere(pair for _, pair in pairs)
    shown = set(Record.objects.visible_to(reader).among(there.values()).values_list("pk", flat=True))
    taken = {pair for pair, pk in there.items() if pk in shown}
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for place, pair in pairs:
        if pair in taken:
            found[place].append(("identifiers", TAKEN.format(": ".join(pair))))
        taken.add(pair)
    return found


def identified_by_hidden(drafts: Sequence[NewRecord], reader: Reader) -> bool:
    """Whether a record that the reader may not see has an identifier of these."""
    there = set(elsewhere(pair for _, pair in pairs_of(drafts)).values())
    return Record.objects.visible_to(reader).among(there).count() < len(there)


SUMMARY = Column("summary", "Summary", Text(20_000), ("note", "notes", "description", "biography"))
MARKED = (
    Column("identifiers", "Identifiers", Identifiers(), ("ids", "identifier"),
           help="Whoever has one of them already is taken for the one that is meant."),
    Column("tags", "Tags", Tags(), ("keywords",)),
)  # fmt: skip
NAME = Column(
    "name", "Name", Text(), ("full name", "official", "person", "title"), required=True, example="Amna Baloch"
)
CATEGORY = Column("category", "What it is", Choice(Category), ("category", "kind"), required=True, example="Official")
FAMILY_NAME = Column("family_name", "Family name", Text(100), ("surname", "last name"), example="Baloch")
SORT_NAME = Column("sort_name", "Sorted as", Text(), ("sort name", "family name first"), example="Baloch, Amna")
NAMES = Column("names", "Other names", Names(), ("aliases", "also known as", "aka"), example="Amena Baluch [alias]")
OF_STATE = Column("state", "State", STATE, ("country", "nationality"), help="By name or ISO code.", example="PK")
NOTED = Column("when_note", "Dates, as the source says", Text(200), ("when note",))

ACTORS = Table(
    rows_are="actors",
    label="Actors",
    one="actor",
    intro="People, states, organisations and groups, one a row, with their names. Somebody of the same name who is there "
    "already is pointed out: two may share one.",
    columns=(
        NAME,
        CATEGORY,
        FAMILY_NAME,
        SORT_NAME,
        NAMES,
        OF_STATE,
        Column("parent", "Part of", WHOLE, ("organisation", "ministry", "body", "employer"), help="The body or state."),
        Column("when", "Life", When(), ("lived", "dates", "life span"), example="1966/..",
               help="From when to when: 1966/.. for born or founded in 1966."),
        NOTED,
        SUMMARY,
        *MARKED,
    ),
    make=actor,
    key=actor_key,
    there=actors_there,
    clashes=identified_twice,
    hindered=identified_by_hidden,
    known=known("actor"),
    kind="actor",
)  # fmt: skip

OFFICIALS = replace(
    ACTORS,
    rows_are="officials",
    label="Officials",
    one="official",
    intro="People, one a row. Somebody of the same name who is there already is pointed out: two people may share one.",
    columns=(
        NAME,
        FAMILY_NAME,
        SORT_NAME,
        NAMES,
        OF_STATE,
        Column(
            "parent", "Organisation", Reference(("actor:organisation",)), ("ministry", "body", "employer"),
            help="The body they belong to.",
        ),
        Column("when", "Born and died", When(), ("life", "lived", "born", "dates"), help="1960 for born in 1960: 1960/..",
               example="1966/.."),
        NOTED,
        SUMMARY,
        *MARKED,
    ),
    key=person_key,
    there=people_there,
)  # fmt: skip
