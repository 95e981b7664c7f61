from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from briefings.filters.encounters import CalendarFilters, VisitFilters
from briefings.ics import calendar_of
from briefings.models import Visit
from briefings.sections.encounter_lists import starts_of_all
from briefings.sections.visit_calendar import WEEKDAYS, Ways, month_of, opened
from briefings.sections.visit_feed import entries
from records.periods import Period, Scale, interval

MOST_VISITS = 1000
BACK = timedelta(days=366)


@require_safe
def visit_calendar(request: HttpRequest) -> HttpResponse:
    """The visits of a month; of that of today, or the last that has visits, unless the address names another."""
    form, today = CalendarFilters(request.GET, request.user), timezone.localdate()
    every = Visit.objects.visible_to(request.user)
    visits = form.narrow(every)
    whole = request.GET.keys() <= {"month"}
    starts = dict(starts_of_all(request.user) if whole else visits.by_start())
    asked = form.cleaned_data.get("month")
    named = bool(request.GET.get("month"))
    this_month = interval(today, Scale.MONTH)
    month = Period(*asked) if asked else this_month if named else opened(starts, today)
    ways = Ways(request.GET)
    context = {
        "month": month_of(visits, starts, month, today, ways),
        "instead_of": this_month.name if not named and month != this_month else "",
        "past": month.last < today,
        "weekdays": WEEKDAYS,
        "form": form,
        "ways": ways,
        "narrowed": form.in_use_beside_month,
        "problems": form.errors.get("month", []),
        "section": "visits",
    }
    return render(request, "briefings/visit_calendar.html", context)


@require_safe
@conditional_page
def visits_ics(request: HttpRequest) -> HttpResponse:
    """The visits that the filters of their list leave, for a calendar: of the last year and to come, unless `since` or
    `until` say otherwise; of very many those that come last."""
    form = VisitFilters(request.GET, request.user)
    if not form.is_valid():
        problems = [f"{name}: {error}" for name, errors in form.errors.items() for error in errors]
        return HttpResponse("\n".join(problems) + "\n", "text/plain; charset=utf-8", status=400)
    visits = form.narrow(Visit.objects.visible_to(request.user).dated())
    windowed = not (form.cleaned_data["since"] or form.cleaned_data["until"])
    if windowed:
        visits = visits.since(timezone.localdate() - BACK)
    total = visits.count()
    shown = entries(visits.newest_first()[:MOST_VISITS], request.user, request.build_absolute_uri)
    name = " · ".join(["; ".join(["Visits", *form.in_words()]), "Chancery"])
    made = calendar_of(name, " ".join(notes(form, windowed, total)), shown, settings.UID_NAMESPACE)
    return HttpResponse(
        made, "text/calendar; charset=utf-8", headers={"Content-Disposition": "inline; filename=visits.ics"}
    )


def notes(form: VisitFilters, windowed: bool, total: int) -> Iterator[str]:
    """What a calendar says of itself: what it holds, and how its address was understood."""
    if windowed:
        yield "Visits on record of the last year and all to come; since and until in the address ask for another time."
    else:
        yield "Visits on record."
    yield "Those whose days are known to a season or less closely are on the site only."
    for name, meant in form.understood.items():
        yield f"By “{form.data[name]}” was understood: {', '.join(title for title, _ in meant)}."
    if total > MOST_VISITS:
        yield f"These are the last {MOST_VISITS:,} of {total:,}: narrow the address to see others."
