"""The pages of one tenure and of one relation."""

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from actors.models import Relation, Tenure
from actors.sections.tenures import dated, over_html
from records.dates import time_html
from records.pages import Page, record_page_for

BASIS = {
    "started": "the day on which credentials were presented or duty was entered on",
    "arrived": "the day of arrival, since no later step is recorded",
    "appointed": "the day of appointment, since neither arrival nor start is recorded",
    "": "no date of a start is recorded",
}


def tenure_page(tenure: Tenure, request: HttpRequest) -> Page:
    page = record_page_for(tenure, request)
    page.fact("Person", page.links[tenure.person_id])
    page.fact("Post", page.links[tenure.post_id])
    page.fact("Capacity", tenure.get_capacity_display().capitalize())
    # A title names the post, and who held it: it is said where both may be seen.
    told = tenure.title_as_stated if tenure.person_id in page.links and tenure.post_id in page.links else ""
    page.fact("Title as stated", text(f"“{told}”" if told else ""))
    page.fact("Appointed", dated(tenure.appointed, tenure.appointed_note))
    page.fact("Arrived", dated(tenure.arrived, tenure.arrived_note))
    page.fact("Started", dated(tenure.started, tenure.started_note))
    page.fact("Ended", over_html(tenure.ended, tenure.ended_note, tenure.end_reason, tenure.dates_conflict))
    page.fact("Counted from", BASIS[tenure.start_basis])
    return page


def relation_page(relation: Relation, request: HttpRequest) -> Page:
    page = record_page_for(relation, request)
    subject, other = page.links[relation.subject_id], page.links[relation.object_id]
    page.fact("Subject", subject)
    page.fact("Relation", relation.get_type_display())
    page.fact("Object", other)
    page.fact("Read the other way", format_html("{} {} {}", other, Relation.INVERSE[relation.type], subject))
    page.fact("When", when(relation))
    return page


def when(relation: Relation) -> SafeString:
    said = mark_safe(time_html(relation.when))
    return format_html('{} <span class="fine">{}</span>', said, relation.when_note) if relation.when_note else said


def text(words: str) -> SafeString | str:
    return format_html('<span dir="auto">{}</span>', words) if words else ""
