from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from records import kinds
from records.access import Handling, Stage, clearance
from records.dates import time_html
from records.filters import TimelineFilters
from records.links import anchor
from records.listing import Sort, listing_for, short
from records.models import Record, RecordQuerySet
from records.safe import escaped
from records.search.asked import Asked
from records.sections.search_names import chips_kept
from records.sections.timeline import Way, picture_of
from records.tables import TableRow
from records.templatetags.chancery import tlp

_newest = tuple(Record.objects.newest_first().query.order_by)
_oldest = tuple(Record.objects.oldest_first().query.order_by)
DATE = Sort("Date", "date", _oldest, _newest)
TITLE = Sort("Record", "title", ("title", "pk"), ("-title", "-pk"))
KIND = Sort("Kind", "kind", ("kind", *_oldest), ("-kind", *_oldest))


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """Every dated record that answers the question, drawn and as a table."""
    reader, asked = request.user, Asked(request.GET, request.user)
    marked = clearance(reader) > Handling.CLEAR
    dated = asked.records().dated()
    listing, page = listing_for(
        request,
        dated,
        title="Timeline",
        intro="Every record that has a date, as closely as the date is known.",
        sorts=(DATE, TITLE, KIND, *([Sort("Handling")] if marked else [])),
        default="date",
        filters=TimelineFilters,
    )
    form = listing.form
    assert isinstance(form, TimelineFilters)
    listing.rows = rows(page, marked)
    listing.clear = request.path if asked.given or form.period else ""
    reach = dated.reach()
    way = Way(request.path, asked.parameters(), request.GET.get("sort", ""))
    context: dict[str, Any] = {
        "listing": listing,
        "picture": picture_of(listing.matching, listing.total, reach, form.within(reach), way),
        "problems": [*asked.problems, *asked.notes],
        "apart": apart(request, form, dated, listing.total),
        "undated": asked.records().undated().count(),
        "chips": chips_kept(asked, form.kept, request.GET, request.path),
        "search": f"/search/?{asked.parameters().urlencode()}",
        "section": "timeline",
        "q": asked.text,
    }
    return render(request, "records/timeline.html", context)


@dataclass(frozen=True, slots=True)
class Apart:
    """What merely reaches into the period: how much of it there is, whether it is among what is shown, and the address of
    the other way."""

    number: int
    among: bool
    url: str


def apart(request: HttpRequest, form: TimelineFilters, dated: RecordQuerySet, total: int) -> Apart | None:
    """None where all time is shown, or nothing merely reaches into the period. One query."""
    if not form.period:
        return None
    # What begins or ends in a period may lie in it: the two numbers differ by what does neither.
    other = form.narrow_otherwise(dated).count()
    number = abs(other - total)
    query = short(request.GET)
    for name in ("page", form.REACHING):
        query.pop(name, None)
    if not form.reaching:
        query[form.REACHING] = "1"
    return Apart(number, form.reaching, f"{request.path}?{query.urlencode()}") if number or form.reaching else None


def rows(page: QuerySet, marked: bool) -> list[TableRow]:
    """One query; `marked`: with the handling of each."""
    found = page.values_list("kind", "slug", "title", "when", "handling", "stage")
    return [
        TableRow(
            (
                SafeString(time_html(when)),
                anchor(kind, slug, title),
                kind_cell(kind, stage),
                *([tlp(Handling(handling).label)] if marked else []),
            )
        )
        for kind, slug, title, when, handling, stage in found
    ]


def kind_cell(kind: str, stage: int) -> SafeString:
    label = escaped(kinds.KINDS[kind].label)
    return label if stage == Stage.PUBLISHED else SafeString(f'{label}<p class="fine">{Stage(stage).label}</p>')
