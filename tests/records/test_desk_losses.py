"""What is sent to the desk that does not fit is refused in words: rows without end, what is withheld where nothing is, NUL."""

from typing import Any

import pytest
from django.test import Client

from briefings.models import Assertion, Meeting
from records.access import Handling
from records.models import Sheet, saving
from records.models.record import NO_TEXT, Record
from tests import cast
from tests.batches import read, send
from tests.crawl import client_of
from tests.factories import a_claim, a_document, a_meeting, a_state, a_visit, an_actor
from tests.forms import opened, refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return client_of(cast.editor())


def edit(record: Any) -> str:
    return f"/desk{record.get_absolute_url()}edit/"


def test_rows_of_which_nothing_was_sent_are_not_made(client: Client) -> None:
    meeting = a_meeting()
    sent = opened(client, edit(meeting)) | {"participants-TOTAL_FORMS": ["2000"], "status": ["none such"]}
    answer = client.post(edit(meeting), sent)
    assert len(answer.context["entry"].rows[0].forms) <= 4


def test_more_rows_than_one_form_takes_are_refused_in_words(client: Client) -> None:
    meeting = a_meeting()
    sent = opened(client, edit(meeting)) | {"identifiers-TOTAL_FORMS": ["501"]}
    sent |= {f"identifiers-{number}-scheme": [""] for number in range(501)}
    answer = client.post(edit(meeting), sent)
    assert answer.status_code == 422 and "at most 500 rows" in refusals(answer)


def test_more_that_was_said_than_one_form_takes_is_refused_in_words(client: Client) -> None:
    visit = a_visit(an_actor("Yue"))
    sent = opened(client, edit(visit)) | {"said-TOTAL_FORMS": ["101"]}
    sent |= {f"said-{number}-words": [""] for number in range(101)}
    answer = client.post(edit(visit), sent)
    assert answer.status_code == 422 and "at most 100 rows" in refusals(answer)


@pytest.mark.parametrize("field", ["speaker", "claim"])
def test_nothing_is_withheld_in_what_is_said_anew(client: Client, field: str) -> None:
    person, claim = an_actor("Yue"), a_claim("It is so")
    sent = opened(client, "/desk/visits/new/") | {"when": ["2024-11-18"], "participants-0-actor": [person.ref]}
    sent |= {"said-0-speaker": [person.ref], "said-0-claim": [claim.ref]}
    answer = client.post("/desk/visits/new/", sent | {f"said-0-{field}": ["(withheld)"]})
    assert answer.status_code == 422 and "Nothing is withheld here" in refusals(answer)
    assert not Assertion.objects.exists()


def test_nothing_is_withheld_in_the_source_of_a_visit(client: Client) -> None:
    sent = opened(client, "/desk/visits/new/") | {"when": ["2024"], "participants-0-actor": [an_actor("Yue").ref]}
    answer = client.post("/desk/visits/new/", sent | {"source-document": ["(withheld)"]})
    assert answer.status_code == 422 and "Nothing is withheld here" in refusals(answer)


def test_the_source_of_a_table_is_withheld_only_where_it_has_one(client: Client) -> None:
    sheet = read(client, "claims", "proposition\nIt is so\n")
    assert "Nothing is withheld here" in send(client, sheet, document="(withheld)").content.decode()
    document = a_document(handling=Handling.RED)
    Sheet.objects.update(document=document)
    low = cast.editor(Handling.GREEN)
    Sheet.objects.update(by=low)
    assert send(client_of(low), sheet, document="(withheld)").status_code == 302
    assert Sheet.objects.get().document_id == document.pk


def test_a_meeting_that_another_changed_is_not_taken_out(client: Client) -> None:
    visit = a_visit(an_actor("Yue"), host=a_state("Pakistan"))
    meeting = a_meeting(an_actor("Amna"), visit=visit)
    sent = opened(client, edit(visit)) | {"meetings-0-DELETE": ["on"]}
    with saving(cast.editor(Handling.AMBER)):
        meeting.readout = "They agreed."
        meeting.save()
    answer = client.post(edit(visit), sent)
    assert answer.status_code == 422 and "changed this meeting" in refusals(answer)
    assert Meeting.objects.get().visit_id == visit.pk


@pytest.mark.parametrize(
    "address",
    [
        "/desk/reads/text/?document=",
        "/desk/reads/posts/?actor=",
        "/desk/visits/new/?person=",
        "/desk/assertions/new/?claim=",
        "/desk/commitments/new/?to=",
        "/desk/briefings/new/?about=visits/",
    ],
)
def test_a_sign_that_no_database_keeps_is_in_no_address(client: Client, address: str) -> None:
    assert client.get(f"{address}a%00b").status_code == 200


def test_nor_is_it_in_that_of_the_visit_that_is_read_while_typing(client: Client) -> None:
    assert client.post("/desk/reads/visit/?visit=a%00b", {}).status_code == 404
    assert not Record.objects.at_slug(f"a{NO_TEXT}b").exists()
