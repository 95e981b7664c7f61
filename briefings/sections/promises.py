"""Commitments in short lists on other pages, and the parties of commitments and assertions in one line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from briefings.models import standing_in_words
from briefings.models.parties import Parties
from records.dates import time_html
from records.links import WITHHELD, Links

COMMITMENTS = 10


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment in a short list: its link, how it stands, and its due date."""

    link: SafeString
    standing: str
    due: SafeString


@dataclass(frozen=True, slots=True)
class Promises:
    rows: list[Promise]
    total: int
    more: str


def promise_rows(commitments: Any) -> list[tuple[Any, ...]]:
    """(id, standing, due, latest due day, number of all), at most ten. One query."""
    rows = commitments.with_standing().with_count().by_due()
    return list(rows.values_list("pk", "standing", "due", "due_latest", "number")[:COMMITMENTS])


def promises_of(rows: Sequence[tuple[Any, ...]], links: Links, today: date, more: str) -> Promises:
    shown = [
        Promise(links[pk], standing_in_words(standing, latest, today), mark_safe(time_html(due) if due else ""))
        for pk, standing, due, latest, _ in rows
    ]
    total = rows[0][-1] if rows else 0
    return Promises(shown, total, more if total > len(rows) else "")


def joined(links: Iterable[SafeString]) -> SafeString:
    return format_html_join(", ", "{}", ((link,) for link in links))


def party_links(parties: Parties, pk: int, side: str, links: Links) -> SafeString:
    """ "Pakistan, China, withheld, 12 more"."""
    named = parties.of(pk, side)
    shown = [one for one in named if one.actor]
    left_out = shown[0].total - len(shown) if shown else 0
    return joined(
        [
            *(links[one.actor] for one in shown),
            *([WITHHELD] if len(shown) < len(named) else []),
            *([mark_safe(f"{left_out} more")] if left_out else []),
        ]
    )
