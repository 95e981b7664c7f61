"""The page of a post: who held it over time, and who on one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from actors.filters import HolderForm
from actors.holders import Answer, Holding, Vacancy, outside, standing_on, vacancies
from actors.models import Post, Tenure
from actors.sections.facts import identifier_html, joined
from actors.sections.tenures import HEADINGS, MOST, Held, as_held, columns_of, dated, linked, span, tenure_row
from actors.sections.ties import NominationRow, Some, said
from records.access import Reader
from records.dates import time_html
from records.drawings import strip
from records.links import Links
from records.pages import Page, record_page_for
from records.prepared import prepared

SAID = {
    Answer.CERTAIN: "The dates say so.",
    Answer.POSSIBLE: "The dates do not rule it out, and they do not prove it.",
    Answer.VACANT: "Whoever was recorded before had left, and the next had not begun.",
    Answer.UNKNOWN: "No record that you may read covers the day.",
}
OUTSIDE = "The post did not exist on that day."


@dataclass(frozen=True, slots=True)
class Holder:
    link: SafeString
    when: SafeString
    sure: str


@dataclass(frozen=True, slots=True)
class OnDay:
    """Who held the post on a day, as far as the reader may know."""

    day: SafeString
    answer: str
    said: str
    holders: list[Holder]


def post_page(post: Post, request: HttpRequest, today: date) -> dict[str, Any]:
    reader = request.user
    form = HolderForm({"on": request.GET.get("on") or today.isoformat()})
    day = form.day()
    tenures = Tenure.objects.visible_to(reader).of_post(post.pk)
    rows, total = as_held(of_post(reader, post.pk))
    asked, _ = as_held(in_post_on(reader, post.pk, day) if day else [])
    holdings = tenures.serving().holdings(reader)
    put_forward = list(post.nominations.values_list("person_id", "appointed", "outcome", "note")[:MOST])
    page = record_page_for(post, request, [*linked(rows), *linked(asked), *(row[0] for row in put_forward)])
    add_facts(page, post)
    gaps = {gap.successor: gap for gap in vacancies(holdings, post.latest)}
    shown = [(one, tenure_row(one, page.links, today, vacant(gaps.get(one.pk)))) for one in reversed(rows)]
    spans = [span(one, row, page.links, one.person_id, first_day(gaps.get(one.pk))) for one, row in shown]
    return {
        "page": page,
        "form": form,
        "on": on_day(day, post, holdings, asked, page.links) if day else None,
        "strip": strip(spans, today, "Holder", HEADINGS),
        "tenures": Some(
            [row for _, row in shown], total, f"/tenures/?post={post.slug}&sort=start" if total > len(rows) else ""
        ),
        "nominations": [
            NominationRow(page.links[person], dated(when), outcome, note) for person, when, outcome, note in put_forward
        ],
    }


@prepared
def of_post(reader: Reader, post: int) -> QuerySet:
    return columns_of(Tenure.objects.visible_to(reader).of_post(post).of_any_day().by_day())


@prepared
def in_post_on(reader: Reader, post: int, day: date) -> QuerySet:
    return columns_of(Tenure.objects.visible_to(reader).of_post(post).in_office(day, reader).by_day())


def add_facts(page: Page, post: Post) -> None:
    links = page.links
    page.fact("Role", post.role if post.role != post.title else "")
    page.fact("Organisation", links[post.organisation_id])
    page.fact("State", links[post.state_id])
    page.fact("Accredited to", links[post.accredited_to_id])
    page.fact("Level", post.get_level_display().capitalize())
    page.fact("Existed", said(post.when))
    page.fact("Identifiers", joined(identifier_html(*row) for row in post.identifiers.values_list("scheme", "value")))


def vacant(gap: Vacancy | None) -> SafeString:
    if gap is None:
        return mark_safe("")
    days = gap.first.isoformat() if gap.first == gap.last else f"{gap.first}/{gap.last}"
    return mark_safe(time_html(days))


def first_day(gap: Vacancy | None) -> date | None:
    return gap.first if gap else None


def on_day(day: date, post: Post, holdings: Sequence[Holding], asked: Sequence[Held], links: Links) -> OnDay:
    answer = standing_on(day, holdings, post.earliest, post.latest).answer
    away = answer == Answer.VACANT and outside(day, post.earliest, post.latest)
    return OnDay(
        day=said(day.isoformat()),
        answer=answer.value,
        said=OUTSIDE if away else SAID[answer],
        holders=sorted(
            (Holder(links[one.person_id], one.span, one.standing(day)) for one in asked), key=lambda one: one.sure
        ),
    )
