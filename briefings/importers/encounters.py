"""What visits and trips share when they are put in: the leaders in them, their participants, their type."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from actors.importers import hsg
from actors.models import Actor, Category, Name
from briefings.importers.leaders import Mention, Person, alike, is_full, told_apart
from briefings.models import Participation, Role, Visit
from records.importing import Importing, PartRows, Wanted
from records.models import Identifier
from records.names import fold, slugged

TYPES = [
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), kind)
    for pattern, kind in (
        (r"state visit", Visit.Type.STATE),
        (r"official working visit", Visit.Type.OFFICIAL_WORKING),
        (r"working visit", Visit.Type.WORKING),
        (r"(?:official|presidential) (?:visit|guest)|guest of", Visit.Type.OFFICIAL),
        (r"(?:informal|unofficial) (?:visit|meeting|discussions)", Visit.Type.INFORMAL),
        (r"private visit", Visit.Type.PRIVATE),
        (r"in transit|transited", Visit.Type.TRANSIT),
        (r"overnight stop|stopped|stopover|refuel\w* stop|stop en route", Visit.Type.STOPOVER),
    )
]


def visit_type(text: str) -> str:
    """The type that the text names first; "unstated" where it names none. "Unofficial visit" is no official one."""
    found = [(match.start(), kind) for pattern, kind in TYPES if (match := pattern.search(text))]
    return min(found, key=lambda one: one[0])[1] if found else Visit.Type.UNSTATED


def participants(rows: Iterable[dict[str, Any]]) -> PartRows:
    """All participants of an encounter, each actor once in a role."""
    once = {(row["actor_id"], row["role"]): row for row in rows}
    filled = [{"tenure_id": None, "on_behalf_of_id": None, "title_as_stated": "", **row} for row in once.values()]
    return PartRows(Participation, "encounter_id", ("actor_id", "role"), filled, complete=True)


class Leaders:
    """Foreign leaders: who they are among those in the database and in the files of this run.

    Who is who is decided over all mentions of the run at once, so that it does not depend on how far an import came
    before it was stopped. A mention that is in the database keeps its person as long as the name is one of theirs.
    """

    def __init__(self, importing: Importing, states: hsg.States) -> None:
        self.importing, self.states = importing, states
        self.keys = {
            pk: value for value, pk in Identifier.objects.filter(scheme=hsg.LEADERS).values_list("value", "record_id")
        }
        self.names: dict[int, set[str]] = {}
        for pk, text in Name.objects.filter(actor__any_of=list(self.keys)).values_list("actor_id", "text"):
            self.names.setdefault(pk, set()).add(text)
        self.person_of: dict[tuple[str, int, int], Person] = {}
        self.presidents: list[tuple[str, date, date, int]] = []

    def decide(self, mentions: Sequence[Mention], encounters: dict[tuple[str, int], int]) -> None:
        """Give every mention its person; `encounters` are the records of this run's mentions that exist already."""
        here = set(encounters.values())
        bound = self._bound(mentions, encounters)
        for person in told_apart(mentions, self._known_elsewhere(here)):
            mine = [bound[one.key] for one in sorted(person.mentions, key=lambda one: one.key) if one.key in bound]
            if person.known is None and mine:
                person.known = mine[0]
            for mention in list(person.mentions):
                stored = bound.get(mention.key, person.known)
                if stored != person.known:
                    person.mentions.remove(mention)
                self.person_of[mention.key] = person if stored == person.known else stored_person(mention, stored)

    def _bound(
        self, mentions: Sequence[Mention], encounters: dict[tuple[str, int], int]
    ) -> dict[tuple[str, int, int], int]:
        """Mention -> the actor it has in the database, where the name is still one of that actor's."""
        stored: dict[int, list[int]] = {}
        rows = Participation.objects.filter(encounter__any_of=list(encounters.values()), actor__any_of=list(self.keys))
        for encounter, actor in rows.order_by("pk").values_list("encounter_id", "actor_id"):
            stored.setdefault(encounter, []).append(actor)
        folded = {pk: {fold(text) for text in texts} for pk, texts in self.names.items()}
        found = {}
        for mention in mentions:
            there = stored.get(encounters.get(mention.key[:2], 0), [])
            pk = next((pk for pk in there if fold(mention.name) in folded.get(pk, ())), None)
            if pk is not None:
                there.remove(pk)
                found[mention.key] = pk
        return found

    def _known_elsewhere(self, here: set[int]) -> list[Person]:
        """Leaders with an encounter that is not of this run, as they are known from those alone."""
        country = {pk: key for key, pk in self.states.known.items()}
        people: dict[int, Person] = {}
        rows = Participation.objects.filter(actor__any_of=list(self.keys)).exclude(encounter__earliest=None)
        for pk, encounter, day, title, state in rows.values_list(
            "actor_id", "encounter_id", "encounter__earliest", "title_as_stated", "actor__state_id"
        ):
            if encounter in here or day is None:
                continue
            person = people.setdefault(pk, Person(country.get(state or 0, ""), known=pk))
            person.titles.add(title)
            person.first, person.last = min(person.first, day), max(person.last, day)
        for pk, person in people.items():
            person.names.update(sorted(self.names.get(pk, ())))
        return [people[pk] for pk in sorted(people, key=self.keys.__getitem__)]

    def president(self, mention: Mention) -> int | None:
        """The President of the United States then, where that is who is meant: he travels too."""
        if mention.title != "President":
            return None
        return next(
            (
                pk
                for name, start, end, pk in self.presidents
                if start <= mention.day <= end and alike(mention.name, name)
            ),
            None,
        )

    def put(self, mentions: Iterable[Mention], documents: dict[tuple[str, int, int], int]) -> None:
        """See that the people of the mentions are in the database, each new one with all the names of this run."""
        people = {id(person): person for one in mentions if (person := self.person_of.get(one.key))}
        new = sorted((person for person in people.values() if not person.known), key=lambda person: person.key)
        wanted = [self._new(person, documents) for person in new]
        for person, pk in zip(new, self.importing.put(Actor, wanted), strict=True):
            person.known = pk
            self.names[pk] = set(person.names)

    def put_names(self) -> None:
        """Add the spellings of this run to the people known before it.

        Once all files are in: were it earlier, an import stopped and run again would know more than at first.
        """
        spelt: dict[int, set[str]] = {}
        for person in self.person_of.values():
            if person.known in self.keys:
                spelt.setdefault(person.known, set()).update(one.name for one in person.mentions)
        titles = dict(Actor.objects.filter(pk__any_of=list(spelt)).values_list("pk", "title"))
        wanted = [self._spelt(pk, texts, titles[pk]) for pk, texts in sorted(spelt.items())]
        with transaction.atomic():
            self.importing.put(Actor, wanted)

    def _spelt(self, pk: int, texts: set[str], title: str) -> Wanted:
        """Further names; somebody known by the surname only is called by the full name from now on."""
        known, fields = self.names.get(pk, set()), {}
        full = max((text for text in texts if is_full(text)), key=lambda one: (len(one), one), default="")
        if full and not is_full(title) and alike(title, full):
            fields = {"title": full[:300], "sort_name": sort_name(full)[:300]}
            texts, known = texts | {title}, known - {title} | {full}
        fresh = hsg.further_names(sorted(texts), known, Name.Kind.AS_STATED)
        return Wanted(hsg.LEADERS, self.keys[pk], fields, parts=(fresh,), pk=pk)

    def _new(self, person: Person, documents: dict[tuple[str, int, int], int]) -> Wanted:
        title = person.best_name
        at_first = {
            "title": title[:300],
            "sort_name": sort_name(title)[:300],
            "category": Category.PERSON,
            "state_id": self.states[person.country] if person.country else None,
        }
        document = next((documents[one.key] for one in person.mentions if one.key in documents), None)
        parts = hsg.names(title, sorted({one.name for one in person.mentions}), Name.Kind.AS_STATED)
        return Wanted(hsg.LEADERS, identity(person), {}, document, parts=(parts,), at_first=at_first)

    def id_of(self, mention: Mention) -> int:
        known = self.president(mention) or self.person_of[mention.key].known
        assert known is not None
        return known


def stored_person(mention: Mention, pk: int | None) -> Person:
    person = Person(mention.country, known=pk)
    person.take(mention)
    return person


def identity(person: Person) -> str:
    """Where the person is named first, and how: `visits/2392/1/kishi`."""
    first = min(person.mentions, key=lambda one: one.key)
    return "/".join((*(str(part) for part in first.key), slugged(first.name)))


def sort_name(name: str) -> str:
    """ "Golda Meir" -> "Meir, Golda"; monarchs ("Hassan II") and single names stay as they are."""
    head, _, last = name.rpartition(" ")
    if not head or re.fullmatch(r"[IVX]+|Jr\.|3rd|2nd", last):
        return name
    return f"{last}, {head}"


def as_visitor(actor: int, title: str, behalf: int | None, tenure: int | None = None) -> dict[str, Any]:
    return {
        "actor_id": actor,
        "role": Role.VISITOR.value,
        "title_as_stated": title[:300],
        "on_behalf_of_id": behalf,
        "tenure_id": tenure,
    }
