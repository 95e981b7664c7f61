"""A form that is sent back as it was shown changes nothing of its record, whatever the kind."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from records import desk
from records.access import Handling, Stage
from records.models import Kind, Record, Revision, User, saving
from records.models.revisions import snapshot
from records.publishing import changes_are_proposed
from tests import cast
from tests.forms import opened, refusals
from tests.hidden import hidden_world, open_world, tie_open_to_hidden

pytestmark = pytest.mark.django_db


def as_kept(record: Kind) -> dict[str, Any]:
    fresh = type(record).objects.get(pk=record.pk)
    return snapshot(fresh)


def sent_back(client: Client, record: Kind) -> None:
    address = f"/desk{record.get_absolute_url()}edit/"
    answer = client.post(address, {**opened(client, address), "comment": "Looked at it."})
    assert answer.status_code == 302, f"{record.ref}: {refusals(answer)}"


@pytest.fixture
def editor(client: Client) -> User:
    user = cast.editor(Handling.GREEN)
    client.force_login(user)
    return user


def test_of_the_sample_case_each_record_is_the_same_afterwards(client: Client, editor: User) -> None:
    call_command("demo", verbosity=0)
    for page in desk.PAGES.values():
        for record in page.model.objects.order_by("pk"):
            before = as_kept(record)
            sent_back(client, record)
            assert as_kept(record) == before, record.ref
            # A published paper is changed by proposal: with no change there is none.
            revisions = 1 if changes_are_proposed(record) else 2
            assert Revision.objects.newest_number(record.pk) == revisions, record.ref


def test_what_the_editor_may_not_see_stays_in_every_kind(client: Client, editor: User) -> None:
    with saving(None):
        world = open_world()
        hidden = hidden_world(Handling.RED, Stage.PUBLISHED)
        tie_open_to_hidden(world, hidden)
    for record in Record.objects.visible_to(editor).order_by("pk"):
        page = desk.PAGES.get(record.kind)
        if page:
            known = page.model.objects.get(pk=record.pk)
            before = as_kept(known)
            sent_back(client, known)
            assert as_kept(known) == before, record.ref
