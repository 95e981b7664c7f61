"""What is measured: a state, an official and a claim with 240 linked rows each, a briefing, and 2,400 visits in all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import connection, transaction

from actors.models import Actor, Category, Name, Post, Tenure
from actors.models.tenures import tenure_title
from briefings.models import (
    Assertion,
    Briefing,
    Claim,
    Commitment,
    Judgement,
    Meeting,
    Participation,
    Role,
    Stance,
    Visit,
)
from briefings.models.claims import assertion_title
from briefings.models.encounters import meeting_title, visit_title
from records.access import Stage
from records.bulk import bulk_insert
from records.bulk_settling import bulk_settle
from records.models import Citation, Document, Kind, Source
from records.names import fold

VISITS = 2400
STATES, PEOPLE, DOCUMENTS = 60, 300, 12
# 240 rows each.
OF_STATE = {"visits in": 80, "visits out": 80, "tenures": 50, "claims": 30}
OF_OFFICIAL = {"visits": 100, "meetings": 40, "tenures": 10, "assertions": 50, "heard": 20, "commitments": 20}
OF_CLAIM = 240
FIRST_DAY = date(2004, 1, 1)
PLACES = ("Islamabad", "Beijing", "Kabul", "Doha", "Moscow", "Ashgabat", "Tashkent", "Tehran")
PARAGRAPHS, LINKS_IN_EACH = 24, 4

K = TypeVar("K", bound=Kind)


@dataclass(frozen=True, slots=True)
class Subjects:
    """The records whose pages are measured."""

    state: Actor
    official: Actor
    claim: Claim
    briefing: Briefing


def build() -> Subjects:
    """Fill an empty database; the same rows every time."""
    with transaction.atomic():
        states = actors(Category.STATE, "State", STATES)
        people = actors(Category.PERSON, "Person", PEOPLE, states)
        travelled = visits(states, people)
        meetings(people, travelled)
        tenures(states[0], people)
        claims = made(Claim, [{"title": f"Claim {number}: the border was crossed"} for number in range(60)])
        Claim.subjects.through.objects.bulk_create(
            Claim.subjects.through(claim_id=claim.pk, actor_id=states[0].pk)
            for claim in claims[1 : OF_STATE["claims"] + 1]
        )
        assertions(claims, people, travelled)
        commitments(people)
        briefing = a_briefing(documents(claims[0], travelled[0]), [*states, *people, *travelled, *claims])
        for model in (Visit, Meeting, Tenure, Claim, Assertion, Commitment, Briefing):
            bulk_settle(model, list(model._base_manager.values_list("pk", flat=True)), "")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Subjects(states[0], people[0], claims[0], briefing)


def made(model: type[K], rows: list[dict[str, Any]]) -> Sequence[K]:
    return bulk_insert(model, [model(stage=Stage.PUBLISHED, **row) for row in rows])


def days() -> Iterator[str]:
    for number in range(10_000):
        yield (FIRST_DAY + timedelta(days=3 * number % 7000)).isoformat()


def actors(category: Category, word: str, number: int, states: Sequence[Actor] = ()) -> Sequence[Actor]:
    given = [
        {"title": f"{word} {one}", "sort_name": f"{word} {one}", "state": states[one % len(states)] if states else None}
        for one in range(number)
    ]
    found = made(Actor, [{"category": category, **row} for row in given])
    Name.objects.bulk_create(
        Name(actor=one, text=one.title, folded=fold(one.title), kind=Name.Kind.PRIMARY) for one in found
    )
    return found


def visits(states: Sequence[Actor], people: Sequence[Actor]) -> Sequence[Visit]:
    """The first go to the first state, the next come from it; the last ones are the first person's."""
    others, rows, visitors = states[1:], [], []
    for number, day in zip(range(VISITS), days(), strict=False):
        host, sender = others[number % len(others)], others[(number * 7 + 3) % len(others)]
        if number < OF_STATE["visits in"]:
            host = states[0]
        elif number < OF_STATE["visits in"] + OF_STATE["visits out"]:
            sender = states[0]
        theirs = number >= VISITS - OF_OFFICIAL["visits"]
        visitors.append(people[0] if theirs else people[1 + number % (len(people) - 1)])
        place = PLACES[number % len(PLACES)]
        title = visit_title([visitors[-1].title], True, place)
        rows.append({"title": title, "host_state": host, "sending_state": sender, "place": place, "when": day})
    found = made(Visit, rows)
    take_part(found, visitors, Role.VISITOR)
    return found


def meetings(people: Sequence[Actor], travelled: Sequence[Visit]) -> None:
    """The first person meets others, within visits."""
    number = OF_OFFICIAL["meetings"]
    title = meeting_title([people[0].title, "another"], True, PLACES[0])
    during = [
        {"title": title, "visit": visit, "when": day} for visit, day in zip(travelled[-number:], days(), strict=False)
    ]
    found = made(Meeting, during)
    take_part(found, [people[0]] * number, Role.COUNTERPART)
    take_part(found, people[1 : number + 1], Role.COUNTERPART)


def take_part(encounters: Sequence[Kind], people: Sequence[Actor], role: str) -> None:
    Participation.objects.bulk_create(
        Participation(encounter_id=one.pk, actor_id=person.pk, role=role)
        for one, person in zip(encounters, people, strict=True)
    )


def tenures(state: Actor, people: Sequence[Actor]) -> None:
    """Those of the first state's posts; the last of them are the first person's."""
    posts = made(Post, [{"title": f"Minister {one}", "role": "Minister", "state": state} for one in range(10)])
    number, theirs = OF_STATE["tenures"], OF_OFFICIAL["tenures"]
    holders = [*people[1 : number - theirs + 1], *[people[0]] * theirs]
    rows = [
        {"person": person, "post": posts[at % 10], "title": tenure_title(person.title, posts[at % 10].title)}
        for at, person in enumerate(holders)
    ]
    served = [{"when": f"{1990 + at // 2}/{1992 + at // 2}", "started": f"{1990 + at // 2}"} for at in range(number)]
    made(Tenure, [{**row, **when} for row, when in zip(rows, served, strict=True)])


def assertions(claims: Sequence[Claim], people: Sequence[Actor], travelled: Sequence[Visit]) -> None:
    """240 on the first claim, some by the first person, and some that they are told."""
    by_them, stances = OF_OFFICIAL["assertions"], list(Stance)
    rows = []
    for at, day in zip(range(OF_CLAIM), days(), strict=False):
        speaker, stance = people[0 if at < by_them else at % 40 + 1], stances[at % len(stances)]
        title = assertion_title(speaker.title, stance, claims[0].title)
        said = {"quote": f"What was said, number {at}.", "encounter": travelled[at], "when": day}
        rows.append({"claim": claims[0], "speaker": speaker, "stance": stance, "title": title, **said})
    told = made(Assertion, rows)[-OF_OFFICIAL["heard"] :]
    hearing = Assertion.audience.through
    hearing.objects.bulk_create(hearing(assertion_id=one.pk, actor_id=people[0].pk) for one in told)


def commitments(people: Sequence[Actor]) -> None:
    rows = [
        {"title": f"To close camp {one}", "action": "Close it.", "due": "2030"}
        for one in range(OF_OFFICIAL["commitments"])
    ]
    owing = Commitment.by.through
    owing.objects.bulk_create(owing(commitment_id=one.pk, actor_id=people[0].pk) for one in made(Commitment, rows))


def documents(*cited_for: Kind) -> Sequence[Document]:
    source = Source.objects.create(name="Foreign Office", reliability="B")
    found = made(Document, [{"title": f"Statement {one}", "source": source} for one in range(DOCUMENTS)])
    Citation.objects.bulk_create(
        Citation(document=one, target_id=target.pk, quote=f"A passage for {target.pk}.", credibility=2)
        for one in found
        for target in cited_for
    )
    return found


def a_briefing(sources: Sequence[Document], named: Sequence[Kind]) -> Briefing:
    """A paper of links, cards, judgements and sources, as long as one that is read."""
    links = [f"[[{one.FOLDER}/{one.slug}]]" for one in named[:: len(named) // (PARAGRAPHS * LINKS_IN_EACH)]]
    text = "They met again, and what was agreed the year before was said once more: {}."
    parts = [" ".join(text.format(link) for link in links[at : at + LINKS_IN_EACH]) for at in range(PARAGRAPHS)]
    briefing = made(Briefing, [{"title": "The border in a year", "body": "\n\n".join(parts), "as_of": FIRST_DAY}])[0]
    Judgement.objects.bulk_create(
        Judgement(briefing=briefing, order=at, text="It goes on.", likelihood="likely", confidence="moderate")
        for at in range(1, 6)
    )
    Citation.objects.bulk_create(Citation(document=one, target_id=briefing.pk, quote="A passage.") for one in sources)
    return briefing
