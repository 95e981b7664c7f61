"""Visits by foreign leaders: who the visitors are, and what is kept of a visit."""

import json
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from actors.importers.countries import country
from actors.models import Actor
from briefings.importers.hsg_visits import mentions_in
from briefings.importers.hsg_visits_xml import VisitRow, read_visits
from briefings.importers.leaders import Mention, Person, alike, told_apart
from briefings.importers.titles import people_in
from briefings.models import Event, Participation, Visit
from records.models import Citation, Document
from records.upstream import upstream_files
from records.xmltree import Refused
from tests.imported import REAL, SAMPLE, needs_real_data, run, run_sample, visits_file


@pytest.fixture
def imported(db: None) -> None:
    assert "refused: 0" in run_sample("hsg-visits")


def visit(key: int) -> Visit:
    return Visit.objects.get(identifiers__scheme="history.state.gov/visits", identifiers__value=str(key))


def visitor(key: int, number: int = 0) -> Participation:
    return list(visit(key).participants.visitors())[number]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Prime Minister Kishi", [("Prime Minister", "Kishi")]),
        ("President-elect Porras", [("President-elect", "Porras")]),
        ("President- elect Benigno S. Aquino, 3rd", [("President-elect", "Benigno S. Aquino, 3rd")]),
        ("Prime Minister J.M.G.M. (Tom) Adams", [("Prime Minister", "J.M.G.M. (Tom) Adams")]),
        ("Premier & Prince Sihanouk", [("Premier & Prince", "Sihanouk")]),
        ("Premier and Prince Sihanouk", [("Premier and Prince", "Sihanouk")]),
        ("Prime Minister-Prince Norodom Kantol", [("Prime Minister-Prince", "Norodom Kantol")]),
        ("Crown Prince and Prime Minister Salman", [("Crown Prince and Prime Minister", "Salman")]),
        (
            "President Anwar Sadat, Prime Minister Mustafa Khalil",
            [("President", "Anwar Sadat"), ("Prime Minister", "Mustafa Khalil")],
        ),
        ("President Alpha and Prime Minister Beta", [("President", "Alpha"), ("Prime Minister", "Beta")]),
        ("Prime Minister Shah Mahmud", [("Prime Minister", "Shah Mahmud")]),
        ("Shah Mohammad Reza Pahlavi", [("Shah", "Mohammad Reza Pahlavi")]),
        ("Prime Minister Mackenzie King", [("Prime Minister", "Mackenzie King")]),
        ("Prime Minister Major", [("Prime Minister", "Major")]),
        ("Regent Prince Charles", [("Regent Prince", "Charles")]),
        ("Lieutenant General Olusegun Obasanjo", [("Lieutenant General", "Olusegun Obasanjo")]),
        ("Junta Member Daniel Ortega", [("Junta Member", "Daniel Ortega")]),
        ("Prime Minister Sheikh Hasina", [("Prime Minister", "Sheikh Hasina")]),
        ("Xi Jinping", [("", "Xi Jinping")]),
        ("Taoiseach Ciarán Ó Broin", [("Taoiseach", "Ciarán Ó Broin")]),
        ("Federal Chancellor Lena Vogt", [("Federal Chancellor", "Lena Vogt")]),
        ("Prime Minister-designate Jón Berg", [("Prime Minister-designate", "Jón Berg")]),
        ("President –elect Ana Rivas", [("President-elect", "Ana Rivas")]),
        ("Crown Prince Haldor", [("Crown Prince", "Haldor")]),
        ("UN Secretary-General Min Htun", [("UN Secretary-General", "Min Htun")]),
        ("Chairman of the Tripartite Presidency Ivo Babić", [("Chairman of the Tripartite Presidency", "Ivo Babić")]),
        ("Chief Martial Law Administrator Rahim Khan", [("Chief Martial Law Administrator", "Rahim Khan")]),
        ("Prime Minister Dame Ada Bird", [("Prime Minister", "Ada Bird")]),
        ("President Nguyễn Văn An", [("President", "Nguyễn Văn An")]),
        ("King Haldor V and Queen Sunniva", [("King", "Haldor V"), ("Queen", "Sunniva")]),
        ("President Alpha & Prime Minister Beta", [("President", "Alpha"), ("Prime Minister", "Beta")]),
        ("Prince Philip, Duke of Edinburgh", [("Prince", "Philip, Duke of Edinburgh")]),
    ],
)
def test_a_visitor_is_a_title_and_a_name(text: str, people: list[tuple[str, str]]) -> None:
    assert people_in(text) == people


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kishi", "Nobusuke Kishi", True),
        ("Mohammad Reza Pahlavi", "Mohammed Reza Pahlavi", True),
        ("Suharto", "Soeharto", True),
        ("Hussein", "Hassan", False),
        ("Faisal", "Faisal II", True),
        ("Faisal I", "Faisal II", False),
        ("Hamad", "Tamim bin Hamad Al Thani", False),
        ("Mohammed VI", "Mohammed bin Zayed Al Nahyan", False),
        ("Diaz", "Gustavo Diaz Ordaz", True),
        ("Rajiv Gandhi", "Indira Gandhi", False),
        ("Binyamin Netanyahu", "Benjamin Netanyahu", True),
        ("Aleksander Kwasniewski", "Alexander Kwaśniewski", True),
        ("Yasser Arafat", "Yasir Arafat", True),
        ("Abdullah bin Abdulaziz Al Saud", "Abdallah bin Abd al-Aziz", True),
        ("Rahman", "Tunku Abdul Rahman", True),
        ("Mohamed Hosni Mubarak", "Muhammad Hosni Mubarak", True),
        ("Fumio Kishida", "Kishida Fumio", True),
        ("Hussein", "Abdullah II bin Al Hussein", False),
        ("Khalifa bin Hamad Al Thani", "Hamad bin Khalifa Al Thani", False),
        ("Lech Kaczynski", "Jaroslaw Kaczynski", False),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is alike(other, one) is same


def mention(number: int, name: str, year: int, title: str = "President", where: str = "mexico") -> Mention:
    return Mention(("visits", number, 1), where, name, title, date(year, 1, 1))


@pytest.mark.parametrize(
    ("mentions", "people"),
    [
        ([("Diaz", 1909), ("Gustavo Diaz Ordaz", 1967)], 2),
        ([("Diaz Ordaz", 1964), ("Gustavo Diaz Ordaz", 1967)], 1),
        ([("Assad", 1999), ("Hafez Assad", 1998), ("Bashar Assad", 2003)], 2),
        ([("Assad", 2002), ("Hafez Assad", 1998), ("Bashar Assad", 2003)], 2),
    ],
)
def test_a_surname_belongs_to_the_person_nearest_in_time(mentions: list[tuple[str, int]], people: int) -> None:
    given = [mention(number, name, year) for number, (name, year) in enumerate(mentions)]
    assert len(told_apart(given)) == len(told_apart(reversed(given))) == people


def test_of_two_people_whom_a_name_fits_it_is_the_one_in_that_office() -> None:
    given = [
        mention(1, "Hamad bin Khalifa Al Thani", 2003, "Amir"),
        mention(2, "Hamad bin Jassim Al Thani", 2002, "Prime Minister"),
        mention(3, "Hamad Al Thani", 2004, "Prime Minister"),
        mention(4, "Hamad Al Thani", 2004, "Amir"),
    ]
    assert {frozenset(one.key[1] for one in person.mentions) for person in told_apart(given)} == {
        frozenset({1, 4}),
        frozenset({2, 3}),
    }


def test_somebody_named_in_full_is_not_who_is_known_by_another_full_name_and_by_the_surname() -> None:
    known = Person("mexico", names=Counter(["Ana Rivas", "Rivas"]), titles={"President"}, known=1)
    known.first = known.last = date(1980, 1, 1)
    told = told_apart([mention(1, "Juan Rivas", 1985)], [known])
    assert [person.known for person in told] == [1, None]


def test_after_many_years_a_name_has_to_fit_every_full_name_of_a_person() -> None:
    given = [
        mention(1, "Jose Figueres", 1953),
        mention(2, "Jose Figueres Ferrer", 1970),
        mention(3, "Jose Maria Figueres", 1994),
    ]
    assert len(told_apart(given)) == 2


def test_a_person_is_called_by_the_fullest_name_without_a_word_twice() -> None:
    given = [mention(1, "Gustavo Gustavo Diaz", 1967), mention(2, "Gustavo Diaz", 1967), mention(3, "Diaz", 1968)]
    assert [person.best_name for person in told_apart(given)] == ["Gustavo Diaz"]


def test_one_surname_in_two_countries_is_two_people() -> None:
    assert len(told_apart([mention(1, "Lopez", 1942), mention(2, "Lopez", 1942, where="colombia")])) == 2


def test_a_visit_keeps_the_name_of_the_country_at_the_time(imported: None) -> None:
    siam = visit(5)
    assert siam.sending_state and siam.sending_state.title == "Thailand"
    assert siam.sending_label == "Siam (Thailand)"


def test_a_visit_over_the_end_of_a_month_is_an_interval(imported: None) -> None:
    assert (visit(1).when, visit(2).when) == ("1951-02-27/1951-03-02", "1953-05-04")


def test_the_text_of_a_visit_loses_its_line_breaks(imported: None) -> None:
    assert visit(1).summary == "Official visit. Afterwards visited New York."


@pytest.mark.parametrize(("key", "kind"), [(1, "official"), (2, "private"), (3, "unstated"), (4, "informal")])
def test_the_text_tells_the_type_of_visit(imported: None, key: int, kind: str) -> None:
    assert visit(key).type == kind


def test_the_visitor_has_the_title_as_stated_and_the_state(imported: None) -> None:
    elect = visitor(3)
    assert (elect.title_as_stated, elect.actor.title) == ("President-elect", "Benigno Rivas, 3rd")
    assert elect.on_behalf_of and elect.on_behalf_of.title == "Philippines"


def test_a_visit_of_two_has_two_visitors(imported: None) -> None:
    assert [visitor(6, number).actor.title for number in (0, 1)] == ["Amr Badawi", "Hoda Selim"]


def test_a_surname_and_the_full_name_are_one_person_with_both_names(imported: None) -> None:
    assert visitor(1).actor == visitor(4).actor
    assert set(visitor(1).actor.names.values_list("text", flat=True)) == {"Gerd K. Aasen", "Aasen"}


def test_the_same_surname_from_another_country_is_somebody_else(imported: None) -> None:
    assert visitor(1).actor != visitor(9).actor


def test_a_visitor_once_resolved_stays_so_when_a_later_file_brings_somebody_nearer(
    imported: None, tmp_path: Path
) -> None:
    before = visitor(1).actor
    row = {"visitor": "Prime Minister Per Aasen", "country": "norway", "label": "Norway", "start": "1952-01-01"}
    run("hsg-visits", visits_file(tmp_path / "1952.xml", row))
    assert "made: nothing\nchanged: nothing\n" in run_sample("hsg-visits")
    assert visitor(1).actor == before != visitor(1001).actor


def test_possible_duplicates_are_kept_and_tagged(imported: None) -> None:
    assert [list(visit(key).tags.names()) for key in (6, 7, 8)] == [
        [],
        ["possible duplicate"],
        ["possible duplicate"],
    ]


def test_a_visit_quotes_its_decade(imported: None) -> None:
    citation = Citation.objects.get(target=visit(1).pk)
    assert citation.document.title == "Visits by foreign leaders: 1950"
    assert citation.quote in citation.document.text


def test_an_unknown_country_id_makes_a_state_of_its_usual_label_and_a_note(db: None, tmp_path: Path) -> None:
    new = {"country": "atlantis-2", "label": "Kingdom of Atlantis"}
    file = visits_file(tmp_path / "1980.xml", {**new, "label": "Atlantis (government-in-exile)"}, new, new)
    said = run("hsg-visits", file)
    assert "note: the country id 'atlantis-2' is new here: taken for Kingdom of Atlantis" in said
    state = Actor.objects.get(category="state", identifiers__value="atlantis-2")
    assert (state.title, state.visits_out.count()) == ("Kingdom of Atlantis", 3)


def test_an_unknown_country_id_with_the_name_of_a_known_state_is_that_state(imported: None, tmp_path: Path) -> None:
    row = {
        "visitor": "Prime Minister Gerd Aasen",
        "country": "kingdom-of-norway",
        "label": "Norway",
        "start": "1959-01-01",
    }
    assert "'kingdom-of-norway' is new here: taken for Norway" in run(
        "hsg-visits", visits_file(tmp_path / "a.xml", row)
    )
    assert visit(1001).sending_state == visit(1).sending_state
    assert visitor(1001).actor == visitor(1).actor


@pytest.mark.parametrize(
    ("country_id", "label", "state"),
    [
        ("taiwan", "China, Republic of", "Taiwan"),
        ("china", "China, Republic of", "China"),
        ("vietnam", "Vietnam, Republic of", "Vietnam"),
        ("somoa", "Western Samoa", "Samoa"),
        ("korea", "Korea", "South Korea"),
    ],
)
def test_the_id_tells_the_state_and_the_label_its_name_then(
    db: None, tmp_path: Path, country_id: str, label: str, state: str
) -> None:
    run("hsg-visits", visits_file(tmp_path / "1950.xml", {"country": country_id, "label": label}))
    one = visit(1001)
    assert one.sending_state and (one.sending_state.title, one.sending_label) == (state, label)


def test_letters_are_composed_and_blanks_collapsed(db: None, tmp_path: Path) -> None:
    decomposed = "President Jose\u0301  \n Figueres\u00a0Ejemplo "
    run(
        "hsg-visits",
        visits_file(tmp_path / "1980.xml", {"visitor": decomposed}, {"visitor": "President José Figueres Ejemplo"}),
    )
    assert visitor(1001).actor == visitor(1002).actor
    assert list(visitor(1001).actor.names.values_list("text", flat=True)) == ["José Figueres Ejemplo"]


def test_the_country_after_a_name_is_no_part_of_it(db: None, tmp_path: Path) -> None:
    row = {"visitor": "Queen Sunniva II of Norway", "country": "norway", "label": "Norway"}
    run("hsg-visits", visits_file(tmp_path / "1980.xml", row))
    assert visitor(1001).actor.title == "Sunniva II"


def test_visits_made_for_one_occasion_are_an_event_with_all_who_came(db: None, tmp_path: Path) -> None:
    texts = (
        "Attended White House dinner on the anniversary of the U.N.",
        "Attended White House dinner on the anniversary of the U.N; met privately.",
    )
    rows = [
        {"visitor": f"President Ana {name}", "start": "1970-10-24", "text": texts[name == "Holm"]}
        for name in ("Rivas", "Holm", "Selim")
    ]
    rows[2]["end"] = "1970-10-26"
    run("hsg-visits", visits_file(tmp_path / "1970.xml", *rows, {"visitor": "President X", "text": texts[0]}))
    dinner = Event.objects.get()
    assert (dinner.title, dinner.when) == ("White House dinner on the anniversary of the U.N.", "1970-10-24")
    assert sorted(dinner.participants.values_list("actor__title", flat=True)) == ["Ana Holm", "Ana Rivas", "Ana Selim"]
    assert dinner.citations.exists() and Visit.objects.count() == 4


def test_two_files_of_one_name_are_two_documents(db: None, tmp_path: Path) -> None:
    for folder, number in (("a", "1"), ("b", "2")):
        (tmp_path / folder).mkdir()
        visits_file(tmp_path / folder / "1980.xml", {"id": number})
    run("hsg-visits", tmp_path)
    assert set(Document.objects.values_list("title", flat=True)) == {
        "Visits by foreign leaders: 1980",
        "Visits by foreign leaders: 1980#2",
    }
    assert "made: nothing\nchanged: nothing\n" in run("hsg-visits", tmp_path)


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ("<id>4</id>", "<id/>", "<visit> has an empty <id>"),
        ("<id>4</id>", "", "<visit> has no <id>"),
        ("<id>4</id>", "<id>3</id>", "id 3 was given before"),
        ("1958-06-12", "1958-06-31", "is not a day: write YYYY-MM-DD"),
        ("1958-06-12", "1958-06-10", "it ends on 1958-06-10, before it starts"),
        (' id="thailand"', "", "<from> has no id"),
        ("King Anan", " ", "<visit> has an empty <visitor>"),
    ],
)
def test_a_bad_record_is_refused_and_with_it_its_file(
    db: None, tmp_path: Path, wrong: str, right: str, reason: str
) -> None:
    (tmp_path / "1950.xml").write_text((SAMPLE / "visits" / "1950.xml").read_text().replace(wrong, right))
    said = run("hsg-visits", tmp_path)
    assert "refused: 1 in 1 file\n" in said and f"{tmp_path / '1950.xml'}:" in said and reason in said
    assert not Visit.objects.exists()


def real_rows() -> list[VisitRow]:
    refused: list[Refused] = []
    files = read_visits(upstream_files([REAL / "visits"], refused.append), refused.append)
    assert not refused
    return [row for file in files for row in file.rows]


@needs_real_data
def test_visitors_of_the_gold_list_are_told_apart() -> None:
    """Pairs of visits by one person: hardly any wrongly joined, few missed."""
    gold: dict[str, list[str]] = {}
    for line in (REAL / "gold" / "visitors-1870-1979.jsonl").read_text().splitlines():
        gold.setdefault(json.loads(line)["visit"], []).append(json.loads(line)["person"])
    rows = [row for row in real_rows() if len(row.people) == 1 and len(gold.get(row.id, ())) == 1]
    people = told_apart(one for row in rows for one in mentions_in(row, country(row.country).id))
    ours = {one.key[1]: number for number, person in enumerate(people) for one in person.mentions}
    pairs = [
        (ours[int(one.id)] == ours[int(other.id)], gold[one.id] == gold[other.id])
        for one, other in combinations(rows, 2)
        if country(one.country).id == country(other.country).id
    ]
    joined = sum(mine for mine, _ in pairs)
    assert pairs.count((True, True)) / joined > 0.99
    assert pairs.count((True, True)) / sum(theirs for _, theirs in pairs) > 0.97
