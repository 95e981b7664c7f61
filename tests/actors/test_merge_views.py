"""The pages on which two entries are merged, a merge is undone and an entry is split; each is done by a second curator."""

import re
from typing import Any

import pytest
from django.test import Client

from actors.merging import joining
from actors.models import Actor, Merge, Name, NotSame
from records.access import Handling, Role, Stage
from records.models import Identifier, Proposal, Revision, saving
from tests import cast
from tests.factories import a_citation, a_document, a_meeting, a_state, a_tenure, a_visit, an_actor
from tests.forms import fields_of, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> Client:
    return signed_in(cast.curator())


@pytest.fixture
def second() -> Client:
    return signed_in(cast.admin())


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def merge_of(loser: Actor, winner: Actor) -> str:
    return f"/desk{winner.get_absolute_url()}merge/?with={loser.ref}"


def two() -> tuple[Actor, Actor]:
    with saving(None):
        loser = an_actor("Yue", slug="yue", summary="An envoy.")
        winner = an_actor("Yue Xiaoyong", slug="yue-xiaoyong")
    return Actor.objects.get(pk=loser.pk), Actor.objects.get(pk=winner.pk)


def propose(client: Client, loser: Actor, winner: Actor, **given: str) -> Any:
    address = merge_of(loser, winner)
    fields = opened(client, address) | {"reason": ["The same, spelt twice."]}
    return client.post(address, fields | {name.replace("__", "-"): [text] for name, text in given.items()})


def decide(client: Client, decision: str = "accept", answer: str = "") -> Any:
    one = Proposal.objects.open().get()
    seen = Revision.objects.newest_number(one.record_id)
    address = f"/desk{one.record.get_absolute_url()}review/proposals/{one.pk}/"
    return client.post(address, {"decision": decision, "seen": seen, "answer": answer})


class TestWhoMerges:
    @pytest.mark.parametrize(
        ("who", "clearance", "answer"),
        [
            (Role.ANALYST, Handling.RED, 403),
            (Role.REVIEWER, Handling.RED, 403),
            (Role.CURATOR, Handling.AMBER_STRICT, 403),
            (Role.CURATOR, Handling.RED, 200),
            (Role.ADMIN, Handling.RED, 200),
        ],
    )
    def test_curators_who_may_read_everything(self, who: Role, clearance: Handling, answer: int) -> None:
        loser, winner = two()
        client = signed_in(cast.reader("somebody", clearance, who))
        pages = [merge_of(loser, winner), f"/desk{loser.get_absolute_url()}split/", "/desk/merges/"]
        assert [client.get(one).status_code for one in pages] == [answer] * 3
        offered = "merge/" in client.get(winner.get_absolute_url()).content.decode()
        assert offered == (answer == 200)

    def test_who_has_not_signed_in_is_asked_to(self, client: Client) -> None:
        assert client.get("/desk/merges/")["Location"].startswith("/sign-in/")

    def test_a_reviewer_neither_decides_nor_is_told_that_it_waits_for_them(self, curator: Client) -> None:
        propose(curator, *two())
        reviewer = signed_in(cast.reviewer())
        assert decide(reviewer).status_code == 403
        desk = reviewer.get("/desk/").content.decode()
        assert "waiting for you" not in desk and "No proposal waits for you." in desk
        review = reviewer.get("/desk/actors/yue-xiaoyong/review/").content.decode()
        assert "A curator or administrator who may read everything (TLP:RED) who is somebody else decides." in review
        assert "Every row that would move" not in review

    def test_an_actor_that_was_withdrawn_is_not_there(self, curator: Client) -> None:
        _, winner = two()
        gone = an_actor("Gone", stage=Stage.WITHDRAWN, withdrawn_because="Wrong.")
        assert curator.get(merge_of(gone, winner)).status_code == 422
        assert curator.get(f"/desk{gone.get_absolute_url()}merge/").status_code == 404


class TestProposing:
    def test_the_other_is_found_by_name_and_the_page_says_what_moves(self, curator: Client) -> None:
        loser, _ = two()
        a_visit(loser, place="Kabul")
        assert "The entry that goes" in curator.get("/desk/actors/yue-xiaoyong/merge/").content.decode()
        page = curator.get("/desk/actors/yue-xiaoyong/merge/", {"with": "Yue"}).content.decode()
        assert "Merge Yue into Yue Xiaoyong" in page
        assert re.search(r"Parts taken</span>.*?Yue in Kabul</a> <span class=\"fine\">visitor", page, re.DOTALL)

    def test_every_row_that_collides_says_so(self, curator: Client) -> None:
        loser, winner = two()
        a_meeting(loser, winner)
        Name.objects.create(actor=loser, text="Y.", kind=Name.Kind.ALIAS)
        Name.objects.create(actor=winner, text="Y.", kind=Name.Kind.ACRONYM)
        page = curator.get(merge_of(loser, winner)).content.decode()
        assert "2 rows lead to" in page and "2 of them need a look" in page
        assert "Is there already: this row is taken out, and kept for an undo." in page
        assert "Is there already: this one stays with the entry that goes." in page

    def test_of_what_is_withdrawn_nothing_is_told_but_that_it_moves(self, curator: Client) -> None:
        loser, winner = two()
        gone: dict[str, Any] = {"stage": Stage.WITHDRAWN, "withdrawn_because": "Wrong."}
        a_citation(a_document("Canary paper", **gone), loser, quote="Canary words.")
        a_visit(loser, place="Canary town", **gone)
        page = curator.get(merge_of(loser, winner)).content.decode()
        assert "canary" not in page.lower()
        assert page.count("a withdrawn record") == 2

    def test_what_speaks_against_it_is_said_first(self, curator: Client) -> None:
        loser, winner = two()
        NotSame.objects.create(one=loser, other=winner, reason="Father and son.")
        for one, value in ((loser, "Q1"), (winner, "Q2")):
            Identifier.objects.create(record=one, scheme="wikidata", value=value)
        page = curator.get(merge_of(loser, winner)).content.decode()
        assert "found that they are not the same: Father and son." in page
        assert "Both are known to wikidata, as Q2 and as Q1." in page

    def test_what_the_one_that_stays_lacks_is_chosen_at_first(self, curator: Client) -> None:
        fields = opened(curator, merge_of(*two()))
        assert (fields["field-summary"], fields["field-title"]) == (["goes"], ["stays"])

    def test_nothing_moves_before_a_second_curator_has_accepted(self, curator: Client, second: Client) -> None:
        loser, winner = two()
        visit = a_visit(loser)
        answer = propose(curator, loser, winner)
        assert answer["Location"] == "/desk/actors/yue-xiaoyong/review/#proposals"
        assert visit.participants.get().actor == loser
        assert decide(curator).status_code == 403
        review = second.get("/desk/actors/yue-xiaoyong/review/").content.decode()
        assert "Every row that would move or collide" in review and "Taken over from it: In one sentence." in review
        assert decide(second).status_code == 302
        winner.refresh_from_db()
        assert (visit.participants.get().actor, winner.summary) == (winner, "An envoy.")
        assert Merge.objects.get().reason == "The same, spelt twice."

    def test_without_a_reason_it_is_refused_and_what_was_chosen_is_kept(self, curator: Client) -> None:
        answer = propose(curator, *two(), reason=" ", field__title="goes")
        assert answer.status_code == 422
        assert "Say why: whoever decides reads it." in answer.content.decode()
        assert fields_of(answer)["field-title"] == ["goes"]

    def test_who_read_it_before_somebody_saved_looks_once_more(self, curator: Client) -> None:
        loser, winner = two()
        fields = opened(curator, merge_of(loser, winner)) | {"reason": ["The same."]}
        loser.summary = "A special envoy."
        loser.save()
        answer = curator.post(merge_of(loser, winner), fields)
        assert (answer.status_code, fields_of(answer)["reason"]) == (422, ["The same."])
        assert "was saved by somebody since" in answer.content.decode()

    def test_what_was_saved_since_it_was_proposed_is_proposed_anew(self, curator: Client, second: Client) -> None:
        loser, winner = two()
        propose(curator, loser, winner)
        loser.summary = "A special envoy."
        loser.save()
        answer = decide(second)
        assert answer.status_code == 422 and "propose it anew" in answer.content.decode()
        assert not Merge.objects.exists()

    def test_one_that_cannot_be_says_why_and_has_no_button(self, curator: Client) -> None:
        loser, _ = two()
        page = curator.get(merge_of(loser, a_state("China"))).content.decode()
        assert "hold different rows" in page and "Propose the merge</button>" not in page


class TestUndoing:
    def test_it_is_proposed_on_the_page_of_the_merge_and_done_by_another(self, curator: Client, second: Client) -> None:
        loser, winner = two()
        visit = a_visit(loser, place="Kabul")
        propose(curator, loser, winner)
        decide(second)
        merge = Merge.objects.get()
        listed = curator.get("/desk/merges/").content.decode()
        assert f'<a href="/desk/merges/{merge.pk}/" dir="auto">Yue · {loser.ref}</a>' in listed
        page = curator.get(f"/desk/merges/{merge.pk}/").content.decode()
        assert "Yue Xiaoyong in Kabul" in page and "Back to it go: parts taken (1)." in page
        curator.post(f"/desk/merges/{merge.pk}/", {"reason": "Father and son."})
        assert "Reversal of a merge" in curator.get("/desk/merges/").content.decode()
        decide(second)
        assert visit.participants.get().actor == loser
        assert curator.get("/actors/yue/").status_code == 200
        assert "undone" in curator.get(f"/desk/merges/{merge.pk}/").content.decode()

    def test_without_a_reason_nothing_is_proposed(self, curator: Client, second: Client) -> None:
        propose(curator, *two())
        decide(second)
        answer = curator.post(f"/desk/merges/{Merge.objects.get().pk}/", {"reason": ""})
        assert answer.status_code == 422 and not Proposal.objects.open().exists()

    def test_what_cannot_be_restored_is_told_before_and_after(self, curator: Client, second: Client) -> None:
        loser, winner = two()
        visit = a_visit(loser)
        propose(curator, loser, winner)
        decide(second)
        visit.participants.get().delete()
        address = f"/desk/merges/{Merge.objects.get().pk}/"
        told = f"Parts taken, {visit.ref}: has been taken out since."
        assert told in curator.get(address).content.decode()
        curator.post(address, {"reason": "Two."})
        decide(second)
        page = curator.get(address).content.decode()
        assert told in page and "What the undo could not restore" in page

    def test_no_merge_is_at_other_numbers(self, curator: Client) -> None:
        assert curator.get("/desk/merges/1/").status_code == 404


class TestSplitting:
    def rows(self, actor: Actor) -> list[str]:
        visit, alias = a_visit(actor, place="Kabul"), Name.objects.create(actor=actor, text="Y. the younger")
        return [f"briefings.Participation.actor:{visit.participants.get().pk}", f"actors.Name.actor:{alias.pk}"]

    def test_chosen_rows_go_to_a_new_actor_that_stands_where_this_one_stands(
        self, curator: Client, second: Client
    ) -> None:
        actor, _ = two()
        rows, kept = self.rows(actor), a_tenure(actor)
        address = f"/desk{actor.get_absolute_url()}split/"
        typed = opened(curator, address) | {"title": ["Yue the younger"], "reason": ["Father and son."], "row": rows}
        looked = curator.post(address, typed | {"then": ["look"]})
        assert "What would go to the new actor" in looked.content.decode() and fields_of(looked)["row"] == rows[::-1]
        assert not Proposal.objects.exists()
        assert curator.post(address, typed | {"then": ["propose"]}).status_code == 302
        proposed = second.get(f"{address}?proposal={Proposal.objects.get().pk}")
        assert set(fields_of(proposed)["row"]) == set(rows)
        decide(second)
        made = Actor.objects.get(title="Yue the younger")
        assert (made.stage, made.published_by and made.published_by.username) == (Stage.PUBLISHED, "admin")
        assert made.participations.get().encounter.title == "Yue the younger in Kabul"
        assert set(made.names.values_list("text", flat=True)) == {"Yue the younger", "Y. the younger"}
        kept.refresh_from_db()
        assert kept.person == actor

    @pytest.mark.parametrize(
        ("given", "why"),
        [
            ({"row": []}, "Choose at least one row"),
            ({"title": [""]}, "Give the new actor the name"),
            ({"reason": [""]}, "Say why"),
            ({"row": ["actors.Name.actor:999"]}, "no longer lead to"),
            ({"row": ["records.Revision.record:1"]}, "are not moved"),
            ({"row": ["nothing"]}, "Choose at least one row"),
        ],
    )
    def test_what_is_refused_keeps_what_was_typed(self, curator: Client, given: dict, why: str) -> None:
        actor, _ = two()
        address = f"/desk{actor.get_absolute_url()}split/"
        typed = {"title": ["Another"], "reason": ["Two."], "row": self.rows(actor), "then": ["propose"]}
        answer = curator.post(address, opened(curator, address) | typed | given)
        assert answer.status_code == 422 and why in answer.content.decode()
        assert fields_of(answer)["title"] == (given.get("title") or ["Another"])
        assert not Proposal.objects.exists()

    def test_a_row_that_has_gone_since_stops_it(self, curator: Client, second: Client) -> None:
        actor, _ = two()
        rows, address = self.rows(actor), f"/desk{actor.get_absolute_url()}split/"
        typed = {"title": ["Another"], "reason": ["Two."], "row": rows, "then": ["propose"]}
        curator.post(address, opened(curator, address) | typed)
        actor.participations.get().delete()
        answer = decide(second)
        assert answer.status_code == 422 and "no longer lead to" in answer.content.decode()
        assert not Actor.objects.filter(title="Another").exists()


def test_a_page_asks_the_same_however_many_rows_there_are(
    curator: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    loser, winner = two()
    with saving(None):
        rows_for(loser, 1)
    addresses = [merge_of(loser, winner), f"/desk{loser.get_absolute_url()}split/"]
    for address in addresses:
        curator.get(address)
        with django_assert_max_num_queries(150) as first:
            curator.get(address)
        with saving(None):
            rows_for(loser, 59)
        with django_assert_num_queries(len(first)):
            curator.get(address)


def test_the_page_of_a_merge_asks_the_same_however_much_moved_and_however_little_can_go_back(
    curator: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    (loser, winner), (other, another) = two(), (an_actor(), an_actor())
    pages = []
    for number, one, stays in ((1, loser, winner), (20, other, another)):
        with saving(None):
            rows_for(one, number)
            for _ in range(number):
                a_meeting(one, stays)
        joining.merge(stays.pk, one.pk, [], cast.reader(f"by {number}"), cast.reader(f"second {number}"), "The same.")
        stays.participations.exclude(encounter__kind="meeting").first().delete()  # type: ignore[union-attr]
        pages.append(f"/desk/merges/{Merge.objects.get(winner=stays).pk}/")
    curator.get(pages[0])
    with django_assert_max_num_queries(80) as first:
        assert "has been taken out since" in curator.get(pages[0]).content.decode()
    with django_assert_num_queries(len(first)):
        curator.get(pages[1])


def rows_for(actor: Actor, number: int) -> None:
    for each in range(number):
        a_visit(actor, sender=None)
        a_tenure(actor)
        Name.objects.create(actor=actor, text=f"Name {Name.objects.count()} {each}")
