"""Loads the sample case: makes what is missing of it, and touches nothing that is there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from actors.models import STATES, Actor
from briefings.demo.actors import ACTORS
from briefings.demo.assertions import ASSERTIONS
from briefings.demo.briefing import BRIEFING, BRIEFINGS, COMMITMENTS
from briefings.demo.claims import CLAIMS
from briefings.demo.documents import DOCUMENTS
from briefings.demo.encounters import ENCOUNTERS
from briefings.demo.entries import Entry, Passage, Publisher, Row, To
from briefings.demo.posts import POSTS, TENURES
from records import kinds
from records.markup.syntax import REFERENCE
from records.models import Citation, Identifier, Kind, Record, Source, saving

# Each entry comes after those that it names.
CASE: tuple[Entry, ...] = (
    *DOCUMENTS,
    *ACTORS,
    *POSTS,
    *TENURES,
    *ENCOUNTERS,
    *CLAIMS,
    *ASSERTIONS,
    *COMMITMENTS,
    *BRIEFINGS,
)
AROUND = 40


def load() -> "Loaded":
    """Load the case in one transaction. What is there, whoever changed it since, stays as it is."""
    loading = Loading()
    with saving(None, "Sample case"):
        for one in CASE:
            loading.put(one)
    return Loaded(loading.made, loading.addresses[BRIEFING.key])


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many records were made, by kind, and the address of the briefing, "briefings/…"."""

    made: Counter[str]
    briefing: str


@dataclass(slots=True)
class Loading:
    """One run. `ids` and `addresses` hold what is there by key: the record's id and where it is now."""

    made: Counter[str] = field(default_factory=Counter)
    ids: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        there = {**states_by_title(CASE), **identified(CASE)}
        for pk, kind, slug in Record.objects.among(there.values()).values_list("pk", "kind", "slug"):
            for key in (key for key, one in there.items() if one == pk):
                self._know(key, pk, kind, slug)

    def put(self, one: Entry) -> None:
        if one.at.key in self.ids:
            return
        record = self._record(one)
        self._know(one.at.key, record.pk, record.kind, record.slug)
        self.made[record.info.kind] += 1
        for scheme, value in one.known_by:
            Identifier(record=record, scheme=scheme, value=value).save()
        citations = {passage: self._cite(record, passage).pk for passage in one.cited}
        for part in one.rows:
            self._part(record, part, citations)

    def _know(self, key: str, pk: int, kind: str, slug: str) -> None:
        self.ids[key] = pk
        self.addresses[key] = f"{kinds.KINDS[kind].folder}/{slug}"

    def _record(self, one: Entry) -> Kind:
        several = {name: value for name, value in one.fields.items() if isinstance(value, tuple)}
        record = one.model(**self._columns({name: one.fields[name] for name in one.fields.keys() - several.keys()}))
        folder, slug = one.at.key.split("/")
        if not hasattr(record, "compose") and not Record.objects.at(folder, slug).exists():
            record.slug = slug
        record.save()
        for name, keys in several.items():
            getattr(record, name).set([self.ids[to.key] for to in keys])
        return record

    def _columns(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The columns of a row: keys for what leads to entries, texts with the addresses of those they name."""
        columns: dict[str, Any] = {}
        for name, value in fields.items():
            if isinstance(value, To):
                columns[f"{name}_id"] = self.ids[value.key]
            elif isinstance(value, Publisher):
                columns[f"{name}_id"] = source_id(value)
            else:
                columns[name] = self._linked(value) if isinstance(value, str) else value
        return columns

    def _linked(self, text: str) -> str:
        """The text with the present address of each record that it names. KeyError for one that comes later."""

        def here(found: re.Match[str]) -> str:
            key = f"{found['folder']}/{found['slug']}"
            return found[0].replace(key, self.addresses[key], 1)

        return re.sub(REFERENCE, here, text)

    def _part(self, record: Kind, part: Row, citations: dict[Passage, int]) -> None:
        fields = dict(part.fields)
        cited = {f"{name}_id": citations[value] for name, value in fields.items() if isinstance(value, Passage)}
        plain = {name: value for name, value in fields.items() if not isinstance(value, Passage)}
        part.model(**{part.model.WHOLE: record.pk}, **cited, **self._columns(plain)).save()

    def _cite(self, record: Kind, passage: Passage) -> Citation:
        text = next(one.fields["text"] for one in DOCUMENTS if one.at == passage.document)
        before, after = surroundings(text, passage.quote)
        citation = Citation(
            target=record,
            document_id=self.ids[passage.document.key],
            quote=passage.quote,
            prefix=before,
            suffix=after,
            stance=passage.stance,
            credibility=passage.credibility,
            first_hand=passage.first_hand,
            note=passage.note,
        )
        citation.save()
        return citation


def surroundings(text: str, quote: str) -> tuple[str, str]:
    """What stands before and after the passage, by whole words. ValueError where it is not in the text once."""
    if text.count(quote) != 1:
        raise ValueError(f"The passage is in the text {text.count(quote)} times: {quote}")
    before, _, after = text.partition(quote)
    prefix, suffix = before[-AROUND:], after[:AROUND]
    if len(before) > AROUND:
        prefix = prefix.partition(" ")[2]
    if len(after) > AROUND:
        suffix = suffix.rpartition(" ")[0]
    return prefix, suffix


def source_id(publisher: Publisher) -> int:
    given = {
        "kind": publisher.kind,
        "reliability": publisher.reliability,
        "descriptor": publisher.descriptor,
        "language": publisher.language,
        "country": publisher.country,
    }
    there = Source.objects.called(publisher.name).first()
    return (there or Source.objects.create(name=publisher.name, **given)).pk


def identified(entries: Sequence[Entry]) -> dict[str, int]:
    """Key -> id of the record that is known by an identifier of the entry, in whichever case it is written."""
    key_of = {(scheme, value.lower()): one.at.key for one in entries for scheme, value in one.known_by}
    spelt = {each for _, value in key_of for each in (value, value.upper())}
    rows = Identifier.objects.filter(scheme__in={scheme for scheme, _ in key_of}, value__in=spelt)
    found = rows.values_list("scheme", "value", "record_id")
    return {key_of[at]: pk for scheme, value, pk in found if (at := (scheme, value.lower())) in key_of}


def states_by_title(entries: Sequence[Entry]) -> dict[str, int]:
    """Key -> id of a state that somebody entered under its name without an identifier."""
    key_of = {one.fields["title"]: one.at.key for one in entries if one.fields.get("category") in STATES}
    found = Actor.objects.in_category(*STATES).filter(title__in=key_of).values_list("title", "pk")
    return {key_of[title]: pk for title, pk in found}
