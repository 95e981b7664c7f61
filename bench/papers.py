"""The documents and what they tell of: visits, meetings, events, claims, assertions, commitments and briefings."""

from collections.abc import Callable, Sequence
from typing import Any

from bench.real import state_of
from bench.stock import Made, Stock, shown
from bench.words import listed
from briefings.models import (
    Assertion,
    Briefing,
    Claim,
    Commitment,
    Event,
    Judgement,
    Meeting,
    Participation,
    Role,
    Stance,
    Visit,
)
from briefings.models.claims import assertion_title
from briefings.models.encounters import meeting_title, visit_title
from records.models import Document, Kind

PLACES = listed(
    """
    Islamabad Beijing Kabul Doha Moscow Ashgabat Tashkent Tehran Geneva Vienna Ankara Delhi Paris London Cairo
    Riyadh Oslo Nairobi Jakarta Lima
    """
)
# Words of a document's text, most of them short.
SHORT, LONG = (150, 700), (900, 3200)
LEVELS = 6


def documents(stock: Stock, part: range) -> None:
    objects = []
    for _ in part:
        text = stock.text(*(LONG if stock.chance.random() < 0.3 else SHORT))
        text = f"{text}\n\n{stock.text(8, 20, stock.mentioned(text))}"
        title = stock.phrase(stock.chance.randint(4, 10)).capitalize()
        source = stock.chance.choice(stock.sources)
        objects.append(
            Document(
                title=title, slug=stock.slug(title), source_id=source, text=text, when=stock.when(), **stock.marks()
            )
        )
    stock.insert(Document, objects, cited=False)
    stock.keep("document", objects)


def visits(stock: Stock, part: range) -> None:
    """The real ones first."""
    real, states = stock.material.visits, stock.made["state"]
    objects, people, links = [], [], []
    for number in part:
        given: dict[str, Any] = {"when": stock.when(), "purpose": stock.text(6, 60)}
        sender, who = stock.one_of("state"), stock.some_of("person", 3)
        if number < len(real):
            sender = states[state_of(real[number].state, [one.title for one in states])]
            given = {"when": real[number].when, "purpose": real[number].text, "sending_label": real[number].state}
        host = stock.one_of("state")
        one = Visit(sending_state_id=sender.pk, host_state_id=host.pk, place=stock.chance.choice(PLACES), **given)
        mark(one, stock)
        one.level = 1 + number % LEVELS
        one.title = visit_title(shown(one, who), True, one.place)[:300]
        objects.append(one)
        people += [(one, each, Role.VISITOR) for each in who]
        links += [(one, sender.pk), (one, host.pk)]
    enter(stock, Visit, objects, people, links)
    stock.keep("visit", objects)


def meetings(stock: Stock, part: range) -> None:
    objects, people, links = [], [], []
    for _ in part:
        who, place = stock.some_of("person", 4), stock.chance.choice(PLACES)
        one = Meeting(place=place, when=stock.when(), readout=stock.text(20, 120))
        mark(one, stock)
        if stock.chance.random() < 0.4:
            during = stock.one_of("visit")
            one.visit_id = during.pk
            links.append((one, during.pk))
        one.title = meeting_title(shown(one, who), True, place)[:300]
        objects.append(one)
        people += [(one, each, Role.COUNTERPART) for each in who]
    enter(stock, Meeting, objects, people, links)
    stock.keep("meeting", objects)


def events(stock: Stock, part: range) -> None:
    objects, people = [], []
    for _ in part:
        title = stock.phrase(stock.chance.randint(4, 9)).capitalize()
        text = stock.text(30, 150)
        one = Event(title=title, slug=stock.slug(title), description=text, when=stock.when(), **stock.marks())
        objects.append(one)
        people += [(one, each, Role.OBSERVER) for each in stock.some_of("actor", 2)]
    enter(stock, Event, objects, people, [])


def mark(one: Kind, stock: Stock) -> None:
    for name, value in stock.marks().items():
        setattr(one, name, value)


def enter(
    stock: Stock,
    model: Any,
    objects: list[Any],
    people: Sequence[tuple[Any, Made, str]],
    links: Sequence[tuple[Any, int]],
) -> None:
    stock.insert(model, objects, [*links, *((one, each.pk) for one, each, _ in people)])
    Participation.objects.bulk_create(
        (Participation(encounter_id=one.pk, actor_id=each.pk, role=role) for one, each, role in people), batch_size=1000
    )


def claims(stock: Stock, part: range) -> None:
    objects, about = [], []
    for _ in part:
        subjects = stock.some_of("actor", 2)
        title = f"{subjects[0].title} {stock.phrase(stock.chance.randint(5, 12))}"[:300]
        one = Claim(title=title, slug=stock.slug(title), summary=stock.text(10, 50), when=stock.when(), **stock.marks())
        objects.append(one)
        about += [(one, each.pk) for each in subjects]
    stock.insert(Claim, objects, about)
    through = Claim.subjects.through
    through.objects.bulk_create((through(claim_id=one.pk, actor_id=pk) for one, pk in about), batch_size=1000)
    stock.keep("claim", objects)


def assertions(stock: Stock, part: range) -> None:
    objects, told, links = [], [], []
    stances = list(Stance)
    for number in part:
        claim, speaker, hearer = stock.one_of("claim"), stock.one_of("person"), stock.one_of("actor")
        one = Assertion(
            claim_id=claim.pk,
            speaker_id=speaker.pk,
            stance=stances[number % len(stances)],
            quote=stock.text(12, 60),
            when=stock.when(),
        )
        mark(one, stock)
        said = [next(iter(shown(one, [each])), None) for each in (speaker, claim)]
        one.title = assertion_title(said[0], one.stance, said[1])[:300]
        objects.append(one)
        told.append((one, hearer.pk))
        links += [(one, claim.pk), (one, speaker.pk)]
    stock.insert(Assertion, objects, [*links, *told])
    through = Assertion.audience.through
    through.objects.bulk_create((through(assertion_id=one.pk, actor_id=pk) for one, pk in told), batch_size=1000)


def commitments(stock: Stock, part: range) -> None:
    objects, owed = [], []
    for _ in part:
        action = stock.text(8, 40)
        title = f"To {' '.join(action.split()[:8]).lower()}"[:300]
        due = str(stock.day().year + 1)
        one = Commitment(
            title=title, slug=stock.slug(title), action=action, due=due, when=stock.when(), **stock.marks()
        )
        objects.append(one)
        owed += [(one, each.pk) for each in stock.some_of("actor", 2)]
    stock.insert(Commitment, objects, owed)
    through = Commitment.by.through
    through.objects.bulk_create((through(commitment_id=one.pk, actor_id=pk) for one, pk in owed), batch_size=1000)


def briefings(stock: Stock, part: range) -> None:
    """Papers with references in their text, to records of every sort."""
    objects, links = [], []
    for _ in part:
        named = [
            *(("actors", each) for each in stock.some_of("actor", 5)),
            *(("visits", each) for each in stock.some_of("visit", 4)),
            *(("claims", each) for each in stock.some_of("claim", 3)),
        ]
        title = stock.phrase(stock.chance.randint(4, 9)).capitalize()
        body = "\n\n".join(f"{stock.text(30, 90)} See [[{folder}/{each.slug}]]." for folder, each in named)
        one = Briefing(title=title, slug=stock.slug(title), body=body, as_of=stock.day(), **stock.marks())
        objects.append(one)
        links += [(one, each.pk) for _, each in named]
    stock.insert(Briefing, objects, links)
    Judgement.objects.bulk_create(
        Judgement(briefing=one, text=stock.texts.sentence(14), likelihood="likely", confidence="moderate")
        for one in objects
    )


PAPERS: dict[str, Callable[[Stock, range], None]] = {
    "document": documents,
    "visit": visits,
    "meeting": meetings,
    "event": events,
    "claim": claims,
    "assertion": assertions,
    "commitment": commitments,
    "briefing": briefings,
}
