"""A form asks the database as often for five hundred rows as for five, but for what it saves of each."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefings.models import Participation
from records.access import Handling
from tests import cast
from tests.factories import a_meeting, a_visit, an_actor, many_people
from tests.forms import fields_of

pytestmark = pytest.mark.django_db


def meeting_of(number: int) -> str:
    meeting = a_meeting()
    people = many_people(number)
    Participation.objects.bulk_create(
        Participation(encounter_id=meeting.pk, actor=one, role="counterpart") for one in people
    )
    return f"/desk{meeting.get_absolute_url()}edit/"


def visit_of(number: int) -> str:
    visit = a_visit(an_actor("Yue"))
    Participation.objects.bulk_create(
        Participation(encounter_id=visit.pk, actor=one, role="delegation") for one in many_people(number)
    )
    return f"/desk{visit.get_absolute_url()}edit/"


def asked(client: Client, path: str, sent: Any = None) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(path, sent) if sent else client.get(path)
    assert answer.status_code in (200, 302), path
    return len(queries), answer


def test_as_many_queries_for_many_rows_as_for_few(client: Client) -> None:
    client.force_login(cast.editor(Handling.AMBER))
    few, many = meeting_of(5), meeting_of(500)
    few_shown, few_answer = asked(client, few)
    many_shown, many_answer = asked(client, many)
    assert many_shown <= few_shown <= 25
    few_saved, _ = asked(client, few, {**fields_of(few_answer), "place": "Doha"})
    many_saved, _ = asked(client, many, {**fields_of(many_answer), "place": "Doha"})
    assert many_saved <= few_saved + 3


def test_as_many_queries_for_a_visit_of_many_as_of_few(client: Client) -> None:
    client.force_login(cast.editor(Handling.AMBER))
    few, many = visit_of(5), visit_of(60)
    for path in (few, many):
        asked(client, path)
    assert asked(client, many)[0] <= asked(client, few)[0]


def test_references_of_new_rows_are_looked_up_together(client: Client) -> None:
    client.force_login(cast.editor(Handling.AMBER))
    people = many_people(100)
    path = "/desk/meetings/new/"
    sent: dict[str, Any] = {**fields_of(client.get(path)), "participants-TOTAL_FORMS": "100"}
    for number, one in enumerate(people):
        sent |= {f"participants-{number}-actor": one.ref, f"participants-{number}-role": "delegation"}
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(path, {**sent, "status": "none such"})
    assert answer.status_code == 422
    # Of each row its constraints are asked, which the database judges one by one.
    assert len([one for one in queries if "records_record" in one["sql"]]) <= 25
