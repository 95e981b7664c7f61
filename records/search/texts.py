"""What the index says of records: their words, names and marks, of many at once.

Nothing is drawn on that is handled more strictly, or has not come as far, as the record itself (`access.draws_on`), so that
whoever may see a record may be shown why it was found.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import models

from records import kinds
from records.access import draws_on
from records.markup.syntax import REFERENCE, reference
from records.models.mentions import resolve_references
from records.search.tally import facets_word, named_word
from records.xmltree import is_digest

if TYPE_CHECKING:
    from records.models import Kind

# Of a text that is longer the beginning is kept.
LONGEST_BODY = 600_000
REFERENCES = re.compile(REFERENCE)
LINK = re.compile(r"\[([^\]\n]{0,300})\]\([^)\s]{0,500}\)")
SIGNS = re.compile(r"(?m)^[ \t]*(?:#{1,6}|>+|[-*+]|\d{1,9}[.)])[ \t]+|[*_`|~\\]+")
BLANK = re.compile(r"\s+")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    names: str
    marks: str
    body: str
    kind: str
    handling: int
    stage: int
    earliest: date | None
    grade: str
    refers: bool
    facets: str
    named: str
    # The names by which the record is looked up, whatever their spelling.
    spelt: tuple[str, ...] = ()

    @property
    def title_length(self) -> int:
        return len(self.title)


class Meant(NamedTuple):
    """A record to which a reference leads."""

    title: str
    handling: int
    stage: int


@dataclass(slots=True)
class Found:
    """What is gathered of one record before it is written down."""

    row: Row
    texts: list[str] = field(default_factory=list)
    grades: list[str] = field(default_factory=list)
    tags: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)
    refers: bool = False


def entries(kind: str, pks: Sequence[int]) -> dict[int, Entry]:
    """id -> what the index says of it. As many queries as the kind has parts, and five more."""
    model: type[Kind] = kinds.KINDS[kind].model
    own = [(name, guard) for name, guard in model.SAID.items() if "." not in name]
    columns = {"pk", "title", "handling", "stage", "earliest", "when", *model.MARKUP}
    columns |= {column for name, guard in own for column in (name, *guarding(guard))}
    rows = model._base_manager.filter(pk__any_of=list(pks)).order_by("pk").values(*columns)
    found = {row["pk"]: Found(row) for row in rows}
    add_markup(model, found)
    for one in found.values():
        one.texts += [one.row[name] for name, guard in own if may_say(one.row, one.row, guard)]
    add_parts(model, found)
    add_named(kind, found)
    names = model.searched_names(list(found))
    return {pk: written(kind, one, names.get(pk, ())) for pk, one in found.items()}


def written(kind: str, one: Found, names: Sequence[str]) -> Entry:
    row = one.row
    year = year_of(row["when"], row["earliest"])
    grade = min(one.grades, default="")
    texts = (BLANK.sub(" ", text).strip() for text in one.texts)
    return Entry(
        title=row["title"],
        names="\n".join(name for name in dict.fromkeys(names) if name != row["title"]),
        marks=" ".join(sorted(marks_of(kind, one, year, grade))),
        body="\n".join(dict.fromkeys(text for text in texts if text))[:LONGEST_BODY].replace("\0", ""),
        kind=kind,
        handling=row["handling"],
        stage=row["stage"],
        earliest=row["earliest"],
        grade=grade,
        refers=one.refers,
        facets=facets_word(kind, year, grade, row["stage"], one.tags),
        named=named_word(one.named),
        spelt=tuple(names),
    )


def marks_of(kind: str, one: Found, year: int | None, grade: str) -> set[str]:
    marks = {
        f"kind:{kind}",
        f"stage:{one.row['stage']}",
        f"handling:{one.row['handling']}",
        f"year:{'none' if year is None else year}",
        *(f"names:{pk}" for pk in one.named),
        *(f"tag:{pk}" for pk in one.tags),
    }
    return marks | {f"grade:{grade.lower()}", f"grade:{grade[0].lower()}"} if grade else marks


def year_of(when: str, earliest: Any) -> int | None:
    """The year in which it was or began; None where the source leaves open which one ("196X", "one of 1998 and 2001")."""
    if earliest is None or not when[:4].isdigit():
        return None
    return int(earliest.year)


def guarding(guard: str) -> tuple[str, ...]:
    return (f"{guard}__handling", f"{guard}__stage") if guard else ()


def may_say(whole: Row, part: Row, guard: str) -> bool:
    """Whether the record may say of itself what is said of the one that guards it; what guards nothing, or is nobody, may."""
    if not guard or part[f"{guard}__handling"] is None:
        return True
    return draws_on(whole["handling"], whole["stage"], part[f"{guard}__handling"], part[f"{guard}__stage"])


def add_markup(model: "type[Kind]", found: Mapping[int, Found]) -> None:
    written_in = {pk: [one.row[name] for name in model.MARKUP] for pk, one in found.items()}
    wanted = {
        reference(each).key for texts in written_in.values() for text in texts for each in REFERENCES.finditer(text)
    }
    meant = meant_by(wanted, list(found))
    for pk, texts in written_in.items():
        found[pk].refers = any(map(REFERENCES.search, texts))
        found[pk].texts += [plain(text, found[pk].row, meant.get(pk, {})) for text in texts]


def meant_by(wanted: set[tuple[str, str]], pks: Sequence[int]) -> dict[int, dict[tuple[str, str], Meant]]:
    """For each record what its references mean, as far as it mentions that: what is made of a record is found again by its
    mentions, when that one is renamed or withheld. Three queries."""
    if not wanted:
        return {}
    ids = resolve_references(wanted)
    rows: Any = apps.get_model("records.Record")._base_manager.filter(pk__any_of=list(ids.values()))
    titles = {pk: Meant(*row) for pk, *row in rows.values_list("pk", "title", "handling", "stage")}
    mentions: Any = apps.get_model("records.Mention")._default_manager
    meant: dict[int, dict[tuple[str, str], Meant]] = {}
    keys: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for key, pk in ids.items():
        keys[pk].append(key)
    mentioned = mentions.filter(source__any_of=list(pks), target__any_of=list(titles)).order_by()
    for source, target in mentioned.values_list("source_id", "target_id"):
        meant.setdefault(source, {}).update(dict.fromkeys(keys[target], titles[target]))
    return meant


def plain(text: str, whole: Row, meant: Mapping[tuple[str, str], Meant]) -> str:
    """Markdown as one reads it. A reference is its label or the title it leads to, nothing where that may not be said."""

    def said(found: re.Match[str]) -> str:
        written = reference(found)
        one = meant.get(written.key)
        if written.cite or one is None or not draws_on(whole["handling"], whole["stage"], one.handling, one.stage):
            return ""
        return written.label or one.title

    return SIGNS.sub("", LINK.sub(r"\1", REFERENCES.sub(said, text)))


def add_parts(model: "type[Kind]", found: Mapping[int, Found]) -> None:
    """The texts of parts, and the grades of the passages cited."""
    wanted: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, guard in model.SAID.items():
        part, dot, column = name.partition(".")
        if dot:
            wanted[part].append((column, guard))
    for part, said in wanted.items():
        graded = ("document__source__reliability", "credibility") if part == "citations" else ()
        columns = {column for name, guard in said for column in (name, *guarding(guard))}
        for pk, row in part_rows(model, part, [*columns, *graded], list(found)):
            whole = found[pk]
            said_of = (row[name] for name, guard in said if may_say(whole.row, row, guard))
            # The fields of a row of upstream's say nothing to a reader that the record does not say better.
            whole.texts += [text for text in said_of if not is_digest(text)]
            if graded and may_say(whole.row, row, said[0][1]):
                whole.grades.append(f"{row[graded[0]]}{row[graded[1]]}")


def part_rows(model: "type[Kind]", part: str, columns: Sequence[str], pks: Sequence[int]) -> Iterator[tuple[int, Row]]:
    relation: Any = model._meta.get_field(part)
    related: type[models.Model] = relation.related_model
    whole = relation.field.attname
    rows = related._default_manager.filter(**{f"{relation.field.name}__any_of": list(pks)})
    for row in rows.order_by("pk").values(whole, *columns):
        yield row[whole], row


def add_named(kind: str, found: Mapping[int, Found]) -> None:
    """What the records name, and their tags."""
    pks = list(found)
    named = [kind for kind, info in kinds.KINDS.items() if info.model.NAMED_IN]
    mentions = apps.get_model("records.Mention")._default_manager.filter(source__any_of=pks, target__kind__in=named)
    for pk, target in mentions.order_by().values_list("source_id", "target_id"):
        found[pk].named.add(target)
    for path in kinds.KINDS[kind].model.NAMED_THROUGH:
        add_named_through(kinds.KINDS[kind].model, path, found)
    tags: Any = apps.get_model("records.TaggedRecord")._default_manager.filter(content_object__any_of=pks)
    for pk, tag in tags.order_by().values_list("content_object_id", "tag_id"):
        found[pk].tags.add(tag)


def add_named_through(model: "type[Kind]", path: str, found: Mapping[int, Found]) -> None:
    """What is named by the record between, where the record may draw on that one."""
    guard = path.partition("__")[0]
    rows = model._base_manager.filter(pk__any_of=list(found), **{f"{path}__isnull": False}).order_by()
    for row in rows.values("pk", path, *guarding(guard)):
        one = found[row["pk"]]
        if may_say(one.row, row, guard):
            one.named.add(row[path])
