from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from records import kinds
from records.access import Handling
from records.addresses import elsewhere, page_of_any_kind
from records.changes import moments_of
from records.dates import time_html
from records.filters import MentionFilters
from records.links import Links, anchor
from records.listing import PER_PAGE, Sort, listing_for, pager
from records.models import Kind, Record
from records.pages import Passages, linked_data


@require_safe
def record_by_id(request: HttpRequest, pk: int) -> HttpResponse:
    """`/r/1042`: leads to the record, wherever it is now."""
    record = Record.objects.visible_to(request.user).among([pk]).first()
    if record:
        return HttpResponsePermanentRedirect(record.get_absolute_url())
    gone = Record.objects.gone().within_clearance(request.user).among([pk]).first()
    if gone is None:
        raise Http404
    return elsewhere(request, gone.info.folder, gone.slug)


@require_safe
@page_of_any_kind
def record_json(request: HttpRequest, record: Kind) -> HttpResponse:
    links = Links(request.user).load(record.linked_ids())
    _, modified = moments_of({record.pk: record.kind}, request.user).get(record.pk, (None, None))
    return JsonResponse(
        linked_data(record, links, request, modified),
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


@require_safe
@page_of_any_kind
def record_card(request: HttpRequest, record: Kind) -> HttpResponse:
    """The small card shown on hovering over a link: a fragment of HTML."""
    context = {"record": record, "handling": Handling(record.handling).label, "when": time_html(record.when)}
    return render(request, "parts/_card.html", context)


@require_safe
@page_of_any_kind
def record_mentions(request: HttpRequest, record: Kind) -> HttpResponse:
    """All that links here, 50 a page."""
    naming = Record.objects.visible_to(request.user).naming(record.pk)
    newest = tuple(naming.newest_first().query.order_by)
    oldest = tuple(naming.oldest_first().query.order_by)
    sorts = (
        Sort("Date", "date", oldest, newest),
        Sort("Kind", "kind", ("kind", *newest), ("-kind", *newest)),
        Sort("Record", "title", ("title", "pk"), ("-title", "-pk")),
    )
    listing, found = listing_for(
        request,
        naming,
        title=f"What links to {record.title}",
        sorts=sorts,
        default="-date",
        filters=MentionFilters,
    )
    listing.empty = "No record that you may read names this one."
    listing.rows = [
        (mark_safe(time_html(when)), kinds.KINDS[kind].label, anchor(kind, slug, title))
        for when, kind, slug, title in found.values_list("when", "kind", "slug", "title")
    ]
    context = {"listing": listing, "record": record, "handling": Handling(record.handling).label}
    return render(request, "records/mentions.html", context)


@require_safe
@page_of_any_kind
def record_sources(request: HttpRequest, record: Kind) -> HttpResponse:
    """All the passages cited for the record, 50 a page; the numbers are those of its own page."""
    cited = Passages(record.pk, request.user)
    paginator = Paginator(range(cited.total), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    if page.number > 1:
        cited = Passages(record.pk, request.user, page.start_index() - 1)
    context = {
        "record": record,
        "title": f"Sources of {record.title}",
        "handling": Handling(record.handling).label,
        "total": paginator.count,
        "passages": cited.rows(Links(request.user).load(cited.ids())),
        "pager": pager(page.number, paginator.num_pages, request.GET),
    }
    return render(request, "records/sources.html", context)


@require_safe
def legend(request: HttpRequest) -> HttpResponse:
    return render(request, "legend.html")
