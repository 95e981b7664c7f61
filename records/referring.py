"""Which record is meant by what somebody typed into a form: its reference, its address, or its name."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

from django.db.models import Q

from records import kinds
from records.access import Reader
from records.models import Kind, Record, RecordQuerySet
from records.names import fold
from records.search.completions import Completion, completions, known

# "V-1042" alone, or behind a name: "Yue Xiaoyong · A-0012".
REF = re.compile(r"(?:^|[\s·(])([A-Z])-([0-9]{1,12})\)?\s*\Z", re.IGNORECASE)
ADDRESS = re.compile(r"/?([a-z-]+)/([\w-]+)/?\Z")
# So many of one name are listed for a choice.
MOST_OFFERED = 5


class NotMeant(ValueError):
    """Nothing, or more than one thing, is meant. The message says what to type instead."""


def named(title: str, kind: str, pk: int) -> str:
    """How a form shows a record that is chosen; `meant` understands it again."""
    return f"{title} · {kinds.ref(kind, pk)}"


def meant(text: str, reader: Reader, today: date, wanted: Sequence[str]) -> Kind:
    """The record, an instance of its kind, among those of the kinds `wanted` ("actor:person") that the reader may see.

    Raises `NotMeant` in the same words for a record that is hidden and for one that is not there.
    """
    text = " ".join(text.split())
    pk = by_reference(text, reader, wanted) or by_address(text, reader, wanted) or by_name(text, reader, today, wanted)
    return instance(pk)


def instance(pk: int) -> Kind:
    kind = Record.objects.values_list("kind", flat=True).get(pk=pk)
    return kinds.KINDS[kind].model.objects.get(pk=pk)


def shown_of(reader: Reader, wanted: Iterable[str]) -> RecordQuerySet:
    """All records of the kinds that the reader may see."""
    any_of = Q()
    for one in wanted:
        kind, _, sort = one.partition(":")
        model = known(one)
        any_of |= Q(kind=kind) & (model.of_sort(sort) if sort else Q())
    return Record.objects.visible_to(reader).filter(any_of)


def by_reference(text: str, reader: Reader, wanted: Sequence[str]) -> int | None:
    found = REF.search(text)
    if not found:
        return None
    letter, pk = found[1].upper(), int(found[2])
    for kind, record_id in shown_of(reader, wanted).among([pk]).values_list("kind", "pk"):
        if kinds.KINDS[kind].letter == letter:
            return int(record_id)
    raise NotMeant(f"There is no {nouns(wanted)} {letter}-{pk:04d} that you may read. Choose one from the list.")


def by_address(text: str, reader: Reader, wanted: Sequence[str]) -> int | None:
    try:
        found = ADDRESS.fullmatch(urlsplit(text).path if "://" in text else text)
    except ValueError:  # an address that is none, such as "http://["
        return None
    if not found or found[1] not in kinds.FOLDERS:
        return None
    return shown_of(reader, wanted).at(found[1], found[2]).values_list("pk", flat=True).first()


def by_name(text: str, reader: Reader, today: date, wanted: Sequence[str]) -> int:
    found = completions(text, reader, today, wanted)
    same = [one for one in found if one.pk in called_just(text, found)]
    if len(same) == 1:
        return same[0].pk
    if same:
        raise NotMeant(f"There are {len(same)} of this name: {offered(same)}. Write the one you mean so.")
    if found:
        raise NotMeant(f"Nothing is called just “{text}”. Did you mean {offered(found)}?")
    raise NotMeant(f"There is no {nouns(wanted)} called “{text}” that you may read. Type a few letters, and choose.")


def called_just(text: str, found: Iterable[Completion]) -> set[int]:
    """Ids of those of which a title or a name is the text, case and accents aside."""
    typed, just = fold(text), {one.pk for one in found if fold(one.label) == fold(text)}
    by_kind: dict[str, list[int]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one.pk)
    for kind, pks in by_kind.items():
        names = kinds.KINDS[kind].model.searched_names(pks)
        just |= {pk for pk, given in names.items() if typed in map(fold, given)}
    return just


def offered(found: Sequence[Completion]) -> str:
    listed = [f"{named(one.label, one.kind, one.pk)} ({one.detail})" for one in found[:MOST_OFFERED]]
    return " or ".join(listed) + (" or another" if len(found) > MOST_OFFERED else "")


def nouns(wanted: Iterable[str]) -> str:
    """ "person", "visit or meeting"."""
    parts = (one.partition(":") for one in wanted)
    return " or ".join(sort.replace("_", " ") or kinds.KINDS[kind].label.lower() for kind, _, sort in parts)
