"""What every record's page has in common: head, facts, sources, what links here, linked data."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from records import kinds
from records.access import Handling, Reader, Stage, can_edit, is_editor
from records.dates import time_html
from records.desk import PAGES, begun_from
from records.directions import direction
from records.grades import meaning
from records.links import Links, anchor, outside
from records.listing import PER_PAGE
from records.markup.resolve import Markup
from records.models import Citation, Kind, Proposal, Record
from records.prepared import prepared
from records.proposing import in_words
from records.templatetags.chancery import TLP_CLASSES

MENTIONS_SHOWN = 6
JSON_SCRIPT = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: SafeString


@dataclass(frozen=True, slots=True)
class Action:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class MentionGroup:
    label: str
    links: list[SafeString]
    total: int
    more: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited passage as a page prints it."""

    number: int
    document_id: int
    grade: str
    meaning: str
    document: SafeString
    source: str
    when: SafeString
    quote: str
    locator: str
    stance: str
    stance_label: str
    first_hand: bool
    relayed: str
    note: str
    url: str
    retrieved: SafeString
    # What the source calls what it speaks of, where that is told.
    called: str = ""


@prepared
def cited(reader: Reader, record_id: int, *, skipped: int) -> QuerySet:
    found = Citation.objects.of(record_id).visible_to(reader).order_by("pk")
    counted = found.annotate(total=Window(Count("pk"))).values_list(*Passages.COLUMNS)
    return counted[skipped : skipped + PER_PAGE]


class Passages:
    """The passages cited for one record, as far as the reader may see their documents: those of one page, and the exact
    `total`. One query."""

    COLUMNS = (
        "document_id",
        "document__source__reliability",
        "credibility",
        "document__source__name",
        "document__record__when",
        "quote",
        "locator",
        "stance",
        "first_hand",
        "note",
        "document__url",
        "document__retrieved_at",
        "name_used",
        "total",
    )

    def __init__(self, record_id: int, reader: Reader, skipped: int = 0) -> None:
        self._rows = cited(reader, record_id, skipped=skipped)
        self._skipped = skipped
        self.total: int = self._rows[0][-1] if self._rows else 0

    def ids(self) -> Iterable[int]:
        return (row[0] for row in self._rows)

    def rows(self, links: Links) -> list[Passage]:
        return [self._row(number, row, links) for number, row in enumerate(self._rows, self._skipped + 1)]

    def _row(self, number: int, row: tuple[Any, ...], links: Links) -> Passage:
        pk, letter, figure, source, when, quote, locator, stance, first_hand, note, url, retrieved, called, _ = row
        grade = f"{letter}{figure}"
        return Passage(
            number=number,
            document_id=pk,
            grade=grade,
            meaning=meaning(grade),
            document=links[pk],
            source=source,
            when=mark_safe(time_html(when)) if when else mark_safe(""),
            quote=quote,
            locator=locator,
            stance=stance,
            stance_label=Citation.Stance(stance).label,
            first_hand=first_hand,
            relayed="first-hand" if first_hand else "relayed",
            note=note,
            url=outside(url),
            retrieved=mark_safe(time_html(retrieved.date().isoformat())) if retrieved else mark_safe(""),
            called=called,
        )


@prepared
def naming(reader: Reader, record_id: int) -> QuerySet:
    """For each kind the newest few records that name this one, and the exact number of all."""
    return (
        Record.objects.visible_to(reader)
        .naming(record_id)
        .annotate(
            place=Window(
                RowNumber(), partition_by=F("kind"), order_by=[F("earliest").desc(nulls_last=True), F("pk").desc()]
            ),
            total=Window(Count("pk"), partition_by=F("kind")),
        )
        .filter(place__lte=MENTIONS_SHOWN)
        .order_by("kind", "place")
        .values_list("kind", "slug", "title", "total")
    )


def mention_groups(record: Record, reader: Reader) -> list[MentionGroup]:
    """What links here, by kind, in one query."""
    groups: dict[str, MentionGroup] = {}
    for kind, slug, title, total in naming(reader, record.pk):
        if kind not in groups:
            more = f"{record.get_absolute_url()}mentions/?kind={kind}" if total > MENTIONS_SHOWN else ""
            groups[kind] = MentionGroup(kinds.KINDS[kind].plural, [], total, more)
        groups[kind].links.append(anchor(kind, slug, title))
    return list(groups.values())


@dataclass(slots=True)
class Page:
    """One record's page for one reader; templates/record.html prints it."""

    record: Kind
    links: Links
    markup: Markup
    passages: list[Passage]
    passages_total: int
    mentions: list[MentionGroup]
    jsonld: SafeString
    lede: SafeString
    facts: list[Fact] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    tabs: list[Tab] = field(default_factory=list)
    # The language of the title, as BCP 47 writes it, where it is known.
    lang: str = ""
    # What waits for a second person, for editors.
    pending: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        return self.record.kind_label

    @property
    def ref(self) -> str:
        return self.record.ref

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def direction(self) -> str:
        return direction(self.record.title)

    @property
    def all_passages(self) -> str:
        """Where all are listed, if there are more than the page shows."""
        return f"{self.record.get_absolute_url()}sources/" if self.passages_total > len(self.passages) else ""

    @property
    def handling(self) -> str:
        return Handling(self.record.handling).label

    @property
    def tlp(self) -> str:
        return TLP_CLASSES[self.handling]

    @property
    def stage(self) -> str:
        return "" if self.record.stage == Stage.PUBLISHED else Stage(self.record.stage).label

    def fact(self, label: str, value: str | SafeString | None) -> None:
        """Add a fact; text that is not safe HTML is escaped, a blank one is left out."""
        if value:
            self.facts.append(Fact(label, conditional_escape(value)))


def record_page_for(
    record: Kind,
    request: HttpRequest,
    ids: Iterable[int | None] = (),
    texts: Iterable[str] = (),
    passages: Passages | None = None,
) -> Page:
    """The page of a record: the links of everything on it are loaded here, in one query.

    `ids` are the records that the kind's own sections name, `texts` further Markdown texts of the page. `passages` are those
    that are cited today, unless others are given.
    """
    reader = request.user
    links = Links(reader)
    markup = Markup([*(getattr(record, name) for name in record.MARKUP), *texts], links)
    passages = passages or Passages(record.pk, reader)
    links.load([*ids, *passages.ids(), *markup.targets, *record.linked_ids()])
    rows = passages.rows(links)
    markup.numbers = {one.document_id: one.number for one in reversed(rows)}
    page = Page(
        record=record,
        links=links,
        markup=markup,
        passages=rows,
        passages_total=passages.total,
        mentions=mention_groups(record, reader),
        jsonld=script_json(linked_data(record, links, request)),
        lede=markup.html(record.summary) if record.summary else mark_safe(""),
    )
    address = record.get_absolute_url()
    page.actions = [Action("History", f"{address}history/"), Action("Linked data", f"{address[:-1]}.json")]
    if can_edit(reader, record):
        edit = [Action("Edit", f"/desk{address}edit/")] if record.kind in PAGES else []
        page.actions[:0] = [*edit, Action("Review", f"/desk{address}review/")]
        page.pending = pending(record, reader)
    if is_editor(reader):
        page.actions += [Action(*one) for one in begun_from(record.kind, address)]
    return page


def pending(record: Kind, reader: Reader) -> list[str]:
    """What was proposed of the record and waits, in words. One query."""
    waiting = Proposal.objects.of(record.pk).told_to(reader).open().select_related("by").oldest_first()
    return [f"{in_words(one.action)} proposed by {one.by.called}" for one in waiting]


def linked_data(record: Kind, links: Links, request: HttpRequest, modified: datetime | None = None) -> dict[str, Any]:
    """The record in schema.org's terms; nothing but what the reader's own page shows. `modified`: when it last changed for
    this reader, which takes more queries than the head of a page is worth."""

    def absolute(path: str | None) -> str | None:
        return request.build_absolute_uri(path) if path else None

    def named(pk: int | None) -> dict[str, Any] | None:
        title = links.title(pk)
        return {"@id": absolute(links.address(pk)), "name": title} if title else None

    described = {
        "@context": "https://schema.org",
        "@type": record.SCHEMA,
        "@id": absolute(record.get_absolute_url()),
        "url": absolute(record.get_absolute_url()),
        "name": record.title,
        "identifier": record.ref,
        "dateModified": modified.isoformat() if modified else None,
        **record.linked_data(named),
    }
    return {key: value for key, value in described.items() if value not in (None, "", [])}


def script_json(data: dict[str, Any]) -> SafeString:
    """JSON that cannot end the script element it stands in."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(JSON_SCRIPT))
