"""What differs between two revisions of a record, in the words of the domain.

A phrase is made of words and of the records that it names; who may not see one of these is not told it. The words of each
kind are entered by the app of the kind when it is ready (`enter`); `told` adds what all kinds have in common.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from records import kinds
from records.access import Handling, Stage
from records.dates import DateError, bounds
from records.fields import EDTFField
from records.models.mentions import link_fields
from records.wording import words

Snapshot = Mapping[str, Any]
# Kept or worked out by the system, or told otherwise than as a column.
UNTOLD = frozenset({
    "kind", "slug", "title", "handling", "stage", "when", "withdrawn_because", "published_at", "published_by_id", "sha256",
    "sort_name", "sort_key", "own_title", "retrieved_at", "reviewer_id", "series_id",
})  # fmt: skip
# Characters of an own short text that is quoted.
QUOTED = 120


@dataclass(frozen=True, slots=True)
class Phrase:
    """`parts`: words, and ids of records, of which the titles are read today. Told to readers who may see every record in
    `parts` and `needs`, and know of the `tag` if it names one; to others `otherwise`."""

    parts: tuple[str | int, ...]
    needs: tuple[int, ...] = ()
    otherwise: "Phrase | None" = None
    tag: str = ""

    def ids(self) -> Iterator[int]:
        yield from (part for part in self.parts if isinstance(part, int))
        yield from self.needs
        if self.otherwise:
            yield from self.otherwise.ids()

    def for_those_who_see(self, shown: Callable[[int], bool], known: Callable[[str], bool]) -> "Phrase | None":
        named = (*self.needs, *(part for part in self.parts if isinstance(part, int)))
        if all(map(shown, named)) and (not self.tag or known(self.tag)):
            return self
        return self.otherwise.for_those_who_see(shown, known) if self.otherwise else None


def phrase(*parts: str | int, needs: Iterable[int | None] = (), otherwise: Phrase | None = None) -> Phrase:
    return Phrase(parts, tuple(pk for pk in needs if pk), otherwise)


class Difference:
    """Two snapshots of a record. What only one of them has a column for has not changed: the column is new."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.before, self.after = before, after

    def changed(self, name: str) -> bool:
        return name in self.before and name in self.after and self.before[name] != self.after[name]

    def rows(self, part: str) -> tuple[dict[int, Any], dict[int, Any]]:
        old, new = self.before.get(part), self.after.get(part)
        if old is None or new is None:
            return {}, {}
        return {row["id"]: row for row in old}, {row["id"]: row for row in new}

    def added(self, part: str) -> list[Any]:
        old, new = self.rows(part)
        return [row for pk, row in new.items() if pk not in old]

    def removed(self, part: str) -> list[Any]:
        old, new = self.rows(part)
        return [row for pk, row in old.items() if pk not in new]

    def altered(self, part: str) -> list[tuple[Any, Any]]:
        old, new = self.rows(part)
        return [(old[pk], row) for pk, row in new.items() if pk in old and row != old[pk]]

    def more(self, name: str) -> list[Any]:
        """What a list of ids or names has gained."""
        return [one for one in self.after.get(name, ()) if one not in self.before.get(name, (one,))]

    def less(self, name: str) -> list[Any]:
        return [one for one in self.before.get(name, ()) if one not in self.after.get(name, (one,))]


@dataclass(frozen=True, slots=True)
class Words:
    """`new(snapshot, id)`: how a new record is announced. `changed(difference)`: what is said in words of the kind's own,
    of the columns and parts `of`; all other columns are told by their names."""

    new: Callable[[Snapshot, int], Phrase]
    changed: Callable[[Difference], Iterable[Phrase]] = lambda _: ()
    of: frozenset[str] = frozenset()


WORDS: dict[str, Words] = {}


def enter(words: Mapping[str, Words]) -> None:
    """The words of an app's kinds, by the key of the kind."""
    WORDS.update(words)


def announced(kind: str, snapshot: Snapshot, pk: int) -> Phrase:
    return WORDS[kind].new(snapshot, pk) if kind in WORDS else phrase(f"New {label(kind)}: ", pk)


def told(kind: str, before: Snapshot, after: Snapshot) -> list[Phrase]:
    """All that has changed, in the words of the kind; nothing where nothing has that is shown."""
    one = Difference(before, after)
    own = WORDS.get(kind)
    phrases = [*standing(one), *(own.changed(one) if own else ()), *naming(kind, one), *dated(one)]
    model = kinds.KINDS[kind].model
    phrases += columns(model, one, own.of if own else frozenset())
    return [*phrases, *linked(model, one, own.of if own else frozenset()), *sourced(one), *tagged(one)]


def label(kind: str) -> str:
    return str(kinds.KINDS[kind].label).lower()


def standing(one: Difference) -> Iterator[Phrase]:
    before, after = one.before, one.after
    if one.changed("stage"):
        said = {Stage.WITHDRAWN: "withdrawn: " + str(after.get("withdrawn_because", "")), Stage.PUBLISHED: "published"}
        said |= {Stage.REVIEW: "submitted for review", Stage.DRAFT: "taken back to a draft"}
        yield phrase(said.get(after["stage"], "stage changed"))
    if one.changed("handling"):
        old, new = before["handling"], after["handling"]
        way = "lowered" if new < old else "raised"
        yield phrase(f"handling {way} from {Handling(old).label} to {Handling(new).label}")


def naming(kind: str, one: Difference) -> Iterator[Phrase]:
    """A composed title is not quoted, nor is any former one: it may name somebody who is withheld today."""
    if "own_title" in one.after:
        if one.changed("own_title"):
            yield phrase("title reworded")
    elif one.changed("title"):
        yield phrase(f"renamed: “{one.after['title']}”")


def dated(one: Difference) -> Iterator[Phrase]:
    if one.changed("when") and "ended" not in one.after:
        yield phrase(redated("date", one.before["when"], one.after["when"]))


def redated(what: str, before: str, after: str) -> str:
    """ "date now known more exactly: from November 2024 to 18 Nov 2024"."""
    if not before:
        return f"{what} now known: {words(after)}"
    if not after:
        return f"{what} no longer known; it was given as {words(before)}"
    way = f"{what} now known more exactly" if within(after, before) else f"{what} corrected"
    return f"{way}: from {words(before)} to {words(after)}"


def within(inner: str, outer: str) -> bool:
    try:
        (first, last), (begun, over) = bounds(inner), bounds(outer)
    except DateError:
        return False
    if first is None or last is None or (first, last) == (begun, over):
        return False
    return (begun is None or begun <= first) and (over is None or last <= over)


def sourced(one: Difference) -> Iterator[Phrase]:
    for row in one.added("citations"):
        how = {"contradicts": "new source against it: ", "context": "new source on its context: "}
        yield phrase(how.get(row.get("stance", ""), "new source: "), row["document_id"])
    for row in one.removed("citations"):
        yield phrase("no longer cites ", row["document_id"])
    for old, new in one.altered("citations"):
        yield phrase("passage corrected, of ", new["document_id"], needs=[old["document_id"]])
    if one.added("identifiers"):
        yield phrase("known by another identifier")


def tagged(one: Difference) -> Iterator[Phrase]:
    """A phrase for each: who does not know of one tag is told of the others."""
    for name in one.more("tags"):
        yield Phrase((f"tagged “{name}”",), tag=name)
    for name in one.less("tags"):
        yield Phrase((f"no longer tagged “{name}”",), tag=name)


def columns(model: type[models.Model], one: Difference, but: frozenset[str]) -> Iterator[Phrase]:
    """The columns that have no words of their own, by the names that forms give them."""
    derived = bounds_of_dates(model)
    for field in model._meta.concrete_fields:
        name = field.attname
        if name in UNTOLD or name in but or name in derived or not one.changed(name):
            continue
        tells_of = model.SAID.get(field.name, "")  # type: ignore[attr-defined]
        needs = [snapshot.get(f"{tells_of}_id") for snapshot in (one.before, one.after)] if tells_of else []
        yield column(field, name in link_fields(model)[0], one, needs)


def bounds_of_dates(model: type[models.Model]) -> set[str]:
    """Worked out from dates: the first and the last day of each, and the day to sort by."""
    names = [field.attname for field in model._meta.concrete_fields if isinstance(field, EDTFField)]
    return {"earliest", "latest", "day", *(f"{name}_{side}" for name in names for side in ("earliest", "latest"))}


def column(field: Any, is_link: bool, one: Difference, needs: Sequence[int | None]) -> Phrase:
    before, after = one.before[field.attname], one.after[field.attname]
    what = str(field.verbose_name)
    if is_link:
        if after:
            return phrase(f"{what}: now ", after)
        return phrase(f"{what}: no longer ", before)
    if isinstance(field, EDTFField):
        return phrase(redated(what, before, after), needs=needs)
    if field.choices:
        known = dict(field.flatchoices)
        return phrase(f"{what}: now {known.get(after, after) or 'not stated'}", needs=needs)
    if isinstance(field, models.CharField) and after and len(str(after)) <= QUOTED:
        return phrase(f"{what}: now “{after}”", needs=needs)
    return phrase(f"{what} {'revised' if after else 'taken out'}", needs=needs)


def linked(model: type[models.Model], one: Difference, but: frozenset[str]) -> Iterator[Phrase]:
    for field in model._meta.many_to_many:
        if field.name in but or field.name not in link_fields(model)[1]:
            continue
        for pk in one.more(field.name):
            yield phrase(f"{field.verbose_name}: now also ", pk)
        for pk in one.less(field.name):
            yield phrase(f"{field.verbose_name}: no longer ", pk)
