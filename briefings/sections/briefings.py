"""What stands on the page of a briefing, and in the list of briefings."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from briefings.models import Briefing
from briefings.sections.cards import NOTE, NOTE_END, Cards
from briefings.sections.cells import NOT_STATED, over
from briefings.sections.judgements import key_judgements, on
from briefings.sections.promises import joined
from records.access import Handling, Reader, Stage
from records.kinds import ref
from records.links import Links
from records.markup.resolve import Markup
from records.pages import Page, Passages, Tab, record_page_for
from records.tables import TableRow
from records.templatetags.chancery import tlp

REGION = 6


def briefing_context(
    briefing: Briefing,
    request: HttpRequest,
    today: date,
    judged: Sequence[tuple[Any, ...]] | None = None,
    passages: Passages | None = None,
) -> dict[str, Any]:
    """The context of templates/briefings/briefing_detail.html. At most six queries beside the page's own, however many
    cards the text sets. `judged` and `passages` are the judgements and sources of another day than today."""
    rows = list(Briefing.objects.visible_to(request.user).among([briefing.pk]).with_parts())
    first_name, last_name, successor, *_ = rows[0]
    page = record_page_for(briefing, request, [successor], passages=passages)
    page.tabs = tabs(briefing, as_published=passages is not None)
    cards = Cards(page, briefing.as_of, today)
    add_facts(page, briefing, f"{first_name or ''} {last_name or ''}".strip(), cards)
    return {
        "page": page,
        **essay(page.markup, cards, briefing, (row[3:] for row in rows if row[3]) if judged is None else judged),
        "successor": page.links[successor] if successor and successor in page.links else "",
    }


class Paper(Protocol):
    """A briefing, or one that is being written."""

    @property
    def body(self) -> str: ...
    @property
    def source_summary(self) -> str: ...


def essay(markup: Markup, cards: Cards, paper: Paper, judged: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """The context of templates/briefings/_essay.html; `judged` are rows as `key_judgements` takes them. No query."""
    return {
        "judgements": key_judgements(judged),
        "source_summary": markup.html(paper.source_summary) if paper.source_summary else "",
        "body": side_by_side(markup.html(paper.body, cards.card)),
    }


def tabs(briefing: Briefing, as_published: bool) -> list[Tab]:
    """The paper of today beside the one that was published; of a draft there is but one."""
    if briefing.stage != Stage.PUBLISHED:
        return []
    address = briefing.get_absolute_url()
    return [
        Tab("As known today", address, not as_published),
        Tab("As published", f"{address}?as=published", as_published),
    ]


def side_by_side(body: SafeString) -> SafeString:
    """Cards set in lines after one another stand in one note: each note keeps the next paragraph beneath its top."""
    return mark_safe(body.replace(f"{NOTE_END}\n{NOTE}", ""))


def add_facts(page: Page, briefing: Briefing, reviewer: str, cards: Cards) -> None:
    page.fact("As of", on(briefing.as_of) if briefing.as_of else "")
    page.fact("Region", joined(page.links[pk] for pk in cards.states[:REGION]))
    page.fact("Written by", briefing.written_by)
    page.fact("Reviewed by", reviewer)
    page.fact("Published", on(briefing.published_at.date()) if briefing.published_at else "")
    page.fact("Supersedes", page.links[briefing.supersedes_id])


def briefing_rows(briefings: QuerySet, reader: Reader) -> list[TableRow]:
    """The rows of a page of the list, of briefings `with_judgement_count`. At most four queries."""
    rows = list(briefings.values_list("pk", "summary", "as_of", "handling", "judgement_count"))
    links = Links(reader)
    markup = Markup([row[1] for row in rows], links)
    links.load([*markup.targets, *(row[0] for row in rows)])
    return [
        TableRow(
            (
                over(on(as_of) if as_of else NOT_STATED, ref(Briefing.KIND, pk)),
                titled(links[pk], markup.html(summary) if summary else ""),
                str(judgements),
                tlp(Handling(handling).label),
            ),
            pk=pk,
            dates=(as_of.isoformat() if as_of else "",),
        )
        for pk, summary, as_of, handling, judgements in rows
    ]


def titled(link: SafeString, summary: SafeString | str) -> SafeString:
    under = f'<div class="summary">{summary}</div>' if summary else ""
    return SafeString(f'<p class="title">{link}</p>{under}')
