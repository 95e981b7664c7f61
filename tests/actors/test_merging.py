"""Two entries that were one actor: everything that leads to the one goes to the other, and an undo gives it back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from actors.merging import joining, undoing
from actors.merging.planning import How, planned
from actors.merging.relations import RELATIONS, UnknownRelation, keys_to_actors, moving
from actors.models import Actor, Merge, Name, NotSame, Relation
from briefings.models import Participation
from records.access import Handling, Stage
from records.models import Citation, Identifier, Record, Revision, Step, Taken, saving
from records.publishing import Refused
from records.search.index import Drift, all_ids, check
from tests import cast
from tests.dump import dump
from tests.factories import (
    a_briefing,
    a_citation,
    a_claim,
    a_commitment,
    a_document,
    a_meeting,
    a_post,
    a_relation,
    a_state,
    a_tenure,
    a_visit,
    an_actor,
    an_assertion,
    take_part,
)

pytestmark = pytest.mark.django_db
REASON = "The same person, spelt twice."


@pytest.fixture
def by() -> Any:
    return cast.curator()


@pytest.fixture
def second() -> Any:
    return cast.admin()


@pytest.fixture
def merge(by: Any, second: Any) -> Any:
    def act(loser: Actor, winner: Actor, *chosen: str) -> Merge:
        return joining.merge(winner.pk, loser.pk, chosen, by, second, REASON)

    return act


@pytest.fixture
def undo(by: Any) -> Any:
    return lambda merged: undoing.undo(merged.pk, by, "They are two.", timezone.now())


def drift() -> Drift:
    found = Drift()
    check(all_ids(), found)
    return found


class TestTheTable:
    def test_it_knows_everything_that_leads_to_actors(self) -> None:
        assert set(keys_to_actors()) == set(RELATIONS)

    def test_of_rows_that_may_not_be_twice_it_knows_what_makes_them_alike(self) -> None:
        for one in moving():
            for unique in unique_sets(one.model):
                if one.column in unique and not one.pair:
                    assert set(one.once or one.same) <= unique - {one.column}, one.key

    def test_a_relation_that_nobody_entered_is_named_and_nothing_is_touched(self, stranger: Any, merge: Any) -> None:
        loser, winner = an_actor(), an_actor()
        before = dump()
        with pytest.raises(UnknownRelation, match=r"actors\.Stranger\.actor"):
            merge(loser, winner)
        assert dump() == before

    @pytest.fixture
    def stranger(self) -> Iterator[None]:
        class Stranger(models.Model):
            actor = models.ForeignKey(Actor, models.CASCADE, related_name="+")

            class Meta:
                app_label = "actors"
                managed = False

        yield
        del apps.all_models["actors"]["stranger"]
        apps.clear_cache()


def unique_sets(model: type[models.Model]) -> Iterator[set[str]]:
    for fields in [*model._meta.unique_together, *(one.fields for one in model._meta.total_unique_constraints)]:
        columns: list[Any] = [model._meta.get_field(name) for name in fields]
        yield {one.attname for one in columns}


class TestWhatMoves:
    def test_each_row_leads_to_the_one_that_stays(self, merge: Any) -> None:
        loser, winner, other = an_actor("Yue"), an_actor("Yue Xiaoyong"), an_actor("Other")
        tenure, visit, meeting = a_tenure(loser), a_visit(loser), a_meeting(other)
        take_part(meeting, other, "host", on_behalf_of=loser)
        claim = a_claim("It is so", about=[loser])
        said = an_assertion(claim, loser, told=[other])
        heard = an_assertion(claim, other, told=[loser])
        promise = a_commitment("To come", loser)
        relation = a_relation(loser, "family", other)
        merge(loser, winner)
        tenure.refresh_from_db()
        said.refresh_from_db()
        relation.refresh_from_db()
        assert [tenure.person, said.speaker, relation.subject] == [winner] * 3
        assert visit.participants.get().actor == winner
        assert meeting.participants.get(role="host").on_behalf_of == winner
        assert [*claim.subjects.all(), *heard.audience.all(), *promise.by.all()] == [winner] * 3

    def test_names_identifiers_passages_and_tags_are_those_of_the_one_that_stays(self, merge: Any) -> None:
        loser, winner = an_actor("Yue"), an_actor("Yue Xiaoyong")
        Name.objects.create(actor=loser, text="Y. Xiaoyong")
        Identifier.objects.create(record=loser, scheme="wikidata", value="Q1")
        a_citation(a_document(), loser)
        loser.tags.add("envoy")
        merge(loser, winner)
        assert set(winner.names.values_list("text", "kind")) == {
            ("Yue Xiaoyong", "primary"),
            ("Yue", "alias"),
            ("Y. Xiaoyong", "alias"),
        }
        assert winner.identifiers.get().value == "Q1"
        assert (winner.citations.count(), set(winner.tags.names())) == (1, {"envoy"})

    def test_titles_made_of_the_name_are_composed_anew(self, merge: Any) -> None:
        loser, winner = an_actor("Yue"), an_actor("Yue Xiaoyong")
        visit = a_visit(loser, place="Kabul")
        assert "Yue in" in visit.title
        merge(loser, winner)
        visit.refresh_from_db()
        assert "Yue Xiaoyong in" in visit.title

    def test_both_and_all_that_is_touched_get_a_revision_and_the_index_says_so(self, merge: Any, by: Any) -> None:
        loser, winner = an_actor("Yue"), an_actor("Yue Xiaoyong")
        touched = [a_visit(loser), a_tenure(loser), a_claim(about=[loser]), a_state(state=None)]
        with saving(None):
            Actor.objects.get(pk=touched[3].pk).save()
        versions = {one.pk: Record.objects.get(pk=one.pk).version for one in touched}
        merge(loser, winner)
        for record in (loser, winner, *touched[:3]):
            newest = Revision.objects.of(record.pk)[0]
            own = record in (loser, winner)
            assert (newest.author, newest.comment) == (by, f"Merged: {REASON}" if own else "What it names was merged.")
        assert [Record.objects.get(pk=one.pk).version - versions[one.pk] for one in touched] == [1, 1, 1, 0]
        assert not drift()

    def test_texts_that_name_the_former_mention_the_one_that_stays(self, merge: Any) -> None:
        loser, winner = an_actor("Yue", slug="yue"), an_actor("Yue Xiaoyong")
        paper = a_briefing(body="[[actors/yue]] came.")
        merge(loser, winner)
        assert set(paper.outgoing.values_list("target_id", flat=True)) == {winner.pk}

    def test_the_step_says_who_agreed(self, merge: Any, second: Any) -> None:
        loser = an_actor()
        merge(loser, an_actor())
        step = Step.objects.of(loser.pk).get()
        assert (step.action, step.by, step.note) == (Taken.WITHDRAWN, second, REASON)


def test_an_actor_that_is_called_otherwise_is_found_by_its_new_name_alone() -> None:
    actor = an_actor("Yue")
    actor.title = "Yue Xiaoyong"
    actor.save()
    assert not drift()
    assert [one["text"] for one in Revision.objects.of(actor.pk)[0].snapshot["names"]] == ["Yue Xiaoyong"]


class TestWhatCollides:
    def test_a_part_taken_twice_is_one_and_the_other_is_kept_for_an_undo(self, merge: Any, undo: Any) -> None:
        loser, winner = an_actor("Yue"), an_actor("Yue Xiaoyong")
        visit = a_visit(loser, winner)
        row = visit.participants.get(actor=loser)
        Participation.objects.filter(pk=row.pk).update(title_as_stated="Envoy", on_behalf_of=loser)
        assert [one.how for one in planned(winner, loser).rows["briefings.Participation.actor"]] == [How.TAKEN_OUT]
        merged = merge(loser, winner)
        assert [one.actor for one in visit.participants.all()] == [winner]
        assert undo(merged).left == []
        row.refresh_from_db()
        assert (row.actor, row.title_as_stated, row.on_behalf_of) == (loser, "Envoy", loser)

    def test_a_relation_of_the_two_is_withdrawn_and_stands_again_after_an_undo(self, merge: Any, undo: Any) -> None:
        loser, winner = an_actor(), an_actor()
        tie = a_relation(loser, "family", winner)
        merged = merge(loser, winner)
        assert Relation.objects.get(pk=tie.pk).stage == Stage.WITHDRAWN
        undo(merged)
        assert Relation.objects.get(pk=tie.pk).stage == Stage.PUBLISHED

    def test_what_would_lead_to_itself_is_left_empty(self, merge: Any, undo: Any) -> None:
        loser = an_actor(category="government_body")
        winner = an_actor(category="government_body", parent=loser)
        merged = merge(loser, winner)
        assert Actor.objects.get(pk=winner.pk).parent is None
        undo(merged)
        assert Actor.objects.get(pk=winner.pk).parent == loser

    def test_a_tenure_that_both_had_stands_twice_and_is_told(self, merge: Any) -> None:
        loser, winner, post = an_actor(), an_actor(), a_post()
        for person in (loser, winner):
            a_tenure(person, post, started="2020")
        assert [one.how for one in planned(winner, loser).rows["actors.Tenure.person"]] == [How.TWICE]
        merge(loser, winner)
        assert winner.tenures.count() == 2

    @pytest.mark.parametrize(
        ("there", "goes", "how"),
        [
            ({"kind": "alias"}, {"kind": "former", "valid": "1948/1989"}, How.MOVES),
            ({"kind": "former"}, {"kind": "former", "valid": "1948/1989"}, How.DIFFERS),
            ({"kind": "alias"}, {"kind": "alias", "language": "my"}, How.DIFFERS),
            ({"kind": "former", "valid": "1948/1989"}, {"kind": "former", "valid": "1948/1989"}, How.STAYS),
            ({"kind": "former", "valid": "1948/1989"}, {"kind": "alias"}, How.STAYS),
        ],
    )
    def test_a_name_that_tells_more_is_not_dropped(
        self, merge: Any, undo: Any, there: dict, goes: dict, how: How
    ) -> None:
        loser, winner = a_state("Union of Burma"), a_state("Myanmar")
        Name.objects.create(actor=winner, text="Burma", **there)
        Name.objects.create(actor=loser, text="Burma", **goes)
        before = dump()
        assert [one.how for one in planned(winner, loser).rows["actors.Name.actor"]] == [how]
        merged = merge(loser, winner)
        assert winner.names.filter(text="Burma").count() == (2 if how == How.MOVES else 1)
        undo(merged)
        assert dump() == before

    def test_a_passage_that_says_what_the_source_calls_it_is_not_dropped(self, merge: Any) -> None:
        loser, winner, paper = an_actor(), an_actor(), a_document()
        a_citation(paper, winner, quote="Here.")
        a_citation(paper, loser, quote="Here.", name_used="Our envoy")
        merge(loser, winner)
        assert set(winner.citations.values_list("name_used", flat=True)) == {"", "Our envoy"}

    def test_pairs_that_differ_are_kept_with_the_lower_id_first(self, merge: Any, undo: Any) -> None:
        winner, other, loser = an_actor(), an_actor(), an_actor()
        NotSame.objects.create(one=other, other=loser)
        merged = merge(loser, winner)
        assert NotSame.objects.values_list("one", "other").get() == (winner.pk, other.pk)
        undo(merged)
        assert NotSame.objects.values_list("one", "other").get() == (other.pk, loser.pk)


class TestWhatIsChosen:
    def test_a_field_is_taken_over_and_both_titles_stay_names(self, merge: Any) -> None:
        loser, winner = an_actor("Yue Xiaoyong", summary="An envoy."), an_actor("Yue", summary="A man.")
        merge(loser, winner, "title", "summary")
        winner.refresh_from_db()
        assert (winner.title, winner.summary) == ("Yue Xiaoyong", "An envoy.")
        assert set(winner.names.values_list("text", "kind")) == {("Yue Xiaoyong", "primary"), ("Yue", "alias")}

    def test_an_undo_leaves_a_field_that_was_written_anew_and_says_so(self, merge: Any, undo: Any) -> None:
        loser, winner = an_actor("Yue Xiaoyong", summary="An envoy."), an_actor("Yue", summary="A man.")
        merged = merge(loser, winner, "title", "summary")
        now = Actor.objects.get(pk=winner.pk)
        now.summary = "A special envoy."
        now.save()
        left = undo(merged).left
        winner.refresh_from_db()
        assert (winner.title, winner.summary) == ("Yue", "A special envoy.")
        assert [(one.words, one.why) for one in left] == [
            (f"summary of {winner.ref}", "somebody has written it anew since")
        ]


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("loser", "winner", "why"),
        [
            ({"category": "state"}, {}, "hold different rows"),
            ({"handling": Handling.RED}, {}, "open to readers of the other"),
            ({}, {"stage": Stage.DRAFT}, "would vanish for those who read it"),
            ({"stage": Stage.WITHDRAWN, "withdrawn_because": "Wrong."}, {}, "has been withdrawn already"),
        ],
    )
    def test_what_would_tell_or_hide_too_much(self, merge: Any, loser: dict, winner: dict, why: str) -> None:
        one, other = an_actor(**loser), an_actor(**winner)
        before = dump()
        with pytest.raises(Refused, match=why):
            merge(one, other)
        assert dump() == before

    def test_nothing_is_merged_into_itself(self, merge: Any) -> None:
        one = an_actor()
        with pytest.raises(Refused, match="into itself"):
            merge(one, one)

    def test_what_was_merged_since_is_no_longer_chosen(self, merge: Any) -> None:
        loser, winner = an_actor(), an_actor()
        merge(loser, winner)
        with pytest.raises(Exception, match="has been merged into another entry since you chose it"):
            a_tenure(loser)


class TestUndo:
    def test_rows_that_were_changed_since_go_back_as_they_are_now(self, merge: Any, undo: Any) -> None:
        loser, winner = an_actor(), an_actor()
        visit = a_visit(loser)
        merged = merge(loser, winner)
        row = visit.participants.get()
        row.title_as_stated = "Envoy"
        row.save()
        undo(merged)
        assert visit.participants.values_list("actor", "title_as_stated").get() == (loser.pk, "Envoy")

    def test_what_was_led_elsewhere_or_taken_out_is_told(self, merge: Any, undo: Any) -> None:
        loser, winner, other = an_actor(), an_actor(), an_actor()
        visit, tenure, cited = a_visit(loser), a_tenure(loser), a_citation(a_document(), loser)
        merged = merge(loser, winner)
        tenure.refresh_from_db()
        tenure.person = other
        tenure.save()
        visit.participants.get().delete()
        undo(merged)
        merged.refresh_from_db()
        assert sorted(merged.snapshot["left"]) == [
            f"Parts taken, {visit.ref}: has been taken out since.",
            f"Tenures, {tenure.ref}: has been led elsewhere since.",
        ]
        assert Citation.objects.get(pk=cited.pk).target_id == loser.pk

    def test_what_was_entered_since_stays(self, merge: Any, undo: Any) -> None:
        loser, winner = an_actor(), an_actor()
        merged = merge(loser, winner)
        visit = a_visit(winner)
        undo(merged)
        assert visit.participants.get().actor == winner

    def test_of_a_chain_the_last_is_undone_first(self, merge: Any, undo: Any) -> None:
        first, second, third = an_actor(), an_actor(), an_actor()
        before = dump()
        one = merge(first, second)
        other = merge(second, third)
        with pytest.raises(Refused, match=f"Undo that first: merge {other.pk}"):
            undo(one)
        undo(other)
        undo(one)
        assert dump() == before

    def test_a_row_beside_which_another_was_taken_out_waits_for_that(self, merge: Any, undo: Any) -> None:
        first, second, winner = an_actor(), an_actor(), an_actor()
        a_visit(first, second)
        before = dump()
        one, other = merge(first, winner), merge(second, winner)
        with pytest.raises(Refused, match=f"Merge {other.pk} took out a row"):
            undo(one)
        undo(other)
        undo(one)
        assert dump() == before

    def test_it_is_undone_once(self, merge: Any, undo: Any) -> None:
        merged = merge(an_actor(), an_actor())
        undo(merged)
        with pytest.raises(Refused, match="undone already"):
            undo(merged)
