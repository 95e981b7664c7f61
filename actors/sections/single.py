"""The page of one relation."""

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from actors.models import Relation
from records.dates import time_html
from records.pages import Page, record_page_for


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
