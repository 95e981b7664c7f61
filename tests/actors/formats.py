"""A small world with everything that a format may lose, and the files that are made of it."""

import json
from typing import Any

from django.test import Client

from actors.models import Actor, Category, Name, Post
from records.models import Identifier
from tests.factories import a_post, a_state, a_tenure, an_actor

URDU = {"language": "ur", "script": "Arab"}


def a_directory() -> None:
    """Pakistan and its ministry, two people, two posts, and tenures of every capacity."""
    pakistan = a_state("Pakistan", summary="A state; in Asia: see [it]")
    Identifier.objects.create(record=pakistan, scheme="iso3166-1", value="pk")
    Identifier.objects.create(record=pakistan, scheme="wikidata", value="Q843")
    ministry = an_actor(
        "Ministry of Foreign Affairs", Category.GOVERNMENT_BODY, state=pakistan, parent=pakistan, when="1947-08/"
    )
    group = an_actor("A Party", Category.PARTY, state=pakistan, when="1967/1977-07-05")
    person = an_actor(
        "Amna Baloch",
        state=pakistan,
        family_name="Baloch",
        sort_name="Baloch, Amna",
        when="1966/",
        summary="A diplomat.",
    )
    other = an_actor("Li Wei; junior", when="1950-03-02/2020")
    Identifier.objects.create(record=person, scheme="wikidata", value="Q1")
    for text, kind, more in (
        ("آمنہ بلوچ", Name.Kind.TRANSLITERATION, URDU),
        ("Amna; the [elder]", Name.Kind.FORMER, {}),
        ("A. B.", Name.Kind.WEAK_ALIAS, {}),
        ("Amena Baluch", Name.Kind.ALIAS, {"language": "en"}),
        ("Amna Khan", Name.Kind.FORMER, {"valid": "1966/1990-05"}),
        ("Amna B.", Name.Kind.FORMER, {"language": "en", "valid": "[1990,1991~]"}),
    ):
        Name.objects.create(actor=person, text=text, kind=kind, **more)
    secretary = a_post("Foreign Secretary of Pakistan", role="Foreign Secretary", organisation=ministry, state=pakistan,
                       level=3, when="1947/")  # fmt: skip
    head = a_post("Head of the party", organisation=group)
    president = a_post("President of Pakistan", role="President", state=pakistan, level=1)
    some_tenures(person, other, secretary, head, president)
    person.tags.add("diplomat")


def some_tenures(person: Actor, other: Actor, secretary: Post, head: Post, president: Post) -> None:
    a_tenure(person, secretary, started="2024-09-11", title_as_stated="Secretary, Foreign Affairs", note="As told.")
    a_tenure(other, secretary, started="2020-05", ended="2024-09-11", capacity="acting", end_reason="superseded")
    a_tenure(other, head, started="1999", ended="2001", capacity="concurrent")
    a_tenure(person, president, appointed="2026-01", capacity="designate")
    a_tenure(other, president, started="2010~", ended="2012-03-01", capacity="ad_interim")


def file_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return b"".join(response).decode()


def popolo(client: Client, address: str = "/tenures.popolo.json") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file_of(client, address))
    return found


def entities(client: Client, address: str = "/tenures.ftm.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in file_of(client, address).splitlines()]
