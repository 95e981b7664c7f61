"""Actors, posts and tenures as files of other programs, and read again: what comes back, and what is lost."""

import json
import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from followthemoney import model
from followthemoney.types import registry

from actors.formats.shapes import CAPACITIES, CATEGORIES
from actors.models import Actor, Category, Name, Tenure
from actors.name_marks import KINDS
from actors.sections import formats as sections
from records.access import Handling, Stage
from records.models import Batch, Record, Revision, Sheet, saving
from tests import cast
from tests.actors.formats import a_directory, entities, file_of, popolo
from tests.batches import columns_of, send
from tests.crawl import client_of
from tests.factories import a_post, a_tenure, an_actor, many_people
from tests.hidden import forbidden_to, hidden_world, open_world

pytestmark = pytest.mark.django_db
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
FORMATS = ("popolo.json", "ftm.jsonl", "table.csv")
# What the files of `a_directory` have no place for: (number, how it is told begins).
LOST = {
    "popolo.json": [
        (1, "dates in doubt"), (1, "tenures that are counted from the appointment"), (1, "reasons why a tenure ended"),
        (3, "levels of posts"), (1, "notes"), (1, "tags"),
    ],
    "ftm.jsonl": [
        (1, "dates in doubt"), (1, "tenures that are counted from the appointment"), (1, "reasons why a tenure ended"),
        (3, "levels of posts"), (1, "titles as stated"), (1, "names by which something is sorted"),
        (3, "kinds, languages and scripts of names"), (2, "times in which names were borne"),
    ],
}  # fmt: skip


def made(address: str) -> str:
    """The file of the world, which is gone again afterwards."""
    with transaction.atomic():
        a_directory()
        text = file_of(client_of(cast.editor()), address)
        transaction.set_rollback(True)
    return text


def entered(client: Client, text: str) -> Batch:
    """The file entered at the desk as it is."""
    answer = client.post("/desk/bulk/directory/", {"text": text.removeprefix("\ufeff")})
    assert answer.status_code == 302, answer.content.decode()
    sheet = Sheet.objects.latest("pk")
    if answer["Location"].endswith("columns/"):
        assert client.post(answer["Location"], columns_of(sheet)).status_code == 302
    answer = send(client, sheet, "enter")
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.latest("pk")


def compared(text: str, suffix: str) -> Any:
    """What the file says, whatever the numbers of tenures, which are part of their addresses, and their order."""
    text = re.sub(r"tenures([/-])t-[0-9]+", r"tenures\1t", text)
    if suffix == "popolo.json":
        return {name: sorted(map(json.dumps, rows)) for name, rows in json.loads(text).items() if name != "meta"}
    return sorted(text.splitlines())


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_exported_and_entered_into_an_empty_database_is_exported_again_as_it_was(suffix: str) -> None:
    path = f"/tenures.{suffix}"
    first = made(path)
    assert Record.objects.count() == 0
    client = client_of(cast.editor())
    batch = entered(client, first)
    assert compared(file_of(client, path), suffix) == compared(first, suffix)
    assert Record.objects.of_batch(batch.pk).count() == Record.objects.count() == 13
    assert {(one.number, one.batch_id) for one in Revision.objects.all()} == {(1, batch.pk)}


def test_the_whole_table_comes_back_with_all_that_was_in_it() -> None:
    text = made("/tenures.table.csv")
    entered(client_of(cast.editor()), text)
    person = Actor.objects.get(title="Amna Baloch")
    names = {(one.text, one.kind, one.language, one.script, one.valid) for one in person.names.beside_title()}
    assert names == {
        ("آمنہ بلوچ", "transliteration", "ur", "Arab", ""), ("Amna; the [elder]", "former", "", "", ""),
        ("A. B.", "weak_alias", "", "", ""), ("Amena Baluch", "alias", "en", "", ""),
        ("Amna Khan", "former", "", "", "1966/1990-05"), ("Amna B.", "former", "en", "", "[1990,1991~]"),
    }  # fmt: skip
    assert (person.family_name, person.sort_name, person.when) == ("Baloch", "Baloch, Amna", "1966/")
    assert [tag.name for tag in person.tags.all()] == ["diplomat"]
    acting = Tenure.objects.get(capacity="acting")
    assert (acting.started, acting.ended, acting.end_reason) == ("2020-05", "2024-09-11", "superseded")
    assert Tenure.objects.get(capacity="ad_interim").started == "2010~"
    assert Tenure.objects.get(capacity="designate").appointed == "2026-01"


@pytest.mark.parametrize("suffix", LOST)
def test_the_page_before_the_download_tells_what_the_format_has_no_place_for(client: Client, suffix: str) -> None:
    a_directory()
    files = client.get("/exports/tenures/").context["files"]
    lost = next(file.lost for file in files if file.url == f"/tenures.{suffix}")
    assert [
        (number, words[: len(told)]) for (number, words), (_, told) in zip(lost, LOST[suffix], strict=True)
    ] == LOST[suffix]


def test_a_person_is_written_as_popolo_has_it(client: Client) -> None:
    a_directory()
    found = popolo(client)
    person = next(one for one in found["persons"] if one["name"] == "Amna Baloch")
    site = "http://testserver"
    assert person == {
        "id": f"{site}/actors/amna-baloch/", "name": "Amna Baloch",
        "family_name": "Baloch", "sort_name": "Baloch, Amna", "birth_date": "1966",
        "other_names": [
            {"name": "آمنہ بلوچ", "note": "transliteration, ur, Arab"}, {"name": "Amna; the [elder]", "note": "former"},
            {"name": "A. B.", "note": "weak alias"}, {"name": "Amena Baluch", "note": "alias, en"},
            {"name": "Amna Khan", "note": "former", "start_date": "1966", "end_date": "1990-05"},
            {"name": "Amna B.", "note": "former, en, [1990,1991~]"},
        ],
        "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}], "summary": "A diplomat.",
        "national_identity": "Pakistan", "links": [{"url": f"{site}/actors/amna-baloch/", "note": "Chancery"}],
    }  # fmt: skip
    acting = next(one for one in found["memberships"] if one.get("role") == "acting")
    assert (acting["start_date"], acting["end_date"]) == ("2020-05", "2024-09-11")
    assert acting["organization_id"] == f"{site}/actors/ministry-of-foreign-affairs/"
    assert [one["identifier"] for one in found["areas"]] == ["pk"]


def test_every_reference_of_a_popolo_file_leads_to_something_in_it_and_every_date_is_plain(client: Client) -> None:
    a_directory()
    found = popolo(client, "/actors.popolo.json")
    there = {one["id"] for name in ("persons", "organizations", "posts", "areas") for one in found[name]}
    for name in ("persons", "organizations", "posts", "memberships"):
        for one in found[name]:
            assert {value for key, value in one.items() if key.endswith("_id")} <= there
            assert all(DATE.fullmatch(value) for key, value in one.items() if key.endswith("_date"))


def test_the_followthemoney_package_takes_every_entity_and_every_value_of_it(client: Client) -> None:
    a_directory()
    found = entities(client, "/actors.ftm.jsonl")
    assert {one["schema"] for one in found} == {"Person", "Organization", "PublicBody", "Position", "Occupancy"}
    ids = {one["id"]: one["schema"] for one in found}
    for one in found:
        schema = model.get(one["schema"])
        assert schema and registry.entity.validate(one["id"])
        schema.validate(one)
        assert model.get_proxy(one, cleaned=False).to_dict()["properties"].keys() == one["properties"].keys()
        for name, values in one["properties"].items():
            of = schema.get(name)
            assert of and values and all(isinstance(value, str) and of.type.validate(value) for value in values), name
            if of.range:
                assert all(model[ids[value]].is_a(of.range) for value in values)


def test_one_name_is_used_for_each_thing() -> None:
    assert dict(Category.choices) == CATEGORIES
    assert dict(Tenure.Capacity.choices) == CAPACITIES
    assert dict(Name.Kind.choices) == KINDS


def test_no_reader_finds_in_a_file_or_its_page_what_they_may_not_see() -> None:
    with saving(None):
        open_world()
        for label in list(Handling)[1:]:
            hidden_world(label, Stage.PUBLISHED)
        hidden_world(Handling.CLEAR, Stage.DRAFT)
    for name, reader in cast.everybody().items():
        client, forbidden = client_of(reader), forbidden_to(reader)
        for folder in ("actors", "posts", "tenures"):
            told = "".join(file_of(client, f"/{folder}.{suffix}") for suffix in FORMATS).lower()
            told += client.get(f"/exports/{folder}/").content.decode().lower()
            assert not [word for word in forbidden if word in told], (name, folder)


def test_a_link_to_what_may_not_be_seen_stands_in_no_text_of_a_file(client: Client) -> None:
    hidden = an_actor("Canary", handling=Handling.RED)
    an_actor("Open", summary=f"As [[actors/{hidden.slug}]] says, with [[actors/nobody]].")
    for suffix in FORMATS:
        text = file_of(client, f"/actors.{suffix}")
        assert "As withheld says, with withheld." in text and hidden.slug not in text.lower()


def test_a_tenure_of_somebody_who_may_not_be_seen_is_in_no_file(client: Client) -> None:
    a_tenure(an_actor("Canary", handling=Handling.RED), a_post("Secretary"))
    found = popolo(client, "/posts.popolo.json")
    assert [one["label"] for one in found["posts"]] == ["Secretary"] and found["memberships"] == []


def test_the_filters_of_the_list_are_those_of_the_file(client: Client) -> None:
    a_directory()
    found = popolo(client, "/actors.popolo.json?name=baloch")
    assert [one["name"] for one in found["persons"]] == ["Amna Baloch"]
    assert {one["label"] for one in found["posts"]} == {"Foreign Secretary of Pakistan", "President of Pakistan"}
    for path in ("/actors.popolo.json", "/exports/actors/"):
        assert client.get(path, {"nme": "baloch"}).status_code == 400


def test_each_file_takes_the_same_number_of_queries_for_any_number_of_records(client: Client) -> None:
    a_directory()
    for path in (*(f"/actors.{suffix}" for suffix in FORMATS), "/exports/actors/"):
        once = queries(client, path)
        some = many_people(60)
        for person in some[:30]:
            a_tenure(person, a_post())
        assert queries(client, path) == once, path


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(path)
        assert b"".join(answer) if answer.streaming else answer.content
    return len(caught)


def test_the_list_leads_to_the_page_of_its_files_with_its_filters(client: Client) -> None:
    a_directory()
    html = client.get("/actors/?name=baloch").content.decode()
    assert 'href="/exports/actors/?name=baloch"' in html
    page = client.get("/exports/actors/?name=baloch").content.decode()
    for suffix in FORMATS:
        assert f'href="/actors.{suffix}?name=baloch"' in page


def test_of_very_many_records_the_losses_are_not_counted_on_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_directory()
    monkeypatch.setattr(sections, "MOST_COUNTED", 5)
    answer = client.get("/exports/tenures/")
    assert [file.lost for file in answer.context["files"]] == [None] * 3
    assert "Too much to count here" in answer.content.decode()
