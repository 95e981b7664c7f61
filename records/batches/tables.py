"""What can be entered many at once: the tables, their columns, and how a row becomes a record. Each app enters its own."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from records.access import Handling, Reader, Stage, draws_on
from records.batches.cells import Cell
from records.models import Kind, Part
from records.registry import Registry

# What a row says, by the names of its columns; a blank cell is not in it.
Values: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """`synonyms` are other headings by which it is recognised."""

    name: str
    label: str
    cell: Cell
    synonyms: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    # What stands in the template's row.
    example: str = ""


@dataclass(slots=True)
class NewRecord:
    """A record that is not saved yet, with rows that belong to it and links to others, by the names of the fields."""

    record: Kind
    parts: list[Part] = field(default_factory=list)
    links: dict[str, list[Kind]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    # What was worked out from records that are there, in words.
    notes: list[str] = field(default_factory=list)

    def may_name(self, other: Kind) -> bool:
        """Whether the title of the record may be made of the other one's (`records.access.drawable`)."""
        return draws_on(self.record.handling, self.record.stage, other.handling, other.stage)


@dataclass(frozen=True, slots=True)
class Act:
    """Who enters, when, how all of it is handled, and the day from which its source speaks."""

    reader: Reader
    today: date
    handling: Handling = Handling.CLEAR
    near: date | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """Another writing of a table than rows of cells. `read` gives its rows with their numbers, the first of them the names of
    its columns; `site` is the address of this site, by which its own records are known. It raises `Unreadable`."""

    label: str
    recognised: Callable[[str], bool]
    read: Callable[[str, str], Sequence[tuple[int, Sequence[str]]]]


@dataclass(frozen=True, slots=True)
class Table:
    """`make` builds the record of a row from what its cells say, without a query, and `complete` adds to all drafts at once what
    is worked out from records that are there. `wrong` says what cells say against each other: (column, sentence), and `clashes`,
    by the places of the drafts, what of them another record that the reader may see has, and only one can have; `hindered` is
    whether one that they may not see has such a thing, of which no row tells. Two rows of one `key` are the same twice;
    `there` finds, for each draft by its place, the records that the reader may see and that it would double. `title` composes
    the title of a kind that has it made of names.

    A table may hold rows of several kinds: what stands in the column `told_by` says by which of its `members` one is read.
    Rows name each other by what stands in the column `named_by`. `known` finds, from what cells say that name no records, the
    rows which surely are records of its `kind` that the reader may see: place -> id."""

    rows_are: str
    label: str
    one: str
    intro: str
    columns: tuple[Column, ...]
    make: Callable[[Values, Act], NewRecord]
    key: Callable[[NewRecord], Hashable]
    there: Callable[[Sequence[NewRecord], Reader], Mapping[int, list[int]]]
    title: Callable[[NewRecord], str] | None = None
    wrong: Callable[[NewRecord], Iterable[tuple[str, str]]] = lambda draft: ()
    complete: Callable[[Sequence[NewRecord], Act], None] = lambda drafts, act: None
    clashes: Callable[[Sequence[NewRecord], Reader], Mapping[int, list[tuple[str, str]]]] = lambda drafts, reader: {}
    hindered: Callable[[Sequence[NewRecord], Reader], bool] = lambda drafts, reader: False
    known: Callable[[Sequence[Values], Reader], Mapping[int, int]] = lambda rows, reader: {}
    kind: str = ""
    told_by: str = ""
    members: Mapping[str, "Table"] = field(default_factory=dict)
    named_by: str = ""
    formats: tuple[Format, ...] = ()

    def member(self, what: str) -> "Table":
        return self.members.get(what, self)

    def column(self, name: str) -> Column | None:
        return next((one for one in self.columns if one.name == name), None)


TABLES: Registry[Table] = Registry(lambda table: table.rows_are)


def identity(record: Kind) -> Hashable:
    """By which a record, saved or not, is the same as another."""
    return record.pk or f"new {id(record)}"


def begun(model: type[Any], act: Act, **columns: Any) -> Any:
    """A draft of the kind, handled as all of the batch."""
    return model(kind=model.KIND, stage=Stage.DRAFT, handling=act.handling, **columns)
