"""The page of one tenure: its dates, who came before and after, what was held at the same time, what is odd about it. Four
queries of its own, besides those of every page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from actors.holders import Answer, Followers
from actors.models import Tenure
from actors.sections.accreditation import accreditations
from actors.sections.facts import joined
from actors.sections.named_then import add_names_then
from actors.sections.seen import seen_html
from actors.sections.tenures import Held, as_held, columns_of, dated, inferred_html, linked, over_html, reference
from actors.sightings import Seen, last_seen
from actors.succession import Neighbour, Place, place_of
from records.access import Reader
from records.desk_lists import warnings_of
from records.links import Links
from records.pages import Page, record_page_for
from records.prepared import prepared
from records.templatetags.chancery import state

BASIS = {
    "started": "the day on which credentials were presented or duty was entered on",
    "arrived": "the day of arrival, since no later step is recorded",
    "appointed": "the day of appointment, since neither arrival nor start is recorded",
    "": "no date of a start is recorded",
}
# Of how many holders of the post the succession is made; of how many posts of the person those held at once.
MOST = 400


@prepared
def in_post(reader: Reader, post: int) -> QuerySet:
    return columns_of(Tenure.objects.visible_to(reader).of_post(post).serving().of_any_day(reader).by_day(), MOST)


@prepared
def of_person(reader: Reader, person: int) -> QuerySet:
    return columns_of(Tenure.objects.visible_to(reader).of_person(person).of_any_day(reader).by_day(), MOST)


def tenure_page(tenure: Tenure, request: HttpRequest, today: date) -> dict[str, Any]:
    reader = request.user
    colleagues, _ = as_held(in_post(reader, tenure.post_id))
    posts, _ = as_held(of_person(reader, tenure.person_id))
    seen = last_seen({tenure.pk: tenure.person_id}, reader, today) if not tenure.ended else {}
    ids = [*linked([*colleagues, *posts]), *(one.host_id for one in posts), *(one.record for one in seen.values())]
    page = record_page_for(tenure, request, ids)
    add_facts(page, tenure, own_inferred(tenure, colleagues))
    # Who else held a post, and what else a person, is said where the reader may see the post, and the person.
    if tenure.post_id in page.links:
        add_succession(page, tenure.pk, colleagues)
    if not tenure.ended and tenure.person_id in page.links:
        page.fact("Last heard of", told_last(seen.get(tenure.pk), page.links))
    at_once = accreditations(posts, page.links, tenure.pk) if tenure.person_id in page.links else []
    return {"page": page, "accredited": at_once, "warnings": warnings_of(tenure.pk, Tenure.KIND, reader, today)}


def own_inferred(tenure: Tenure, colleagues: Sequence[Held]) -> SafeString:
    own = next((one for one in colleagues if one.pk == tenure.pk), None)
    return inferred_html(own.inferred(Followers([one.holding for one in colleagues])) if own else None)


def add_facts(page: Page, tenure: Tenure, inferred: SafeString) -> None:
    page.fact("Person", page.links[tenure.person_id])
    page.fact("Post", page.links[tenure.post_id])
    # A title names the post, and who held it: it is said where both may be seen.
    told = tenure.title_as_stated if tenure.person_id in page.links and tenure.post_id in page.links else ""
    page.fact("Title as stated", format_html("“<bdi>{}</bdi>”", told) if told else "")
    page.fact("Capacity", tenure.get_capacity_display().capitalize())
    page.fact("Appointed", dated(tenure.appointed, tenure.appointed_note))
    page.fact("Arrived", dated(tenure.arrived, tenure.arrived_note))
    page.fact("Started", dated(tenure.started, tenure.started_note))
    over = over_html(tenure.ended, tenure.ended_note, tenure.end_reason, tenure.dates_conflict, None)
    page.fact("Ended", mark_safe(f"{over}{inferred}"))
    page.fact("Counted from", BASIS[tenure.start_basis])
    add_names_then(page, tenure.earliest, tenure.latest or tenure.earliest)


def add_succession(page: Page, pk: int, colleagues: Sequence[Held]) -> None:
    held = {one.pk: one for one in colleagues}
    place = place_of(pk, [one.holding for one in colleagues])
    page.fact("Before", neighbour_html(place.before, held, page.links))
    page.fact("After", neighbour_html(place.after, held, page.links))
    page.fact("Acting in between", joined(holder_html(held[one], page.links) for one in place.stand_ins))


def neighbour_html(one: Neighbour | None, held: dict[int, Held], links: Links) -> SafeString | str:
    """The holder, their dates and the record; with the mark of a possible one where the dates leave it open."""
    if one is None:
        return ""
    said = holder_html(held[one.tenure_id], links)
    return said if one.certain else mark_safe(f"{said} {state(Answer.POSSIBLE.value)}")


def holder_html(one: Held, links: Links) -> SafeString:
    record = reference("tenure", one.pk, one.slug)
    return format_html('{} <span class="fine">({}, {})</span>', links[one.person_id], one.span, record)


def succession(place: Place, held: dict[int, Held], links: Links) -> list[tuple[str, SafeString]]:
    """ "Before" and "After" of a day, as far as anybody is on record."""
    both = (("Before", place.before), ("After", place.after))
    told = ((label, neighbour_html(one, held, links)) for label, one in both)
    return [(label, mark_safe(said)) for label, said in told if said]


def told_last(seen: Seen | None, links: Links) -> SafeString:
    if seen is None:
        return mark_safe("")
    said = seen_html(seen, links)
    return mark_safe(f"{said[:1].upper()}{said[1:]}")
