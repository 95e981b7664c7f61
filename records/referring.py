"""Which record is meant by what somebody typed into a form: its reference, its address, or its name."""

import re
from collections.abc import Callable, Iterable, Sequence
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
# Before the name of a record that is to be made.
NEW = "new:"
NO_NAME = f"Write the name behind “{NEW}”."
# So many of one name are listed for a choice.
MOST_OFFERED = 5


class NotMeant(ValueError):
    """Nothing, or more than one thing, is meant. The message says what to type instead."""


def named(title: str, kind: str, pk: int) -> str:
    """How a form shows a record that is chosen; `meant` understands it again."""
    return f"{title} · {kinds.ref(kind, pk)}"


def named_new(name: str) -> str:
    """How a form shows a record that is to be made; `name_of_new` understands it again."""
    return f"{NEW} {name}"


def name_of_new(text: str) -> str | None:
    """The name of the record that a text asks to be made, "" where it gives none; None where it asks for none."""
    return text[len(NEW) :].strip() if text.lower().startswith(NEW) else None


def meant(text: str, reader: Reader, today: date, wanted: Sequence[str]) -> Kind:
    """The record, an instance of its kind, among those of the kinds `wanted` ("actor:person") that the reader may see.

    Raises `NotMeant` in the same words for a record that is hidden and for one that is not there.
    """
    # PostgreSQL takes no text with this character in it, and no name has it.
    text = " ".join(text.replace("\x00", " ").split())
    pk = by_reference(text, reader, wanted) or by_address(text, reader, wanted) or by_name(text, reader, today, wanted)
    return instance(pk)


class Referring:
    """What the texts of one form mean to whoever sends it. Those that end in a reference are looked up together, and no text
    is looked up twice."""

    def __init__(self, reader: Reader, today: date) -> None:
        self.reader, self.today = reader, today
        # The kinds wanted -> the ids asked for, and those of them that may be meant.
        self._asked: dict[tuple[str, ...], set[int]] = {}
        self._fit: dict[tuple[str, ...], set[int]] = {}
        self._instances: dict[int, Kind] = {}
        self._found: dict[tuple[str, tuple[str, ...]], Kind | NotMeant] = {}
        self._made: dict[tuple[str, tuple[str, ...]], Kind] = {}

    def prepare(self, texts: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """(text, the kinds wanted there). One query for each set of kinds, and one for each kind of what is found."""
        for text, wanted in texts:
            if found := REF.search(text):
                self._asked.setdefault(wanted, set()).add(int(found[2]))
        for wanted, pks in self._asked.items():
            self._fit[wanted] = set(shown_of(self.reader, wanted).among(pks).values_list("pk", flat=True))
        self._instances |= instances({pk for fit in self._fit.values() for pk in fit})

    def meant(self, text: str, wanted: tuple[str, ...]) -> Kind:
        """As the function of this name."""
        known = (" ".join(text.split()), wanted)
        if known not in self._found:
            try:
                self._found[known] = self._by_prepared(known[0], wanted) or meant(text, self.reader, self.today, wanted)
            except NotMeant as error:
                self._found[known] = error
        found = self._found[known]
        if isinstance(found, NotMeant):
            raise found
        return found

    def _by_prepared(self, text: str, wanted: tuple[str, ...]) -> Kind | None:
        """None where nothing like it was asked for."""
        found = REF.search(text)
        if not found or int(found[2]) not in self._asked.get(wanted, ()):
            return None
        letter, pk = found[1].upper(), int(found[2])
        if pk in self._fit[wanted] and kinds.KINDS[self._instances[pk].KIND].letter == letter:
            return self._instances[pk]
        raise no_such(wanted, letter, pk)

    def new(self, name: str, wanted: tuple[str, ...], make: Callable[[str], Kind]) -> Kind:
        """The record to be made of this name: one, however often the form names it."""
        known = (fold(name), wanted)
        if known not in self._made:
            self._made[known] = make(name)
        return self._made[known]


def instances(pks: Iterable[int]) -> dict[int, Kind]:
    """Records as instances of their kinds. One query for each kind, and one to tell the kinds."""
    by_kind: dict[str, list[int]] = {}
    for kind, pk in Record.objects.among(pks).values_list("kind", "pk"):
        by_kind.setdefault(kind, []).append(pk)
    return {one.pk: one for kind, ids in by_kind.items() for one in kinds.KINDS[kind].model.objects.among(ids)}


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
    raise no_such(wanted, letter, pk)


def no_such(wanted: Sequence[str], letter: str, pk: int) -> NotMeant:
    return NotMeant(f"There is no {nouns(wanted)} {letter}-{pk:04d} that you may read. Choose one from the list.")


def by_address(text: str, reader: Reader, wanted: Sequence[str]) -> int | None:
    place = place_of(text)
    return shown_of(reader, wanted).at(*place).values_list("pk", flat=True).first() if place else None


def place_of(text: str) -> tuple[str, str] | None:
    """The folder and the slug that an address names ("visits", "li-in-islamabad"); None for what is none of a record."""
    try:
        found = ADDRESS.fullmatch(urlsplit(text).path if "://" in text else text)
    except ValueError:  # an address that is none, such as "http://["
        return None
    return (found[1], found[2]) if found and found[1] in kinds.FOLDERS else None


def by_name(text: str, reader: Reader, today: date, wanted: Sequence[str]) -> int:
    found = completions(text, reader, today, wanted)
    same = [one for one in found if one.pk in called_just(text, found)]
    if len(same) == 1:
        return same[0].pk
    if same:
        raise NotMeant(f"There are {len(same)} of this name: {offered(same)}. Write the one you mean so.")
    titled = list(shown_of(reader, wanted).filter(title__iexact=text).order_by("pk").values_list("pk", flat=True)[:2])
    if len(titled) == 1:
        return int(titled[0])
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
