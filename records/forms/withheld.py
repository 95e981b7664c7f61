"""References in texts to records that the editor may not see: in a form a token stands for each, and what it stands for is put
back when the form is sent.

A token tells of a place, not of a record: `[[withheld/1042-3-2]]` is the second reference in revision 3 of record 1042. So it
means the same wherever the editor moves it, and after two versions were brought together; it is put back from revisions that
they may read, of the records of the form alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms

from records.access import Reader
from records.forms.texts import TextField
from records.markup.syntax import REFERENCES, WITHHELD, reference
from records.models import Record, Revision
from records.models.mentions import resolve_references

NONE: Mapping[str, str] = MappingProxyType({})
Place = tuple[int, int, int]
Key = tuple[str, str]


def token(place: Place) -> str:
    return f"[[{WITHHELD}/{'-'.join(map(str, place))}]]"


def places_of(revision: Revision) -> Iterator[tuple[Place, str]]:
    """The references of a revision as they are written, each with its place."""
    written = (found[0] for text in texts_in(revision.snapshot) for found in REFERENCES.finditer(text))
    for number, text in enumerate(written, 1):
        yield (revision.record_id, revision.number, number), text


def texts_in(value: Any) -> Iterator[str]:
    """In an order that does not depend on how the database keeps a snapshot."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for name in sorted(value) for text in texts_in(value[name]))
    elif isinstance(value, list):
        yield from (text for one in value for text in texts_in(one))


def hidden_in(texts: Iterable[str], reader: Reader) -> set[Key]:
    """The records to which references in the texts lead and which the reader may not see. Two queries, none without any."""
    named = {reference(found).key for text in texts for found in REFERENCES.finditer(text)}
    meant = resolve_references({one for one in named if one[0] != WITHHELD})
    if not meant:
        return set()
    shown = set(Record.objects.visible_to(reader).among(meant.values()).values_list("pk", flat=True))
    return {key for key, pk in meant.items() if pk not in shown}


class Hiding:
    """Puts the tokens. Where the same is written twice, each has its own: that two are one is not told either."""

    def __init__(
        self, hidden: set[Key], revisions: Sequence[Revision], stands: Mapping[str, str] = NONE, other: str = ""
    ) -> None:
        """`stands`: what tokens that were sent stand for, by these. `other` is put for what stands in none of the revisions;
        without it such is as the editor has typed it, and stays."""
        self.hidden, self.other = hidden, other
        self.free: dict[str, list[str]] = {}
        for sent, text in stands.items():
            self.free.setdefault(text, []).append(sent)
        for one in revisions if hidden else ():
            for place, text in places_of(one):
                self.free.setdefault(text, []).append(token(place))

    def shown(self, text: str) -> str:
        return REFERENCES.sub(self._shown, text) if self.hidden and "[[" in text else text

    def _shown(self, found: Any) -> str:
        if reference(found).key not in self.hidden:
            return str(found[0])
        free = self.free.get(found[0]) or [self.other or str(found[0])]
        return free.pop(0) if len(free) > 1 else free[0]


def texts_of(form: forms.BaseForm) -> Iterator[tuple[str, TextField]]:
    return ((name, one) for name, one in form.fields.items() if isinstance(one, TextField))


def whole_of(form: Any) -> int | None:
    """The id of the record to which what the form changes belongs."""
    instance = getattr(form, "instance", None)
    if instance is None or instance._state.adding:
        return None
    return int(instance.pk if isinstance(instance, Record) else getattr(instance, instance.WHOLE))


def withhold_all(
    several: Iterable[forms.BaseForm], reader: Reader, sent: Mapping[str, Any] | None
) -> Mapping[str, str]:
    """Put tokens into what these forms show, and have their texts know those that were sent, which are returned with what they
    stand for. At most four queries, none where no text has a reference."""
    these = [(one, whole_of(one)) for one in several]
    stands = standing_for(places_sent(sent), {pk for _, pk in these if pk}, reader)
    for form, _ in these:
        for _, one in texts_of(form):
            one.stands = stands
    put_tokens(these, reader)
    return stands


def put_tokens(several: Iterable[tuple[forms.BaseForm, int | None]], reader: Reader) -> None:
    """Into these forms, each with the id of the record that it changes a part of."""
    stored = [
        (form, name, text, pk)
        for form, pk in several
        for name, _ in texts_of(form)
        if pk and isinstance(text := form.initial.get(name), str) and "[[" in text
    ]
    hidden = hidden_in((text for _, _, text, _ in stored), reader)
    if not hidden:
        return
    wholes = {pk for _, _, _, pk in stored}
    newest = {one.record_id: [one] for one in Revision.objects.of_these(wholes).newest_of_each(1)}
    hiding = {pk: Hiding(hidden, newest.get(pk, ()), other=token((pk, 0, 0))) for pk in wholes}
    for form, name, text, pk in stored:
        form.initial[name] = hiding[pk].shown(text)


def places_sent(sent: Mapping[str, Any] | None) -> set[Place]:
    return {place for text in (sent or {}).values() if isinstance(text, str) for place in places_in(text)}


def standing_for(places: set[Place], wholes: set[int], reader: Reader) -> Mapping[str, str]:
    """Token -> reference, of those that lie in these records. One query, none without any."""
    numbers = {number for pk, number, _ in places if pk in wholes}
    if not numbers:
        return NONE
    revisions = Revision.objects.of_these(wholes).with_number(numbers).readable_by(reader)
    return {token(place): text for one in revisions for place, text in places_of(one) if place in places}


def places_in(text: str) -> Iterator[Place]:
    for found in REFERENCES.finditer(text) if WITHHELD in text else ():
        numbers = found["slug"].split("-")
        if (
            found["folder"] == WITHHELD
            and len(numbers) == 3
            and all(one.isdigit() and len(one) < 10 for one in numbers)
        ):
            yield int(numbers[0]), int(numbers[1]), int(numbers[2])
