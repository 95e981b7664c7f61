"""A visit is entered in one screen: itself, who came as what, whom they met, what was said, and the source of it all."""

from typing import Any

import pytest
from django.test import Client

from actors.models import Actor, Post, Tenure
from briefings.models import Assertion, Meeting, Participation, Role, Series, Visit
from records.access import Handling, Stage
from records.models import Citation, Document, Record, Revision, Source, User
from tests import cast
from tests.factories import a_document, a_meeting, a_post, a_state, a_tenure, a_visit, an_actor
from tests.forms import opened, refusals

pytestmark = pytest.mark.django_db

NEW = "/desk/visits/new/"
TEXT = "The envoy met Foreign Secretary Amna Baloch. The envoy also met Ahmad Warraich. They agreed on peace."
MOST = 12


@pytest.fixture
def editor(client: Client) -> User:
    user = cast.editor(Handling.AMBER)
    client.force_login(user)
    return user


def the_case() -> None:
    china, pakistan = a_state("China"), a_state("Pakistan")
    envoy = a_post("Special Envoy of China", state=china, level=3)
    secretary = a_post("Foreign Secretary of Pakistan", state=pakistan, level=2)
    a_tenure(an_actor("Yue Xiaoyong"), envoy, started="2020", ended="2030")
    a_tenure(an_actor("Amna Baloch"), secretary, started="2024-09", ended="2030")
    an_actor("Ahmad Warraich", state=pakistan)
    a_document("The statement", text=TEXT, when="2024-11-19")


SAMPLE = {
    "participants-0-actor": "Yue Xiaoyong",
    "participants-0-title_as_stated": "Special Envoy",
    "when": "Monday",
    "place": "Islamabad",
    "purpose": "Talks.",
    "source-document": "The statement",
    "source-quote": "They agreed on peace.",
    "meetings-0-people": "Amna Baloch as host",
    "meetings-0-passage": "The envoy met Foreign Secretary Amna Baloch.",
    "meetings-1-people": "Ahmad Warraich",
    "meetings-1-passage": "The envoy also met Ahmad Warraich.",
}


def entered(client: Client, **more: str) -> Any:
    return client.post(NEW, {**opened(client, NEW), **SAMPLE, **more})


def saved(client: Client, **more: str) -> Visit:
    answer = entered(client, **more)
    assert answer.status_code == 302, refusals(answer)
    return Visit.objects.get()


def test_the_sample_visit_takes_twelve_fields_and_one_save(client: Client, editor: User) -> None:
    the_case()
    assert len(SAMPLE) <= MOST
    visit = saved(client)
    assert (visit.title, visit.when, visit.when_note) == ("Yue Xiaoyong in Islamabad", "2024-11-18?", "Monday")
    assert (str(visit.sending_state), str(visit.host_state), visit.level) == ("China", "Pakistan", 3)
    came: Any = visit.participants.get()
    assert (came.role, came.tenure.post.title, came.title_as_stated) == (
        "visitor",
        "Special Envoy of China",
        "Special Envoy",
    )


def test_each_meeting_has_the_visitor_and_whom_they_met_as_what(client: Client, editor: User) -> None:
    the_case()
    visit = saved(client)
    told = [
        [
            (one.actor.title, one.role, str(one.tenure or ""), str(one.on_behalf_of or ""))
            for one in met.participants.order_by("pk")
        ]
        for met in Meeting.objects.of_visit(visit.pk).order_by("pk")
    ]
    yue = ("Yue Xiaoyong", "visitor", "Yue Xiaoyong, Special Envoy of China", "China")
    baloch = ("Amna Baloch", "host", "Amna Baloch, Foreign Secretary of Pakistan", "Pakistan")
    assert told == [[yue, baloch], [yue, ("Ahmad Warraich", "counterpart", "", "")]]
    assert {(one.when, one.place, one.stage) for one in Meeting.objects.all()} == {
        ("2024-11-18?", "Islamabad", Stage.DRAFT)
    }


def test_the_source_is_cited_for_the_visit_and_for_each_meeting_by_its_own_passage(
    client: Client, editor: User
) -> None:
    the_case()
    visit = saved(client)
    cited = {(one.target_id == visit.pk, one.quote) for one in Citation.objects.all()}
    assert cited == {
        (True, SAMPLE["source-quote"]),
        (False, SAMPLE["meetings-0-passage"]),
        (False, SAMPLE["meetings-1-passage"]),
    }


def test_all_of_it_is_one_act_of_drafts_with_the_handling_of_the_visit(client: Client, editor: User) -> None:
    the_case()
    before = set(Record.objects.values_list("pk", flat=True))
    saved(client, handling="2", comment="From the statement.", **{"meetings-2-people": ""})
    made = Record.objects.exclude(pk__in=before)
    assert {(one.stage, one.handling, one.created_by) for one in made} == {(Stage.DRAFT, Handling.AMBER, editor)}
    revisions = Revision.objects.filter(record__in=made)
    assert {(one.number, one.author, one.comment) for one in revisions} == {(1, editor, "From the statement.")}


def test_what_was_said_is_an_assertion_with_its_sentence(client: Client, editor: User) -> None:
    the_case()
    said = {
        "said-0-speaker": "Pakistan",
        "said-0-claim": "new: The sanctuaries are there",
        "said-0-stance": "denies",
        "said-0-told": "China; Yue Xiaoyong",
        "said-0-words": "They agreed on peace.",
    }
    visit = saved(client, **said)
    made = Assertion.objects.get()
    assert (made.title, made.encounter_id, made.when) == (
        "Pakistan denies: The sanctuaries are there", visit.pk, visit.when,
    )  # fmt: skip
    assert {one.title for one in made.audience.all()} == {"China", "Yue Xiaoyong"}
    assert Citation.objects.get(target=made).quote == "They agreed on peace."


def test_a_new_visitor_comes_with_state_and_post(client: Client, editor: User) -> None:
    the_case()
    new = {"participants-0-actor": "new: Zamir K", "new_state": "new: Russia", "new_post": "Envoy of Russia"}
    visit = saved(client, **new)
    person, post = Actor.objects.get(title="Zamir K"), Post.objects.get(title="Envoy of Russia")
    assert (person.category, str(person.state), person.stage) == ("person", "Russia", Stage.DRAFT)
    assert str(visit.sending_state) == str(post.state) == "Russia"
    assert visit.participants.get().tenure == Tenure.objects.get(person=person, post=post)


def test_a_new_document_comes_with_its_source(client: Client, editor: User) -> None:
    the_case()
    new = {
        "source-document": "new: The report",
        "source-publisher": "A paper",
        "source-published": "19 Nov 2024",
        "source-url": "https://example.org/report",
    }
    visit = saved(client, **new)
    made = Document.objects.get(title="The report")
    assert (made.source.name, made.when, made.url) == ("A paper", "2024-11-19", "https://example.org/report")
    assert visit.when == "2024-11-18?"
    assert visit.citations.get().document == made
    assert Source.objects.filter(name="A paper").count() == 1


REFUSED = [
    ({"participants-0-actor": ""}, "Say who came"),
    ({"participants-0-actor": "Yu"}, "Did you mean Yue Xiaoyong"),
    ({"when": "Monday", "source-document": "", "source-quote": "", "meetings-0-passage": ""}, "Monday"),
    ({"source-quote": "They agreed on war."}, "Not found in the archived text"),
    ({"meetings-1-passage": "They never met."}, "Not found in the archived text"),
    ({"meetings-1-people": "Ahmad Warraich; Somebody Else"}, "There is no actor called “Somebody Else”"),
    ({"source-document": "new: A paper’s report"}, "who published it"),
    ({"source-publisher": "A paper"}, "This document is on record"),
    ({"said-0-speaker": "Pakistan"}, "which claim"),
    ({"source-document": ""}, "Say in which document these words stand"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "told"), REFUSED)
def test_what_is_wrong_is_told_and_nothing_is_saved(
    client: Client, editor: User, wrong: dict[str, str], told: str
) -> None:
    the_case()
    before = Record.objects.count()
    answer = entered(client, **wrong)
    assert answer.status_code == 422
    assert told.lower() in refusals(answer).lower()
    assert Record.objects.count() == before
    assert SAMPLE["purpose"] in answer.content.decode()


def test_without_scripts_the_posts_are_looked_up_and_confirmed(client: Client, editor: User) -> None:
    the_case()
    blank = opened(client, NEW)
    answer = client.post(NEW, {**blank, **SAMPLE, "add": "look"})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Special Envoy of China (2020 to 2030): held it that day" in text
    assert not Visit.objects.exists()


def test_no_post_is_taken_where_the_editor_says_none(client: Client, editor: User) -> None:
    the_case()
    visit = saved(client, **{"participants-0-tenure-held": "none"})
    assert visit.participants.get().tenure is None


def edit(visit: Visit) -> str:
    return f"/desk{visit.get_absolute_url()}edit/"


def test_a_meeting_is_changed_and_added_in_the_form_of_its_visit(client: Client, editor: User) -> None:
    yue, host = an_actor("Yue"), an_actor("Host")
    visit = a_visit(yue, when="2024-11-18", place="Islamabad")
    meeting = a_meeting(yue, visit=visit)
    form = opened(client, edit(visit))
    sent = {
        **form,
        "meetings-TOTAL_FORMS": "2",
        "meetings-0-people": f"{form['meetings-0-people'][0]}; {host.ref} as host",
        "meetings-1-people": host.ref,
        "meetings-1-format": "call",
    }
    answer = client.post(edit(visit), sent)
    assert answer.status_code == 302, refusals(answer)
    there = [(one.actor.title, one.role) for one in meeting.participants.order_by("pk")]
    assert there == [("Yue", "counterpart"), ("Host", "host")]
    other = Meeting.objects.of_visit(visit.pk).exclude(pk=meeting.pk).get()
    assert {one.actor.title for one in other.participants.all()} == {"Yue", "Host"}


def test_a_meeting_that_is_taken_out_goes_on_by_itself(client: Client, editor: User) -> None:
    visit = a_visit(an_actor("Yue"), when="2024-11-18")
    meeting = a_meeting(an_actor("Host"), visit=visit)
    answer = client.post(edit(visit), {**opened(client, edit(visit)), "meetings-0-DELETE": "on"})
    assert answer.status_code == 302, refusals(answer)
    assert Meeting.objects.get(pk=meeting.pk).visit is None


def test_a_meeting_that_somebody_else_changed_is_not_overwritten(client: Client, editor: User) -> None:
    visit = a_visit(an_actor("Yue"), when="2024-11-18")
    meeting = a_meeting(an_actor("Host"), visit=visit)
    form = opened(client, edit(visit))
    Meeting.objects.get(pk=meeting.pk).save()
    answer = client.post(edit(visit), {**form, "meetings-0-readout": "Mine."})
    assert "Somebody else changed this meeting" in refusals(answer)
    assert client.post(edit(visit), form).status_code == 302


def test_a_visit_of_a_journey_whose_first_is_hidden_stays_in_it(client: Client, editor: User) -> None:
    trip = Series.objects.create(key="trip")
    a_visit(an_actor("Canary"), when="2024-11-18", series=trip, handling=Handling.RED)
    visit = a_visit(an_actor("Zed"), when="2024-11-20", series=trip)
    form = opened(client, edit(visit))
    assert form["journey"] == ["(withheld)"]
    answer = client.post(edit(visit), {**form, "summary": "Looked at."})
    assert answer.status_code == 302, refusals(answer)
    assert Visit.objects.get(pk=visit.pk).series == trip
    alone = a_visit(an_actor("Yue"), when="2024-11-20")
    answer = client.post(edit(alone), {**opened(client, edit(alone)), "journey": "(withheld)"})
    assert "Nothing is withheld here" in refusals(answer)


def test_a_journey_may_begin_twice_at_one_visit(client: Client, editor: User) -> None:
    first, second, third = (a_visit(an_actor("Yue"), when=f"2024-11-1{day}") for day in (1, 4, 6))
    for visit, journey in ((second, first), (third, first), (first, None), (second, None), (second, first)):
        sent = {**opened(client, edit(visit)), "journey": journey.ref if journey else ""}
        answer = client.post(edit(visit), sent)
        assert answer.status_code == 302, refusals(answer)
    journeys = dict(Visit.objects.values_list("pk", "series__key"))
    assert journeys[first.pk] == journeys[second.pk] != journeys[third.pk]


def test_visits_of_one_trip_are_one_journey(client: Client, editor: User) -> None:
    yue = an_actor("Yue")
    first, second = (a_visit(yue, when=f"2024-11-1{day}") for day in (7, 8))
    answer = client.post(edit(second), {**opened(client, edit(second)), "journey": first.ref})
    assert answer.status_code == 302, refusals(answer)
    assert opened(client, edit(first))["journey"] == [f"{second.title} · {second.ref}"]
    client.post(edit(second), {**opened(client, edit(second)), "journey": ""})
    assert Visit.objects.get(pk=second.pk).series is None


def test_a_second_visitor_and_a_host_have_rows_of_their_own(client: Client, editor: User) -> None:
    the_case()
    more = {
        "participants-1-actor": "Ahmad Warraich",
        "participants-1-role": "visitor",
        "participants-2-actor": "Pakistan",
        "participants-2-role": "host",
    }
    visit = saved(client, **more)
    roles = [(one.actor.title, one.role) for one in Participation.objects.filter(encounter=visit).visitors_first()]
    assert roles == [("Yue Xiaoyong", Role.VISITOR), ("Ahmad Warraich", Role.VISITOR), ("Pakistan", Role.HOST)]
