"""Files of other programs at the desk: what is understood, who is taken for whom, and what is wrong with a file."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from actors.formats import ftm, popolo
from actors.models import Actor, Category, Post, Tenure
from records.access import Handling, Stage
from records.batches.reading import Unreadable
from records.doubles import ASK
from records.models import Batch, Identifier, Record, Sheet, User
from tests import cast
from tests.batches import address, page, send
from tests.factories import a_state, an_actor

SITE = "http://testserver"
PERSON = {"id": "p1", "name": "Amna Baloch"}
MINISTRY = {"id": "o1", "name": "Ministry of Foreign Affairs", "classification": "ministry"}
POST = {"id": "s1", "label": "Foreign Secretary", "organization_id": "o1"}
HELD = {"person_id": "p1", "post_id": "s1", "start_date": "2024-09-11"}


def a_file(**lists: Any) -> str:
    return json.dumps(lists)


WHOLE = a_file(persons=[PERSON], organizations=[MINISTRY], posts=[POST], memberships=[HELD])


def cells(rows: list[tuple[int, list[str]]]) -> list[dict[str, str]]:
    names, *rest = [row for _, row in rows]
    return [{name: cell for name, cell in zip(names, row, strict=True) if cell} for row in rest]


def test_a_popolo_file_becomes_rows_that_name_each_other() -> None:
    assert cells(popolo.read(WHOLE, SITE)) == [
        {"what": "actor", "id": "o1", "name": "Ministry of Foreign Affairs", "category": "government_body"},
        {"what": "actor", "id": "p1", "name": "Amna Baloch", "category": "person"},
        {"what": "post", "id": "s1", "title": "Foreign Secretary", "organisation": "o1"},
        {"what": "tenure", "person": "p1", "post": "s1", "started": "2024-09-11"},
    ]


def test_a_membership_without_a_post_is_one_in_a_post_of_its_role() -> None:
    members = [{"person_id": "p1", "organization_id": "o1", "role": "Clerk"} for _ in range(2)]
    rows = cells(popolo.read(a_file(persons=[PERSON], organizations=[MINISTRY], memberships=members), SITE))
    posts = [row for row in rows if row["what"] == "post"]
    assert [row["title"] for row in posts] == ["Clerk, Ministry of Foreign Affairs"]
    assert {row["post"] for row in rows if row["what"] == "tenure"} == {posts[0]["id"]}


def test_what_stands_within_people_is_read_as_what_stands_beside_them() -> None:
    within = {**PERSON, "memberships": [{"post_id": "s1", "start_date": "2024-09-11"}]}
    assert popolo.read(a_file(persons=[within], organizations=[MINISTRY], posts=[POST]), SITE) == popolo.read(
        WHOLE, SITE
    )


def test_what_is_not_read_is_told_in_its_row() -> None:
    person = {
        **PERSON,
        "email": "a@example.org",
        "image": None,
        "other_names": [{"name": "AB", "start_date": "c. 2001"}],
    }
    (row,) = cells(popolo.read(a_file(persons=[person]), SITE))
    assert row["unread"] == "email, of the name AB: start_date"


def test_the_time_of_a_name_is_read_where_its_dates_are_plain_and_in_order() -> None:
    dates = [("1948", "1989-06-18"), ("1990", "1980"), ("", "2001")]
    names = [{"name": name, "start_date": one, "end_date": end} for name, (one, end) in zip("ABC", dates, strict=True)]
    (row,) = cells(popolo.read(a_file(persons=[{**PERSON, "other_names": names}]), SITE))
    assert row["names"] == "A [alias, 1948/1989-06-18]; B [alias]; C [alias, /2001]"
    assert row["unread"] == "of the name B: end_date, start_date"


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ({"persons": [{"id": "p1"}]}, "persons[0].name: it is missing."),
        ({"persons": ["Amna"]}, "persons[0]: it is no object."),
        ({"persons": [{**PERSON, "birth_date": ["1966"]}]}, "persons[0].birth_date: it holds no text."),
        ({"persons": [PERSON], "posts": {"a": 1}}, "posts: it is no list."),
        ({"persons": [{**PERSON, "name": "Am\x00na"}]}, "persons[0].name: it holds a character that is no text."),
        ({"persons": [{**PERSON, "a\ud800": "x"}]}, "persons[0]: it holds a character that is no text."),
        ({"persons": [{**PERSON, "other_names": [{"name": "A", "\0": 1}]}]}, "other_names[0]: it holds a character"),
        ({"persons": [{**PERSON, "name": "\ud800"}]}, "persons[0].name: it holds a character that is no text."),
        ({"persons": [{**PERSON, "identifiers": [{"scheme": "x"}]}]}, "persons[0].identifiers[0].identifier: it is missing."),
        ({"persons": [PERSON], "memberships": [{"person_id": "p1"}]}, "memberships[0].post_id: it is missing, and organ"),
        ({"persons": []}, "There is no person, organization, post or tenure in it"),
        ({"persons": [PERSON] * 2001}, "2,001 of them, and 2,000 are entered at once"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_popolo_file_is_told_by_its_path(lists: dict[str, Any], told: str) -> None:
    with pytest.raises(Unreadable) as refused:
        popolo.read(a_file(**lists), SITE)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"id": "a", "schema": "Person", "properties": {"name": ["A"]}}\n{"id"', "line 2: it is no JSON"),
        ('{"schema": "Person", "properties": {}}', "line 1: its id or its schema is missing."),
        ('{"id": "a", "schema": "Person", "properties": {}}', "line 1: its name is missing."),
        ('{"id": "a", "schema": "Occupancy", "properties": {"holder": ["b"]}}', "line 1: its post is missing."),
        ('{"id": "a", "schema": "Person", "properties": ["name"]}', "line 1: it is no entity"),
        ('{"id": "a", "schema": "Person", "properties": {"name": [["A"]]}}', "line 1, name: it holds no text."),
        (
            '{"id": "a", "schema": "Person", "properties": {"a\\ud800": ["A"]}}',
            "line 1: it holds a character that is no text.",
        ),
        ("[" * 100_000, "line 1: it is nested deeper"),
        ('{"id": "a", "schema": "Vessel", "properties": {"name": ["A"]}}', "There is no person"),
    ],
)
def test_what_is_wrong_with_entities_is_told_by_their_line(text: str, told: str) -> None:
    with pytest.raises(Unreadable) as refused:
        ftm.read(text, SITE)
    assert told in str(refused.value)


def test_entities_of_schemata_that_are_not_read_are_told_in_the_first_row() -> None:
    lines = [
        {
            "id": "a",
            "schema": "Person",
            "properties": {"name": ["A"], "gender": ["female"], "birthDate": ["1966", "1967"]},
        },
        {"id": "b", "schema": "Sanction", "properties": {"entity": ["a"]}},
    ]
    (row,) = cells(ftm.read("\n".join(map(json.dumps, lines)), SITE))
    assert row["unread"] == "gender, further values of birthDate; 1 entity of another schema (Sanction)"


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ("id", "name", "label", "role", "person_id", "post_id", "organization_id", "parent_id", "area_id", "start_date",
          "end_date", "birth_date", "classification", "other_names", "identifiers", "memberships",
          "national_identity")  # fmt: skip
FEW = st.sampled_from(["p1", "o1", "s1", "A", "acting", "State", "2024", "2024-13", "PK"])
OBJECT = st.dictionaries(st.sampled_from(FIELDS), FEW | ANY_JSON, max_size=8)
POPOLO = st.dictionaries(
    st.sampled_from([*popolo.SECTIONS, "areas"]), st.lists(OBJECT | ANY_JSON, max_size=4) | ANY_JSON
)
# Of these a file is made that is nearly right: most of its rows reach the preview.
TEXTS = FEW | st.text(max_size=12)
NEARLY = st.fixed_dictionaries(
    {
        "persons": st.lists(
            st.fixed_dictionaries({"id": FEW, "name": TEXTS, "birth_date": TEXTS, "national_identity": TEXTS})
        ),
        "organizations": st.lists(
            st.fixed_dictionaries({"id": FEW, "name": TEXTS, "parent_id": FEW, "classification": FEW, "area_id": FEW})
        ),
        "posts": st.lists(st.fixed_dictionaries({"id": FEW, "label": TEXTS, "organization_id": FEW})),
        "memberships": st.lists(
            st.fixed_dictionaries({"person_id": FEW, "post_id": FEW, "role": TEXTS, "end_date": TEXTS})
        ),
    }
)
PROPERTIES = st.dictionaries(st.sampled_from(sorted({name for names in ftm.READ.values() for name in names})), ANY_JSON)
ENTITY = st.fixed_dictionaries(
    {
        "id": FEW | ANY_JSON,
        "schema": st.sampled_from([*ftm.ACTORS, "Position", "Occupancy"]) | ANY_JSON,
        "properties": PROPERTIES | ANY_JSON,
    }
)


def read_or_refused(read: Callable[[str, str], Any], text: str) -> Any:
    """The rows, or the sentence."""
    try:
        return read(text, SITE)
    except Unreadable as refused:
        return str(refused)


@given(POPOLO | ANY_JSON)
def test_any_json_is_read_as_popolo_or_refused_in_words(data: Any) -> None:
    assert read_or_refused(popolo.read, json.dumps(data))


@given(st.lists(ENTITY | ANY_JSON, max_size=5))
def test_any_lines_are_read_as_entities_or_refused_in_words(data: list[Any]) -> None:
    assert read_or_refused(ftm.read, "\n".join(map(json.dumps, data)))


class AnyFile(PropertyTestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(NEARLY)
    def test_any_file_is_shown_or_refused_and_entered_or_not(self, data: Any) -> None:
        self.client.force_login(User.objects.filter(username="editor-red").first() or cast.editor())
        answer = self.client.post("/desk/bulk/directory/", {"text": json.dumps(data)})
        assert answer.status_code in (302, 422), answer.status_code
        if answer.status_code == 302:
            sheet = Sheet.objects.latest("pk")
            assert self.client.get(address(sheet), {"show": "all"}).status_code == 200
            for do in ("skip-wrong", "all-new", "enter-doubles", "skip-wrong", "enter"):
                assert send(self.client, sheet, do).status_code in (302, 422)


class Entering(TestCase):
    def setUp(self) -> None:
        self.client.force_login(cast.editor())

    def read(self, text: str) -> Sheet:
        answer = self.client.post("/desk/bulk/directory/", {"text": text})
        self.assertEqual(answer.status_code, 302, answer.content.decode())
        return Sheet.objects.latest("pk")

    def entered(self, text: str, **more: str) -> Batch:
        answer = send(self.client, self.read(text), "enter", **more)
        self.assertEqual(answer.status_code, 302, answer.content.decode())
        return Batch.objects.latest("pk")

    def test_a_file_is_entered_as_one_batch_of_drafts_and_undone_as_one(self) -> None:
        batch = self.entered(WHOLE)
        tenure = Tenure.objects.get()
        self.assertEqual((tenure.person.title, str(tenure.post.organisation)), ("Amna Baloch", MINISTRY["name"]))
        self.assertEqual({one.stage for one in Record.objects.all()}, {Stage.DRAFT})
        seen = self.client.get(f"/desk/batches/{batch.pk}/undo/").content.decode().split('name="seen" value="')[1]
        self.client.post(f"/desk/batches/{batch.pk}/undo/", {"seen": seen.split('"')[0]})
        self.assertEqual({one.stage for one in Record.objects.all()}, {Stage.WITHDRAWN})

    def test_whoever_has_the_identifier_already_is_taken_for_the_one_that_is_meant(self) -> None:
        there = an_actor("A. Baloch")
        Identifier.objects.create(record=there, scheme="wikidata", value="Q1")
        person = {**PERSON, "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}]}
        text = a_file(persons=[person], organizations=[MINISTRY], posts=[POST], memberships=[HELD])
        self.assertIn("nothing of it is changed", page(self.client, self.read(text)))
        self.entered(text)
        self.assertEqual(Tenure.objects.get().person_id, there.pk)
        self.assertEqual(Actor.objects.get(pk=there.pk).title, "A. Baloch")

    def test_an_own_address_means_the_record_there_and_anothers_does_not(self) -> None:
        there = an_actor("Amna Baloch", Category.PERSON)
        own, others = f"{SITE}/actors/{there.slug}/", f"https://elsewhere.example/actors/{there.slug}/"
        for number, found in ((own, True), (others, False)):
            text = a_file(persons=[{**PERSON, "id": number}], organizations=[MINISTRY])
            told = page(self.client, self.read(text))
            self.assertEqual("nothing of it is changed" in told, found)
            self.assertEqual("Perhaps the same" in told, not found)

    def test_somebody_of_the_same_name_is_never_taken_unasked(self) -> None:
        one, other = an_actor("Amna Baloch"), an_actor("Amna Baloch")
        sheet = self.read(WHOLE)
        self.assertEqual(send(self.client, sheet, "enter").status_code, 422)
        self.assertEqual(send(self.client, sheet, "take-doubles").status_code, 302)
        self.assertEqual(send(self.client, sheet, "enter").status_code, 422)
        row = next(number for number, texts in sheet.rows if PERSON["name"] in texts)
        self.assertEqual(send(self.client, sheet, "enter", **{f"row-{row}": other.ref}).status_code, 302)
        self.assertEqual(Tenure.objects.get().person_id, other.pk)
        self.assertFalse(one.tenures.exists())

    def test_where_one_alone_has_the_name_all_are_taken_at_once(self) -> None:
        there = an_actor("Amna Baloch")
        sheet = self.read(WHOLE)
        send(self.client, sheet, "take-doubles")
        self.assertEqual(send(self.client, sheet, "enter").status_code, 302)
        self.assertEqual(Tenure.objects.get().person_id, there.pk)

    def test_another_state_tells_two_of_one_name_apart(self) -> None:
        Identifier.objects.create(record=a_state("Pakistan"), scheme="iso3166-1", value="pk")
        an_actor("Amna Baloch", state=a_state("Iran"))
        told = page(self.client, self.read(a_file(persons=[{**PERSON, "national_identity": "PK"}])))
        self.assertNotIn("Perhaps the same", told)

    def test_a_record_that_may_not_be_seen_is_as_one_that_is_not_there(self) -> None:
        self.client.force_login(cast.editor(Handling.GREEN))
        hidden = an_actor("Amna Baloch", handling=Handling.RED)
        text = a_file(persons=[{**PERSON, "id": f"{SITE}/actors/{hidden.slug}/"}])
        nowhere = a_file(persons=[{**PERSON, "id": f"{SITE}/actors/nobody/"}])
        shown, same = (page(self.client, self.read(one)) for one in (text, nowhere))
        self.assertNotIn("Perhaps the same", shown)
        self.assertIn("right</span>", shown)
        self.assertEqual(shown.count("<p"), same.count("<p"))

    def test_bodies_that_are_part_of_each_other_are_refused_in_words(self) -> None:
        bodies = [{"id": "a", "name": "A", "parent_id": "b"}, {"id": "b", "name": "B", "parent_id": "a"}]
        sheet = self.read(a_file(organizations=bodies))
        self.assertIn("It names itself, by way of other rows", page(self.client, sheet))
        self.assertEqual(send(self.client, sheet, "enter").status_code, 422)

    def test_a_row_of_another_kind_than_is_wanted_is_refused_in_words(self) -> None:
        held = [{**HELD, "person_id": "s1"}]
        sheet = self.read(a_file(persons=[PERSON], organizations=[MINISTRY], posts=[POST], memberships=held))
        self.assertIn("which is meant, is no person", page(self.client, sheet))

    def test_an_identifier_belongs_to_one_row(self) -> None:
        people = [
            {"id": name, "name": name, "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}]} for name in "ab"
        ]
        self.assertIn(
            "Another record has the identifier wikidata: Q1", page(self.client, self.read(a_file(persons=people)))
        )

    def test_an_identifier_of_a_hidden_record_is_told_in_no_row_and_not_entered(self) -> None:
        self.client.force_login(cast.editor(Handling.GREEN))
        Identifier.objects.create(record=an_actor("Hidden", handling=Handling.RED), scheme="wikidata", value="Q7")
        people = [
            {"id": one, "name": one, "identifiers": [{"scheme": "wikidata", "identifier": f"Q{one}"}]} for one in "78"
        ]
        sheet = self.read(a_file(persons=people))
        shown = page(self.client, sheet)
        self.assertNotIn("Another record", shown)
        self.assertNotIn(ASK, shown)
        answer = send(self.client, sheet, "enter")
        self.assertContains(answer, ASK, status_code=answer.status_code)
        self.assertNotContains(answer, "Another record", status_code=answer.status_code)
        self.assertFalse(Batch.objects.exists())

    def test_wrong_dates_stand_in_their_cells(self) -> None:
        told = page(self.client, self.read(a_file(persons=[{**PERSON, "birth_date": "2024-13"}])))
        self.assertIn("is not a date", told)

    def test_the_preview_takes_the_same_number_of_queries_for_any_number_of_rows(self) -> None:
        def asked(number: int) -> int:
            lists: dict[str, list[Any]] = {"persons": [], "organizations": [], "posts": [], "memberships": []}
            for one in range(number):
                called = [{"scheme": "wikidata", "identifier": f"Q{one}"}]
                lists["persons"].append({**PERSON, "id": f"p{one}", "name": f"Person {one}", "identifiers": called})
                lists["organizations"].append({**MINISTRY, "id": f"o{one}", "parent_id": f"o{one - 1}" if one else ""})
                lists["posts"].append({**POST, "id": f"s{one}", "label": f"Post {one}", "organization_id": f"o{one}"})
                lists["memberships"].append({**HELD, "person_id": f"p{one}", "post_id": f"s{one}"})
            sheet = self.read(a_file(**lists))
            with CaptureQueriesContext(connection) as caught:
                page(self.client, sheet)
            return len(caught)

        an_actor("Person 0")
        asked(1)
        self.assertEqual(asked(10), asked(1))
        # Of so many the first page shows bodies alone.
        self.assertLessEqual(asked(60), asked(1))

    def test_a_file_that_is_none_is_refused_with_what_was_typed(self) -> None:
        answer = self.client.post("/desk/bulk/directory/", {"text": '{"persons": [1]}'})
        self.assertContains(answer, "persons[0]: it is no object.", status_code=422)
        self.assertContains(answer, "{&quot;persons&quot;: [1]}", status_code=422)

    def test_the_table_of_all_takes_rows_as_they_are_written_by_hand(self) -> None:
        rows = "Row is,Row name,Name,What it is,Title of the post,Body,Person,Post,Started\n"
        rows += "actor,m,Ministry,Government body,,,,,\nactor,p,Amna Baloch,Official,,,,,\npost,s,,,Secretary,m,,,\n"
        sheet = self.read(f"{rows}tenure,,,,,,p,s,2024\n")
        self.client.post(
            f"{address(sheet)}columns/",
            {"headed": "on", **{f"column-{n}": name for n, name in enumerate(sheet.columns)}},
        )
        self.assertEqual(send(self.client, sheet, "enter").status_code, 302)
        self.assertEqual(
            (Tenure.objects.get().post.title, str(Post.objects.get().organisation)), ("Secretary", "Ministry")
        )


def test_the_desk_of_formats_is_for_editors(client: Client) -> None:
    assert client.get("/desk/bulk/directory/").status_code == 302
