"""The page of a post: who held it over time, and who on one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from actors.filters import HolderForm
from actors.holders import Answer, Followers, Holding, Vacancy, outside, reasons, standing_on, vacancies
from actors.models import Post, Tenure
from actors.sections.facts import identifier_html, joined
from actors.sections.tenure import succession
from actors.sections.tenures import (
    CAPACITIES,
    HEADINGS,
    MOST,
    Held,
    as_held,
    columns_of,
    dated,
    linked,
    span,
    tenure_row,
)
from actors.sections.ties import NominationRow, Some, said
from actors.succession import Place, place_on
from records.access import Reader
from records.dates import time_html
from records.desk_lists import warnings_among
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
    """`why`: what makes the holder certain on the day, or only possible."""

    link: SafeString
    acting: str
    when: SafeString
    sure: str
    why: str


@dataclass(frozen=True, slots=True)
class OnDay:
    """Who held the post on a day, as far as the reader may know."""

    day: SafeString
    answer: str
    said: str
    holders: list[Holder]
    # Who came before and after.
    around: list[tuple[str, SafeString]]


def post_page(post: Post, request: HttpRequest, today: date) -> dict[str, Any]:
    reader = request.user
    form = HolderForm({"on": request.GET.get("on") or today.isoformat()}, today)
    rows, total = as_held(of_post(reader, post.pk))
    asked = Asked(post, reader, form.day())
    put_forward = list(post.nominations.values_list("person_id", "appointed", "outcome", "note")[:MOST])
    page = record_page_for(post, request, [*linked(rows), *asked.linked(), *(row[0] for row in put_forward)])
    add_facts(page, post)
    return {
        "page": page,
        "form": form,
        "on": asked.shown(page.links),
        **holders(post, rows, total, asked.holdings, page.links, today),
        "nominations": [
            NominationRow(page.links[person], dated(when), outcome, note) for person, when, outcome, note in put_forward
        ],
    }


def holders(
    post: Post, rows: Sequence[Held], total: int, holdings: Sequence[Holding], links: Links, today: date
) -> dict[str, Any]:
    """The strip and the table of those who held the post, the oldest first."""
    gaps = {gap.successor: gap for gap in vacancies(holdings, post.latest)}
    followers = Followers(holdings)
    odd = warnings_among([one.pk for one in rows], Tenure.KIND, links.reader, today)
    shown = [
        (
            one,
            tenure_row(
                one, links, today, vacant(gaps.get(one.pk)), followers, [each.says for each in odd.get(one.pk, ())]
            ),
        )
        for one in reversed(rows)
    ]
    spans = [span(one, row, links, one.person_id, first_day(gaps.get(one.pk)), followers) for one, row in shown]
    more = f"/tenures/?post={post.slug}&sort=start" if total > len(rows) else ""
    return {
        "strip": strip(spans, today, "Holder", HEADINGS, one_at_a_time=True),
        "tenures": Some([row for _, row in shown], total, more),
    }


@prepared
def of_post(reader: Reader, post: int) -> QuerySet:
    return columns_of(Tenure.objects.visible_to(reader).of_post(post).of_any_day(reader).by_day())


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


class Asked:
    """Who held a post on a day, as far as the reader may know: who is possible beside who is certain, why, and who came before
    and after. Three queries.

    `linked()` are the ids to load into the links that `shown` is then given.
    """

    def __init__(self, post: Post, reader: Reader, day: date | None) -> None:
        self._post, self._day = post, day
        serving = Tenure.objects.visible_to(reader).of_post(post.pk).serving()
        self.holdings = serving.holdings(reader)
        self._held, _ = as_held(in_post_on(reader, post.pk, day) if day else [])
        place = place_on(day, self.holdings, [one.pk for one in self._held]) if day else Place()
        near = [one.tenure_id for one in (place.before, place.after) if one]
        self._place, (self._near, _) = place, as_held(among(reader, near))

    def linked(self) -> list[int]:
        return linked([*self._held, *self._near])

    def shown(self, links: Links) -> OnDay | None:
        if (day := self._day) is None:
            return None
        post = self._post
        answer = standing_on(day, self.holdings, post.earliest, post.latest).answer
        away = answer == Answer.VACANT and outside(day, post.earliest, post.latest)
        held = [holder(one, day, links) for one in self._held]
        return OnDay(
            day=said(day.isoformat()),
            answer=answer.value,
            said=OUTSIDE if away else SAID[answer],
            holders=sorted(held, key=lambda one: one.sure),
            around=succession(self._place, {one.pk: one for one in self._near}, links),
        )


@prepared
def among(reader: Reader, pks: list[int]) -> QuerySet:
    return columns_of(Tenure.objects.visible_to(reader).among(pks).of_any_day(reader).by_day())


def holder(one: Held, day: date, links: Links) -> Holder:
    why = [reason.value for reason in reasons(day, one.holding)]
    if one.dates_conflict:
        why.append("its source's own dates conflict")
    return Holder(links[one.person_id], acting(one), one.span, one.standing(day), "; ".join(why))


def acting(one: Held) -> str:
    return "" if one.capacity == Tenure.Capacity.SUBSTANTIVE else CAPACITIES[one.capacity]
