"""Travels abroad: legs, journeys, presidents, and the people whom the remarks say were met."""

import json
from pathlib import Path

import pytest

from actors.importers.countries import country
from actors.models import Actor, Post, Tenure
from briefings.importers.hsg_travels_xml import cities, read_travels
from briefings.importers.remarks import encounters
from briefings.models import Meeting, Participation, Visit
from records.models import Citation
from records.upstream import upstream_files
from records.xmltree import Refused
from tests.imported import REAL, SAMPLE, needs_real_data, run, run_sample, trips_file


@pytest.fixture
def imported(db: None) -> None:
    assert "refused: 0" in run_sample("hsg-pocom", "hsg-travels")


def identified(scheme: str, value: str) -> dict[str, str]:
    return {"identifiers__scheme": f"history.state.gov/{scheme}", "identifiers__value": value}


def trip(key: int) -> Visit:
    return Visit.objects.get(**identified("trips", str(key)))


def people_met(key: int) -> list[Participation]:
    meetings = Meeting.objects.filter(visit=trip(key)).order_by("pk")
    return [one for meeting in meetings for one in meeting.participants.order_by("pk") if one.role == "counterpart"]


@pytest.mark.parametrize(
    ("locale", "places"),
    [
        ("Oslo, Bergen", ("Oslo", "Bergen")),
        ("Mexico, D.F.", ("Mexico, D.F.",)),
        ("Mexico, D.F., Cancun", ("Mexico, D.F.", "Cancun")),
        ("", ()),
    ],
)
def test_a_locale_is_a_list_of_cities(locale: str, places: tuple[str, ...]) -> None:
    assert cities(locale) == places


@pytest.mark.parametrize(
    ("remarks", "host", "met"),
    [
        ("Met with General Secretary Brezhnev.", "russia", [("General Secretary", "Brezhnev", "russia")]),
        ("Audience with Pope Paul VI.", "holy-see", [("Pope", "Paul VI", "holy-see")]),
        ("Accompanied President Ford.", "holy-see", []),
        ("Met with senior officials and the Foreign Ministers of France and Qatar.", "iraq", []),
        ("Attended the inauguration of President Salinas.", "mexico", []),
        ("Met with King Hussein of Jordan regarding peace.", "france", [("King", "Hussein", "jordan")]),
        ("Also met with Syrian President Bashar Assad.", "jordan", [("President", "Bashar Assad", "syria")]),
        ("Met with PLO Chairman Arafat.", "egypt", [("Chairman", "Arafat", "palestinian-authority")]),
        ("Met with former President Diouf.", "senegal", [("former President", "Diouf", "senegal")]),
        (
            "Met with Secretary of State Cardinal Parolin.",
            "holy-see",
            [("Secretary of State Cardinal", "Parolin", "holy-see")],
        ),
        (
            "Met with Vice President and Foreign Minister Isabel de Saint Malo to discuss trade.",
            "panama",
            [("Vice President and Foreign Minister", "Isabel de Saint Malo", "panama")],
        ),
        ("Met with NATO Secretary General Woerner.", "belgium", [("NATO Secretary General", "Woerner", "")]),
        (
            "Met with former Presidents Mandela and de Klerk.",
            "south-africa",
            [("former President", "Mandela", "south-africa"), ("President", "de Klerk", "south-africa")],
        ),
        ("Met with Prime Minister Hun Sen. Visited a mine.", "cambodia", [("Prime Minister", "Hun Sen", "cambodia")]),
        ("Met with U.S. and Vietnamese officials.", "vietnam", []),
        (
            "Accompanied President Bush to meetings with President Assad of Syria.",
            "egypt",
            [("President", "Assad", "syria")],
        ),
        (
            "Met with Minister of External Affairs S. Jaishankar.",
            "india",
            [("Minister of External Affairs", "S. Jaishankar", "india")],
        ),
        ("Met with North Korean leader Kim Jong-un.", "singapore", [("leader", "Kim Jong-un", "korea-north")]),
        (
            "Met with Caretaker Lebanese Prime Minister Najib Mikati.",
            "united-kingdom",
            [("Caretaker Prime Minister", "Najib Mikati", "lebanon")],
        ),
        (
            "Met with Presidents Moi of Kenya and Paul Kagame of Rwanda.",
            "uganda",
            [("President", "Moi", "kenya"), ("President", "Paul Kagame", "rwanda")],
        ),
        ("Met With Djiboutian President Ismaïl Guelleh.", "djibouti", [("President", "Ismaïl Guelleh", "djibouti")]),
        (
            "Met with World Health Organization Director General Dr. Tedros Adhanom.",
            "switzerland",
            [("World Health Organization Director General", "Tedros Adhanom", "")],
        ),
        (
            "Private audience with Pope John XXIII; met with President Gronchi.",
            "holy-see",
            [("Pope", "John XXIII", "holy-see"), ("President", "Gronchi", "holy-see")],
        ),
        (
            "Attended funeral of King Olaf. Luncheon with Queen Sunniva II and Prince Haldor.",
            "norway",
            [("Queen", "Sunniva II", "norway"), ("Prince", "Haldor", "norway")],
        ),
        ("Accompanied by Mrs. Bell, met with President Diouf.", "senegal", [("President", "Diouf", "senegal")]),
        (
            "Met with Prime Minister Yair Lapid. Toured the border with Lapid.",
            "israel",
            [("Prime Minister", "Yair Lapid", "israel")],
        ),
    ],
)
def test_remarks_name_the_people_met(remarks: str, host: str, met: list[tuple[str, str, str]]) -> None:
    found = {(one.title, one.name, one.country): None for told in encounters(remarks, host) for one in told.people}
    assert list(found) == met


@pytest.mark.parametrize("remarks", ["", "with", "Met with .", "Met with " + "and " * 2000, "Met with (" * 500])
def test_remarks_of_any_shape_are_read(remarks: str) -> None:
    assert encounters(remarks, "norway") == []


def test_a_leg_is_a_visit_to_its_country(imported: None) -> None:
    leg = trip(101)
    assert leg.host_state and (leg.host_state.title, leg.place, leg.when) == (
        "Norway",
        "Oslo, Bergen",
        "1947-03-01/1947-03-04",
    )


def test_a_part_of_a_country_is_kept_as_stated(imported: None) -> None:
    assert trip(102).host_label == "Denmark (Greenland)"


def test_legs_a_day_apart_are_one_journey(imported: None) -> None:
    series = [trip(key).series_id for key in (101, 102, 103, 104)]
    assert series[0] == series[1] != series[2] and len(set(series)) == 3


def test_the_traveller_went_as_holder_of_the_office(imported: None) -> None:
    [traveller] = trip(101).participants.visitors()
    assert traveller.tenure and traveller.tenure.title == "Tobias Quill Jr., Secretary of State"


def test_a_trip_outside_every_tenure_has_none(imported: None) -> None:
    Tenure.objects.get(**identified("tenures", "positions-principals/secretary/principals/secr-1947-quil"))
    assert [one.tenure_id is None for key in (101, 104) for one in trip(key).participants.all()] == [
        False,
        False,
    ]


def test_those_met_belong_to_the_host_unless_an_adjective_says_otherwise(imported: None) -> None:
    met = [(one.actor.title, one.on_behalf_of and one.on_behalf_of.title) for one in people_met(101)]
    assert met == [("Aasen", "Norway"), ("Holm", "Denmark")]


def test_a_meeting_on_an_unknown_day_of_a_stay_is_one_of_its_days(imported: None) -> None:
    assert Meeting.objects.filter(visit=trip(101)).first().when == "[1947-03-01..1947-03-04]"  # type: ignore[union-attr]


def test_to_accompany_the_president_is_no_meeting(imported: None) -> None:
    assert people_met(102) == []


def test_a_president_met_abroad_is_the_one_in_office(imported: None) -> None:
    bell = Actor.objects.get(**identified("presidents", "bell-anna"))
    assert [one.actor for one in people_met(104)][1] == bell


def test_a_president_with_two_terms_is_one_person(imported: None) -> None:
    bell = Actor.objects.get(**identified("presidents", "bell-anna"))
    assert list(bell.tenures.order_by("day").values_list("when", flat=True)) == [
        "1945-01-20/1949-01-20",
        "1957-01-20/",
    ]


def test_one_id_in_two_lists_with_other_births_is_two_people(imported: None) -> None:
    president = Actor.objects.get(**identified("presidents", "marlow-edith"))
    assert president != Actor.objects.get(**identified("people", "marlow-edith"))


def test_one_id_in_two_lists_with_the_same_birth_is_one_person(imported: None) -> None:
    president = Actor.objects.get(**identified("presidents", "marlow-edith2"))
    assert president == Actor.objects.get(**identified("people", "marlow-edith2"))
    assert president.names.filter(text="E. B. Marlow", kind="as_stated").exists()


def test_the_presidency_is_a_post_of_the_united_states(imported: None) -> None:
    post = Post.objects.get(title="President of the United States")
    assert post.state and (post.state.title, post.tenures.count()) == ("United States", 4)


def test_the_order_of_imports_does_not_matter_for_tenures_and_people(db: None) -> None:
    run_sample("hsg-travels", "hsg-pocom")
    [traveller] = trip(101).participants.visitors()
    assert traveller.actor.title == "Tobias Quill Jr." and traveller.tenure is not None
    assert Actor.objects.filter(title__startswith="Tobias").count() == 1
    president = Actor.objects.get(**identified("presidents", "marlow-edith2"))
    assert president.title == "Edith Marlow" and president.identifiers.count() == 2


def test_a_leader_of_a_visit_and_of_a_remark_is_one_person(imported: None) -> None:
    run_sample("hsg-visits")
    assert people_met(101)[0].actor.participations.filter(encounter__kind="visit").exists()


def test_a_meeting_quotes_the_remark(imported: None) -> None:
    citation = Citation.objects.get(target=Meeting.objects.filter(visit=trip(101)).values("pk")[:1])
    assert citation.quote in citation.document.text


def test_a_journey_of_a_president_is_made_in_his_office(imported: None, tmp_path: Path) -> None:
    rows = [
        {"role": "president", "who": "bell-anna", "name": "Anna Bell", "start": day, "text": "State visit."}
        for day in ("1946-05-01", "1957-02-01", "1950-01-01")
    ]
    run("hsg-travels", trips_file(tmp_path / "bell-anna.xml", *rows))
    went = [trip(number).participants.get() for number in (1001, 1002, 1003)]
    assert {one.actor for one in went} == {Actor.objects.get(**identified("presidents", "bell-anna"))}
    assert [one.tenure and one.tenure.when for one in went] == ["1945-01-20/1949-01-20", "1957-01-20/", None]
    assert (trip(1001).type, trip(1001).level, went[0].title_as_stated) == ("state", 1, "President")


@pytest.mark.parametrize("first", ["presidents", "travels"])
def test_a_president_is_one_person_whichever_file_comes_first(db: None, tmp_path: Path, first: str) -> None:
    trips = trips_file(tmp_path / "bell-anna.xml", {"role": "president", "who": "bell-anna", "name": "Anna C. Bell"})
    files = [SAMPLE / "travels" / "presidents.xml", trips]
    for file in files if first == "presidents" else files[::-1]:
        run("hsg-travels", file)
    assert Actor.objects.get(**identified("presidents", "bell-anna")) == trip(1001).participants.get().actor
    assert Actor.objects.filter(title__endswith="Bell").count() == 1


def test_a_traveller_whom_no_list_names_is_made_from_the_trip(db: None, tmp_path: Path) -> None:
    row = {"role": "vice-president", "who": "roe-jane", "name": "Jane Roe", "country": "norway"}
    run("hsg-travels", trips_file(tmp_path / "roe-jane.xml", row))
    went = trip(1001).participants.get()
    assert (went.actor.title, went.title_as_stated, went.tenure) == ("Jane Roe", "Vice president", None)
    assert went.actor.citations.exists()


def test_the_same_id_in_two_roles_is_two_travellers_until_somebody_says_otherwise(
    imported: None, tmp_path: Path
) -> None:
    row = {"role": "president", "who": "quill-tobias", "name": "Tobias Quill III"}
    run("hsg-travels", trips_file(tmp_path / "quill-tobias.xml", row))
    assert trip(1001).participants.get().actor != Actor.objects.get(**identified("people", "quill-tobias"))


def test_a_new_president_met_before_the_office_is_no_president_then(imported: None, tmp_path: Path) -> None:
    row = {"start": "1930-01-01", "text": "Met with President Bell."}
    run("hsg-travels", trips_file(tmp_path / "early.xml", row))
    assert people_met(1001)[0].actor != Actor.objects.get(**identified("presidents", "bell-anna"))


def test_a_trip_of_nobody_refuses_its_file(db: None, tmp_path: Path) -> None:
    text = (SAMPLE / "travels" / "secretary-travels" / "quill-tobias.xml").read_text()
    (tmp_path / "quill-tobias.xml").write_text(text.replace(' who="quill-tobias"', "", 1))
    said = run("hsg-travels", tmp_path)
    assert "quill-tobias.xml:3: <trip> does not say who travelled" in said
    assert not Visit.objects.exists()


@needs_real_data
def test_the_people_met_of_the_gold_list_are_found() -> None:
    faults: list[Refused] = []
    trips = {
        row.id: row for row in read_travels(upstream_files([REAL / "travels"], faults.append), faults.append).trips
    }
    wrong = []
    for line in (REAL / "gold" / "remarks-secretary.jsonl").read_text().splitlines():
        gold = json.loads(line)
        row = trips[gold["trip"]]
        told = encounters(row.remarks, country(row.country).id)
        met = {(one.title, one.name, one.country) for each in told for one in each.people}
        if met != {(one["title"], one["name"], one["country"]) for one in gold["met"]}:
            wrong.append((gold["trip"], met))
    assert wrong == []
