from django import forms
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from records.addresses import record_page
from records.dates import time_html
from records.filters import PeriodFilters
from records.links import anchor
from records.listing import Sort, listing_for, pager
from records.models import Document, Source
from records.models.documents import DocumentQuerySet
from records.pages import record_page_for
from records.sections.documents import MARKED, CitedPassages, add_facts, relaying


@require_safe
@record_page(Document)
def document(request: HttpRequest, record: Document) -> HttpResponse:
    cited = CitedPassages(record, request.user, request.GET.get("page"))
    relayed_by, relayed_total = relaying(record, request.user)
    page = record_page_for(record, request, [*cited.ids(), *relayed_by])
    add_facts(page, record)
    context = {
        "page": page,
        "section": "documents",
        "text": cited.text(page.links),
        "language": record.language,
        "cited": cited.rows(page.links),
        "cited_total": cited.total,
        "unmarked": cited.unmarked,
        "marked": MARKED,
        "pager": pager(cited.page.number, cited.page.paginator.num_pages, request.GET),
        "relayed_by": [page.links[pk] for pk in relayed_by],
        "relayed_total": relayed_total,
    }
    return render(request, "records/document.html", context)


class DocumentFilters(PeriodFilters):
    title = forms.CharField(label="Words of the title", required=False)
    source = forms.CharField(label="Source", required=False)
    reliability = forms.ChoiceField(
        required=False,
        choices=[("", "Any"), *((letter, f"{letter}, {label}") for letter, label in Source.Reliability.choices)],
    )
    field_order = ("title", "source", "reliability", "since", "until")

    def by_title(self, records: DocumentQuerySet, text: str) -> DocumentQuerySet:
        return records.titled_like(text)

    def by_source(self, records: DocumentQuerySet, text: str) -> DocumentQuerySet:
        return records.of_source_named(text)

    def by_reliability(self, records: DocumentQuerySet, letter: str) -> DocumentQuerySet:
        return records.of_reliability(letter)


SORTS = (
    Sort("Date", "date", (F("earliest").asc(nulls_last=True), "pk"), (F("earliest").desc(nulls_last=True), "-pk")),
    Sort("Document", "title", ("title", "pk"), ("-title", "-pk")),
    Sort("Source", "source", ("source__name", "pk"), ("-source__name", "-pk")),
    Sort("Reliability", "reliability", ("source__reliability", "pk"), ("-source__reliability", "-pk")),
)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    listing, found = listing_for(
        request,
        Document.objects.visible_to(request.user),
        title="Documents",
        intro="Items of sources with their text as archived: what the records rest on.",
        sorts=SORTS,
        default="-date",
        filters=DocumentFilters,
    )
    columns = ("when", "slug", "title", "source__name", "source__reliability")
    listing.rows = [
        (time_html(when), anchor(Document.KIND, slug, title), source, Source.Reliability(letter))
        for when, slug, title, source, letter in found.values_list(*columns)
    ]
    return render(request, "records/documents.html", {"listing": listing, "section": "documents"})
