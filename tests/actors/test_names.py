"""Names of actors: their time, their scripts, which one a source uses, and where each is told."""

import pytest
from django.test import Client

from actors.models import Actor, Name
from records.access import Handling
from records.models import Citation
from tests import cast
from tests.factories import a_citation, a_document, a_meeting, a_post, a_state, a_tenure, a_visit, an_actor
from tests.forms import opened
from tests.reading import tight as text

pytestmark = pytest.mark.django_db


def page(client: Client, record: object) -> str:
    return client.get(record.get_absolute_url()).content.decode()  # type: ignore[attr-defined]


def facts(client: Client, record: object) -> str:
    return text(page(client, record).partition("</dl>")[0])


def myanmar() -> Actor:
    state = a_state("Myanmar")
    Name.objects.create(actor=state, text="Burma", kind="former", valid="../1989-06-17")
    Name.objects.create(actor=state, text="မြန်မာ", language="my", script="Mymr")
    return state


def test_a_name_is_told_with_the_time_in_which_it_was_borne(client: Client) -> None:
    assert "Former names Burma (until 17 Jun 1989)" in facts(client, myanmar())


def test_the_database_keeps_the_bounds_of_a_names_time() -> None:
    name = Name.objects.create(actor=an_actor(), text="Once", valid="1958/1971-09")
    assert (str(name.valid_earliest), str(name.valid_latest)) == ("1958-01-01", "1971-09-30")


THEN = {
    "before the change": ("1985", True),
    "after it": ("1995", False),
    "in the year of the change": ("1989", False),
    "on a day that is not known": ("", False),
}


@pytest.mark.parametrize(("when", "told"), THEN.values(), ids=THEN)
def test_a_page_of_that_time_tells_what_somebody_was_called_then(client: Client, when: str, told: bool) -> None:
    state = myanmar()
    for record in (a_visit(an_actor(), host=state, when=when), a_meeting(state, when=when)):
        assert ("Called then Myanmar: Burma" in facts(client, record)) is told


def test_a_tenure_tells_what_its_holder_was_called_then(client: Client) -> None:
    person = an_actor("Golda Meir")
    Name.objects.create(actor=person, text="Golda Meyerson", kind="former", valid="1917/1956")
    assert "Called then Golda Meir: Golda Meyerson" in facts(client, a_tenure(person, started="1949", ended="1952"))
    assert "Called then" not in facts(client, a_tenure(person, started="1969", ended="1974"))


def test_the_former_name_in_the_script_of_the_site_is_told_before_others(client: Client) -> None:
    state = a_state("Egypt")
    Name.objects.create(actor=state, text="الجمهورية العربية المتحدة", kind="former", valid="1958/1971", script="Arab")
    Name.objects.create(actor=state, text="United Arab Republic", kind="former", valid="1958/1971")
    assert "Egypt: United Arab Republic" in facts(client, a_visit(an_actor(), host=state, when="1960"))


def test_a_name_of_somebody_who_may_not_be_seen_is_not_told(client: Client) -> None:
    state = myanmar()
    visit = a_visit(an_actor(), host=state, when="1985")
    Actor.objects.filter(pk=state.pk).update(handling=Handling.RED)
    body = page(client, visit)
    assert "Burma" not in body and "Called then" not in body


def listed(client: Client, **asked: str) -> list[str]:
    rows = client.get("/actors/", asked).context["listing"].rows
    return [text(row.cells[0]) for row in rows]


def test_actors_are_found_by_the_names_that_they_bore_on_a_day(client: Client) -> None:
    myanmar()
    assert listed(client, name="burma") == ["Myanmar"]
    assert listed(client, name="burma", called_on="3 May 1985") == ["Myanmar"]
    assert listed(client, name="burma", called_on="1995-01-01") == []
    assert listed(client, name="myanmar", called_on="1995-01-01") == ["Myanmar"]


def test_a_search_finds_an_actor_by_a_former_name(client: Client) -> None:
    myanmar()
    assert "Myanmar" in client.get("/search/", {"q": "Burma"}).content.decode()


def test_the_page_tells_which_name_a_source_uses(client: Client) -> None:
    group = an_actor("Islamic Emirate", "armed_group")
    for title, name in (("First report", "Taliban"), ("Second report", "Taliban"), ("Decree", "Islamic Emirate")):
        a_citation(a_document(title), group, name_used=name)
    told = facts(client, group)
    assert "In sources “Islamic Emirate” (Decree); “Taliban” (First report, Second report)" in told
    assert "Under the name Taliban" in text(page(client, group))


def test_a_name_from_a_source_that_may_not_be_seen_is_told_nowhere(client: Client) -> None:
    group = an_actor("Islamic Emirate", "armed_group")
    a_citation(a_document("Secret report", handling=Handling.RED), group, name_used="Codename")
    assert "Codename" not in page(client, group)
    assert "Islamic Emirate" not in client.get("/search/", {"q": "Codename"}).content.decode()
    client.force_login(cast.analyst(Handling.RED))
    assert "Codename" in page(client, group)


def test_an_editor_enters_the_time_of_a_name_and_the_name_that_a_source_uses(client: Client) -> None:
    client.force_login(cast.editor())
    state = myanmar()
    document = a_document("Statement", text="So said Burma.")
    address = f"/desk{state.get_absolute_url()}edit/"
    sent = opened(client, address)
    name = next(key for key, value in sent.items() if value == ["Burma"]).rpartition("-")[0]
    more = {
        f"{name}-valid": "from 1948 until June 1989",
        "citations-0-document": document.ref,
        "citations-0-quote": "So said Burma.",
        "citations-0-name_used": "Burma",
        "family_name": "",
    }
    answer = client.post(address, {**sent, **more})
    assert answer.status_code == 302
    assert Name.objects.get(text="Burma").valid == "1948/1989-06"
    assert Citation.objects.get().name_used == "Burma"


def test_a_time_that_is_none_is_refused_and_kept(client: Client) -> None:
    client.force_login(cast.editor())
    state = myanmar()
    address = f"/desk{state.get_absolute_url()}edit/"
    sent = opened(client, address)
    name = next(key for key, value in sent.items() if value == ["Burma"]).rpartition("-")[0]
    answer = client.post(address, {**sent, f"{name}-valid": "whenever"})
    assert answer.status_code == 422 and "“whenever” is not read as a date" in answer.content.decode()


def test_a_title_from_the_right_is_marked_with_its_language(client: Client) -> None:
    person = an_actor("سامح شكري")
    Name.objects.filter(actor=person).update(language="ar", script="Arab")
    body = page(client, person)
    assert '<h1 dir="rtl" lang="ar-Arab">سامح شكري</h1>' in body
    assert "<title>\u2067سامح شكري\u2069 · Chancery</title>" in body


def test_names_from_the_right_stay_apart_in_strips_tables_and_titles(client: Client) -> None:
    dates = {"started": "1992-07-13", "ended": "1995-11-04", "title_as_stated": "ראש הממשלה"}
    tenure = a_tenure(an_actor("יצחק רבין"), a_post("Prime Minister of Israel"), **dates)
    body = page(client, tenure.post)
    assert ">\u2067יצחק רבין\u2069</text>" in body
    assert '<bdi dir="rtl">יצחק רבין</bdi></a>' in body
    assert '<h1 dir="ltr">יצחק רבין, Prime Minister of Israel</h1>' in page(client, tenure)
    assert "“<bdi>ראש הממשלה</bdi>”" in page(client, tenure)
