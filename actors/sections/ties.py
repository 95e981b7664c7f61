"""What an actor is to others, and others to it: rows of relations, proscriptions, nominations, parts and posts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from actors.models import Category, Level, Relation
from actors.models.sheets import Row, Section, Sheet
from actors.sections.facts import span_of
from actors.sections.tenures import MOST, dated, reference
from records.dates import bounds, time_html
from records.grades import meaning
from records.links import Links

WORDS = dict(Relation.Type.choices)
CATEGORIES = dict(Category.choices)
# How many posts and parts a page shows: what stands below them matters more.
FEW = 20
# How many sources of one proscription a page names.
GRADED = 5
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


class Ties:
    """The sections of an actor's sheet as its page shows them: of each the first 50, of posts and parts the first 20, and
    how many there are.

    `linked()` are the ids to load into the links that the other methods are then given. `apart`: whether who proscribes
    the actor is said apart from its other relations.
    """

    def __init__(self, sheet: Sheet, slug: str, apart: bool = False) -> None:
        self.slug = slug
        self._grades = sheet[Section.GRADES]
        rows = sheet[Section.RELATIONS]
        banned = [row for row in rows if apart and is_proscription(row)]
        self._banned = sorted(banned, key=lambda row: begun(row) or date.max)
        rest = [row for row in rows if row not in banned]
        self._relations = sorted(rest, key=lambda row: begun(row) or date.min, reverse=True)
        self._nominations, self._parts = sheet[Section.NOMINATIONS], sheet[Section.PARTS]
        self._posts, self._accredited = (
            sorted(sheet[section], key=lambda row: row.first) for section in (Section.POSTS, Section.ACCREDITED)
        )

    def linked(self) -> list[int]:
        every = (self._banned, self._relations, self._nominations, self._parts, self._posts, self._accredited)
        shown = [row for rows in every for row in rows[:MOST]]
        return [pk for row in (*shown, *self._grades) for pk in (row.record, row.other) if pk]

    def relations(self, links: Links) -> Some:
        return self._some(
            self._relations,
            f"/relations/?actor={self.slug}",
            lambda row: RelationRow(
                words=Relation.INVERSE[row.first] if row.third else WORDS[row.first],
                other=links[row.other],
                when=said(row.second),
                note=row.fourth,
                record=numbered("relation", row.record, links),
            ),
        )

    def proscriptions(self, links: Links) -> Some:
        grades: dict[int, list[Grade]] = {}
        for row in self._grades:
            text = f"{row.first}{row.second}"
            grades.setdefault(row.record, []).append(Grade(text, meaning(text), links[row.other]))
        return self._some(
            self._banned,
            f"/relations/?actor={self.slug}&type={Relation.Type.PROSCRIBES}",
            lambda row: ProscriptionRow(
                by=links[row.other],
                when=said(row.second),
                note=row.fourth,
                grades=grades.get(row.record, [])[:GRADED],
                record=numbered("relation", row.record, links),
            ),
        )

    def nominations(self, links: Links) -> Some:
        return self._some(
            self._nominations,
            "",
            lambda row: NominationRow(links[row.other], dated(row.first), row.second, row.third),
        )

    def parts(self, links: Links) -> Some:
        return self._some(
            self._parts,
            f"/actors/?part_of={self.slug}",
            lambda row: PartRow(links[row.record], CATEGORIES[row.first], span_of(row.first, row.second)),
            FEW,
        )

    def posts(self, links: Links, filtered_by: str) -> Some:
        return self._some(self._posts, f"/posts/?{filtered_by}={self.slug}", lambda row: post_row(row, links), FEW)

    def accredited(self, links: Links) -> Some:
        more = f"/posts/?accredited_to={self.slug}"
        return self._some(self._accredited, more, lambda row: post_row(row, links), FEW)

    def _some(self, rows: Sequence[Row], more: str, shown: Callable[[Row], Any], most: int = MOST) -> Some:
        return Some([shown(row) for row in rows[:most]], len(rows), more if len(rows) > most else "")


def is_proscription(row: Row) -> bool:
    """Whether a relation is one in which somebody proscribes the actor of the sheet."""
    return bool(row.third) and row.first == Relation.Type.PROSCRIBES


def begun(row: Row) -> date | None:
    return bounds(row.second)[0]


def post_row(row: Row, links: Links) -> PostRow:
    return PostRow(links[row.record], links[row.other or None], LEVELS[row.first], said(row.second))


def said(when: str) -> SafeString:
    return mark_safe(time_html(when) if when else "")


def numbered(kind: str, pk: int, links: Links) -> SafeString:
    """A link to a record by its number, or the neutral mark."""
    slug = links.slug(pk)
    return reference(kind, pk, slug) if slug else links[pk]
