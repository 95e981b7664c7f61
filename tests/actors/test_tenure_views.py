from typing import Any

import pytest
from django.test import Client

from actors.models import Tenure
from records.access import Handling, Stage
from tests import cast
from tests.factories import a_citation, a_document, a_post, a_state, a_tenure, an_actor

pytestmark = pytest.mark.django_db
TENURES = "/tenures/"


def body_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def listed(client: Client, query: str = "") -> list[str]:
    """The people of the list's rows, in order."""
    response = client.get(f"{TENURES}{query}")
    return [row.cells[0] for row in response.context["listing"].rows]


def test_the_page_of_a_tenure_has_its_four_dates_with_their_notes(client: Client) -> None:
    tenure = a_tenure(
        an_actor("Amna Baloch"),
        a_post("High Commissioner"),
        capacity=Tenure.Capacity.CONCURRENT,
        title_as_stated="Envoy",
        appointed="2018-05-01",
        appointed_note="by the President",
        arrived="2018-06-02",
        started="2018-09-03",
        ended="2021-06-04",
        ended_note="to Brussels",
        end_reason="promoted",
        note="A <b>long</b> story.",
    )
    body = body_of(client, tenure.get_absolute_url())
    for words in ("Amna Baloch", "High Commissioner", "Concurrent, non-resident", "“<bdi>Envoy</bdi>”", "1 May 2018"):
        assert words in body
    for words in ("by the President", "2 Jun 2018", "3 Sep 2018", "4 Jun 2021", "promoted", "to Brussels"):
        assert words in body
    assert "A &lt;b&gt;long&lt;/b&gt; story." in body
    assert '"startDate": "2018-09-03"' in body and '"endDate": "2021-06-04"' in body


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"started": "2018", "arrived": "2017"}, "credentials were presented or duty was entered on"),
        ({"arrived": "2017", "appointed": "2016"}, "the day of arrival"),
        ({"appointed": "2016"}, "the day of appointment"),
        ({}, "no date of a start is recorded"),
    ],
)
def test_the_page_says_which_date_counts_as_the_start(client: Client, dates: dict[str, Any], words: str) -> None:
    assert words in body_of(client, a_tenure(**dates).get_absolute_url())


def test_what_the_tenure_rests_on_stands_on_its_page(client: Client) -> None:
    tenure = a_tenure(started="2018")
    a_citation(a_document("Gazette of the day"), tenure, quote="appointed this day")
    body = body_of(client, tenure.get_absolute_url())
    assert "Gazette of the day" in body and "appointed this day" in body


def test_a_post_and_a_person_that_may_not_be_seen_are_withheld(client: Client) -> None:
    person = an_actor("Hidden One", handling=Handling.RED)
    tenure = a_tenure(person, a_post("Secret Envoy", handling=Handling.RED), started="2018")
    body = body_of(client, tenure.get_absolute_url())
    assert body.count('<span class="withheld">withheld</span>') == 2
    for words in ("Hidden One", "hidden-one", "Secret Envoy", "secret-envoy", "roleName", '"member"'):
        assert words not in body


def test_a_draft_is_no_page_for_an_analyst_and_one_for_an_editor(client: Client) -> None:
    tenure = a_tenure(stage=Stage.DRAFT)
    client.force_login(cast.analyst(Handling.RED))
    assert client.get(tenure.get_absolute_url()).status_code == 404
    client.force_login(cast.editor())
    assert client.get(tenure.get_absolute_url()).status_code == 200


def test_the_list_shows_the_newest_first_and_turns_round(client: Client) -> None:
    a_tenure(an_actor("Older"), started="1990")
    a_tenure(an_actor("Undated"))
    a_tenure(an_actor("Newer"), started="2020")
    names = ["Newer", "Older", "Undated"]
    assert [name for row in listed(client) for name in names if name in row] == names
    assert [name for row in listed(client, "?sort=start") for name in names if name in row] == [
        "Older",
        "Newer",
        "Undated",
    ]


def test_an_appointment_stands_for_a_start_that_is_not_known(client: Client) -> None:
    a_tenure(appointed="2019-03-04")
    assert 'appointed <time datetime="2019-03-04">' in body_of(client, TENURES)


def test_a_list_by_day_has_those_certainly_and_possibly_in_office(client: Client) -> None:
    a_tenure(an_actor("Sure"), started="2000-01-01", ended="2002-12-31")
    a_tenure(an_actor("Likely"), started="2000-01-01")
    a_tenure(an_actor("Gone"), started="1990-01-01", ended="1999-12-31")
    rows = listed(client, "?on=2001-05-05")
    assert len(rows) == 2 and not any("Gone" in row for row in rows)
    body = body_of(client, f"{TENURES}?on=2001-05-05")
    assert "certain</span>" in body and "possible</span>" in body and "how it stood on 5 May 2001" in body


def test_a_list_by_person_post_state_and_body(client: Client) -> None:
    state, ministry = a_state("Pakistan"), an_actor("Foreign Office", "government_body")
    a_tenure(an_actor("Amna Baloch"), a_post("Foreign Secretary", state=state, organisation=ministry), started="2024")
    a_tenure(an_actor("Somebody Else"), a_post("Envoy"), started="2024")
    for query in (
        "person=amna-baloch",
        "person=Baloch",
        "post=foreign-secretary",
        "state=Pakistan",
        "organisation=foreign-office",
    ):
        rows = listed(client, f"?{query}")
        assert len(rows) == 1 and "Amna Baloch" in rows[0], query


def test_a_filter_that_names_nobody_visible_is_refused_in_the_same_words(client: Client) -> None:
    a_tenure(an_actor("Hidden One", handling=Handling.RED), started="2024")
    hidden, missing = (client.get(TENURES, {"person": name}).content.decode() for name in ("hidden-one", "no-such-one"))
    assert hidden.replace("hidden-one", "X") == missing.replace("no-such-one", "X")
    assert "No actor that you may read is called" in hidden


def test_a_state_filter_does_not_reach_through_a_post_that_may_not_be_seen(client: Client) -> None:
    state = a_state("Pakistan")
    a_tenure(an_actor("Amna Baloch"), a_post("Secret Envoy", state=state, handling=Handling.RED), started="2024")
    assert listed(client, "?state=pakistan") == []
    client.force_login(cast.analyst(Handling.RED))
    assert len(listed(client, "?state=pakistan")) == 1


def test_a_name_that_fits_several_is_asked_for_again(client: Client) -> None:
    an_actor("Amna Baloch")
    an_actor("Amina Baloch")
    assert "fits more than one actor" in body_of(client, f"{TENURES}?person=baloch")


def test_a_bad_day_is_said_and_narrows_nothing(client: Client) -> None:
    a_tenure(started="2024")
    response = client.get(TENURES, {"on": "2024-13-01"})
    assert "there is no month 13" in response.content.decode() and response.context["listing"].total == 1


def test_the_list_has_no_row_that_the_reader_may_not_see(client: Client) -> None:
    a_tenure(started="2024", handling=Handling.AMBER)
    a_tenure(started="2024", stage=Stage.DRAFT)
    assert listed(client) == []
    client.force_login(cast.editor(Handling.AMBER))
    assert len(listed(client)) == 2
