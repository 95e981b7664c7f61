"""What the site answers about itself, and which page stands in for one that could not be made."""

import re
from typing import Any, NoReturn

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError, connections
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from config import urls
from tests import cast

REQUEST_ID = re.compile(r'<p class="id">([0-9a-f-]{36})</p>')


def fails(error: Exception) -> Any:
    def view(request: HttpRequest) -> NoReturn:
        raise error

    return view


urlpatterns = [
    path("odd/", fails(BadRequest("odd"))),
    path("closed/", fails(PermissionDenied())),
    path("broken/", fails(ZeroDivisionError("canary"))),
    *urls.urlpatterns,
]
handler500 = urls.handler500


@pytest.fixture
def visitor() -> Client:
    """Somebody who gets the page that a real site would send, not the exception."""
    return Client(raise_request_exception=False)


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: Any, **kwargs: Any) -> NoReturn:
        raise OperationalError("connection refused: canary")

    monkeypatch.setattr(connections["default"], "cursor", refused)


def test_the_process_answers_without_a_database(client: Client, no_database: None) -> None:
    assert client.get("/health/live").status_code == 200


@pytest.mark.django_db
def test_the_site_is_ready_while_its_database_answers(client: Client) -> None:
    assert client.get("/health/ready").status_code == 200


def test_the_site_is_not_ready_while_its_database_does_not_answer(client: Client, no_database: None) -> None:
    assert client.get("/health/ready").status_code == 503


@pytest.mark.parametrize("address", ["/", "/visits/", "/r/1042"])
@pytest.mark.parametrize("session", ["", "a" * 32], ids=["anonymous", "signed in"])
def test_without_its_database_the_site_says_that_it_will_be_back(
    address: str, session: str, visitor: Client, no_database: None
) -> None:
    if session:
        visitor.cookies["sessionid"] = session
    answer = visitor.get(address)
    assert answer.status_code == 503
    assert "canary" not in answer.text


@pytest.mark.parametrize("address", ["/no-such-page", "/health/ready"])
def test_nothing_better_is_known_of_somebody_signed_in_while_the_database_does_not_answer(
    address: str, visitor: Client, no_database: None
) -> None:
    visitor.cookies["sessionid"] = "a" * 32
    assert visitor.get(address).status_code == 503


def test_the_page_for_a_database_that_does_not_answer_says_when_to_come_back(
    visitor: Client, no_database: None
) -> None:
    answer = visitor.get("/")
    assert "not available for the moment" in answer.text
    assert answer["Retry-After"] == "30"


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/odd/", 400, "The request could not be read"),
        ("/closed/", 403, "Your account does not permit this"),
        ("/nowhere/", 404, "There is nothing at this address"),
        ("/broken/", 500, "Something went wrong on our side"),
    ],
)
def test_an_error_has_its_page(address: str, status: int, said: str, visitor: Client) -> None:
    answer = visitor.get(address)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert "canary" not in answer.text


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_the_page_for_an_error_of_ours_gives_the_number_under_which_the_log_has_it(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    shown = REQUEST_ID.search(visitor.get("/broken/").text)
    assert shown
    failed = [record.getMessage() for record in caplog.records if "request_failed" in record.getMessage()]
    assert [shown.group(1) in message for message in failed] == [True]


@pytest.mark.django_db
def test_a_form_without_its_token_has_a_page_that_says_what_to_do() -> None:
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post("/sign-in/", {"username": "analyst", "password": "correct horse"})
    assert (answer.status_code, "The form was no longer valid" in answer.text) == (403, True)


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused_with_a_page(visitor: Client) -> None:
    answer = visitor.get("/", headers={"host": "elsewhere.example"})
    assert (answer.status_code, "The request could not be read" in answer.text) == (400, True)


@pytest.mark.django_db
def test_the_page_for_what_is_not_permitted_names_the_account() -> None:
    visitor = Client()
    visitor.force_login(cast.editor())
    answer = visitor.get("/admin/", follow=True)
    assert (answer.status_code, "editor-red" in answer.text) == (403, True)
