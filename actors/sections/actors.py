"""The page of an actor, by its category. Two queries of its own, of a person three, besides those of each page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from actors.models import Actor, Tenure
from actors.models.sheets import Section, Sheet, sheet_of
from actors.sections import facts
from actors.sections.accreditation import accreditations
from actors.sections.facts import joined
from actors.sections.tenures import HEADINGS, MOST, Held, as_held, columns_of, linked, span, tenure_row
from actors.sections.ties import Some, Ties
from records.access import Reader, may_merge
from records.dates import time_html
from records.desk_lists import warnings_among
from records.drawings import strip
from records.links import Links
from records.pages import Action, Page, record_page_for
from records.prepared import Rows, prepared
from records.templatetags.chancery import state as state_mark

FACTS = (Section.NAMES, Section.USED, Section.IDENTIFIERS, Section.NOT_SAME, Section.RELATIONS)
OF_AN_OFFICIAL = (*FACTS, Section.NOMINATIONS)
OF_A_STATE = (*FACTS, Section.PARTS, Section.POSTS, Section.ACCREDITED)
OF_A_BODY = (*OF_A_STATE, Section.GRADES)
# How many posts of a person the header names.
NAMED = 3


def official(actor: Actor, request: HttpRequest, today: date) -> dict[str, Any]:
    rows, total = as_held(of_person(request.user, actor.pk, today))
    sheet = sheet_of(actor.pk, request.user, OF_AN_OFFICIAL)
    ties = Ties(sheet, actor.slug)
    page = record_page_for(actor, request, [*linked(rows), *seats(rows), *hosts(rows), *others(sheet), *ties.linked()])
    add_post(page, rows, today)
    page.fact("State", page.links[actor.state_id])
    page.fact("Part of", page.links[actor.parent_id])
    add_facts(page, actor, sheet)
    add_actions(page, request.user)
    odd = warnings_among([one.pk for one in rows], Tenure.KIND, request.user, today)
    says = {pk: [each.says for each in found] for pk, found in odd.items()}
    shown = [(one, tenure_row(one, page.links, today, odd=says.get(one.pk, ()))) for one in reversed(rows)]
    spans = [span(one, row, page.links, one.post_id) for one, row in shown]
    tenures = [row for _, row in shown]
    return {
        "page": page,
        "strip": strip(spans, today, "Post", HEADINGS),
        "tenures": Some(tenures, total, f"/tenures/?person={actor.slug}" if total > len(tenures) else ""),
        "before": page.links.address(rows[0].post_id) if rows else None,
        "accredited": accreditations(rows, page.links),
        "nominations": ties.nominations(page.links),
        "relations": ties.relations(page.links),
    }


def seats(rows: Sequence[Held]) -> list[int | None]:
    return [pk for row in rows for pk in (row.body_id, row.state_id)]


def hosts(rows: Sequence[Held]) -> list[int | None]:
    return [row.host_id for row in rows]


def others(sheet: Sheet) -> list[int]:
    """The actors that this one is not, and the documents that name it."""
    return [row.other for section in (Section.NOT_SAME, Section.USED) for row in sheet[section][:MOST]]


def add_post(page: Page, rows: Sequence[Held], today: date) -> None:
    """What the person is on the day, as surely as the dates say; else what they were last."""
    now = sorted((row for row in rows if row.serving), key=lambda row: row.standing(today))[:NAMED]
    last = [row for row in rows if row.when][:1]
    links = page.links
    if now:
        page.fact("Post", joined(on_day(row, links, today) for row in now))
    elif last:
        page.fact("Last known post", format_html("{}, {}", links[last[0].post_id], last[0].span))
    shown = [row for row in now or last if row.post_id in links]
    page.fact(
        "Serves" if now else "Served", mark_safe(", ".join(dict.fromkeys(links[pk] for pk in seats(shown) if pk)))
    )


def on_day(row: Held, links: Links, today: date) -> SafeString:
    day = mark_safe(time_html(today.isoformat()))
    mark = state_mark(row.standing(today))
    return format_html('{} on {}: {} <span class="fine">({})</span>', links[row.post_id], day, mark, row.span)


def state(actor: Actor, request: HttpRequest, today: date) -> dict[str, Any]:
    serving = in_state(request.user, actor.pk, today)
    return body(actor, request, today, serving, f"/tenures/?state={actor.slug}&on={today}")


def organisation(actor: Actor, request: HttpRequest, today: date) -> dict[str, Any]:
    serving = in_organisation(request.user, actor.pk, today)
    return body(actor, request, today, serving, f"/tenures/?organisation={actor.slug}&on={today}")


def armed_group(actor: Actor, request: HttpRequest, today: date) -> dict[str, Any]:
    """Its leaders are those of today and those of the past."""
    leading = ever_in_organisation(request.user, actor.pk, today)
    return body(actor, request, today, leading, f"/tenures/?organisation={actor.slug}")


@prepared
def of_person(reader: Reader, person: int, today: date) -> QuerySet:
    return columns_of(Tenure.objects.visible_to(reader).of_person(person).with_office(today, reader).by_day())


@prepared
def in_state(reader: Reader, state: int, today: date) -> QuerySet:
    return columns_of(Tenure.objects.visible_to(reader).in_state(state, reader).in_office(today, reader).by_level())


@prepared
def in_organisation(reader: Reader, body: int, today: date) -> QuerySet:
    theirs = Tenure.objects.visible_to(reader).in_organisation(body, reader)
    return columns_of(theirs.in_office(today, reader).by_level())


@prepared
def ever_in_organisation(reader: Reader, body: int, today: date) -> QuerySet:
    theirs = Tenure.objects.visible_to(reader).in_organisation(body, reader)
    return columns_of(theirs.with_office(today, reader).by_day())


def body(actor: Actor, request: HttpRequest, today: date, tenures: Rows, all_tenures: str) -> dict[str, Any]:
    """What the pages of states, organisations and groups share; `all_tenures` is the list of which the page shows some."""
    rows, total = as_held(tenures)
    sheet = sheet_of(actor.pk, request.user, OF_A_STATE if actor.is_state else OF_A_BODY)
    ties = Ties(sheet, actor.slug, apart=not actor.is_state)
    page = record_page_for(actor, request, [*linked(rows), *others(sheet), *ties.linked()])
    add_body_facts(page, actor, sheet)
    add_actions(page, request.user)
    officials = [tenure_row(one, page.links, today) for one in rows]
    return {
        "page": page,
        "today": today,
        "officials": Some(officials, total, all_tenures if total > len(officials) else ""),
        "posts": ties.posts(page.links, "state" if actor.is_state else "organisation"),
        "accredited": ties.accredited(page.links),
        "parts": ties.parts(page.links),
        "proscriptions": ties.proscriptions(page.links),
        "relations": ties.relations(page.links),
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


def add_actions(page: Page, reader: Reader) -> None:
    """What curators do with who is who."""
    if may_merge(reader):
        address = f"/desk{page.record.get_absolute_url()}"
        page.actions += [Action("Merge …", f"{address}merge/"), Action("Split …", f"{address}split/")]
