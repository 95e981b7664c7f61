from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from records.access import Reader
from records.addresses import record_page
from records.filters import DocumentFilters
from records.listing import Sort, pager
from records.models import Document
from records.pages import record_page_for
from records.sections.attachments import attached_files
from records.sections.catalogues import Catalogue
from records.sections.documents import MARKED, CitedPassages, add_facts, document_rows, relaying
from records.views.lists import list_answer


def all_documents(reader: Reader) -> QuerySet:
    return Document.objects.visible_to(reader)


DOCUMENTS = Catalogue(
    title=Document.PLURAL,
    folder=Document.FOLDER,
    intro="Items of sources with their text as archived: what the records rest on.",
    empty="Documents stand here. There is none yet that you may read.",
    section="documents",
    sorts=(
        Sort("Date", "date", (F("earliest").asc(nulls_last=True), "pk"), (F("earliest").desc(nulls_last=True), "-pk")),
        Sort("Document", "title", ("title", "pk"), ("-title", "-pk")),
        Sort("Source", "source", ("source__name", "pk"), ("-source__name", "-pk")),
        Sort("Reliability", "reliability", ("source__reliability", "pk"), ("-source__reliability", "-pk")),
    ),
    default="-date",
    filters=DocumentFilters,
    records=all_documents,
    rows=lambda found, form: document_rows(found),
)


@require_safe
@record_page(Document)
def document_detail(request: HttpRequest, record: Document) -> HttpResponse:
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
        "files": attached_files(record, request.user),
        "relayed_by": [page.links[pk] for pk in relayed_by],
        "relayed_total": relayed_total,
    }
    return render(request, "records/document_detail.html", context)


@require_safe
def document_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    return list_answer(request, DOCUMENTS, suffix)
