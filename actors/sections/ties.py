"""What an actor is to others, and others to it: rows of relations, proscriptions, nominations, parts and posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from actors.models import Category, Level, Relation
from actors.models.sheets import Row, Section, Sheet
from actors.sections.tenures import dated, reference
from records.dates import time_html
from records.grades import meaning
from records.links import Links

WORDS = dict(Relation.Type.choices)
CATEGORIES = dict(Category.choices)
LEVELS = {str(number): label for number, label in Level.choices}


@dataclass(frozen=True, slots=True)
class RelationRow:
    words: str
    other: SafeString
    when: SafeString
    note: str
    record: SafeString


@dataclass(frozen=True, slots=True)
class Grade:
    text: str
    meaning: str
    document: SafeString


@dataclass(frozen=True, slots=True)
class ProscriptionRow:
    by: SafeString
    when: SafeString
    note: str
    grades: list[Grade]
    record: SafeString


@dataclass(frozen=True, slots=True)
class NominationRow:
    """`of`: the post of a person's nomination, or the person of a post's."""

    of: SafeString
    when: SafeString
    outcome: str
    note: str


@dataclass(frozen=True, slots=True)
class PartRow:
    link: SafeString
    label: str
    when: SafeString


@dataclass(frozen=True, slots=True)
class PostRow:
    link: SafeString
    other: SafeString
    level: str
    when: SafeString


@dataclass(frozen=True, slots=True)
class Some:
    """The rows that a page shows of `total`; `more` is the address of the list of all, where there are more."""

    rows: Sequence[Any]
    total: int
    more: str = ""

    @property
    def others(self) -> bool:
        """Whether any row of posts names another actor."""
        return any(row.other for row in self.rows)


def some(rows: Sequence[Any], total: int, more: str = "") -> Some:
    return Some(rows, total, more if total > len(rows) else "")


class Ties:
    """The sections of a sheet for its page: the first 50 of each, in order."""

    def __init__(self, sheet: Sheet, slug: str) -> None:
        self.slug = slug
        relations = sorted(sheet[Section.RELATIONS], key=begun)
        banned = [row for row in relations if row.third and row.first == Relation.Type.PROSCRIBES]
        self._rows = {
            "proscriptions": banned,
            "relations": [row for row in reversed(relations) if row not in banned],
            "nominations": sheet[Section.NOMINATIONS],
            "parts": sheet[Section.PARTS],
            "posts": sorted(sheet[Section.POSTS], key=level),
            "accredited": sorted(sheet[Section.ACCREDITED], key=level),
        }
        self._grades = sheet[Section.GRADES]
        self.others = sheet[Section.NOT_SAME][:MOST]

    def linked(self) -> list[int]:
        """The ids of all records that the page names."""
        shown = [row for rows in self._rows.values() for row in rows[:MOST]]
        return [pk for row in (*shown, *self._grades, *self.others) for pk in (row.record, row.other) if pk]
