"""The dossier of an actor: what briefings know of a person, a state or a group, ready to print on its page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from actors.models import Actor, Category, Level
from briefings.ledger import Tally, tallies
from briefings.models import Assertion, Claim, Commitment, Event, Meeting, Role, Visit
from briefings.models.bundles import MOST, Asked, Bundle, Row, bundles, united
from briefings.models.parties import Parties, Party
from briefings.sections.cells import NOT_HELD, over, side, stated, unusual, when
from briefings.sections.encounters import Section, section
from briefings.sections.parties import doubt, names, post
from briefings.sections.spoken import asked_promises, asked_said, ids_of, promises, spoken
from records.access import Reader
from records.kinds import KINDS
from records.links import Links
from records.pages import Page
from records.prepared import prepared
from records.tables import TableRow
from records.templatetags.chancery import state

MET = (Visit, Meeting, Event)
# Of those who took part in an encounter, the actor itself first.
COMPANY = 8
LEVELS, ROLES = dict(Level.choices), dict(Role.choices)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    link: SafeString
    status: SafeString
    tally: str


@dataclass(frozen=True, slots=True)
class Whole:
    """Where all encounters of one kind are listed."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """The sections of templates/briefings/_dossier.html; None for one that does not stand on the page."""

    arrivals: Section | None
    departures: Section | None
    met: Section | None
    wholes: list[Whole]
    claims: Section | None
    said: Section | None
    heard: Section | None
    made: Section | None
    received: Section | None


def dossier_of(page: Page, today: date) -> Dossier:
    """What the reader of the page may know of its actor.

    Three queries: the records, those named in them, the links. Two more where there are claims about the actor.
    """
    actor, links = page.record, page.links
    assert isinstance(actor, Actor)
    found = bundles(rows_about(links.reader, actor.pk, state=actor.is_state))
    met = latest(found)
    said, owed = (*found["said"].ids, *found["heard"].ids), (*found["made"].ids, *found["received"].ids)
    shared = [] if actor.is_state else [row.pk for _, row in met]
    parties = Parties(links.reader, shared, said, owed, most=COMPANY, first=actor.pk)
    tally = tallies(found["claims"].ids, links.reader) if found["claims"].rows else {}
    links.load(named_in(found, parties))
    rows = rows_of(found, met, parties, tally, actor, links, today)
    return arranged(actor, found, rows)


@prepared
def rows_about(reader: Reader, actor: int, *, state: bool) -> QuerySet:
    """What there is of the actor, each bundle under its name."""
    said, owed = Assertion.objects.visible_to(reader), Commitment.objects.visible_to(reader)
    asked = {
        "said": asked_said(said.by_any([actor])),
        "heard": asked_said(said.heard_by(actor)),
        "made": asked_promises(owed.by_actor(actor)),
        "received": asked_promises(owed.to_actor(actor)),
        "claims": Asked(Claim.objects.visible_to(reader).about(actor)),
    }
    if state:
        visits, words = Visit.objects.visible_to(reader), ("place", "status")
        asked["arrivals"] = Asked(visits.to_state(actor), ("sending_state_id", "level"), (*words, "sending_label"))
        asked["departures"] = Asked(visits.from_state(actor), ("host_state_id", "level"), (*words, "host_label"))
    for model in MET[1:] if state else MET:
        mine = model.objects.visible_to(reader).involving([actor], reader)
        asked[model.KIND] = Asked(mine, words=("place", "status"))
    return united(**asked)


def latest(found: Mapping[str, Bundle]) -> list[tuple[str, Row]]:
    """The newest encounters of all kinds together, each with its kind."""
    rows = [(model.KIND, row) for model in MET for row in found[model.KIND].rows]
    return sorted(rows, key=lambda one: (one[1].day or date.min, one[1].pk), reverse=True)[:MOST]


def named_in(found: Mapping[str, Bundle], parties: Parties) -> Iterable[int | None]:
    yield from parties.ids()
    for name, one in found.items():
        if name in ("said", "heard"):
            yield from ids_of(one.rows)
        else:
            yield from one.ids
        if name in ("arrivals", "departures"):
            yield from (row.keys[0] for row in one.rows)


def rows_of(
    found: Mapping[str, Bundle],
    met: list[tuple[str, Row]],
    parties: Parties,
    tally: Mapping[int, Tally],
    actor: Actor,
    links: Links,
    today: date,
) -> dict[str, list[Any]]:
    return {
        "met": [
            occasion_row(kind, row, links)
            if actor.is_state
            else met_row(kind, row, parties.of(row.pk), actor.pk, links)
            for kind, row in met
        ],
        "arrivals": [travel_row(row, links) for row in found["arrivals"].rows],
        "departures": [travel_row(row, links) for row in found["departures"].rows],
        "claims": [ClaimRow(links[pk], state(tally[pk].status), tally[pk].words()) for pk in found["claims"].ids],
        "said": spoken(found["said"].rows, parties, links, own=actor.pk),
        "heard": spoken(found["heard"].rows, parties, links),
        "made": promises(found["made"].rows, parties, links, today),
        "received": promises(found["received"].rows, parties, links, today),
    }


def met_row(kind: str, row: Row, parties: list[Party], actor_id: int, links: Links) -> TableRow:
    place, status = row.words[:2]
    own: list[Party] = []
    through: list[Party] = []
    others: list[Party] = []
    for one in parties:
        (own if one.actor == actor_id else through if one.behalf == actor_id else others).append(one)
    number = max((one.total for one in parties), default=0) - len(own) - len(through)
    company = names(others, links, total=number)
    occasion = over(links[row.pk], KINDS[kind].label, unusual(status))
    part = as_what(own[0], links) if own else format_html("through {}", names(through, links, total=len(through)))
    return TableRow((when(row.when), occasion, part, stated(company), stated(place)), status in NOT_HELD)


def as_what(party: Party, links: Links) -> SafeString:
    """The part that it played, as the holder of what post, for whom, and how sure that is."""
    held = format_html_join(", ", "{}", ((one,) for one in (party.title, post(party, links)) if one))
    behalf = format_html("for {}", links[party.behalf]) if party.behalf else ""
    return over(ROLES[party.part], held, behalf, doubt(party.certainty))


def occasion_row(kind: str, row: Row, links: Links) -> TableRow:
    """An encounter in which a state took part through its people: they are on its own page."""
    place, status = row.words[:2]
    return TableRow(
        (when(row.when), over(links[row.pk], unusual(status)), KINDS[kind].label, stated(place)), status in NOT_HELD
    )


def travel_row(row: Row, links: Links) -> TableRow:
    place, status, label = row.words[:3]
    other = side(row.keys[0], label, links)
    visit = over(links[row.pk], unusual(status))
    return TableRow((when(row.when), visit, stated(other), stated(place), LEVELS[row.keys[1]]), status in NOT_HELD)


def arranged(actor: Actor, found: Mapping[str, Bundle], rows: Mapping[str, list[Any]]) -> Dossier:
    """The sections in their places. One without rows stands only where readers of such a page expect it."""
    person, slug = actor.category == Category.PERSON, actor.slug
    expected = {"met", "said", "made"} if person else {"arrivals", "departures"} if actor.is_state else {"claims"}
    addresses = {
        "arrivals": f"/visits/?host={slug}",
        "departures": f"/visits/?from={slug}",
        "claims": f"/claims/?about={slug}",
        "said": f"/assertions/?speaker={slug}",
        "heard": f"{actor.get_absolute_url()}mentions/?kind=assertion",
        "made": f"/commitments/?by={slug}",
        "received": f"/commitments/?to={slug}",
    }
    total = sum(found[model.KIND].total for model in MET)
    sections = {name: section(found[name], rows[name], address) for name, address in addresses.items()}
    sections["met"] = Section(rows["met"], total, "")
    shown = {name: one if one.rows or name in expected else None for name, one in sections.items()}
    return Dossier(wholes=wholes(found, slug), **shown)


def wholes(found: Mapping[str, Bundle], slug: str) -> list[Whole]:
    return [
        Whole(
            f"{number} {model.LABEL.lower() if number == 1 else model.PLURAL.lower()}", f"/{model.FOLDER}/?who={slug}"
        )
        for model in MET
        if (number := found[model.KIND].total)
    ]
