"""A world to test the door with: open records, and beside them records of every handling and stage.

Every free text of a hidden record, and of its parts, holds a canary word that names its handling and stage. Hidden
records are tied to the open ones in both directions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import Any

from django.db import models

from actors.models import Actor, Category, Name, Nomination, NotSame, Post, Relation, Tenure
from briefings.models import (
    Assertion,
    Assessment,
    Briefing,
    Claim,
    ClaimLink,
    Commitment,
    CommitmentUpdate,
    Event,
    Judgement,
    Meeting,
    Participation,
    Series,
    Visit,
)
from records.access import Handling, Reader, Role, Stage
from records.fields import EDTFField
from records.models import Attachment, Citation, Document, Identifier, Proposal, Record, Remark, Source, Taken, User
from records.models.steps import log_step

# Of fixed form or made from the others: no place for a word.
FORMED = {
    "kind",
    "slug",
    "sha256",
    "language",
    "script",
    "folded",
    "own_title",
    "url",
    "scheme",
    "key",
    "sort_name",
    "sort_key",
}
LEVELS = [level for level in product(Handling, Stage) if level != (Handling.CLEAR, Stage.PUBLISHED)]

# Of these levels records are tied to the open ones too, from both sides: each way of being hidden once.
TIED = [
    *((Handling.CLEAR, stage) for stage in (Stage.DRAFT, Stage.REVIEW, Stage.WITHDRAWN)),
    *((handling, Stage.PUBLISHED) for handling in Handling if handling != Handling.CLEAR),
    (Handling.RED, Stage.DRAFT),
]


def canary(handling: Handling, stage: Stage) -> str:
    return f"canary{handling.name.replace('_', '')}{stage.name}x".lower()


CANARIES = {canary(handling, stage): (handling, stage) for handling, stage in LEVELS}


def may_see(reader: Reader, handling: Handling, stage: Stage) -> bool:
    """The rule said once more, apart from the code under test."""
    level = getattr(reader, "clearance", Handling.CLEAR)
    drafts = getattr(reader, "role", Role.ANALYST) != Role.ANALYST
    return handling <= level and (stage == Stage.PUBLISHED or (drafts and stage in (Stage.DRAFT, Stage.REVIEW)))


def forbidden_to(reader: Reader) -> set[str]:
    return {word for word, level in CANARIES.items() if not may_see(reader, *level)}


def texts(model: type[models.Model], word: str) -> dict[str, str]:
    """A value with the word in it for each free text of the model."""
    return {
        one.name: f"{word} {one.name}"
        for one in model._meta.concrete_fields
        if isinstance(one, models.CharField | models.TextField)
        and not isinstance(one, EDTFField)
        and not one.choices
        and one.name not in FORMED
        and not one.remote_field
    }


@dataclass(slots=True)
class Kept:
    """One record of each kind, at one level."""

    word: str
    person: Actor
    state: Actor
    group: Actor
    body: Actor
    post: Post
    tenure: Tenure
    relation: Relation
    document: Document
    visit: Visit
    meeting: Meeting
    event: Event
    claim: Claim
    assertion: Assertion
    commitment: Commitment
    briefing: Briefing

    def records(self) -> Iterable[Record]:
        return [getattr(self, name) for name in self.__slots__ if name != "word"]


@dataclass(slots=True)
class Making:
    """Makes one record of each kind; `more` are the columns that all of them share."""

    word: str
    more: dict[str, Any] = field(default_factory=dict)

    def one(self, model: Any, **given: Any) -> Any:
        return model.objects.create(**{**texts(model, self.word), **self.more, **given})

    def kept(self) -> Kept:
        state = self.one(Actor, title=f"{self.word} state", category=Category.STATE)
        person = self.one(Actor, title=f"{self.word} person", category=Category.PERSON, state=state, when="1950/2020")
        body = self.one(Actor, title=f"{self.word} ministry", category=Category.GOVERNMENT_BODY, state=state)
        group = self.one(Actor, title=f"{self.word} group", category=Category.ARMED_GROUP)
        post = self.one(Post, title=f"{self.word} post", organisation=body, state=state, level=2)
        tenure = self.one(Tenure, person=person, post=post, started="2020-01-01", ended="2024-12-31")
        source = Source.objects.create(name=f"{self.word} source", descriptor=self.word, reliability="B")
        document = self.one(Document, title=f"{self.word} document", source=source, when="2024-11-19")
        series = Series.objects.create(key=f"{self.word} journey", note=f"{self.word} journey")
        visit = self.one(Visit, sending_state=state, host_state=state, when="2024-11-18", series=series)
        meeting = self.one(Meeting, visit=visit, when="2024-11-18")
        claim = self.one(Claim, title=f"{self.word} claim")
        claim.subjects.add(group)
        assertion = self.one(Assertion, claim=claim, speaker=person, encounter=visit, when="2024-11-18")
        assertion.audience.add(state)
        commitment = self.one(Commitment, title=f"{self.word} commitment", due="2024-12", made_in=assertion)
        commitment.by.add(person)
        commitment.to.add(state)
        return Kept(
            self.word,
            person,
            state,
            group,
            body,
            post,
            tenure,
            self.one(Relation, subject=state, type="proscribes", object=group, when="2010"),
            document,
            visit,
            meeting,
            self.one(Event, title=f"{self.word} event", when="2021-08"),
            claim,
            assertion,
            commitment,
            self.one(Briefing, title=f"{self.word} briefing", as_of=date(2024, 11, 20)),
        )


def open_world() -> Kept:
    """What anybody may read."""
    world = Making("open", {"stage": Stage.PUBLISHED}).kept()
    add_parts(world, world)
    return world


def hidden_world(handling: Handling, stage: Stage) -> Kept:
    """One record of each kind at this level, its parts and tags, tied to nothing but one another."""
    word = canary(handling, stage)
    reason = {"withdrawn_because": f"{word} reason"} if stage == Stage.WITHDRAWN else {"withdrawn_because": ""}
    world = Making(word, {"handling": handling, "stage": stage, **reason}).kept()
    add_parts(world, world)
    for record in world.records():
        record.tags.add(f"{word} tag")
    say_at_the_desk(world)
    return world


def say_at_the_desk(world: Kept) -> None:
    """What editors said of the records to one another."""
    word, somebody = world.word, User.objects.get_or_create(username="somebody")[0]
    for record in world.records():
        log_step(record, Taken.RETURNED, somebody, f"{word} note", 1)
        Remark.objects.create(record_id=record.pk, revision=1, by=somebody, text=f"{word} remark")
        Proposal.objects.create(
            record_id=record.pk,
            revision=1,
            by=somebody,
            action="withdraw",
            reason=f"{word} reason",
            payload={"x": word},
        )


def add_parts(of: Kept, to: Kept) -> None:
    """The parts of the records of `of`; where a part names a second record, one of `to`."""
    word = of.word
    Name.objects.create(actor=of.person, text=f"{word} alias", kind=Name.Kind.ALIAS)
    Identifier.objects.create(record=of.person, scheme="wikidata", value=f"Q-{word}-{to.word}")
    Nomination.objects.create(post=of.post, person=to.person, **texts(Nomination, word))
    if of is to:
        told = {**texts(Attachment, word), "media_type": "image/png", "sha256": "0" * 64}
        Attachment.objects.create(document=of.document, file="attachments/none", size=1, **told)
    for record in of.records():
        Citation.objects.create(document=to.document, target=record, **texts(Citation, word))
    for encounter in (of.visit, of.meeting, of.event):
        texts_of_part = texts(Participation, word)
        Participation.objects.create(
            encounter=encounter,
            actor=to.person,
            role="visitor",
            tenure=to.tenure,
            on_behalf_of=to.state,
            **texts_of_part,
        )
    Judgement.objects.create(
        briefing=of.briefing, order=1, likelihood="likely", confidence="low", **texts(Judgement, word)
    )
    Assessment.objects.create(
        claim=of.claim, date=date(2024, 11, 20), likelihood="likely", confidence="low", **texts(Assessment, word)
    )
    CommitmentUpdate.objects.create(
        commitment=of.commitment, when="2024-11-21", status="stalled", said_by=to.state, **texts(CommitmentUpdate, word)
    )


def tie_hidden_to_open(hidden: Kept, world: Kept) -> None:
    """Hidden records that name open ones: nothing of it may be seen from the open side."""
    level = {"handling": hidden.person.handling, "stage": hidden.person.stage}
    made = Making(hidden.word, {**level, "withdrawn_because": hidden.person.withdrawn_because})
    made.one(Tenure, person=world.person, post=hidden.post, started="2021")
    made.one(Tenure, person=hidden.person, post=world.post, started="2024-01")
    made.one(Actor, title=f"{hidden.word} citizen", category=Category.PERSON, state=world.state, parent=world.body)
    made.one(Post, title=f"{hidden.word} office", organisation=world.body, state=world.state)
    made.one(Relation, subject=hidden.state, type="shelters", object=world.group, when="2022")
    say_in_secret(made, world)
    made.one(Document, title=f"{hidden.word} reprint", source=world.document.source, origin=world.document)
    addresses = [f"{one.info.folder}/{one.slug}" for one in world.records()]
    first = not Briefing.objects.filter(supersedes=world.briefing).exists()
    made.one(
        Briefing,
        title=f"{hidden.word} second briefing",
        supersedes=world.briefing if first else None,
        body=" ".join(f"[[{address}]] ![[{address}]]" for address in addresses),
    )
    one, other = sorted((hidden.person, world.person), key=lambda actor: actor.pk)
    NotSame.objects.create(one=one, other=other, reason=f"{hidden.word} reason")
    for record in world.records():
        words = texts(Citation, hidden.word)
        Citation.objects.create(document=hidden.document, target=record, stance="contradicts", **words)


def say_in_secret(made: Making, world: Kept) -> None:
    visit = made.one(
        Visit, sending_state=world.state, host_state=world.state, when="2024-11-17", series=world.visit.series
    )
    Participation.objects.create(encounter=visit, actor=world.person, role="visitor", tenure=world.tenure)
    made.one(Meeting, visit=world.visit, when="2024-11-18")
    said = made.one(
        Assertion,
        claim=world.claim,
        speaker=world.group,
        stance="denies",
        encounter=world.visit,
        when="2024-11-19",
        responds_to=world.assertion,
    )
    said.audience.add(world.state)
    promise = made.one(Commitment, title=f"{made.word} promise", made_in=world.assertion, due="2020")
    promise.by.add(world.person)
    promise.to.add(world.state)
    claim = made.one(Claim, title=f"{made.word} second claim")
    claim.subjects.add(world.group)
    claim.object_actors.add(world.state)
    ClaimLink.objects.create(a=claim, b=world.claim, type="narrows")


def tie_open_to_hidden(world: Kept, hidden: Kept) -> list[Record]:
    """Open records that name hidden ones: the link is withheld, and nothing else is said. Returned are those whose texts, and
    columns that tell of another, have words of them."""
    more = {"stage": Stage.PUBLISHED}
    made = Making("open", more)
    add_parts_of_other(world, hidden)
    stated = f"{hidden.word} as stated"
    tenure = made.one(
        Tenure, person=hidden.person, post=world.post, started="2022", ended="2023", title_as_stated=stated
    )
    made.one(Tenure, person=world.person, post=hidden.post, started="2015", ended="2016")
    made.one(Actor, title="open citizen", category=Category.PERSON, state=hidden.state, parent=hidden.body)
    made.one(Post, title="open office", organisation=hidden.body, state=hidden.state, accredited_to=hidden.state)
    made.one(Relation, subject=hidden.state, type="proscribes", object=world.group, when="2022")
    visit = made.one(
        Visit, sending_state=hidden.state, host_state=world.state, when="2024-10-01", place="", sending_label=stated
    )
    Participation.objects.create(
        encounter=visit, actor=hidden.person, role="visitor", tenure=hidden.tenure, on_behalf_of=hidden.state
    )
    made.one(Meeting, visit=hidden.visit, when="2024-10-02", place="")
    said = made.one(
        Assertion, claim=world.claim, speaker=hidden.person, on_behalf_of=hidden.state, stance="denies",
        encounter=hidden.meeting, responds_to=hidden.assertion, when="2024-10-03", title_as_stated=stated,
    )  # fmt: skip
    said.audience.add(hidden.state)
    made.one(Assertion, claim=hidden.claim, speaker=world.person, when="2024-10-04")
    promise = made.one(Commitment, title="open promise", made_in=hidden.assertion, due="2020")
    promise.by.add(hidden.person)
    promise.to.add(hidden.state)
    made.one(Document, title="open reprint", source=world.document.source, origin=hidden.document)
    addresses = [f"{one.info.folder}/{one.slug}" for one in hidden.records()]
    marks = " ".join(f"[[{address}]] [[^{address}]]" for address in addresses)
    cards = "\n\n".join(f"![[{address}]]" for address in addresses)
    texts = {"summary": marks, "body": f"{marks}\n\n{cards}", "source_summary": marks}
    briefing = made.one(Briefing, title="open second briefing", **texts)
    ClaimLink.objects.create(a=world.claim, b=hidden.claim, type="implies")
    return [tenure, visit, said, briefing]


def add_parts_of_other(world: Kept, hidden: Kept) -> None:
    for encounter in (world.visit, world.meeting, world.event):
        Participation.objects.create(
            encounter=encounter,
            actor=hidden.person,
            role="counterpart",
            tenure=hidden.tenure,
            on_behalf_of=hidden.state,
        )
    Nomination.objects.create(post=world.post, person=hidden.person, appointed="1999")
    CommitmentUpdate.objects.create(
        commitment=world.commitment, when="2020", status="in_progress", said_by=hidden.state
    )
    Citation.objects.create(document=hidden.document, target=world.claim, quote="open quote", stance="supports")
    world.claim.subjects.add(hidden.group)
    world.claim.object_actors.add(hidden.state)
