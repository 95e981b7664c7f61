"""What hangs on an actor besides tenures, in one query: each kind of it is a section of the sheet."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from actors.models.actors import Actor
from actors.models.merges import NotSame
from actors.models.names import Name
from actors.models.posts import Post
from actors.models.relations import Relation
from actors.models.tenures import Nomination
from records.access import Reader, visible
from records.models import Citation, Identifier
from records.prepared import prepared

Rows = QuerySet[Any, Any]


class Section(StrEnum):
    NAMES = "names"
    USED = "names used"
    IDENTIFIERS = "identifiers"
    NOT_SAME = "not same"
    RELATIONS = "relations"
    GRADES = "grades"
    NOMINATIONS = "nominations"
    PARTS = "parts"
    POSTS = "posts"
    ACCREDITED = "accredited"


class Row(NamedTuple):
    """What its columns hold is said in the function of each section, below; a section has 0 or '' in those it does not
    use. By `order` its rows are sorted."""

    section: str
    order: str
    record: int
    other: int
    first: str
    second: str
    third: str
    fourth: str


Sheet = dict[str, list[Row]]


def sheet_of(actor_id: int, reader: Reader, sections: Iterable[Section]) -> Sheet:
    """The sections asked for, as far as the reader may see them; one without rows is an empty list. One query.

    The rows are sorted and counted here, not in the database: that would cost each section a window, and Django more time
    for its SQL than the few rows of nearly all actors take.
    """
    sheet: Sheet = defaultdict(list)
    for row in sorted(map(Row._make, rows_of(reader, actor_id, sections=tuple(sections)))):
        sheet[row.section].append(row)
    return sheet


@prepared
def rows_of(reader: Reader, actor_id: int, *, sections: tuple[Section, ...]) -> Rows:
    first, *rest = [SECTIONS[section](actor_id, reader) for section in sections]
    return first.union(*rest, all=True)


def columns(section: Section, rows: Rows, order: str, record: Any = 0, other: Any = 0, *words: Any) -> Rows:
    """The rows as columns of a `Row`: names of columns, expressions, or 0 and "" for none."""
    given = [Value(section.value), order, record, other, *words, *[""] * (4 - len(words))]
    cells = [one if hasattr(one, "resolve_expression") else F(one) if one else Value(one) for one in given]
    named = {f"sheet_{name}": cell for name, cell in zip(Row._fields, cells, strict=True)}
    return rows.order_by().annotate(**named).values_list(*named)


def text(column: str) -> Cast:
    return Cast(column, CharField())


def names(actor_id: int, reader: Reader) -> Rows:
    """The text, kind, language and script as "ps-Arab" (either may be missing), the time in which it was borne."""
    rows = Name.objects.filter(actor_id=actor_id)
    tag = Concat("language", Value("-"), "script")
    return columns(Section.NAMES, rows, "", "pk", 0, "text", "kind", tag, "valid")


def used(actor_id: int, reader: Reader) -> Rows:
    """Which name a source uses: the document, the name."""
    rows = Citation.objects.visible_to(reader).of(actor_id).naming()
    return columns(Section.USED, rows, "name_used", 0, "document_id", "name_used")


def identifiers(actor_id: int, reader: Reader) -> Rows:
    """The scheme, the value."""
    rows = Identifier.objects.filter(record_id=actor_id)
    return columns(Section.IDENTIFIERS, rows, "scheme", 0, 0, "scheme", "value")


def not_same(actor_id: int, reader: Reader) -> Rows:
    """The other actor of the pair, and the reason."""
    rows = NotSame.objects.filter(Q(one_id=actor_id) | Q(other_id=actor_id))
    seen = rows.filter(visible(reader, "one__"), visible(reader, "other__"))
    other = Case(When(one_id=actor_id, then=F("other_id")), default=F("one_id"))
    return columns(Section.NOT_SAME, seen, "", 0, other, "reason")


def relations(actor_id: int, reader: Reader) -> Rows:
    """The relation, the actor at its other end, type, when, "inverse" where this one is the object, note."""
    rows = Relation.objects.visible_to(reader).about(actor_id)
    own = Q(subject_id=actor_id)
    other = Case(When(own, then=F("object_id")), default=F("subject_id"))
    inverse = Case(When(own, then=Value("")), default=Value("inverse"))
    return columns(Section.RELATIONS, rows, "", "pk", other, "type", "when", inverse, "note")


def grades(actor_id: int, reader: Reader) -> Rows:
    """Of the sources of its proscriptions: the relation, the document, the letter and the figure of the grade."""
    proscribing = Relation.objects.visible_to(reader).proscribing(actor_id)
    rows = Citation.objects.visible_to(reader).filter(target__in=proscribing.values("pk"))
    letter = "document__source__reliability"
    return columns(Section.GRADES, rows, "", "target_id", "document_id", letter, text("credibility"))


def nominations(actor_id: int, reader: Reader) -> Rows:
    """The post, when the person was put forward, the outcome, note."""
    rows = Nomination.objects.filter(visible(reader, "post__"), person_id=actor_id)
    return columns(Section.NOMINATIONS, rows, "appointed", 0, "post_id", "appointed", "outcome", "note")


def parts(actor_id: int, reader: Reader) -> Rows:
    """The bodies of a state, or the parts and people of a body: the actor, category, when."""
    rows = Actor.objects.visible_to(reader).of_part(actor_id)
    return columns(Section.PARTS, rows, "sort_key", "pk", 0, "category", "when")


def posts(actor_id: int, reader: Reader) -> Rows:
    """The posts of a state or body: the post, whom its holder is accredited to, level, when."""
    rows = Post.objects.visible_to(reader).of_either(actor_id)
    return columns(Section.POSTS, rows, "title", "pk", "accredited_to_id", text("level"), "when")


def accredited(actor_id: int, reader: Reader) -> Rows:
    """The posts of others whose holders are accredited to this state or body: the post, its state, level, when."""
    rows = Post.objects.visible_to(reader).accredited_to(actor_id)
    return columns(Section.ACCREDITED, rows, "title", "pk", "state_id", text("level"), "when")


SECTIONS: dict[Section, Callable[[int, Reader], Rows]] = {
    Section.NAMES: names,
    Section.USED: used,
    Section.IDENTIFIERS: identifiers,
    Section.NOT_SAME: not_same,
    Section.RELATIONS: relations,
    Section.GRADES: grades,
    Section.NOMINATIONS: nominations,
    Section.PARTS: parts,
    Section.POSTS: posts,
    Section.ACCREDITED: accredited,
}
