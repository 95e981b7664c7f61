"""An editor of lower clearance learns nothing from the forms of the desk of what is above it, and loses nothing of it."""

import re
from typing import Any

import pytest
from django.test import Client

from actors.models import Actor, Tenure
from briefings.models import Claim, Meeting, Participation
from records.access import Handling, Stage
from records.models import Identifier, Revision, User, saving
from tests import cast
from tests.factories import (
    a_claim,
    a_meeting,
    a_post,
    a_state,
    a_tenure,
    a_visit,
    an_actor,
    an_assertion,
    an_event,
    take_part,
)
from tests.forms import fields_of, opened, refusals

pytestmark = pytest.mark.django_db

RED: dict[str, Any] = {"handling": Handling.RED}


@pytest.fixture
def editor(client: Client) -> User:
    user = cast.editor(Handling.GREEN)
    client.force_login(user)
    return user


def edit(record: Any) -> str:
    return f"/desk{record.get_absolute_url()}edit/"


# What is typed of a hidden person; {pk} is their number.
TYPED = ["A-{pk}", "Somebody · A-{pk}", "Canary Person", "actors/canary-person", "/actors/canary-person/"]


@pytest.mark.parametrize("typed", TYPED)
def test_a_hidden_record_is_refused_as_one_that_is_not_there(client: Client, editor: User, typed: str) -> None:
    hidden = an_actor("Canary Person", **RED)
    there = typed.format(pk=hidden.pk)
    missing = (
        there.replace(str(hidden.pk), "999999")
        .replace("Canary Person", "Nobody Here")
        .replace("canary-person", "nobody")
    )
    blank = opened(client, "/desk/tenures/new/")
    of_hidden, of_missing = (
        refusals(client.post("/desk/tenures/new/", {**blank, "person": text, "post": "new: Envoy"}))
        for text in (there, missing)
    )
    assert of_hidden
    assert of_hidden.replace(there, "").replace(f"A-{hidden.pk:04d}", "") == of_missing.replace(missing, "").replace(
        "A-999999", ""
    )


def test_a_reference_to_what_is_hidden_stands_as_withheld_and_stays(client: Client, editor: User) -> None:
    tenure = a_tenure(an_actor("Canary Person", **RED), a_post("Envoy"))
    form = opened(client, edit(tenure))
    assert form["person"] == ["(withheld)"]
    assert "canary" not in client.get(edit(tenure)).content.decode().lower()
    assert client.post(edit(tenure), {**form, "note": "Looked at."}).status_code == 302
    kept = Tenure.objects.get()
    assert (kept.person_id, kept.note) == (tenure.person_id, "Looked at.")


def test_withheld_is_no_record_where_nothing_is_withheld(client: Client, editor: User) -> None:
    form = {**opened(client, "/desk/tenures/new/"), "person": "(withheld)", "post": "new: Envoy"}
    assert "Nothing is withheld here" in refusals(client.post("/desk/tenures/new/", form))


def test_rows_that_name_what_is_hidden_are_told_of_and_stay(client: Client, editor: User) -> None:
    meeting = a_meeting(an_actor("Open Person"), an_actor("Canary Person", **RED))
    answer = client.get(edit(meeting))
    assert "There are more, which name records above your clearance" in answer.content.decode()
    form = opened(client, edit(meeting))
    assert client.post(edit(meeting), {**form, "participants-0-DELETE": "on"}).status_code == 302
    assert [one.actor.title for one in Participation.objects.all()] == ["Canary Person"]


def test_what_is_hidden_among_several_stays_among_them(client: Client, editor: User) -> None:
    hidden, shown, other = an_actor("Canary", **RED), an_actor("Shown"), an_actor("Other")
    claim = a_claim("It is so", about=[hidden, shown])
    form = opened(client, edit(claim))
    assert "canary" not in form["subjects"][0].lower()
    assert client.post(edit(claim), {**form, "subjects": other.ref}).status_code == 302
    assert set(Claim.objects.get().subjects.values_list("title", flat=True)) == {"Canary", "Other"}


def test_a_form_does_not_begin_with_what_is_hidden(client: Client, editor: User) -> None:
    hidden, shown = an_actor("Canary Person", **RED), an_actor("Open Person")
    claim = a_claim("Canary claim", **RED)
    for address in ("/desk/visits/new/?person={}", f"/desk/assertions/new/?claim={claim.slug}&person={{}}"):
        assert "canary" not in client.get(address.format(hidden.ref)).content.decode().replace(claim.slug, "").lower()
        begun, none = (opened(client, address.format(ref)) | {"once": []} for ref in (hidden.ref, "A-999999"))
        assert begun == none
        assert "Open Person" in client.get(address.format(shown.ref)).content.decode()


def test_the_form_of_a_hidden_record_is_not_there(client: Client, editor: User) -> None:
    assert client.get(edit(a_claim("Canary", **RED))).status_code == 404
    assert client.post(edit(a_claim("Canary", **RED)), {"title": "Mine"}).status_code == 404


def test_of_a_visit_nothing_hidden_is_told_beside_the_form(client: Client, editor: User) -> None:
    person, host = an_actor("Open Person"), a_state("Pakistan")
    a_tenure(person, a_post("Canary Post", state=host, **RED), started="2020", ended="2030")
    a_tenure(person, a_post("Open Post", state=a_state("Canary State", **RED)), started="2020", ended="2030")
    a_visit(person, host=host, when="2024-11-18", place="Islamabad", own_title="Canary visit", **RED)
    visit = a_visit(person, host=host, when="2024-11-18", place="Islamabad")
    an_assertion(a_claim("Canary claim", **RED), person, encounter=visit, **RED)
    a_meeting(an_actor("Canary Host", **RED), visit=visit)
    a_meeting(an_actor("Open Host"), visit=visit, own_title="Canary meeting", **RED)
    sent = opened(client, edit(visit))
    answers = [
        client.get(edit(visit)),
        client.post(f"/desk/reads/visit/?visit={visit.slug}", sent),
        client.get(f"/desk/reads/posts/?actor={person.ref}&when=2024-11-18"),
    ]
    for answer in answers:
        assert "canary" not in answer.content.decode().lower()
    assert "Open Post" in answers[2].content.decode()
    assert client.post(edit(visit), sent).status_code == 302
    assert Meeting.objects.of_visit(visit.pk).count() == 2
    assert Participation.objects.visitors_first().count() == 4


def test_a_label_above_the_editors_own_is_not_offered(client: Client, editor: User) -> None:
    text = client.get("/desk/claims/new/").content.decode()
    assert "TLP:GREEN" in text
    assert "TLP:RED" not in text
    form = {**opened(client, "/desk/claims/new/"), "title": "It is so", "handling": "4"}
    assert client.post("/desk/claims/new/", form).status_code == 422


ASK = "This cannot be saved as it stands; ask a curator."
KNOWN_AS = {"identifiers-TOTAL_FORMS": ["1"], "identifiers-0-scheme": ["wikidata"], "identifiers-0-value": ["Q77"]}


@pytest.mark.parametrize(
    ("handling", "told"), [(Handling.RED, ASK), (Handling.GREEN, "Another record has this identifier")]
)
def test_an_identifier_of_another_record_is_told_of_where_the_editor_may_see_it(
    client: Client, editor: User, handling: Handling, told: str
) -> None:
    Identifier.objects.create(record=an_actor(handling=handling), scheme="wikidata", value="Q77")
    mine = an_actor("Mine")
    said = refusals(client.post(edit(mine), opened(client, edit(mine)) | KNOWN_AS))
    assert told in said
    assert (ASK in said) != ("Another record" in said)


def test_a_row_that_is_hidden_for_the_post_that_it_names_is_told_of_in_neutral_words(
    client: Client, editor: User
) -> None:
    event, zed = an_event("Talks", handling=Handling.GREEN), an_actor("Zed")
    take_part(event, zed, "mediator", tenure=a_tenure(zed, **RED))
    row = {"participants-0-actor": [zed.ref], "participants-0-role": ["mediator"]}
    said = refusals(client.post(edit(event), opened(client, edit(event)) | row))
    assert ASK in said and "already" not in said


def test_an_identifier_that_a_hidden_record_has_now_is_not_told_of_by_restoring(client: Client, editor: User) -> None:
    mine = an_actor("Mine")
    Identifier.objects.create(record=mine.record, scheme="wikidata", value="Q77").delete()
    Identifier.objects.create(record=an_actor(**RED).record, scheme="wikidata", value="Q77")
    had = next(one.number for one in Revision.objects.of(mine.pk) if one.snapshot["identifiers"])
    answer = client.post(f"{mine.get_absolute_url()}history/{had}/restore/", {"comment": "Back."})
    assert answer.status_code == 409 and ASK in answer.text and "Another record" not in answer.text


class TestAddressesThatChange:
    """A form was open while its record got another address, or went."""

    NAMED = {"names-TOTAL_FORMS": ["1"], "names-0-text": ["A name typed"], "names-0-kind": ["alias"]}

    def sent(self, client: Client, record: Any) -> dict[str, Any]:
        return opened(client, edit(record)) | {"summary": ["Much that was typed."], **self.NAMED}

    def test_a_form_sent_to_the_former_address_goes_on_with_the_record(self, client: Client, editor: User) -> None:
        actor = an_actor("Old Name")
        sent, former = self.sent(client, actor), edit(actor)
        with saving(None):
            actor.slug = "new-name"
            actor.save()
        answer = client.post(former, sent)
        assert answer.status_code == 422 and "Saved meanwhile" in answer.text
        assert client.post(former, fields_of(answer)).status_code == 302
        assert Actor.objects.get().summary == "Much that was typed."

    @pytest.mark.parametrize(
        ("gone", "status"),
        [({"stage": Stage.WITHDRAWN, "withdrawn_because": "A double."}, 410), (RED, 404)],
    )
    def test_where_it_has_gone_all_that_was_typed_stands_on_the_page(
        self, client: Client, editor: User, gone: dict[str, Any], status: int
    ) -> None:
        actor = an_actor("Canary Person", slug="somebody")
        sent = self.sent(client, actor)
        with saving(None):
            for name, value in gone.items():
                setattr(actor, name, value)
            actor.save()
        answer = client.post(edit(actor), sent)
        assert answer.status_code == status
        assert "There is no record here that you may edit" in refusals(answer)
        assert fields_of(answer)["summary"] == ["Much that was typed."]
        assert "A name typed" in answer.text

    def test_a_hidden_record_answers_a_form_as_one_that_is_not_there(self, client: Client, editor: User) -> None:
        claim = a_claim("Canary", slug="guessed", **RED)
        form = opened(client, "/desk/claims/new/") | {"title": ["Mine"], "summary": ["Typed."]}
        there, nowhere = (client.post(f"/desk/claims/{slug}/edit/", form) for slug in (claim.slug, "nowhere"))
        assert there.status_code == nowhere.status_code == 404
        assert plain(there).replace("guessed", "nowhere") == plain(nowhere)


def plain(answer: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.text)
