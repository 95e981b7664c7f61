"""The cards that a text sets in the margin: each says what matters of its kind of record, for one reader."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from django.template import loader
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from actors.models import Category, Tenure
from actors.models.actors import STATES
from actors.sections.tenures import held_on_page
from briefings.ledger import tallies
from briefings.models import Stance, Status, standing_in_words
from briefings.models.commitments import last_rating
from briefings.models.parties import BY, TO, Parties
from briefings.sections.promises import party_links
from records import kinds
from records.dates import time_html
from records.links import Links
from records.markup.resolve import Markup
from records.models import Record
from records.templatetags.chancery import grade, state

# What the cards of the several kinds are made of, beside title and link.
COLUMNS = (
    "pk",
    "kind",
    "when",
    "as_actor__category",
    "as_visit__status",
    "as_meeting__status",
    "as_event__status",
    "as_assertion__stance",
    "as_document__source__name",
    "as_commitment__due",
    "as_commitment__due_latest",
    "standing",
)

NOTE, NOTE_END = '<aside class="note">', "</aside>"


class Graded(Protocol):
    """A document cited on the page."""

    @property
    def document_id(self) -> int: ...
    @property
    def grade(self) -> str: ...


class Printed(Protocol):
    """What has texts with cards: a record's page, or one that is being written. Its links have been loaded."""

    @property
    def links(self) -> Links: ...
    @property
    def markup(self) -> Markup: ...
    @property
    def passages(self) -> Sequence[Graded]: ...


class Cards:
    """The cards of one page. At most six queries, however many cards.

    `day` is the day of which the page speaks: an official's card says which post they held on it. `states` are the
    states and territories named on the page, in the order of their entry.
    """

    def __init__(self, page: Printed, day: date | None, today: date) -> None:
        self.links, self.day, self.today = page.links, day, today
        self.grades = {one.document_id: one.grade for one in reversed(page.passages)}
        self._rows = rows_of(page)
        self.states = sorted(pk for pk, row in self._rows.items() if row["as_actor__category"] in STATES)
        wanted = [pk for pk in page.markup.cards if pk in self._rows]
        by_kind: dict[str, list[int]] = {}
        for pk in wanted:
            by_kind.setdefault(self._rows[pk]["kind"], []).append(pk)
        reader = self.links.reader
        self._tallies = tallies(by_kind["claim"], reader) if "claim" in by_kind else {}
        self._posts = self._posts_of(by_kind.get("actor", []))
        promises = by_kind.get("commitment", [])
        self._parties = Parties(reader, promises=promises, most=3) if promises else None
        more = self._parties.ids() if self._parties else ()
        self.links.load([*more, *(post for post, _ in self._posts.values())])
        self._template = loader.get_template("parts/_margin_card.html")

    def _posts_of(self, actors: Iterable[int]) -> dict[int, tuple[int, str]]:
        """Of each official the highest post held on the day, and how surely."""
        people = [pk for pk in actors if self._rows[pk]["as_actor__category"] == Category.PERSON]
        if not people or not self.day:
            return {}
        reader = self.links.reader
        serving = Tenure.objects.visible_to(reader).of_people(people).in_office(self.day, reader)
        found: dict[int, tuple[int, str]] = {}
        for one in held_on_page(serving.by_level()):
            found.setdefault(one.person_id, (one.post_id, one.standing(self.day)))
        return found

    def card(self, pk: int) -> SafeString:
        """The card of a record that the reader may see, as a note beside the text."""
        row = self._rows[pk]
        said = SAID.get(row["kind"], dated)(self, pk, row)
        label = Category(row["as_actor__category"]).label if row["as_actor__category"] else ""
        context = {
            "label": label or kinds.KINDS[row["kind"]].label,
            "ref": kinds.ref(row["kind"], pk),
            "link": self.links[pk],
            **said,
        }
        return mark_safe(f"{NOTE}{self._template.render(context)}{NOTE_END}")

    def of_actor(self, pk: int, row: dict[str, Any]) -> dict[str, Any]:
        if pk not in self._posts:
            return {}
        post, standing = self._posts[pk]
        return {"line": format_html("{}, {} on {}", self.links[post], SURELY[standing], said_on(self.day))}

    def of_claim(self, pk: int, row: dict[str, Any]) -> dict[str, Any]:
        tally = self._tallies[pk]
        return {"state": format_html("{} · {}", state(tally.status), tally.words())}

    def of_commitment(self, pk: int, row: dict[str, Any]) -> dict[str, Any]:
        due = row["as_commitment__due"]
        standing = standing_in_words(row["standing"], row["as_commitment__due_latest"], self.today)
        by, to = (party_links(self._parties, pk, side, self.links) if self._parties else "" for side in (BY, TO))
        return {
            "line": format_html("By {}{}{}", by, ", to " if to else "", to) if by else "",
            "state": state(standing),
            "fine": format_html("due {}", mark_safe(time_html(due))) if due else "",
        }

    def of_document(self, pk: int, row: dict[str, Any]) -> dict[str, Any]:
        graded = grade(self.grades[pk]) if pk in self.grades else ""
        return {"line": row["as_document__source__name"], "state": graded, **dated(self, pk, row)}


def rows_of(page: Printed) -> dict[int, dict[str, Any]]:
    """The columns of every record that the texts of the page name and the reader may see. One query, none without."""
    if not page.markup.targets:
        return {}
    shown = Record.objects.visible_to(page.links.reader).among(page.markup.targets)
    rated = shown.annotate(standing=last_rating("pk"))
    return {row["pk"]: row for row in rated.values(*COLUMNS)}


SURELY = {"certain": "certain", "possible": "possibly"}


def said_on(day: date | None) -> SafeString:
    return mark_safe(time_html(day.isoformat() if day else ""))


def dated(cards: Cards, pk: int, row: dict[str, Any]) -> dict[str, Any]:
    return {"fine": mark_safe(time_html(row["when"])) if row["when"] else ""}


def of_encounter(cards: Cards, pk: int, row: dict[str, Any]) -> dict[str, Any]:
    status = row[f"as_{row['kind']}__status"]
    return {"state": state(Status(status).label), **dated(cards, pk, row)}


def of_assertion(cards: Cards, pk: int, row: dict[str, Any]) -> dict[str, Any]:
    return {"state": state(Stance(row["as_assertion__stance"]).label), **dated(cards, pk, row)}


SAID: dict[str, Callable[[Cards, int, dict[str, Any]], dict[str, Any]]] = {
    "actor": Cards.of_actor,
    "claim": Cards.of_claim,
    "commitment": Cards.of_commitment,
    "document": Cards.of_document,
    "assertion": of_assertion,
    **dict.fromkeys(("visit", "meeting", "event"), of_encounter),
}
