"""Whatever leads to two actors, whatever is chosen, whatever others edit meanwhile: merged and undone, all is as it was."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from actors.merging import joining, splitting, undoing
from actors.merging.planning import differing
from actors.merging.proposals import check_split, check_unmerge
from actors.models import Actor, Category, Name, Nomination, NotSame, Relation
from briefings.models import Commitment, CommitmentUpdate
from records.access import Handling, Stage
from records.models import Identifier, Record, Revision, User, saving
from records.models.saving import settle_id
from records.publishing import Refused
from records.search.index import Drift, all_ids, check
from tests import cast, factories
from tests.dump import dump
from tests.hidden import Kept, open_world

Row = Callable[[Kept, Actor], object]
CATEGORIES = (Category.PERSON, Category.STATE, Category.GOVERNMENT_BODY)


def a_relation_with(world: Kept, actor: Actor) -> object:
    return factories.a_relation(world.group, Relation.Type.OPPOSES, actor)


def a_rating(world: Kept, actor: Actor) -> object:
    return CommitmentUpdate.objects.create(commitment=world.commitment, status="in_progress", said_by=actor)


def on_its_behalf(world: Kept, actor: Actor) -> object:
    return factories.take_part(world.event, factories.an_actor(), on_behalf_of=actor)


def took_part(world: Kept, actor: Actor) -> object:
    if world.visit.participants.filter(actor=actor, role="host").exists():
        return None
    return factories.take_part(world.visit, actor, "host", on_behalf_of=actor, title_as_stated=f"As {actor.pk}")


def a_name(world: Kept, actor: Actor) -> object:
    kind = Name.Kind.FORMER if actor.names.filter(text="The Same").exists() else Name.Kind.ALIAS
    return Name.objects.get_or_create(actor=actor, text="The Same", kind=kind)


def an_identifier(world: Kept, actor: Actor) -> object:
    return Identifier.objects.create(record=actor, scheme="wikidata", value=f"Q{Identifier.objects.count()}")


def another_than(world: Kept, actor: Actor) -> object:
    one, other = sorted((actor.pk, world.group.pk))
    return NotSame.objects.get_or_create(one_id=one, other_id=other)


def an_own_part(world: Kept, actor: Actor) -> object:
    return factories.an_actor(category=Category.PARTY, parent=actor, state=actor if actor.is_state else None)


def a_post_there(world: Kept, actor: Actor) -> object:
    return factories.a_post(organisation=actor, state=actor, accredited_to=actor)


def a_promise(world: Kept, actor: Actor) -> object:
    world.commitment.to.add(actor)
    return factories.a_commitment("To come", actor, actor)


def said(world: Kept, actor: Actor) -> object:
    world.assertion.audience.add(actor)
    return factories.an_assertion(world.claim, actor, on_behalf_of=actor, told=[actor], attribution="background")


def held(world: Kept, actor: Actor) -> object:
    if actor.category != Category.PERSON:
        return a_post_there(world, actor)
    Nomination.objects.create(post=world.post, person=actor, outcome="Declined")
    return factories.a_tenure(actor, world.post, started="2020")


def a_text(world: Kept, actor: Actor) -> object:
    return factories.a_briefing(body=f"[[actors/{actor.slug}]] and [[actors/{world.person.slug}]].")


def about_it(world: Kept, actor: Actor) -> object:
    for several in (world.claim.subjects, world.claim.object_actors):
        several.add(actor)
    return world.claim


ROWS: dict[str, Row] = {
    "names": a_name,
    "identifiers": an_identifier,
    "passages": lambda world, actor: factories.a_citation(world.document, actor, quote="Here."),
    "tags": lambda world, actor: actor.tags.add("border"),
    "differs": another_than,
    "parts": an_own_part,
    "posts": a_post_there,
    "held": held,
    "relations": a_relation_with,
    "took part": took_part,
    "on its behalf": on_its_behalf,
    "visits": lambda world, actor: factories.a_visit(actor, host=actor, sender=actor),
    "claims": about_it,
    "assertions": said,
    "promises": a_promise,
    "ratings": a_rating,
    "texts": a_text,
}
EDITS: dict[str, Callable[[Kept], object]] = {
    "a visit": lambda world: changed(world.visit, place="Herat"),
    "a promise": lambda world: changed(world.commitment, condition="If they come"),
    "an actor beside": lambda world: changed(world.group, title="Another name of the group"),
    "a claim withdrawn": lambda world: changed(world.claim, stage=Stage.WITHDRAWN, withdrawn_because="Wrong."),
    "a visit hidden": lambda world: changed(world.visit, handling=Handling.AMBER),
}


def changed(record: Any, **columns: Any) -> None:
    now = type(record)._base_manager.get(pk=record.pk)
    for name, value in columns.items():
        setattr(now, name, value)
    now.save()


led = st.lists(st.tuples(st.sampled_from(sorted(ROWS)), st.sampled_from(["loser", "winner", "both"])), max_size=12)


class MergedAndUndone(TestCase):
    world: Kept
    by: User
    second: User

    @classmethod
    def setUpTestData(cls) -> None:
        cls.by, cls.second = cast.curator(), cast.admin()
        with saving(cls.by):
            cls.world = open_world()

    @settings(max_examples=12, deadline=None)
    @given(
        st.sampled_from(CATEGORIES),
        led,
        st.sets(st.sampled_from(["title", "sort_name", "summary", "state_id", "parent_id", "when", "when_note"])),
        st.lists(st.sampled_from(sorted(EDITS)), max_size=2),
        st.booleans(),
    )
    def test_all_is_as_it_was(
        self, category: str, rows: list[tuple[str, str]], chosen: set[str], edits: list[str], draft: bool
    ) -> None:
        self.assert_undone(category, rows, chosen, edits, draft)

    def test_with_everything_on_both_sides(self) -> None:
        for category in CATEGORIES:
            with self.subTest(category), transaction.atomic():
                self.assert_undone(category, [(name, "both") for name in ROWS], {"title", "summary", "when"}, [], False)
                transaction.set_rollback(True)

    def assert_undone(
        self, category: str, rows: Sequence[tuple[str, str]], chosen: set[str], edits: Sequence[str], draft: bool
    ) -> None:
        loser, winner = self.two(category, draft)
        for name, whose in rows:
            for actor in {"loser": [loser], "winner": [winner], "both": [loser, winner]}[whose]:
                ROWS[name](self.world, actor)
        with saving(self.by):
            for pk in all_ids():
                settle_id(pk)
        expected = self.edited(edits)
        taken = chosen & set(differing(Actor.objects.get(pk=winner.pk), Actor.objects.get(pk=loser.pk)))
        merged = joining.merge(winner.pk, loser.pk, taken, self.by, self.second, "The same.")
        self.assert_nothing_leads_to(loser)
        for one in edits:
            EDITS[one](self.world)
        found = undoing.undo(merged.pk, self.by, "They are two.", timezone.now())
        connection.check_constraints()
        assert found.left == []
        assert dump() == expected
        drift = Drift()
        check(all_ids(), drift)
        assert not drift

    def two(self, category: str, draft: bool) -> tuple[Actor, Actor]:
        more: dict[str, Any] = {"stage": Stage.DRAFT} if draft else {}
        given = {"summary": "One.", "when": "1950/2020", "when_note": "as it says", "state": self.world.state}
        loser = factories.an_actor("The Same One", category, parent=self.world.body, **given, **more)
        winner = factories.an_actor("The Same Other", category, summary="Other.")
        factories.a_relation(loser, Relation.Type.SUCCESSOR_OF, winner)
        return loser, winner

    def edited(self, edits: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
        """All as it would be with these edits alone."""
        with transaction.atomic():
            for one in edits:
                EDITS[one](self.world)
            found = dump()
            transaction.set_rollback(True)
        return found

    def assert_nothing_leads_to(self, loser: Actor) -> None:
        assert not Record.objects.naming(loser.pk).exclude(stage=Stage.WITHDRAWN).exists()
        assert not Commitment.objects.filter(by=loser).exists()


@pytest.fixture
def by() -> User:
    return cast.curator()


@pytest.fixture
def merge(by: User) -> Any:
    second = cast.admin()
    return lambda loser, winner: joining.merge(winner.pk, loser.pk, (), by, second, "The same.")


@pytest.fixture
def undo(by: User) -> Any:
    return lambda merged: undoing.undo(merged.pk, by, "They are two.", timezone.now())


@pytest.mark.django_db
class TestTheFirstOfTwo:
    @pytest.mark.parametrize("shared", ["a name", "a tag", "a passage", "a pair", "a title"])
    def test_what_a_later_merge_found_there_already_waits_for_that(self, merge: Any, undo: Any, shared: str) -> None:
        other, paper, winner = factories.an_actor("Other"), factories.a_document(), factories.an_actor("Winner")
        same = shared == "a title"
        two = [factories.an_actor("Bee"), factories.an_actor("Bee" if same else "Cee")]
        for one in two:
            share(shared, one, other, paper)
            one.save()
        before = dump()
        first, later = [merge(one, winner) for one in two]
        with pytest.raises(Refused, match=f"Merge {later.pk} found there already what would go now"):
            undo(first)
        undo(later)
        undo(first)
        assert dump() == before

    def test_what_a_later_merge_brought_beside_it_does_not_keep_it(self, merge: Any, undo: Any) -> None:
        first, second, winner = factories.an_actor("Bee"), factories.an_actor("Cee"), factories.an_actor("Winner")
        Name.objects.create(actor=first, text="B.")
        one, _ = merge(first, winner), merge(second, winner)
        assert undo(one).left == []
        assert set(winner.names.values_list("text", flat=True)) == {"Winner", "Cee"}


def share(what: str, actor: Actor, other: Actor, paper: Any) -> None:
    if what == "a name":
        Name.objects.create(actor=actor, text="Alias")
    elif what == "a tag":
        actor.tags.add("envoy")
    elif what == "a passage":
        factories.a_citation(paper, actor, quote="Here.")
    elif what == "a pair":
        NotSame.objects.create(one=other, other=actor)


@pytest.mark.django_db
class TestPartsOfParts:
    def test_what_would_be_part_of_itself_by_way_of_another_is_left_empty(self, merge: Any, undo: Any) -> None:
        loser = factories.an_actor("Ministry", Category.GOVERNMENT_BODY)
        between = factories.an_actor("Department", Category.GOVERNMENT_BODY, parent=loser)
        below = factories.an_actor("Desk", Category.GOVERNMENT_BODY, parent=between)
        winner = factories.an_actor("The Ministry", Category.GOVERNMENT_BODY, parent=below)
        before = dump()
        merged = merge(loser, winner)
        winner.refresh_from_db()
        between.refresh_from_db()
        assert (winner.parent, between.parent) == (None, winner)
        undo(merged)
        assert dump() == before

    def test_a_whole_that_is_part_of_the_one_that_stays_is_not_taken_over(self) -> None:
        winner = factories.an_actor("The Ministry", Category.GOVERNMENT_BODY)
        between = factories.an_actor("Department", Category.GOVERNMENT_BODY, parent=winner)
        loser = factories.an_actor("Ministry", Category.GOVERNMENT_BODY, parent=between)
        assert "parent_id" not in differing(winner, loser)


@pytest.mark.django_db
def test_why_is_kept_from_the_records_that_only_name_one_of_them(merge: Any, undo: Any, by: User) -> None:
    loser, winner = factories.an_actor(), factories.an_actor()
    visit = factories.a_visit(loser)
    undo(merge(loser, winner))
    rows = {"briefings.Participation.actor": [visit.participants.get().pk]}
    splitting.split(loser.pk, {"title": "Another", "category": "person"}, rows, by, by, "Father and son.")
    assert [one.comment for one in Revision.objects.of(visit.pk)][:3] == [
        "What it names was split.",
        "What it names was parted again.",
        "What it names was merged.",
    ]
    assert Revision.objects.of(loser.pk)[0].comment == "Split: Father and son."
    assert Revision.objects.of(winner.pk)[0].comment == "Merge undone: They are two."


@pytest.mark.django_db
@pytest.mark.parametrize("payload", [{}, {"merge": "x"}, {"merge": None}, {"merge": [1]}, {"merge": 9}])
def test_a_merge_that_is_not_there_is_not_undone(payload: dict, by: User) -> None:
    with pytest.raises(Refused, match="There is no such merge"):
        check_unmerge(factories.an_actor(), payload, "Two.")


@pytest.mark.django_db
@pytest.mark.parametrize("state", [999999, "x", [1]])
def test_a_new_actor_of_no_state_that_is_there_is_refused(state: object) -> None:
    with pytest.raises(Refused, match="The state that was chosen is not there"):
        check_split(factories.an_actor(), {"new": {"title": "A", "category": "person", "state_id": state}}, "Two.")


@pytest.mark.django_db
def test_what_was_written_under_a_stricter_label_meanwhile_goes_back_under_it(merge: Any, undo: Any) -> None:
    loser, winner = factories.an_actor(), factories.an_actor()
    name = Name.objects.create(actor=loser, text="Alias")
    merged = merge(loser, winner)
    changed(winner, handling=Handling.RED)
    changed(name, text="Canary")
    undo(merged)
    loser.refresh_from_db()
    assert (loser.handling, loser.names.get(text="Canary").pk) == (Handling.RED, name.pk)
    merged.refresh_from_db()
    assert f"Handling of {loser.ref}: is TLP:RED then, as {winner.ref} is now" in merged.snapshot["left"][0]
