from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from briefings.filters.changes import ChangeFilters
from briefings.sections.changes import by_collection, days_of
from records.changes import Page, Period, Scope, changes, made_in_bulk, mark_read, moment_of, place_of
from records.dates import time_html
from records.listing import address_with, short
from records.models import User
from records.search.asked import Asked

DEFAULT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Since:
    """The beginning of the period, and how the page says it."""

    moment: datetime | None
    words: SafeString


@require_safe
def changed(request: HttpRequest) -> HttpResponse:
    """What changed since a day, since what the reader has marked as read, or in the last seven days."""
    now = timezone.now()
    form = ChangeFilters(request.GET, request.user)
    asked = Asked(request.GET, request.user)
    scope = Scope(request.user, asked.records() if asked.given else None)
    since = since_of(request, form, now)
    start = place_of(request.GET.get("before", ""))
    page = changes(scope, Period(since.moment, start))
    bulk = made_in_bulk(scope, since.moment) if since.moment and not start else []
    if not (page.entries or bulk or start or form.data.get("since") or marked(request)):
        newest = changes(scope, Period())
        if newest.entries:
            since, page = Since(None, mark_safe("the newest, of whatever day")), newest
            page.older = None
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "since": since,
        "days": days_of(page, since.moment),
        "bulk": by_collection(bulk),
        "to_mark": bool(since.moment and (page.entries or bulk)),
        "older": older(request, page),
        "until": now.isoformat(),
        "feed": f"/feeds/search.atom?{asked.parameters().urlencode()}" if asked.given else "/feeds/all.atom",
        "narrowed": form.in_use or asked.given,
        "section": "changes",
    }
    return render(request, "briefings/changes.html", context)


def since_of(request: HttpRequest, form: ChangeFilters, now: datetime) -> Since:
    form.is_valid()
    if (period := form.cleaned_data.get("since")) and period[0]:
        first = timezone.make_aware(datetime.combine(period[0], time.min))
        return Since(first, mark_safe(f"since {time_html(period[0].isoformat())}"))
    if mark := marked(request):
        day = time_html(timezone.localdate(mark).isoformat())
        return Since(mark, mark_safe(f"since you marked all as read, {day} at {timezone.localtime(mark):%H:%M %Z}"))
    return Since(now - DEFAULT, mark_safe("in the last seven days"))


def marked(request: HttpRequest) -> datetime | None:
    return request.user.changes_read_until if isinstance(request.user, User) else None


def older(request: HttpRequest, page: Page) -> str:
    return address_with(short(request.GET), before=str(page.older)) if page.older else ""


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """From now on what changed begins where the page that was read ended; an older page never takes the mark back."""
    if not isinstance(request.user, User):
        return redirect("/sign-in/?next=/changes/")
    now = timezone.now()
    until = min(moment_of(request.POST.get("until", "")) or now, now)
    if mark_read(request.user, max(until, request.user.date_joined)):
        messages.success(request, "Marked as read. What changes from now on will stand here.")
    return redirect("/changes/")
