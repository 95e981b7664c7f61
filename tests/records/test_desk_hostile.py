"""Whatever is sent to the forms of the desk is answered in words: never by an error of the server."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from records import desk
from records.access import Handling
from tests import cast
from tests.batches import address, entered, page, read, send
from tests.factories import a_claim, a_meeting, a_visit, an_actor
from tests.forms import opened

pytestmark = pytest.mark.django_db

FORMS = sorted(page.model.FOLDER for page in desk.PAGES.values())
VALUES = [
    "\x00", "a\x00b", "x" * 10_000, "new:", "new: \x00", "new: " + "n" * 10_000, "(withheld)", "A-", "A-0", "A-9999999999999",
    "http://[", "//", "none", "T-1", "-1", "9" * 400, "2024-13-45", "2024/2023", ";;;", "; ; new: A; new: a", " as host",
    "new: X as host; Y as", "'\"><script>", "\u202e\u0000\ufffe", "😀" * 200, "{{ 1 }}", "%s %(a)s", "on",
]  # fmt: skip


def fields_that_take_text(form: dict[str, list[str]]) -> list[str]:
    return [name for name in form if not name.endswith("_FORMS") and name != "add"]


@pytest.mark.parametrize("folder", FORMS)
def test_any_text_in_all_fields_at_once(client: Client, folder: str) -> None:
    client.force_login(cast.editor())
    path = f"/desk/{folder}/new/"
    blank = opened(client, path)
    for value in VALUES:
        sent = {**blank, **{name: [value] for name in fields_that_take_text(blank)}}
        answer = client.post(path, sent)
        assert answer.status_code in (302, 422), (folder, value)


COUNTS = ["", "abc", "-1", "1", "3", "9" * 12, "9" * 5000, "1.5", "\x00"]


@pytest.mark.parametrize("name", ["TOTAL_FORMS", "INITIAL_FORMS"])
def test_any_number_of_rows(client: Client, name: str) -> None:
    client.force_login(cast.editor())
    meeting, visit = a_meeting(an_actor(), an_actor()), a_visit(an_actor())
    for record, prefix in ((meeting, "participants"), (visit, "meetings"), (visit, "said"), (visit, "participants")):
        path = f"/desk{record.get_absolute_url()}edit/"
        form = opened(client, path)
        for count in COUNTS:
            more = {"add": prefix} if count == "1" else {}
            answer = client.post(path, {**form, f"{prefix}-{name}": count, **more})
            assert answer.status_code in (200, 302, 422), (prefix, count)
            form["opened"] = opened(client, path)["opened"]


def test_rows_of_which_nothing_is_sent_stay_as_they_are(client: Client) -> None:
    client.force_login(cast.editor())
    meeting = a_meeting(an_actor(), an_actor())
    path = f"/desk{meeting.get_absolute_url()}edit/"
    sent = {name: value for name, value in opened(client, path).items() if not name.startswith("participants")}
    assert client.post(path, sent).status_code == 302
    assert meeting.participants.count() == 2


@pytest.mark.parametrize("opened_at", ["", "abc", "-1", "0", "9" * 30, "\x00"])
def test_any_number_of_the_revision_that_was_opened(client: Client, opened_at: str) -> None:
    client.force_login(cast.editor())
    claim = a_claim("It is so")
    path = f"/desk{claim.get_absolute_url()}edit/"
    assert client.post(path, {**opened(client, path), "opened": opened_at}).status_code in (302, 422)


def test_a_row_of_another_record_is_not_taken(client: Client) -> None:
    client.force_login(cast.editor())
    mine, other = a_meeting(an_actor("Mine")), a_meeting(an_actor("Other"))
    path = f"/desk{mine.get_absolute_url()}edit/"
    sent = opened(client, path) | {"participants-0-id": [str(other.participants.get().pk)]}
    client.post(path, {**sent, "participants-0-role": "host"})
    assert mine.participants.count() == 1
    assert other.participants.get().role == "counterpart"


@pytest.mark.parametrize("address", ["/desk/reads/posts/", "/desk/reads/visit/"])
@pytest.mark.parametrize("value", VALUES)
def test_whatever_is_asked_while_typing(client: Client, address: str, value: str) -> None:
    client.force_login(cast.editor())
    given: dict[str, Any] = {"actor": value, "when": value, "document": value}
    if address.endswith("posts/"):
        assert client.get(address, given).status_code == 200
    else:
        assert client.post(address, {**given, "participants-0-actor": value, "add": value}).status_code == 200


def test_any_text_in_the_cells_of_a_table(client: Client) -> None:
    client.force_login(cast.editor())
    sheet = read(client, "visits", "Visitor,Dates\nhttp://[,2024")
    # A table with the one sign that no database keeps in a text is not read at all.
    values = [text for text in VALUES if "\x00" not in text]
    sheet.rows += [[number, cells] for number, text in enumerate(values, 3) for cells in [[text, "2024"], [text, text]]]
    sheet.save()
    assert "http://[" in page(client, sheet)
    assert (
        send(client, sheet, **{f"cell-2-{place}": text for place, text in enumerate(("\x00", "http://["))}).status_code
        == 302
    )


@pytest.mark.parametrize("place", COUNTS)
def test_any_column_of_a_cell_that_is_written_anew(client: Client, place: str) -> None:
    client.force_login(cast.editor())
    sheet = read(client, "visits", "Visitor,Dates\nYue Xiaoyong,2024")
    # As a browser sends it: a part of a form with files has no room for a name that is so long.
    sent = urlencode({"do": "check", "comment": "A list", "handling": Handling.CLEAR.value, f"cell-2-{place}": "2023"})
    answer = client.post(address(sheet), sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302


@pytest.mark.parametrize("number", COUNTS)
def test_any_number_in_the_undoing_of_a_batch(client: Client, number: str) -> None:
    client.force_login(cast.editor())
    an_actor("Yue Xiaoyong")
    batch = entered(client, "visits", "Visitor,Dates\nYue Xiaoyong,2024")
    answer = client.post(f"/desk/batches/{batch.pk}/undo/", {"seen": number, "also": [number]})
    assert answer.status_code in (302, 409)
