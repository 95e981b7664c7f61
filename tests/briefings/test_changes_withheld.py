"""What the news must not tell by its moments, its numbers and its addresses."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from briefings.models import Visit
from records.access import Handling
from records.bulk import bulk_insert
from records.bulk_settling import bulk_settle
from records.models import Revision
from tests import cast
from tests.factories import a_claim, an_armed_group, an_event, shown
from tests.reading import text

pytestmark = pytest.mark.django_db
# UTC has no year for these; PostgreSQL kept the first as a moment that could never be read again.
NOWHERE = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+00:00")


@pytest.mark.parametrize("moment", NOWHERE)
def test_a_moment_out_of_all_years_is_not_kept(client: Client, moment: str) -> None:
    reader = cast.analyst()
    client.force_login(reader)
    client.post("/changes/read/", {"until": moment})
    reader.refresh_from_db()
    assert reader.changes_read_until is not None
    assert reader.date_joined <= reader.changes_read_until <= timezone.now()
    assert client.get("/changes/").status_code == 200


@pytest.mark.parametrize("moment", NOWHERE)
def test_a_page_that_begins_out_of_all_years_is_a_page(client: Client, moment: str) -> None:
    a_claim("It is so")
    assert client.get("/changes/", {"before": f"{moment}~1"}).status_code == 200


def test_where_the_next_page_begins_does_not_tell_how_many_hidden_edits_there_were(client: Client) -> None:
    hidden = a_claim("Hidden", handling=Handling.RED)
    for one in range(70):
        hidden.title = f"Hidden {one}"
        hidden.save()
    claims = [a_claim(f"Claim {one}") for one in range(60)]
    older = client.get("/changes/").text.partition('class="step" href="')[2].partition('"')[0]
    assert older.partition("~")[2] == str(claims[10].pk)
    page = client.get("/changes/" + older.replace("&amp;", "&")).text
    assert [one for one in range(60) if f"Claim {one}</a>" in page] == list(range(10))


def test_an_import_while_it_was_hidden_is_not_told(client: Client) -> None:
    visits = bulk_insert(Visit, [Visit(**shown(place=f"Place {one}", handling=Handling.RED)) for one in range(3)])
    bulk_settle(Visit, [one.pk for one in visits], "Imported: a secret source")
    visits[0].refresh_from_db()
    visits[0].handling = Handling.CLEAR
    visits[0].save()
    page = text(client.get("/changes/").text)
    assert "a secret source" not in page
    assert page.count("New visit: A visit in Place 0") == 1


def test_a_former_title_and_a_former_name_are_not_quoted(client: Client) -> None:
    event, group = an_event("Attack by Hidden Hand"), an_armed_group("Group")
    name = group.names.create(text="Front of Hidden Hand", kind="alias")
    Revision.objects.update(at=timezone.now() - timedelta(days=365))
    event.title = "Attack in the north"
    event.save()
    name.delete()
    for address in ("/changes/", f"/changes/?since={timezone.localdate()}", "/feeds/all.atom"):
        page = text(client.get(address).text)
        assert "Hidden Hand" not in page, address
        assert "renamed: “Attack in the north”" in page and "no longer known by one of its names" in page, address


def test_a_tag_of_hidden_records_alone_is_not_told(client: Client) -> None:
    claim, hidden = a_claim("Open"), a_claim("Hidden", handling=Handling.RED)
    hidden.tags.add("hand-op")
    hidden.save()
    claim.tags.add("hand-op", "border")
    claim.save()
    Revision.objects.update(at=timezone.now() - timedelta(days=365))
    claim.tags.set(["river"])
    claim.save()
    for address in ("/changes/", f"/changes/?since={timezone.localdate()}", "/feeds/all.atom"):
        page = text(client.get(address).text)
        assert "hand-op" not in page, address
        assert "tagged “river”" in page and "no longer tagged “border”" in page, address
    client.force_login(cast.admin())
    assert "no longer tagged “hand-op”" in text(client.get("/changes/").text)
