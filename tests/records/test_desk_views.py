"""Entering and editing records of any kind: who, with what to begin with, refused with all that was typed, saved as one act."""

from typing import Any

import pytest
from django.test import Client

from actors.models import Actor, Name, Relation, Tenure
from briefings.models import Assertion, Claim, Commitment, CommitmentUpdate, Meeting, Participation
from records import desk
from records.access import Handling, Stage
from records.models import Citation, Record, Revision, User
from tests import cast
from tests.factories import (
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
)
from tests.forms import opened, refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> User:
    user = cast.editor(Handling.AMBER)
    client.force_login(user)
    return user


def edit(record: Any) -> str:
    return f"/desk{record.get_absolute_url()}edit/"


def test_a_claim_is_entered_with_what_somebody_said_of_it(client: Client, editor: User) -> None:
    speaker, document = an_actor("Amna Baloch"), a_document("The statement", text="It is so, she said.")
    sent = {
        **opened(client, "/desk/claims/new/"),
        "title": "It is so",
        "speaker": "Amna Baloch",
        "stance": "denies",
        "said_when": "18 Nov 2024",
        "words": "It is so",
        "document": "The statement",
        "comment": "From the statement.",
    }
    answer = client.post("/desk/claims/new/", sent)
    claim = Claim.objects.get(title="It is so")
    assert answer.headers["Location"] == claim.get_absolute_url()
    said = Assertion.objects.get(claim=claim)
    assert (said.speaker_id, said.stance, said.act, said.when) == (speaker.pk, "denies", "denies", "2024-11-18")
    cited = Citation.objects.get(target=said)
    assert (cited.document_id, cited.quote, cited.suffix) == (document.pk, "It is so", ", she said.")
    assert (claim.stage, said.stage, claim.created_by) == (Stage.DRAFT, Stage.DRAFT, editor)
    kept = Revision.objects.get(record=said)
    assert (kept.author, kept.comment) == (editor, "From the statement.")


def test_words_that_are_not_in_the_document_are_refused_with_a_new_claim(client: Client, editor: User) -> None:
    an_actor("Amna Baloch")
    a_document("The statement", text="It is so, she said.")
    named = {"title": "It is so", "speaker": "Amna Baloch", "document": "The statement"}
    answer = client.post("/desk/claims/new/", {**opened(client, "/desk/claims/new/"), **named, "words": "It was so"})
    assert "Not found in the archived text" in refusals(answer)
    assert not Claim.objects.exists()


def test_what_is_said_without_a_speaker_is_refused(client: Client, editor: User) -> None:
    sent = {**opened(client, "/desk/claims/new/"), "title": "It is so", "said_when": "2024"}
    answer = client.post("/desk/claims/new/", sent)
    assert "Name who says it" in refusals(answer)
    assert not Claim.objects.exists()


def test_a_refused_form_keeps_all_that_was_typed(client: Client, editor: User) -> None:
    sent = {
        **opened(client, "/desk/tenures/new/"),
        "person": "Nobody At All",
        "post": "new: Envoy",
        "started": "the day after",
        "note": "A long note.",
    }
    answer = client.post("/desk/tenures/new/", sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    for typed in ("Nobody At All", "new: Envoy", "the day after", "A long note."):
        assert typed in text
    assert "There is no person called “Nobody At All” that you may read" in refusals(answer)
    assert not Record.objects.exists()


def test_what_is_named_as_new_comes_with_the_record_and_once(client: Client, editor: User) -> None:
    sent = {
        **opened(client, "/desk/meetings/new/"),
        "handling": str(Handling.AMBER.value),
        "participants-0-actor": "new: Ali Khan",
        "participants-0-role": "host",
        "participants-1-actor": "new: ali  khan",
        "participants-1-role": "mediator",
    }
    answer = client.post("/desk/meetings/new/", sent)
    assert answer.status_code == 302, refusals(answer)
    made = Actor.objects.get()
    assert (made.title, made.handling, made.stage) == ("Ali Khan", Handling.AMBER, Stage.DRAFT)
    assert {one.role for one in Participation.objects.all()} == {"host", "mediator"}


ANSWERS = [
    ("/desk/assertions/new/?claim={claim}", {"claim": "It is so"}),
    ("/desk/assertions/new/?claim={claim}&responds_to={said}", {"stance": "denies", "act": "denies"}),
    ("/desk/assertions/new/?responds_to={said}", {"claim": "It is so"}),
    ("/desk/assertions/new/?visit={visit}&person={person}", {"speaker": "Envoy", "when": "2024-11-18"}),
    ("/desk/tenures/new/?person={person}&post={post}", {"person": "Envoy", "post": "Secretary"}),
    ("/desk/visits/new/?person={person}", {"participants-0-actor": "Envoy"}),
    ("/desk/meetings/new/?visit={visit}", {"when": "2024-11-18", "place": "Islamabad"}),
    ("/desk/commitments/new/?assertion={said}&person={person}", {"made_in": "affirms", "by": "Envoy"}),
    ("/desk/claims/new/?document={document}&about={person}", {"document": "Paper", "subjects": "Envoy"}),
    ("/desk/relations/new/?actor={person}", {"subject": "Envoy"}),
    ("/desk/actors/new/?name=Somebody&category=party", {"title": "Somebody", "category": "party"}),
    ("/desk/posts/new/?name=Secretary", {"title": "Secretary", "role": "Secretary"}),
]


@pytest.mark.parametrize(("address", "begins"), ANSWERS)
def test_a_new_form_begins_with_what_the_address_gives(
    client: Client, editor: User, address: str, begins: dict[str, str]
) -> None:
    person, claim = an_actor("Envoy"), a_claim("It is so")
    given = {
        "claim": claim.slug,
        "said": an_assertion(claim, person).ref,
        "visit": a_visit(person, when="2024-11-18", place="Islamabad").ref,
        "person": person.slug,
        "post": a_post("Secretary").ref,
        "document": a_document("Paper").slug,
    }
    form = opened(client, address.format(**given))
    for name, value in begins.items():
        assert value in form[name][0], name


@pytest.mark.parametrize("given", ["nobody", "A-999999999", "A-9999999999999999999999", "", "\x00", "x" * 5000, "C-1"])
def test_an_address_that_means_nothing_begins_a_blank_form(client: Client, editor: User, given: str) -> None:
    assert opened(client, "/desk/tenures/new/").keys() == opened(client, f"/desk/tenures/new/?person={given}").keys()


def test_a_tenure_that_ends_before_it_begins_is_refused_in_words(client: Client, editor: User) -> None:
    tenure = a_tenure(started="2020")
    answer = client.post(edit(tenure), {**opened(client, edit(tenure)), "ended": "2019"})
    assert "lies before the date started" in refusals(answer)
    answer = client.post(edit(tenure), {**opened(client, edit(tenure)), "ended": "2019", "dates_conflict": "on"})
    assert answer.status_code == 302


def test_dates_are_written_as_people_write_them(client: Client, editor: User) -> None:
    tenure = a_tenure()
    answer = client.post(
        edit(tenure), {**opened(client, edit(tenure)), "started": "mid-March 2021", "ended": "spring 2024"}
    )
    assert answer.status_code == 302, refusals(answer)
    kept = Tenure.objects.get(pk=tenure.pk)
    assert kept.started.startswith("2021-03") or kept.started.startswith("[2021-03")
    assert kept.ended == "2024-21"


def test_a_relative_date_counts_from_the_day_of_the_cited_document(client: Client, editor: User) -> None:
    document = a_document("Report", when="2024-11-19", text="They met on Monday.")
    meeting = a_meeting(an_actor("One"), an_actor("Two"))
    a_citation(document, meeting, quote="They met on Monday.")
    answer = client.post(edit(meeting), {**opened(client, edit(meeting)), "when": "Monday"})
    assert answer.status_code == 302, refusals(answer)
    kept = Meeting.objects.get(pk=meeting.pk)
    assert (kept.when, kept.when_note) == ("2024-11-18?", "Monday")


def test_a_relation_joins_two(client: Client, editor: User) -> None:
    state = a_state("Here")
    relation = a_relation(state, "opposes", a_state("There"))
    answer = client.post(edit(relation), {**opened(client, edit(relation)), "object": "Here"})
    assert "two different actors" in refusals(answer)
    assert Relation.objects.get().object_id == relation.object_id


def test_an_answer_is_to_an_assertion_of_the_same_claim(client: Client, editor: User) -> None:
    person = an_actor("Speaker")
    other = an_assertion(a_claim("Another"), person)
    said = an_assertion(a_claim("It is so"), person)
    answer = client.post(edit(said), {**opened(client, edit(said)), "responds_to": other.ref})
    assert "That was said of another claim" in refusals(answer)


@pytest.mark.parametrize("status", ["kept", "broken"])
def test_one_person_does_not_rate_a_promise_kept_or_broken(client: Client, editor: User, status: str) -> None:
    promise = a_commitment("To act", by=an_actor("Somebody"))
    sent = {**opened(client, edit(promise)), "updates-0-status": status, "updates-0-when": "2024"}
    answer = client.post(edit(promise), sent)
    assert "takes a second person" in refusals(answer)
    answer = client.post(edit(promise), {**sent, "updates-0-status": "stalled"})
    assert answer.status_code == 302
    assert CommitmentUpdate.objects.get().by == editor


def test_a_rating_that_two_have_agreed_on_stays_when_the_promise_is_edited(client: Client, editor: User) -> None:
    promise, second = a_commitment("To act", by=an_actor("Somebody")), cast.curator()
    CommitmentUpdate.objects.create(
        commitment=promise, status="kept", when="2024", note="So.", by=editor, second=second
    )
    answer = client.post(
        edit(promise), {**opened(client, edit(promise)), "updates-0-note": "Seen by both.", "summary": "New."}
    )
    assert answer.status_code == 302, refusals(answer)
    kept = CommitmentUpdate.objects.get()
    assert (kept.status, kept.note, kept.second) == ("kept", "So.", second)
    assert kept.commitment.summary == "New."


def test_a_label_is_not_lowered_by_one(client: Client, editor: User) -> None:
    claim = a_claim("It is so", handling=Handling.AMBER)
    answer = client.post(edit(claim), {**opened(client, edit(claim)), "handling": "0"})
    assert "To lower a label takes a second person" in refusals(answer)
    assert (
        client.post(edit(a_claim("That too")), {"title": "That too", "type": "fact", "handling": "2"}).status_code
        == 302
    )


def test_a_new_name_of_an_actor_is_its_primary_name(client: Client, editor: User) -> None:
    actor = an_actor("Amna Baloch")
    sent = {**opened(client, edit(actor)), "title": "Amna Balouch"}
    sent |= {"names-TOTAL_FORMS": "1", "names-0-text": "Amna Baloch", "names-0-kind": "former"}
    answer = client.post(edit(actor), sent)
    assert answer.status_code == 302, refusals(answer)
    assert set(Name.objects.values_list("text", "kind")) == {("Amna Balouch", "primary"), ("Amna Baloch", "former")}


def test_after_a_save_the_next_one_is_entered(client: Client, editor: User) -> None:
    sent = {**opened(client, "/desk/events/new/"), "title": "A takeover", "then": "another"}
    assert client.post("/desk/events/new/", sent).headers["Location"] == "/desk/events/new/"


def test_another_row_comes_without_scripts_and_nothing_is_judged(client: Client, editor: User) -> None:
    sent = {**opened(client, "/desk/meetings/new/"), "place": "Doha", "add": "participants"}
    answer = client.post("/desk/meetings/new/", sent)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert 'name="participants-2-actor"' in text
    assert 'value="Doha"' in text
    assert not refusals(answer)


def test_every_kind_is_offered_but_the_one_that_is_written_elsewhere() -> None:
    assert {page.model.KIND for page in desk.offered().values()} >= {
        "actor", "post", "tenure", "relation", "visit", "meeting", "event", "claim", "assertion", "commitment", "document",
    }  # fmt: skip


def test_rows_are_added_changed_and_removed(client: Client, editor: User) -> None:
    meeting = a_meeting(an_actor("Stays"), an_actor("Goes"))
    third = an_actor("Comes")
    sent = opened(client, edit(meeting))
    sent |= {"participants-1-DELETE": ["on"], "participants-2-actor": [third.ref], "participants-2-role": ["mediator"]}
    answer = client.post(edit(meeting), sent)
    assert answer.status_code == 302, refusals(answer)
    there = [(one.actor.title, one.role) for one in Participation.objects.order_by("pk")]
    assert there == [("Stays", "counterpart"), ("Comes", "mediator")]


def test_somebody_in_one_role_twice_is_refused_in_words(client: Client, editor: User) -> None:
    person = an_actor("Twice")
    sent = opened(client, "/desk/meetings/new/")
    for number in (0, 1):
        sent |= {f"participants-{number}-actor": [person.ref], f"participants-{number}-role": ["host"]}
    answer = client.post("/desk/meetings/new/", sent)
    assert answer.status_code == 422
    assert "Two rows have the same actor and role" in refusals(answer)
    assert not Meeting.objects.exists()


def test_the_promise_of_nobody_is_refused(client: Client, editor: User) -> None:
    answer = client.post("/desk/commitments/new/", {**opened(client, "/desk/commitments/new/"), "title": "To act"})
    assert answer.status_code == 422
    assert not Commitment.objects.exists()


@pytest.mark.django_db
def test_a_saved_draft_can_be_taken_on_to_its_review(client: Client) -> None:
    client.force_login(cast.editor())
    fields = opened(client, "/desk/claims/new/") | {"title": ["It is so"], "then": ["review"]}
    answer = client.post("/desk/claims/new/", fields)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/claims/it-is-so/review/#decide")
