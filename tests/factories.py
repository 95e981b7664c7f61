"""Records for tests: published and TLP:CLEAR unless said otherwise, named so that a failure is readable."""

from datetime import date
from itertools import count
from typing import Any

from actors.models import Actor, Category, Post, Relation, Tenure
from briefings.models import Assertion, Briefing, Claim, Commitment, Event, Meeting, Participation, Role, Visit
from records.access import Stage
from records.bulk import bulk_insert
from records.models import Citation, Document, Source

_numbers = count(1)


def shown(**given: Any) -> dict[str, Any]:
    return {"stage": Stage.PUBLISHED, **given}


def an_actor(title: str = "", category: str = Category.PERSON, **given: Any) -> Actor:
    return Actor.objects.create(**shown(title=title or f"Person {next(_numbers)}", category=category, **given))


def a_state(title: str = "", **given: Any) -> Actor:
    return an_actor(title or f"State {next(_numbers)}", Category.STATE, **given)


def an_armed_group(title: str = "", **given: Any) -> Actor:
    return an_actor(title or f"Group {next(_numbers)}", Category.ARMED_GROUP, **given)


def a_post(title: str = "", **given: Any) -> Post:
    title = title or f"Post {next(_numbers)}"
    return Post.objects.create(**shown(title=title, role=given.pop("role", title), **given))


def a_tenure(person: Actor | None = None, post: Post | None = None, **given: Any) -> Tenure:
    return Tenure.objects.create(**shown(person=person or an_actor(), post=post or a_post(), **given))


def a_relation(subject: Actor, type: str, object: Actor, **given: Any) -> Relation:
    return Relation.objects.create(**shown(subject=subject, type=type, object=object, **given))


def a_source(name: str = "", **given: Any) -> Source:
    return Source.objects.create(
        name=name or f"Source {next(_numbers)}", reliability=given.pop("reliability", "B"), **given
    )


def a_document(title: str = "", **given: Any) -> Document:
    given.setdefault("source", None)
    given["source"] = given["source"] or a_source()
    return Document.objects.create(**shown(title=title or f"Document {next(_numbers)}", **given))


def a_citation(document: Document, target: Any, **given: Any) -> Citation:
    given.setdefault("quote", f"Passage {next(_numbers)}.")
    return Citation.objects.create(document=document, target=target, **given)


def a_visit(*visitors: Actor, host: Actor | None = None, sender: Actor | None = None, **given: Any) -> Visit:
    visit = Visit.objects.create(**shown(host_state=host, sending_state=sender, **given))
    for visitor in visitors:
        take_part(visit, visitor, Role.VISITOR)
    visit.refresh_from_db()
    return visit


def a_meeting(*people: Actor, visit: Visit | None = None, **given: Any) -> Meeting:
    meeting = Meeting.objects.create(**shown(visit=visit, **given))
    for person in people:
        take_part(meeting, person, Role.COUNTERPART)
    meeting.refresh_from_db()
    return meeting


def an_event(title: str = "", **given: Any) -> Event:
    return Event.objects.create(**shown(title=title or f"Event {next(_numbers)}", **given))


def take_part(encounter: Any, actor: Actor, role: str = Role.COUNTERPART, **given: Any) -> Participation:
    return Participation.objects.create(encounter=encounter, actor=actor, role=role, **given)


def a_claim(title: str = "", about: list[Actor] | None = None, **given: Any) -> Claim:
    claim = Claim.objects.create(**shown(title=title or f"Claim {next(_numbers)}", **given))
    claim.subjects.set(about or [])
    return claim


def an_assertion(
    claim: Claim, speaker: Actor, stance: str = "affirms", told: list[Actor] | None = None, **given: Any
) -> Assertion:
    assertion = Assertion.objects.create(**shown(claim=claim, speaker=speaker, stance=stance, **given))
    assertion.audience.set(told or [])
    return assertion


def a_disputed_claim() -> Claim:
    """Pakistan affirms it, to China and to reporters; the Taliban deny it."""
    pakistan, china, taliban = a_state("Pakistan"), a_state("China"), an_armed_group("Taliban")
    claim = a_claim("The TTP has sanctuaries", about=[an_armed_group("TTP")])
    claim.object_actors.add(taliban)
    spokesman = an_actor("A spokesman")
    an_assertion(claim, spokesman, when="2021", on_behalf_of=pakistan, told=[china], quote="It has.")
    an_assertion(claim, pakistan, when="2022", audience_note="reporters", quote="Said so.", paraphrase=True)
    an_assertion(claim, taliban, "denies", when="2022-02", channel="letter", attribution="background")
    return claim


def a_commitment(title: str, by: Actor, to: Actor | None = None, **given: Any) -> Commitment:
    commitment = Commitment.objects.create(**shown(title=title, action=given.pop("action", title), **given))
    commitment.by.add(by)
    if to:
        commitment.to.add(to)
    return commitment


def a_briefing(title: str = "", body: str = "Text.", **given: Any) -> Briefing:
    given.setdefault("as_of", date(2024, 11, 20))
    return Briefing.objects.create(**shown(title=title or f"Briefing {next(_numbers)}", body=body, **given))


def many_people(number: int) -> list[Actor]:
    """So many officials in few statements, without names of their own beside the title."""
    people = [Actor(**shown(title=f"Person {next(_numbers)}", category=Category.PERSON)) for _ in range(number)]
    return list(bulk_insert(Actor, people))
