"""What an editor is told to look at once more in a visit, and that nothing of it prevents saving."""

from typing import Any

import pytest
from django.test import Client

from records.access import Handling, Stage
from tests import cast
from tests.factories import a_document, a_post, a_state, a_tenure, a_visit, an_actor
from tests.forms import opened

pytestmark = pytest.mark.django_db

READ = "/desk/reads/visit/"
VISIT = {"participants-0-actor": "Yue Xiaoyong", "when": "2024-11-18", "place": "Islamabad"}
CASES: list[tuple[dict[str, str], str, bool]] = [
    ({}, "No source is named", True),
    ({"source-document": "The statement"}, "No source is named", False),
    ({"place": "Islamabad"}, "Is this the same visit?", False),
    ({"when": "2024-11-09", "place": "Doha"}, "same visit", False),
    ({"when": "2024-11-09", "place": "Kabul"}, "Is this the same visit?", True),
    ({"when": "2024-11-05", "place": "Kabul"}, "This may be the same visit as one that is on record", True),
    ({"when": "2024-11-05", "place": "Doha"}, "was elsewhere in these days", True),
    ({"when": "2024-10-01", "place": "Kabul"}, "visit", False),
    ({"participants-0-title_as_stated": "Minister"}, "had this title later", True),
    ({"participants-0-title_as_stated": "Minister", "when": "2026"}, "had this title later", False),
    ({"participants-0-title_as_stated": "envoy of china"}, "had this title later", False),
    ({"participants-0-tenure": "Yue Xiaoyong, Minister of China"}, "not on the day of the visit", True),
    ({"participants-0-tenure": "Yue Xiaoyong, Envoy of China"}, "not on the day of the visit", False),
    ({"participants-0-actor": "new: Yue Xiao-yong"}, "looks like somebody who is on record", True),
    ({"participants-0-actor": "new: Amna Baloch"}, "looks like", False),
    ({"own_title": "Yue Xiaoyong and the Secret Host"}, "stricter", False),
    ({"own_title": "The secret host receives", "participants-1-actor": "Secret Host", "participants-1-role": "host"},
     "Your own title names Secret Host", True),
    ({"own_title": "The secret host receives", "handling": "2", "participants-1-actor": "Secret Host",
      "participants-1-role": "host"}, "Your own title names", False),
]  # fmt: skip


def warned(client: Client, **more: str) -> Any:
    return client.post(READ, {**opened(client, "/desk/visits/new/"), **VISIT, **more}).json()["warnings"]


@pytest.mark.parametrize(("typed", "told", "expected"), CASES)
def test_warnings_come_as_the_form_says_it(client: Client, typed: dict[str, str], told: str, expected: bool) -> None:
    client.force_login(cast.editor(Handling.AMBER))
    yue, china = an_actor("Yue Xiaoyong"), a_state("China")
    a_tenure(yue, a_post("Envoy of China", role="Envoy", state=china), started="2020", ended="2025")
    a_tenure(yue, a_post("Minister of China", role="Minister", state=china), started="2025-03", ended="2030")
    a_visit(yue, when="2024-11-03/2024-11-05", place="Kabul")
    an_actor("Secret Host", handling=Handling.AMBER)
    a_document("The statement")
    assert (told in warned(client, **typed)) is expected


def test_a_warning_leads_to_the_row_of_which_it_speaks(client: Client) -> None:
    client.force_login(cast.editor(Handling.AMBER))
    an_actor("Yue Xiaoyong")
    other, china = an_actor("Wang Yu"), a_state("China")
    a_tenure(other, a_post("Minister of China", role="Minister", state=china), started="2025-03", ended="2030")
    second = {"participants-1-actor": "Wang Yu", "participants-1-title_as_stated": "Minister"}
    told = warned(client, **second, **{"participants-1-tenure": "Wang Yu, Minister of China"})
    assert "#id_participants-1-tenure" in told
    assert "#id_participants-1-title_as_stated" in told
    assert "#id_participants-0" not in told


def test_a_visit_is_not_its_own_double(client: Client) -> None:
    client.force_login(cast.editor(Handling.AMBER))
    visit = a_visit(an_actor("Yue Xiaoyong"), when="2024-11-18", place="Kabul")
    path = f"/desk{visit.get_absolute_url()}edit/"
    assert "same visit" not in client.get(path).content.decode()
    sent = opened(client, path)
    assert "same visit" not in client.post(f"{READ}?visit={visit.slug}", sent).json()["warnings"]


def test_of_states_that_the_editor_may_not_see_nothing_is_told(client: Client) -> None:
    """Neither by a title that guesses the name, nor by another visit to the same host."""
    client.force_login(cast.editor(Handling.GREEN))
    ruritania, zed = a_state("Ruritania", handling=Handling.RED), an_actor("Zed")
    own: dict[str, Any] = {"sender": ruritania, "handling": Handling.GREEN}
    visit = a_visit(zed, host=ruritania, when="2024-11-18", **own)
    a_visit(zed, host=ruritania, when="2024-11-16", handling=Handling.GREEN)
    sent = opened(client, f"/desk{visit.get_absolute_url()}edit/")
    of_hidden, of_nobody = (
        client.post(f"{READ}?visit={visit.slug}", sent | {"own_title": [f"The envoy of {name} came"]}).json()[
            "warnings"
        ]
        for name in ("Ruritania", "Sylvania")
    )
    assert of_hidden == of_nobody
    assert "same visit" not in of_hidden


def test_the_card_leaves_out_who_was_withdrawn(client: Client) -> None:
    client.force_login(cast.editor(Handling.GREEN))
    gone: dict[str, Any] = {"stage": Stage.WITHDRAWN, "withdrawn_because": "There is no such state."}
    visit = a_visit(
        an_actor("Zed"), an_actor("Gone Person", **gone), host=a_state("Gone State", **gone), when="2024-11-18"
    )
    page = client.get(f"/desk{visit.get_absolute_url()}edit/").text
    assert "Zed" in page and "Gone State" not in page and "Gone Person" not in page


def test_the_card_leaves_out_names_that_are_stricter_than_the_visit(client: Client) -> None:
    client.force_login(cast.editor(Handling.AMBER))
    an_actor("Secret Guest", handling=Handling.AMBER)
    typed = {**opened(client, "/desk/visits/new/"), **VISIT, "participants-0-actor": "Secret Guest"}
    assert "A withheld visitor in Islamabad" in client.post(READ, typed).json()["card"]
    assert "Secret Guest in Islamabad" in client.post(READ, {**typed, "handling": "2"}).json()["card"]


def test_the_posts_of_a_day_are_told_with_how_sure_they_are(client: Client) -> None:
    client.force_login(cast.editor(Handling.AMBER))
    yue, china = an_actor("Yue Xiaoyong"), a_state("China")
    sure = a_tenure(yue, a_post("Envoy of China", state=china, level=3), started="2020", ended="2025")
    a_tenure(yue, a_post("Minister of China", state=china), started="2024", ended="")
    a_tenure(yue, a_post("Clerk"), started="1990", ended="1991")
    told = client.get("/desk/reads/posts/", {"actor": yue.ref, "when": "18 Nov 2024"}).json()
    assert [(one["words"].partition(" (")[0], one["held"]) for one in told["posts"]] == [
        ("Envoy of China", "certain"),
        ("Minister of China", "possible"),
    ]
    assert (told["sure"], told["posts"][0]["state"], told["posts"][0]["level"]) == (sure.ref, f"China · {china.ref}", 3)


def test_of_a_date_that_is_none_the_problem_is_told(client: Client) -> None:
    client.force_login(cast.editor(Handling.AMBER))
    told = client.get("/desk/reads/posts/", {"actor": an_actor().ref, "when": "the day of wrath"}).json()
    assert "is not read as a date" in told["problem"]
