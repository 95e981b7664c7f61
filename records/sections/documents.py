"""What a document's page has of its own: the archived text with the cited passages marked, the list of them, the facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.conf.locale import LANG_INFO
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from records.access import Reader
from records.dates import time_html
from records.grades import meaning
from records.links import Links, anchor, outside
from records.listing import PER_PAGE
from records.models import Citation, Document, Source
from records.pages import Page
from records.quotes import Piece, Place, Quote, QuotedText, pieces
from records.tables import TableRow

# Passages marked in the text: the first in the order of their entry.
MARKED = 500
RELAYING = 50
RELIABILITY = dict(Source.Reliability.choices)
NOT_MARKED = f"in the text, not marked: only the first {MARKED} are"
NOT_FOUND = "not found in the archived text"


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage as the page of its document lists it; `place` leads to its mark, `standing` says why there is none."""

    number: int
    grade: str
    meaning: str
    record: SafeString
    stance: str
    relayed: str
    quote: str
    locator: str
    note: str
    place: str
    standing: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a marked passage leads to."""

    number: int
    address: str
    title: str


class CitedPassages:
    """The passages of a document that are cited for records that the reader may see. Three queries.

    `rows` are those of one page of the list; `text` marks the first of all, not only those.
    """

    WORDS = ("pk", "target_id", "quote", "prefix", "suffix")
    COLUMNS = (*WORDS, "credibility", "stance", "first_hand", "locator", "note")

    def __init__(self, document: Document, reader: Reader, page: str | None = None) -> None:
        cited = Citation.objects.from_document(document.pk).visible_to(reader).order_by("pk")
        self.page = Paginator(cited.values_list(*self.COLUMNS), PER_PAGE).get_page(page)
        self.total = self.page.paginator.count
        self._rows = list(self.page)
        self._marks = list(cited.values_list(*self.WORDS)[:MARKED]) if document.text else []
        self._text = QuotedText(document.text)
        self._letter = document.source.reliability
        found = ((row[0], self._text.find(Quote(*row[2:]))) for row in self._marks)
        self._places = {pk: place for pk, place in found if place}

    @property
    def unmarked(self) -> int:
        return max(self.total - MARKED, 0) if self._marks else 0

    def ids(self) -> Iterable[int]:
        return {row[1] for row in (*self._rows, *self._marks)}

    def text(self, links: Links) -> SafeString:
        places = [Place(place.start, place.end, pk) for pk, place in self._places.items()]
        leading = {
            pk: Mark(number, links.address(target) or "", links.title(target) or "")
            for number, (pk, target, *_) in enumerate(self._marks, 1)
        }
        return marked(self._text.text, places, leading)

    def rows(self, links: Links) -> list[CitedPassage]:
        return [self._row(number, row, links) for number, row in enumerate(self._rows, self.page.start_index())]

    def _row(self, number: int, row: tuple[Any, ...], links: Links) -> CitedPassage:
        pk, target, quote, prefix, suffix, figure, stance, first_hand, locator, note = row
        grade = f"{self._letter}{figure}"
        return CitedPassage(
            number=number,
            grade=grade,
            meaning=meaning(grade),
            record=links[target],
            stance=Citation.Stance(stance).label,
            relayed="first-hand" if first_hand else "relayed",
            quote=quote,
            locator=locator,
            note=note,
            place=f"#c{pk}" if pk in self._places else "",
            standing=self._standing(pk, Quote(quote, prefix, suffix), number),
        )

    def _standing(self, pk: int, quote: Quote, number: int) -> str:
        if pk in self._places or not quote.exact.strip() or not self._text.text:
            return ""
        return NOT_MARKED if number > MARKED and self._text.find(quote) else NOT_FOUND


def marked(text: str, places: Sequence[Place], leading: Mapping[int, Mark]) -> SafeString:
    """Safe HTML of the text. Where passages overlap, the one that began last is the link; one that is covered all along
    has its number after it, as a link."""
    return mark_safe("".join(_piece(piece, leading) for piece in pieces(text, places)))


def _piece(piece: Piece, leading: Mapping[int, Mark]) -> str:
    words = escape(piece.text)
    if piece.inside is None:
        return words
    first, *others = piece.begin or ("",)
    own = f' id="c{first}"' if first else ""
    anchors = "".join(f'<span id="c{key}"></span>' for key in others)
    also = "".join(_number(leading[key]) for key in piece.also)
    address = escape(leading[piece.inside].address)
    return f'<mark{own}>{anchors}<a href="{address}">{words}</a>{also}</mark>'


def _number(mark: Mark) -> str:
    title = f"Passage {mark.number}, cited for {mark.title}"
    return f'<a class="cite" href="{escape(mark.address)}" aria-label="{escape(title)}">{mark.number}</a>'


def add_facts(page: Page, document: Document) -> None:
    source = document.source
    page.fact("Source", format_html("{}, {}", source.name, Source.Kind(source.kind).label))
    page.fact("Reliability", f"{source.reliability}, {Source.Reliability(source.reliability).label}")
    page.fact("Date", mark_safe(time_html(document.when)) if document.when else "")
    page.fact("Author", document.author)
    if url := outside(document.url):
        page.fact("Original", format_html('<a href="{0}" rel="external noreferrer">{0}</a>', url))
    if document.retrieved_at:
        page.fact("Retrieved", mark_safe(time_html(document.retrieved_at.date().isoformat())))
    page.fact("Language", language(document.language))
    page.fact("Relays", page.links[document.origin_id] or document.origin_note)
    page.fact("SHA-256", format_html("<code>{}</code>", document.sha256) if document.sha256 else "")


def language(code: str) -> str:
    """The name of a language code, the code itself where it has none here."""
    return str(LANG_INFO.get(code.lower(), {}).get("name", code))


def relaying(document: Document, reader: Reader) -> tuple[list[int], int]:
    """Ids of the newest documents that relay this one, and the exact number of all. Two queries at most."""
    found = Document.objects.visible_to(reader).relaying(document.pk).newest_first()
    shown = list(found.values_list("pk", flat=True)[:RELAYING])
    return shown, len(shown) if len(shown) < RELAYING else found.count()


def document_rows(documents: QuerySet) -> list[TableRow]:
    """The rows of the list. One query."""
    columns = ("pk", "when", "slug", "title", "source__name", "source__reliability")
    return [
        TableRow(
            (
                mark_safe(time_html(when)),
                anchor(Document.KIND, slug, title),
                source,
                f"{letter}, {RELIABILITY[letter]}",
            ),
            pk=pk,
        )
        for pk, when, slug, title, source, letter in documents.values_list(*columns)
    ]
