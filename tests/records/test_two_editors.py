"""Two editors with one record open: the second to save gets both versions, and nothing that either typed is lost."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client, TestCase

from briefings.models import Claim, Event
from records.access import Handling, Role
from records.models import Revision, saving
from tests import cast
from tests.at_once import AtOnce, at_once
from tests.factories import a_citation, a_claim, a_document, a_visit, an_actor, an_event, take_part
from tests.forms import fields_of, opened

Fields = dict[str, list[str]]


def signed_in(name: str, clearance: Handling = Handling.RED) -> Client:
    client = Client()
    client.force_login(cast.reader(name, clearance, Role.EDITOR))
    return client


def edit(record: Any) -> str:
    return f"/desk{record.get_absolute_url()}edit/"


def typed(fields: Fields, **changes: str) -> Mapping[str, Any]:
    return fields | {name.replace("__", "-"): [text] for name, text in changes.items()}


def both_versions(answer: Any) -> str:
    found = re.search(r'<section class="refused overtaken.*?</section>', answer.content.decode(), re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""


@pytest.mark.django_db
class TestTwoEditors:
    def test_what_was_changed_in_different_places_is_put_together_and_saved(self) -> None:
        one, other = signed_in("one"), signed_in("other")
        event = an_event("Attack", place="Kabul", description="A bomb went off at the ministry’s gate.")
        theirs, mine = opened(one, edit(event)), opened(other, edit(event))
        one.post(
            edit(event),
            typed(theirs, place="Kandahar", description="A large bomb went off at the ministry’s gate."),
        )
        answer = other.post(
            edit(event), typed(mine, outcome="Nine dead", description="A bomb went off at the palace’s gate.")
        )
        assert answer.status_code == 422
        assert "Saved meanwhile by one" in both_versions(answer) and "changed the same" not in both_versions(answer)
        assert other.post(edit(event), fields_of(answer)).status_code == 302
        now = Event.objects.get()
        assert (now.place, now.outcome) == ("Kandahar", "Nine dead")
        assert now.description == "A large bomb went off at the palace’s gate."

    def test_what_both_changed_stands_side_by_side_and_the_form_has_ones_own(self) -> None:
        one, other = signed_in("one"), signed_in("other")
        event = an_event("Attack", place="Kabul")
        theirs, mine = opened(one, edit(event)), opened(other, edit(event))
        one.post(edit(event), typed(theirs, place="Kandahar"))
        answer = other.post(edit(event), typed(mine, place="Herat"))
        assert re.search("Place Kandahar Herat", both_versions(answer))
        assert fields_of(answer)["place"] == ["Herat"]
        assert Event.objects.get().place == "Kandahar"

    def test_rows_that_each_put_in_are_both_there(self) -> None:
        one, other = signed_in("one"), signed_in("other")
        document, event = a_document(text="Here. There."), an_event("Attack")
        theirs, mine = opened(one, edit(event)), opened(other, edit(event))
        passage = {"citations__0__document": f"D-{document.pk}"}
        one.post(edit(event), typed(theirs, **passage, citations__0__quote="Here."))
        answer = other.post(edit(event), typed(mine, **passage, citations__0__quote="There."))
        assert other.post(edit(event), fields_of(answer)).status_code == 302
        assert set(event.citations.values_list("quote", flat=True)) == {"Here.", "There."}

    def test_a_row_that_one_took_out_and_the_other_changed_is_asked_about(self) -> None:
        one, other = signed_in("one"), signed_in("other")
        event = an_event("Attack")
        a_citation(a_document(text="Here."), event, quote="Here.", note="Old")
        theirs, mine = opened(one, edit(event)), opened(other, edit(event))
        one.post(edit(event), typed(theirs, citations__0__DELETE="on"))
        answer = other.post(edit(event), typed(mine, citations__0__note="New"))
        assert "taken out" in both_versions(answer)
        assert other.post(edit(event), fields_of(answer)).status_code == 302
        assert list(event.citations.values_list("note", flat=True)) == ["New"]

    def test_nobody_is_told_of_rows_that_name_what_they_may_not_see(self) -> None:
        one, other = signed_in("one"), signed_in("other", Handling.CLEAR)
        hidden = an_actor("Canary Person", handling=Handling.RED)
        visit = a_visit(an_actor("Yue Xiaoyong"), place="Doha")
        mine = opened(other, edit(visit))
        with saving(None):
            take_part(visit, hidden)
        one.post(edit(visit), typed(opened(one, edit(visit)), place="Kabul"))
        answer = other.post(edit(visit), typed(mine, purpose="Talks."))
        assert both_versions(answer)
        assert "Canary" not in answer.content.decode()
        assert other.post(edit(visit), fields_of(answer)).status_code == 302
        assert visit.participants.filter(actor=hidden).exists()

    def test_who_may_no_longer_edit_it_keeps_what_was_typed(self) -> None:
        other = signed_in("other", Handling.CLEAR)
        claim = a_claim("It is so")
        mine = opened(other, edit(claim))
        claim.refresh_from_db()
        claim.handling = Handling.RED
        claim.save()
        assert other.post(edit(claim), typed(mine, title="It is not so")).status_code == 404

    def test_who_else_has_it_open_is_shown(self) -> None:
        one, other = signed_in("one"), signed_in("other")
        claim = a_claim("It is so")
        opened(one, edit(claim))
        assert "Also editing this now: one." in other.get(edit(claim)).text
        told = one.post(f"/desk{claim.get_absolute_url()}presence/").json()
        assert told == {"others": ["other"]}


class TogetherAtOnce(AtOnce):
    def test_of_two_saves_at_the_same_moment_one_is_made_and_the_other_gets_both_versions(self) -> None:
        people = [signed_in("one"), signed_in("other")]
        claim = a_claim("It is so")
        forms = [opened(each, edit(claim)) for each in people]
        answers: dict[int, Any] = {}

        def send(number: int) -> None:
            answers[number] = people[number].post(edit(claim), typed(forms[number], summary=f"Version {number}"))

        assert at_once(lambda: send(0), lambda: send(1)) == ["", ""]
        assert sorted(one.status_code for one in answers.values()) == [302, 422]
        late = next(number for number, one in answers.items() if one.status_code == 422)
        assert f"Version {late}" in both_versions(answers[late])
        assert Claim.objects.get().summary == f"Version {1 - late}"
        assert Revision.objects.filter(record=claim.pk).count() == 2


class Untouched(TestCase):
    def test_a_number_that_is_no_revision_is_taken_for_a_version_of_before(self) -> None:
        client, claim = signed_in("one"), a_claim("It is so")
        answer = client.post(edit(claim), typed(opened(client, edit(claim)), opened="999", summary="New"))
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(fields_of(answer)["summary"], ["New"])
