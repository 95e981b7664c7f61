"""What texts and columns of a form tell of records that its editor may not see: tokens stand for references to them, columns
that tell of them are left out, and what stands there is kept through every way of saving."""

import re
from typing import Any

import pytest
from django.test import Client

from actors.models import Tenure
from briefings.models import Assertion, Event, Judgement, Meeting
from records.access import Handling, Stage
from records.models import Proposal, User, saving
from tests import cast
from tests.factories import (
    a_briefing,
    a_claim,
    a_meeting,
    a_state,
    a_tenure,
    a_visit,
    an_actor,
    an_assertion,
    an_event,
)
from tests.forms import fields_of, opened, refusals

pytestmark = pytest.mark.django_db

RED: dict[str, Any] = {"handling": Handling.RED}
GREEN: dict[str, Any] = {"handling": Handling.GREEN}
AGENT = "[[actors/falconfoot|the cobbler]]"
TOKEN = re.compile(r"!?\[\[withheld/[0-9-]+\]\]")


@pytest.fixture
def editor(client: Client) -> User:
    user = cast.editor(Handling.GREEN)
    client.force_login(user)
    an_actor("Falconfoot", **RED)
    return user


def edit(record: Any) -> str:
    return f"/desk{record.get_absolute_url()}edit/"


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def test_a_token_stands_for_a_hidden_reference_and_is_put_back(client: Client, editor: User) -> None:
    event = an_event("Attack", summary=f"Met {AGENT} in [[actors/nobody]] Doha.", **GREEN)
    page = client.get(edit(event)).text
    assert "falconfoot" not in page.lower() and "cobbler" not in page
    form = opened(client, edit(event))
    (mark,) = tokens(form["summary"][0])
    assert form["summary"] == [f"Met {mark} in [[actors/nobody]] Doha."]
    assert client.post(edit(event), form | {"place": ["Kabul"]}).status_code == 302
    assert Event.objects.get().summary == f"Met {AGENT} in [[actors/nobody]] Doha."
    changed = opened(client, edit(event))
    (mark,) = tokens(changed["summary"][0])
    assert client.post(edit(event), changed | {"summary": [f"In Doha they met {mark}."]}).status_code == 302
    assert Event.objects.get().summary == f"In Doha they met {AGENT}."


def test_who_may_see_the_record_has_the_reference_as_it_was_written(client: Client) -> None:
    client.force_login(cast.editor())
    an_actor("Falconfoot", **RED)
    event = an_event("Attack", summary=f"Met {AGENT}.")
    form = opened(client, edit(event))
    assert form["summary"] == [f"Met {AGENT}."]
    assert client.post(edit(event), form | {"place": ["Kabul"]}).status_code == 302
    assert Event.objects.get().summary == f"Met {AGENT}."


def test_the_same_reference_has_a_token_of_its_own_in_each_place(client: Client, editor: User) -> None:
    """Else one that is typed would be told to be the same as one that is withheld."""
    event = an_event("Attack", summary=f"{AGENT} and {AGENT}, who is no [[actors/falconfoot]].", **GREEN)
    assert len({*tokens(opened(client, edit(event))["summary"][0])}) == 3


def test_a_token_may_be_moved_into_another_field_or_deleted(client: Client, editor: User) -> None:
    event = an_event(
        "Attack", summary=f"Met {AGENT} there.", description=f"Once more: ![[actors/falconfoot]] {AGENT}", **GREEN
    )
    form = opened(client, edit(event))
    (mark,) = tokens(form["summary"][0])
    moved = form | {"summary": ["Met there."], "outcome": [f"By {mark}"], "description": ["Once more."]}
    assert client.post(edit(event), moved).status_code == 302
    now = Event.objects.get()
    assert (now.summary, now.outcome, now.description) == ("Met there.", f"By {AGENT}", "Once more.")


def test_a_token_that_stands_for_nothing_is_refused_and_the_rest_kept(client: Client, editor: User) -> None:
    event, other = an_event("Attack", summary="Met."), an_event("Other", summary=f"Met {AGENT}.", **GREEN)
    (foreign,) = tokens(opened(client, edit(other))["summary"][0])
    for typed in ("[[withheld/1]]", f"[[withheld/{event.pk}-1-1]]", f"[[withheld/{event.pk}-99999999999-1]]", foreign):
        form = opened(client, edit(event)) | {"summary": [f"Met {typed}."], "place": ["Kabul"]}
        answer = client.post(edit(event), form)
        assert "stands for nothing here" in refusals(answer)
        assert fields_of(answer)["place"] == ["Kabul"] and typed in fields_of(answer)["summary"][0]
    blank = opened(client, "/desk/claims/new/") | {"title": ["It is so"], "summary": [f"By {foreign}."]}
    assert "stands for nothing here" in refusals(client.post("/desk/claims/new/", blank))


def test_a_refused_form_is_sent_again_with_its_tokens(client: Client, editor: User) -> None:
    event = an_event("Attack", summary=f"Met {AGENT}.", **GREEN)
    answer = client.post(edit(event), opened(client, edit(event)) | {"title": [""], "place": ["Kabul"]})
    assert answer.status_code == 422 and "falconfoot" not in answer.text.lower()
    assert client.post(edit(event), fields_of(answer) | {"title": ["Attack"]}).status_code == 302
    now = Event.objects.get()
    assert (now.summary, now.place) == (f"Met {AGENT}.", "Kabul")


def test_rows_have_tokens_too(client: Client, editor: User) -> None:
    paper = a_briefing("Paper", stage=Stage.DRAFT, **GREEN)
    with saving(None):
        Judgement.objects.create(
            briefing=paper, order=1, text=f"{AGENT} will come.", basis="One.", likelihood="likely", confidence="low"
        )
    form = opened(client, edit(paper))
    assert "cobbler" not in client.get(edit(paper)).text
    (mark,) = tokens(form["judgements-0-text"][0])
    assert client.post(edit(paper), form | {"judgements-0-basis": ["Two sources."]}).status_code == 302
    assert Judgement.objects.get().text == f"{AGENT} will come."
    form = opened(client, edit(paper))
    (mark,) = tokens(form["judgements-0-text"][0])
    assert client.post(edit(paper), form | {"judgements-0-text": [f"So {mark} will."]}).status_code == 302
    assert Judgement.objects.get().text == f"So {AGENT} will."


def test_meetings_in_the_form_of_a_visit_have_tokens_of_their_own_record(client: Client, editor: User) -> None:
    visit = a_visit(an_actor("Yue"), host=a_state("Pakistan"), when="2024-11-18", **GREEN)
    meeting = a_meeting(an_actor("Zed"), visit=visit, readout=f"{AGENT} spoke.", **GREEN)
    form = opened(client, edit(visit))
    (mark,) = tokens(form["meetings-0-readout"][0])
    assert mark.startswith(f"[[withheld/{meeting.pk}-")
    answer = client.post(edit(visit), form | {"meetings-0-readout": [f"At noon {mark} spoke."]})
    assert answer.status_code == 302, refusals(answer)
    assert Meeting.objects.get().readout == f"At noon {AGENT} spoke."


def test_a_change_of_a_published_paper_is_proposed_with_what_tokens_stand_for(client: Client, editor: User) -> None:
    paper = a_briefing("Paper", body=f"We met {AGENT} in Doha.", **GREEN)
    form = opened(client, edit(paper)) | {"summary": ["What is new."], "comment": ["A summary."]}
    assert client.post(edit(paper), form).status_code == 302
    assert Proposal.objects.get().payload["snapshot"]["body"] == f"We met {AGENT} in Doha."
    assert "cobbler" not in client.get(f"/desk{paper.get_absolute_url()}review/").text


def test_the_preview_of_a_paper_withholds_what_tokens_stand_for(client: Client, editor: User) -> None:
    paper = a_briefing("Paper", body=f"We met {AGENT} in Doha.", **GREEN)
    form = opened(client, edit(paper))
    answer = client.post("/desk/preview/", form).text
    assert 'We met <span class="withheld">withheld</span> in Doha.' in answer


class TestTwoVersions:
    def test_both_keep_what_is_withheld(self, client: Client, editor: User) -> None:
        event = an_event("Attack", summary=f"Met {AGENT} in the town of Doha, by day.", **GREEN)
        mine = opened(client, edit(event))
        (mark,) = tokens(mine["summary"][0])
        saved(event, summary=f"Met {AGENT} in the town of Doha, by night, and [[actors/falconfoot|the baker]].")
        answer = client.post(edit(event), mine | {"summary": [f"They met {mark} in the town of Doha, by day."]})
        assert answer.status_code == 422 and all(one not in answer.text for one in ("cobbler", "baker", "falconfoot"))
        assert client.post(edit(event), fields_of(answer)).status_code == 302
        assert Event.objects.get().summary == (
            f"They met {AGENT} in the town of Doha, by night, and [[actors/falconfoot|the baker]]."
        )

    def test_a_clash_shows_tokens_and_ones_own_can_be_saved(self, client: Client, editor: User) -> None:
        event = an_event("Attack", place=f"At {AGENT}", **GREEN)
        mine = opened(client, edit(event))
        (mark,) = tokens(mine["place"][0])
        saved(event, place="Elsewhere")
        answer = client.post(edit(event), mine | {"place": [f"Near {mark}"]})
        assert "changed the same" in answer.text and "cobbler" not in answer.text
        (kept,) = tokens(fields_of(answer)["place"][0])
        saved(event, outcome="Nine dead")
        again = client.post(edit(event), fields_of(answer))
        assert again.status_code == 422 and kept in fields_of(again)["place"][0]
        assert client.post(edit(event), fields_of(again)).status_code == 302
        now = Event.objects.get()
        assert (now.place, now.outcome) == (f"Near {AGENT}", "Nine dead")

    @pytest.mark.parametrize("guess", ["Falconfoot met the colonel in Doha.", "Somebody met nobody in a town."])
    def test_what_the_form_says_it_was_opened_at_tells_nothing_of_a_hidden_revision(
        self, client: Client, editor: User, guess: str
    ) -> None:
        event = an_event("Attack", summary="Falconfoot met the colonel in Doha.", **RED)
        saved(event, summary="Nothing can be said of it here.", handling=Handling.GREEN)
        answer = client.post(edit(event), opened(client, edit(event)) | {"opened": ["1"], "summary": [guess]})
        assert answer.status_code == 422 and "changed the same" in answer.text
        assert fields_of(answer)["summary"] == [guess]


def saved(event: Event, **changes: Any) -> None:
    with saving(None):
        now = Event.objects.get(pk=event.pk)
        for name, value in changes.items():
            setattr(now, name, value)
        now.save()


class TestColumnsThatTellOfAnother:
    """`SAID`: what stands in them is said of the record to which a reference of the same form leads."""

    def records(self) -> list[tuple[Any, str]]:
        person, state = an_actor("Canary Person", **RED), a_state("Canary State", **RED)
        return [
            (an_assertion(a_claim("So"), person, title_as_stated="Chief of Station", **GREEN), "title_as_stated"),
            (a_tenure(person, title_as_stated="Chief of Station", started="2020", **GREEN), "title_as_stated"),
            (
                a_visit(
                    an_actor("Zed"),
                    host=a_state(),
                    sender=state,
                    sending_label="Chief of Station",
                    when="2024",
                    **GREEN,
                ),
                "sending_label",
            ),
            (a_visit(an_actor("Zed"), host=state, host_label="Chief of Station", when="2024", **GREEN), "host_label"),
        ]

    def test_they_are_not_shown_and_stay(self, client: Client, editor: User) -> None:
        for record, name in self.records():
            form = opened(client, edit(record))
            assert name not in form and "Chief of Station" not in client.get(edit(record)).text
            answer = client.post(edit(record), form | {"summary": ["Looked at."], name: ["Guessed"]})
            assert answer.status_code == 302, refusals(answer)
            now = type(record).objects.get(pk=record.pk)
            assert (getattr(now, name), now.summary) == ("Chief of Station", "Looked at.")

    def test_who_may_see_the_record_may_change_them(self, client: Client) -> None:
        client.force_login(cast.editor())
        for record, name in self.records():
            form = opened(client, edit(record))
            assert form[name] == ["Chief of Station"]
            assert client.post(edit(record), form | {name: ["Resident"]}).status_code == 302
            assert getattr(type(record).objects.get(pk=record.pk), name) == "Resident"

    def test_they_do_not_pass_to_another_whom_the_editor_names(self, client: Client, editor: User) -> None:
        tenure = a_tenure(an_actor("Canary", **RED), title_as_stated="Chief of Station", started="2020", **GREEN)
        form = opened(client, edit(tenure)) | {"person": [an_actor("Open Person").ref]}
        assert client.post(edit(tenure), form).status_code == 302
        assert Tenure.objects.get().title_as_stated == ""
        assert "Chief of Station" not in client.get(tenure.get_absolute_url()).text

    def test_two_versions_are_put_together_without_them(self, client: Client, editor: User) -> None:
        said = an_assertion(a_claim("So"), an_actor("Canary", **RED), title_as_stated="Chief of Station", **GREEN)
        mine = opened(client, edit(said)) | {"summary": ["What I typed."]}
        with saving(None):
            other = Assertion.objects.get()
            other.speaker, other.title_as_stated = an_actor("Open Person"), "Speaker"
            other.save()
        answer = client.post(edit(said), mine)
        assert answer.status_code == 422 and "Chief of Station" not in answer.text
        assert client.post(edit(said), fields_of(answer)).status_code == 302
        now = Assertion.objects.get()
        assert (now.title_as_stated, now.summary) == ("Speaker", "What I typed.")


def test_the_queries_do_not_grow_with_the_tokens(
    client: Client, editor: User, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    few, many = (an_event("Attack", summary=f"{AGENT} " * number, **GREEN) for number in (1, 60))
    for one in (few, many):
        client.get(edit(one))
    with django_assert_max_num_queries(100) as asked:
        client.get(edit(few))
    with django_assert_num_queries(len(asked)):
        client.get(edit(many))
