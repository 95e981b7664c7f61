"""What stands on the page of an assertion, and in the list of assertions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from briefings.models import Assertion, Commitment, SpeechAct, Stance
from briefings.models.claims import AssertionQuerySet
from briefings.models.parties import TOLD, Parties
from briefings.sections.cells import over, stated, when
from briefings.sections.ledger import how, reference
from briefings.sections.promises import joined, party_links, promise_rows, promises_of
from records.access import Reader, is_editor
from records.dates import time_html
from records.links import Links
from records.pages import Action, Page, record_page_for
from records.tables import TableRow
from records.templatetags.chancery import state

RESPONSES, HEARERS = 10, 20


@dataclass(frozen=True, slots=True)
class Response:
    """An assertion that answers another one."""

    ref: SafeString
    when: SafeString
    speaker: SafeString
    behalf: SafeString
    stance: str


@dataclass(frozen=True, slots=True)
class Responses:
    rows: list[Response]
    total: int
    more: str


def assertion_context(assertion: Assertion, request: HttpRequest, today: date) -> dict[str, Any]:
    """The context of templates/briefings/assertion_detail.html. Three queries beside the page's own."""
    reader = request.user
    parties = Parties(reader, said=[assertion.pk], most=HEARERS)
    answers = response_rows(Assertion.objects.visible_to(reader).answering(assertion.pk))
    promises = promise_rows(Commitment.objects.visible_to(reader).made_in_assertion(assertion.pk))
    named = [pk for row in answers for pk in (row[0], row[3], row[4])]
    page = record_page_for(assertion, request, [*parties.ids(), *named, *(row[0] for row in promises)])
    if is_editor(reader):
        page.actions.insert(0, Action("Add a response", f"/desk/assertions/new/?responds_to={assertion.ref}"))
    add_facts(page, assertion, told_in_words(assertion.pk, assertion.audience_note, parties, page.links))
    return {
        "page": page,
        "assertion": assertion,
        "stance": Stance(assertion.stance).label,
        "claim": page.links[assertion.claim_id],
        "answers": page.links[assertion.responds_to_id],
        "responses": responses_of(answers, page.links, f"/assertions/?answers={assertion.slug}"),
        "promises": promises_of(promises, page.links, today, f"/commitments/?made_in={assertion.slug}"),
    }


def add_facts(page: Page, assertion: Assertion, told: SafeString) -> None:
    links = page.links
    page.fact("Claim", links[assertion.claim_id])
    page.fact("Stance", state(Stance(assertion.stance).label))
    # The title of somebody withheld would name them.
    title = assertion.title_as_stated if assertion.speaker_id in links else ""
    page.fact("Speaker", titled(links[assertion.speaker_id], title))
    page.fact("On behalf of", links[assertion.on_behalf_of_id])
    page.fact("Date", dated(assertion))
    page.fact("Told", told)
    page.fact("Where", links[assertion.encounter_id])
    page.fact("How", how(assertion.channel, assertion.attribution))
    page.fact("Speech act", SpeechAct(assertion.act).label)
    page.fact("Answers", links[assertion.responds_to_id])


def titled(who: SafeString, title: str) -> SafeString:
    return format_html("{}, {}", who, title) if title else who


def dated(assertion: Assertion) -> SafeString:
    when = mark_safe(time_html(assertion.when))
    return format_html("{} (“{}”)", when, assertion.when_note) if assertion.when_note else when


def told_in_words(pk: int, note: str, parties: Parties, links: Links) -> SafeString:
    """ "China, Russia, reporters", "" where nobody is named."""
    named = party_links(parties, pk, TOLD, links)
    return joined([one for one in (named, format_html("{}", note)) if one])


def response_rows(said: AssertionQuerySet) -> list[tuple[Any, ...]]:
    """(id, when, stance, speaker, on behalf of, number of all), oldest first, at most ten. One query."""
    columns = ("pk", "when", "stance", "speaker_id", "on_behalf_of_id", "number")
    return list(said.by_day().with_count().values_list(*columns)[:RESPONSES])


def responses_of(rows: Sequence[tuple[Any, ...]], links: Links, more: str) -> Responses:
    shown = [
        Response(
            ref=reference(pk, links),
            when=mark_safe(time_html(when)),
            speaker=links[speaker],
            behalf=links[behalf],
            stance=Stance(stance).label,
        )
        for pk, when, stance, speaker, behalf, _ in rows
    ]
    total = rows[0][-1] if rows else 0
    return Responses(shown, total, more if total > len(rows) else "")


STANCES = dict(Stance.choices)
LISTED = (
    "pk",
    "speaker_id",
    "on_behalf_of_id",
    "claim_id",
    "encounter_id",
    "when",
    "stance",
    "audience_note",
    "channel",
    "attribution",
)


def assertion_rows(said: QuerySet, reader: Reader) -> list[TableRow]:
    """The rows of a page of the list. Three queries."""
    rows = list(said.values_list(*LISTED))
    parties = Parties(reader, said=[row[0] for row in rows], most=3)
    links = Links(reader).load([*parties.ids(), *(pk for row in rows for pk in row[:5])])
    return [
        TableRow(
            (
                over(when(date), reference(pk, links)),
                over(links[speaker], format_html("for {}", links[behalf]) if behalf else ""),
                state(STANCES[stance]),
                links[claim],
                over(
                    stated(told_in_words(pk, note, parties, links)), where(links[encounter], how(channel, attribution))
                ),
            ),
            pk=pk,
        )
        for pk, speaker, behalf, claim, encounter, date, stance, note, channel, attribution in rows
    ]


def where(encounter: SafeString, manner: str) -> SafeString:
    return format_html("{}<br>{}", encounter, manner) if encounter else format_html("{}", manner)
