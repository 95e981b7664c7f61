"""What the importers of the Office of the Historian share: its name spaces, its documents, the states it names."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actors.importers.countries import Country, country, crosswalk
from actors.models import Actor, Category, Name
from records.access import Handling, Stage
from records.importing import Importing, PartRows, Wanted, ids_of
from records.models import Document, Identifier, Record, Source
from records.names import fold

# One id can mean two people in two of these, and one person can have two: they are never mixed.
FILES = "history.state.gov/files"
COUNTRIES = "history.state.gov/countries"
PEOPLE = "history.state.gov/people"
FORMER_PEOPLE = "history.state.gov/people-former"
PRESIDENTS = "history.state.gov/presidents"
LEADERS = "history.state.gov/leaders"
BODIES = "history.state.gov/bodies"
MISSIONS = "history.state.gov/missions"
POSTS = "history.state.gov/posts"
TENURES = "history.state.gov/tenures"
CONCURRENT = "history.state.gov/concurrent-appointments"
VISITS = "history.state.gov/visits"
GATHERINGS = "history.state.gov/visit-occasions"
TRIPS = "history.state.gov/trips"
MEETINGS = "history.state.gov/trip-meetings"
ISO = "iso3166-1"
SITE = "https://history.state.gov/departmenthistory"
PRESIDENCY = "history.state.gov/presidency"
TRAVELLERS = "history.state.gov/travellers"
SECRETARY = "positions-principals/secretary/secretary"
# One man under two ids, the first that of the list of presidents.
SAME_PERSON = (("bush-george-h-w", "bush-george-herbert-walker"), ("buren-martin-van", "van-buren-martin"))
OFFICE = "Office of the Historian"


@dataclass(frozen=True, slots=True)
class FileText:
    """An upstream file as a document: its key, title, address, and its content without markup."""

    key: str
    title: str
    url: str
    text: str


def office() -> Source:
    return Source.objects.called(OFFICE).first() or Source.objects.create(
        name=OFFICE,
        kind=Source.Kind.GOVERNMENT,
        reliability=Source.Reliability.B,
        descriptor="United States Department of State. Lists compiled by historians from the Department's own "
        "records; recent years are incomplete.",
        language="en",
        country="US",
    )


def put_documents(importing: Importing, texts: Sequence[FileText]) -> dict[str, int]:
    """Key -> id of the document of each file."""
    source = office()
    wanted = [
        Wanted(
            FILES,
            text.key,
            {
                "title": text.title[:300],
                "source_id": source.pk,
                "url": text.url,
                "text": text.text,
                "sha256": hashlib.sha256(text.text.encode()).hexdigest(),
                "language": "en",
            },
        )
        for text in texts
    ]
    return dict(zip((text.key for text in texts), importing.put(Document, wanted), strict=True))


def names(title: str, others: Iterable[str] = (), kind: str = Name.Kind.ALIAS) -> PartRows:
    """The primary name and the others, as rows of an actor."""
    return PartRows(
        Name,
        "actor_id",
        ("text", "kind"),
        [_name(title, Name.Kind.PRIMARY), *further_names(others, {title}, kind).rows],
    )


def further_names(texts: Iterable[str], known: set[str], kind: str = Name.Kind.ALIAS) -> PartRows:
    """Rows for the names that are not among those known."""
    fresh = [text for text in dict.fromkeys(texts) if text not in known]
    return PartRows(Name, "actor_id", ("text", "kind"), [_name(text, kind) for text in fresh])


def _name(text: str, kind: str) -> dict[str, str]:
    return {"text": text[:300], "kind": str(kind), "folded": fold(text[:300])[:300]}


def shown_titles(pks: Iterable[int]) -> dict[int, str]:
    """Titles of the records that anybody may see: composed titles are made of no others."""
    rows = Record.objects.filter(pk__any_of=list(set(pks)), handling=Handling.CLEAR, stage=Stage.PUBLISHED)
    return dict(rows.values_list("pk", "title"))


def same_people(births: dict[str, str], scheme: str, twins: dict[str, str]) -> dict[str, int]:
    """Id here -> the actor under the same id, or its twin, of another list, where the births agree.

    One id can mean two men: William Howard Taft is a president in one list, an ambassador born later in the other.
    """
    named = ids_of(scheme)
    found = {key: pk for key in births if (pk := named.get(twins.get(key, key)))}
    lives = dict(Actor.objects.filter(pk__any_of=list(found.values())).values_list("pk", "when"))
    return {key: pk for key, pk in found.items() if births[key] and lives[pk].startswith(f"{births[key]}/")}


def usual_labels(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Country id -> the label that it has most often, without what stands in brackets ("Poland (government-in-exile)")."""
    counted: dict[str, Counter[str]] = {}
    for source_id, label in named:
        if plain := re.sub(r"\s*\(.*?\)", "", label).strip() or label:
            counted.setdefault(source_id, Counter())[plain] += 1
    return {source_id: max(sorted(labels), key=labels.__getitem__) for source_id, labels in counted.items()}


class States:
    """The states that files name, by the ids these use; those missing are made."""

    def __init__(self, importing: Importing) -> None:
        self.importing = importing
        self.known = ids_of(COUNTRIES)
        self.new: dict[str, Country] = {}

    def __getitem__(self, source_id: str) -> int:
        return self.known[self.meant(source_id).id]

    def meant(self, source_id: str) -> Country:
        return self.new.get(source_id) or country(source_id)

    def learn(self, named: Iterable[tuple[str, str]]) -> None:
        """Settle, over all (id, label) of a run, what ids mean that are new here."""
        labels = usual_labels((source_id, label) for source_id, label in named if source_id not in crosswalk())
        for source_id, label in sorted(labels.items()):
            meant = self.new[source_id] = country(source_id, label)
            self.importing.report.remark(f"the country id {source_id!r} is new here: taken for {meant.name}")

    def ensure(self, named: Iterable[tuple[str, int | None]]) -> None:
        """Make what is missing of (id, document that names it)."""
        missing: dict[str, tuple[Country, int | None]] = {}
        for source_id, document in named:
            meant = self.meant(source_id)
            if meant.id not in self.known:
                missing.setdefault(meant.id, (meant, document))
        there = self._already_here([meant for meant, _ in missing.values()])
        wanted = [self._wanted(meant, document, there.get(meant.id)) for meant, document in missing.values()]
        self.known |= dict(zip(missing, self.importing.put(Actor, wanted), strict=True))

    def _already_here(self, countries: Sequence[Country]) -> dict[str, int]:
        """States that somebody entered by hand, found by their ISO code, else by their very name."""
        coded = {
            value.lower(): pk for value, pk in Identifier.objects.filter(scheme=ISO).values_list("value", "record_id")
        }
        titled = {
            title: pk
            for pk, title in Actor.objects.in_category(Category.STATE, Category.TERRITORY)
            .filter(title__in=[meant.name for meant in countries])
            .values_list("pk", "title")
        }
        found = {meant.id: coded.get(meant.iso2.lower()) or titled.get(meant.name) for meant in countries}
        return {key: pk for key, pk in found.items() if pk}

    def _wanted(self, meant: Country, document: int | None, pk: int | None) -> Wanted:
        if pk:
            return Wanted(COUNTRIES, meant.id, {}, pk=pk)
        category = Category.TERRITORY if meant.is_territory else Category.STATE
        return Wanted(
            COUNTRIES,
            meant.id,
            {},
            document=document,
            also=((ISO, meant.iso2.lower()),) if meant.iso2 else (),
            parts=(names(meant.name, {meant.listed} - {meant.name}),),
            at_first={"title": meant.name, "sort_name": meant.listed, "category": category},
        )
