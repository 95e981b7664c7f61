from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.filters import PostFilters, TenureFilters
from actors.models import Post, Tenure
from actors.sections import posts as sections
from actors.sections.lists import post_rows, tenure_rows
from actors.sections.single import tenure_page
from records.addresses import record_page
from records.dates import words
from records.listing import Filters, Sort, listing_for

POST_SORTS = (
    Sort("Post", "title", ("title", "pk"), ("-title", "-pk")),
    Sort("State"),
    Sort("Organisation"),
    Sort("Level", "level", ("level", "title", "pk"), ("-level", "title", "pk")),
    Sort("Held today by"),
)
OLDEST: tuple[Any, ...] = (F("day").asc(nulls_last=True), "pk")
NEWEST: tuple[Any, ...] = (F("day").desc(nulls_last=True), "-pk")
TENURE_SORTS = (
    Sort("Person"),
    Sort("Post"),
    Sort("Started", "start", OLDEST, NEWEST),
    Sort(
        "Ended", "end", (F("ended_latest").asc(nulls_last=True), "pk"), (F("ended_latest").desc(nulls_last=True), "-pk")
    ),
    Sort("In office"),
    Sort("Record"),
)


@require_safe
@record_page(Post)
def post_detail(request: HttpRequest, post: Post) -> HttpResponse:
    context = sections.post_page(post, request, timezone.localdate())
    return render(request, "actors/post_detail.html", {**context, "section": "actors"})


@require_safe
def post_list(request: HttpRequest) -> HttpResponse:
    shown = Post.objects.visible_to(request.user).of_kind(Post.KIND)
    intro = "Offices that people hold one after another. A holder is named where the dates make it certain or possible."
    listing, found = listing_for(
        request, shown, title="Posts", sorts=POST_SORTS, default="title", filters=PostFilters, intro=intro
    )
    listing.rows = post_rows(found, request.user, timezone.localdate())
    return render(request, "actors/post_list.html", {"listing": listing, "section": "actors"})


@require_safe
@record_page(Tenure)
def tenure_detail(request: HttpRequest, tenure: Tenure) -> HttpResponse:
    return render(request, "actors/tenure_detail.html", {"page": tenure_page(tenure, request), "section": "actors"})


@require_safe
def tenure_list(request: HttpRequest) -> HttpResponse:
    shown = Tenure.objects.visible_to(request.user).of_kind(Tenure.KIND)
    intro = "Who held which post from when until when. An end that nobody recorded does not mean that it is held today."
    listing, found = listing_for(
        request, shown, title="Tenures", sorts=TENURE_SORTS, default="-start", filters=TenureFilters, intro=intro
    )
    day = asked_day(listing.form) or timezone.localdate()
    listing.rows = tenure_rows(found, request.user, day)
    listing.caption = f"In office: how it stood on {words(day.isoformat())}."
    return render(request, "actors/tenure_list.html", {"listing": listing, "section": "actors"})


def asked_day(form: Filters | None) -> Any:
    return form.cleaned_data.get("on") if form else None
