from collections.abc import Callable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from records import kinds
from records.access import Handling
from records.addresses import elsewhere
from records.dates import time_html
from records.links import Links
from records.listing import Filters, Sort, listing_for
from records.models import Kind, Record, RecordQuerySet
from records.pages import linked_data


def shown_or_elsewhere(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For addresses under a record of any kind: the view gets the record, as an instance of its kind."""

    def respond(request: HttpRequest, folder: str, slug: str) -> HttpResponse:
        if folder not in kinds.FOLDERS:
            raise Http404
        model = kinds.KINDS[kinds.FOLDERS[folder]].model
        record = model.objects.visible_to(request.user).at(folder, slug).first()
        return elsewhere(request, folder, slug) if record is None else view(request, record)

    return respond


@require_safe
def record_by_id(request: HttpRequest, pk: int) -> HttpResponse:
    """`/r/1042`: leads to the record, wherever it is now."""
    record = Record.objects.visible_to(request.user).filter(pk=pk).first()
    if record:
        return HttpResponsePermanentRedirect(record.get_absolute_url())
    gone = Record.objects.gone().within_clearance(request.user).filter(pk=pk).first()
    if gone is None:
        raise Http404
    return elsewhere(request, gone.info.folder, gone.slug)


@require_safe
@shown_or_elsewhere
def record_json(request: HttpRequest, record: Kind) -> HttpResponse:
    links = Links(request.user).load(record.linked_ids())
    return JsonResponse(
        linked_data(record, links, request),
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


@require_safe
@shown_or_elsewhere
def record_card(request: HttpRequest, record: Kind) -> HttpResponse:
    """The small card shown on hovering over a link: a fragment of HTML."""
    context = {"record": record, "handling": Handling(record.handling).label, "when": time_html(record.when)}
    return render(request, "parts/_card.html", context)


class MentionFilters(Filters):
    kind = forms.ChoiceField(
        required=False, choices=lambda: [("", "Any kind"), *((one.kind, one.plural) for one in kinds.KINDS.values())]
    )

    def by_kind(self, records: RecordQuerySet, kind: str) -> RecordQuerySet:
        return records.of_kind(kind)


@require_safe
@shown_or_elsewhere
def record_mentions(request: HttpRequest, record: Kind) -> HttpResponse:
    """All that links here, 50 a page."""
    naming = Record.objects.visible_to(request.user).naming(record.pk)
    newest = naming.newest_first().query.order_by
    oldest = naming.oldest_first().query.order_by
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
    listing.rows = [
        (time_html(when), kinds.KINDS[kind].label, kinds.address(kind, slug), title)
        for when, kind, slug, title in found.values_list("when", "kind", "slug", "title")
    ]
    return render(request, "records/mentions.html", {"listing": listing, "record": record})


@require_safe
def legend(request: HttpRequest) -> HttpResponse:
    return render(request, "legend.html")
