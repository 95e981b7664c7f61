from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.filters import PostFilters, TenureFilters
from actors.models import Post, Tenure
from actors.sections import posts as sections
from actors.sections.formats import FORMATS
from actors.sections.lists import post_rows, tenure_rows
from actors.sections.tenure import tenure_page
from records.access import Reader
from records.addresses import record_page
from records.dates import words
from records.listing import Sort
from records.sections.catalogues import Catalogue
from records.views.lists import list_answer

OLDEST: tuple[Any, ...] = (F("day").asc(nulls_last=True), "pk")
NEWEST: tuple[Any, ...] = (F("day").desc(nulls_last=True), "-pk")


def all_posts(reader: Reader) -> QuerySet:
    return Post.objects.visible_to(reader).of_kind(Post.KIND)


def all_tenures(reader: Reader) -> QuerySet:
    return Tenure.objects.visible_to(reader).of_kind(Tenure.KIND)


POSTS = Catalogue(
    title=Post.PLURAL,
    folder=Post.FOLDER,
    intro="Offices that people hold one after another. A holder is named where the dates make it certain or possible.",
    empty="Posts stand here, with who holds them. There is none yet that you may read.",
    section="actors",
    sorts=(
        Sort("Post", "title", ("title", "pk"), ("-title", "-pk")),
        Sort("State"),
        Sort("Organisation"),
        Sort("Level", "level", ("level", "title", "pk"), ("-level", "title", "pk")),
        Sort("Held today by"),
    ),
    default="title",
    filters=PostFilters,
    records=all_posts,
    rows=lambda found, form: post_rows(found, form.reader, form.today),
    heading=0,
    formats=FORMATS,
)
TENURES = Catalogue(
    title=Tenure.PLURAL,
    folder=Tenure.FOLDER,
    intro="Who held which post from when until when. An end that nobody recorded does not mean that it is held today.",
    empty="Who held which post stands here. There is nothing yet that you may read.",
    section="actors",
    sorts=(
        Sort("Person"),
        Sort("Post"),
        Sort("Started", "start", OLDEST, NEWEST, dated=True),
        Sort(
            "Ended",
            "end",
            (F("ended_latest").asc(nulls_last=True), "pk"),
            (F("ended_latest").desc(nulls_last=True), "-pk"),
            dated=True,
        ),
        Sort("In office"),
        Sort("Record"),
    ),
    default="-start",
    filters=TenureFilters,
    records=all_tenures,
    rows=lambda found, form: tenure_rows(found, form.reader, form.day),
    heading=0,
    formats=FORMATS,
    caption=lambda form: f"In office: how it stood on {words(form.day.isoformat())}.",
)


@require_safe
@record_page(Post)
def post_detail(request: HttpRequest, post: Post) -> HttpResponse:
    context = sections.post_page(post, request, timezone.localdate())
    return render(request, "actors/post_detail.html", {**context, "section": "actors"})


@require_safe
def post_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    return list_answer(request, POSTS, suffix)


@require_safe
@record_page(Tenure)
def tenure_detail(request: HttpRequest, tenure: Tenure) -> HttpResponse:
    context = tenure_page(tenure, request, timezone.localdate())
    return render(request, "actors/tenure_detail.html", {**context, "section": "actors"})


@require_safe
def tenure_list(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    return list_answer(request, TENURES, suffix)
