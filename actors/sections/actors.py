"""The page of an actor, for one reader, by its category. Two queries of its own, besides those of every page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from actors.models import Actor, Tenure
from actors.models.sheets import Section, Sheet, sheet_of
from actors.models.tenures import TenureQuerySet
from actors.sections import facts, ties
from actors.sections.tenures import COLUMNS, Held, held, span, tenure_row, total_of
from actors.sections.tenures import linked as linked_by
from actors.sections.ties import Some, some
from records.dates import time_html
from records.drawings import strip
from records.links import Links
from records.pages import Page, record_page_for
from records.templatetags.chancery import state as state_mark

FACTS = (Section.NAMES, Section.IDENTIFIERS, Section.NOT_SAME)
OF_A_PERSON = (*FACTS, Section.RELATIONS, Section.NOMINATIONS, Section.PROSCRIPTIONS, Section.GRADES)
COUNTED = {
    "posts": Section.POSTS,
    "accredited": Section.ACCREDITED,
    "parts": Section.PARTS,
}
OF_A_BODY = (*FACTS, Section.RELATIONS, Section.PROSCRIPTIONS, Section.GRADES, *COUNTED.values())
# How many posts of a person the header names.
NAMED = 3


def official(actor: Actor, request: HttpRequest, today: date) -> dict[str, Any]:
    reader = request.user
    own = Tenure.objects.visible_to(reader).of_person(actor.pk).with_standing(today, reader).by_day()
    rows = held(own, reader)
    sheet = sheet_of(actor.pk, reader, OF_A_PERSON)
    page = record_page_for(actor, request, [*linked_by(rows), *ties.linked(sheet)])
    add_post(page, rows, today)
    page.fact("State", page.links[actor.state_id])
    page.fact("Part of", page.links[actor.parent_id])
    add_facts(page, actor, sheet)
    oldest_first = [(one, tenure_row(one, page.links)) for one in reversed(rows)]
    spans = [span(one, row, page.links, one.post_id) for one, row in oldest_first]
    shown = [row for _, row in oldest_first]
    nominations = ties.nomination_rows(sheet, page.links)
    return {
        "page": page,
        "strip": strip(spans, today, "Post", COLUMNS),
        "tenures": some(shown, total_of(rows), f"/tenures/?person={actor.slug}"),
        "before": page.links.address(rows[0].post_id) if rows else None,
        "nominations": some(nominations, ties.total(sheet[Section.NOMINATIONS])),
        "proscriptions": proscriptions(actor, sheet, page.links),
        "relations": relations(actor, sheet, page.links),
    }


def add_post(page: Page, rows: Sequence[Held], today: date) -> None:
    """What the person is on the day, as surely as the dates say; else what they were last."""
    now = sorted((row for row in rows if row.standing), key=lambda row: row.standing)[:NAMED]
    last = [row for row in rows if row.when][:1]
    links = page.links
    if now:
        page.fact("Post", facts.joined(on_day(row, links, today) for row in now))
    elif last:
        page.fact("Last known post", format_html("{}, {}", links[last[0].post_id], last[0].span))
    seats = [links[pk] for row in now or last for pk in (row.seat_body, row.seat_state) if pk]
    page.fact("Serves" if now else "Served", mark_safe(", ".join(dict.fromkeys(seats))))


def on_day(row: Held, links: Links, today: date) -> SafeString:
    day = mark_safe(time_html(today.isoformat()))
    return format_html(
        '{} on {}: {} <span class="fine">({})</span>', links[row.post_id], day, state_mark(row.standing), row.span
    )


def state(actor: Actor, request: HttpRequest, today: date) -> dict[str, Any]:
    reader = request.user
    serving = Tenure.objects.visible_to(reader).in_state(actor.pk, reader).in_office(today, reader).by_level()
    return body(actor, request, serving, f"/tenures/?state={actor.slug}&on={today}", "state") | {"today": today}


def organisation(actor: Actor, request: HttpRequest, today: date) -> dict[str, Any]:
    reader = request.user
    serving = Tenure.objects.visible_to(reader).in_organisation(actor.pk, reader).in_office(today, reader).by_level()
    more = f"/tenures/?organisation={actor.slug}&on={today}"
    return body(actor, request, serving, more, "organisation") | {"today": today}


def armed_group(actor: Actor, request: HttpRequest, today: date) -> dict[str, Any]:
    reader = request.user
    leading = Tenure.objects.visible_to(reader).in_organisation(actor.pk, reader).with_standing(today, reader)
    more = f"/tenures/?organisation={actor.slug}"
    return body(actor, request, leading.surest_first(), more, "organisation") | {"today": today}


def body(
    actor: Actor, request: HttpRequest, tenures: TenureQuerySet, all_tenures: str, posts_of: str
) -> dict[str, Any]:
    """What the pages of states, organisations and groups share; `posts_of` is the filter of posts that leads to its own."""
    rows = held(tenures, request.user)
    sheet = sheet_of(actor.pk, request.user, OF_A_BODY)
    page = record_page_for(actor, request, [*linked_by(rows), *ties.linked(sheet)])
    links = page.links
    add_body_facts(page, actor, sheet)
    posts, accredited = (ties.post_rows(sheet, section, links) for section in (Section.POSTS, Section.ACCREDITED))
    here = {name: ties.total(sheet[section]) for name, section in COUNTED.items()}
    return {
        "page": page,
        "officials": some([tenure_row(one, links) for one in rows], total_of(rows), all_tenures),
        "posts": some(posts, here["posts"], f"/posts/?{posts_of}={actor.slug}"),
        "accredited": some(accredited, here["accredited"], f"/posts/?accredited_to={actor.slug}"),
        "parts": some(ties.part_rows(sheet, links), here["parts"], f"/actors/?part_of={actor.slug}"),
        "proscriptions": proscriptions(actor, sheet, links),
        "relations": relations(actor, sheet, links),
    }


def add_body_facts(page: Page, actor: Actor, sheet: Sheet) -> None:
    page.fact("Kind", actor.kind_label)
    if actor.is_state:
        facts.add_iso_code(page, sheet)
    page.fact("State", page.links[actor.state_id])
    page.fact("Part of", page.links[actor.parent_id])
    add_facts(page, actor, sheet, facts.ISO if actor.is_state else "")


def add_facts(page: Page, actor: Actor, sheet: Sheet, without: str = "") -> None:
    facts.add_names(page, sheet)
    facts.add_life(page, actor)
    facts.add_identifiers(page, sheet, without)
    facts.add_others(page, sheet, page.links)


def proscriptions(actor: Actor, sheet: Sheet, links: Links) -> Some:
    total = ties.total(sheet[Section.PROSCRIPTIONS])
    return some(ties.proscription_rows(sheet, links), total, f"/relations/?actor={actor.slug}&type=proscribes")


def relations(actor: Actor, sheet: Sheet, links: Links) -> Some:
    total = ties.total(sheet[Section.RELATIONS])
    return some(ties.relation_rows(sheet, links), total, f"/relations/?actor={actor.slug}")
