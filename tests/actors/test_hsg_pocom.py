"""Principal Officers and Chiefs of Mission, from XML to tenures."""

import re
from pathlib import Path

import pytest

from actors.importers.hsg_pocom_xml import end_reason, outcome, read_pocom
from actors.models import Actor, Nomination, Post, Tenure
from records.models import Citation, Identifier
from records.upstream import upstream_files
from records.xmltree import Refused
from tests.imported import SAMPLE, run, run_sample

AMBASSADOR = "Ambassador Extraordinary and Plenipotentiary to Norway"


@pytest.fixture
def imported(db: None) -> None:
    assert "refused: 0" in run_sample("hsg-pocom")


def person(key: str) -> Actor:
    return Actor.objects.get(identifiers__scheme="history.state.gov/people", identifiers__value=key)


def tenure(key: str) -> Tenure:
    return Tenure.objects.get(identifiers__scheme="history.state.gov/tenures", identifiers__value=key)


def test_a_person_is_called_by_forename_surname_and_generation(imported: None) -> None:
    assert person("quill-tobias").title == "Tobias Quill Jr."


def test_the_usual_form_of_a_name_is_an_alias(imported: None) -> None:
    names = person("marlow-edith").names.values_list("text", "kind")
    assert set(names) == {("Edith A. (Edith Anna) Marlow", "primary"), ("Edith A. Marlow", "alias")}


def test_a_missing_death_leaves_the_end_of_a_life_unknown(imported: None) -> None:
    assert (person("quill-tobias").when, person("marlow-edith").when) == ("1890/", "1899/1971")


def test_people_of_one_name_stay_two(imported: None) -> None:
    assert person("marlow-edith") != person("marlow-edith2")


def test_people_who_are_pending_are_not_imported(imported: None) -> None:
    assert not Actor.objects.filter(title__contains="Zander").exists()


def test_a_former_id_leads_to_the_person(imported: None) -> None:
    assert tenure("missions-countries/norway/chiefs/no-1950-marl-01").person == person("marlow-edith")


def test_a_post_is_a_role_in_a_mission(imported: None) -> None:
    post = Post.objects.get(title=AMBASSADOR)
    assert post.accredited_to and post.accredited_to.title == "Norway"
    assert post.organisation and post.organisation.title == "United States mission to Norway"


def test_a_charge_at_an_organisation_has_a_post_of_his_own(imported: None) -> None:
    titles = Post.objects.filter(accredited_to__title="Example Organization").values_list("title", flat=True)
    assert len(titles) == 2


def test_a_note_on_a_mission_is_kept_on_the_mission(imported: None) -> None:
    mission = Actor.objects.get(title="United States mission to Norway")
    assert mission.summary == "The Legation was closed on June 30, 1953."


@pytest.mark.parametrize(
    ("key", "start", "basis"),
    [
        ("missions-countries/norway/chiefs/no-1950-marl-01", "1950-03-02", "started"),
        ("missions-countries/norway/chiefs/no-1960-marl-01", "1960-05-01", "arrived"),
        ("missions-countries/norway/chiefs/no-1946-quil-01", "1946-07", "started"),
    ],
)
def test_the_start_is_the_credentials_else_the_arrival(imported: None, key: str, start: str, basis: str) -> None:
    assert (tenure(key).start, tenure(key).start_basis) == (start, basis)


def test_an_empty_end_stays_unknown(imported: None) -> None:
    assert tenure("missions-countries/norway/chiefs/no-1946-quil-01").when == "1946-07/"


def test_two_tenures_of_one_id_are_both_kept(imported: None) -> None:
    ends = [tenure(f"missions-countries/norway/chiefs/no-1960-marl-01{n}").ended for n in ("", "#2")]
    assert ends == ["1961", ""]


def test_two_tenures_that_may_be_one_are_tagged(imported: None) -> None:
    twins = [tenure(f"missions-countries/norway/chiefs/no-1960-marl-01{n}") for n in ("", "#2")]
    assert [list(one.tags.names()) for one in twins] == [["possible duplicate"]] * 2
    assert Tenure.objects.filter(tags__name="possible duplicate").count() == 2


def test_an_appointment_after_the_start_is_kept(db: None, tmp_path: Path) -> None:
    changed(tmp_path, "positions-principals/secretary.xml", "1947-01-08", "1947-02-08")
    late = tenure("positions-principals/secretary/principals/secr-1947-quil")
    assert (late.appointed, late.started, late.start_basis) == ("1947-02-08", "1947-01-21", "started")


def test_a_state_that_was_another_one_then_is_in_the_title_as_stated(db: None, tmp_path: Path) -> None:
    was = "<contemporary-territory-id>{}</contemporary-territory-id>"
    changed(
        tmp_path,
        "missions-countries/sweden.xml",
        was.format("sweden"),
        was.format("union-of-soviet-socialist-republics"),
    )
    one = tenure("missions-countries/sweden/chiefs/se-1950-marl-01")
    assert one.title_as_stated.startswith("Ambassador Extraordinary and Plenipotentiary to ")
    assert one.post.title.endswith("to Sweden") and not one.title_as_stated.endswith("Sweden")


def test_a_nominee_among_concurrent_appointments_stays_a_nominee(db: None, tmp_path: Path) -> None:
    changed(tmp_path, "concurrent-appointments/1950-marl-01.xml", "se-1950-marl-01", "no-1962-hale-01")
    assert "concurrent appointments (1950-marl-01)" in Nomination.objects.get().note
    assert not Tenure.objects.filter(capacity="concurrent").exists()


def test_the_category_of_a_post_tells_its_level(imported: None) -> None:
    levels = Post.objects.filter(title__in=["Secretary of State", AMBASSADOR]).order_by("level")
    assert list(levels.values_list("level", flat=True)) == [2, 4]


def test_a_former_id_that_moved_upstream_leads_to_the_other_person(imported: None, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    one, other = (folder / "people" / "m" / f"{name}.xml" for name in ("marlow-edith", "marlow-edith2"))
    old = "<old-ids><old-id>marlow-e</old-id></old-ids>"
    one.write_text(re.sub(r"<old-ids>.*</old-ids>", "", one.read_text(), flags=re.DOTALL))
    other.write_text(other.read_text().replace("</person>", f"{old}</person>"))
    assert "refused: 0" in run("hsg-pocom", folder)
    assert tenure("missions-countries/norway/chiefs/no-1950-marl-01").person == person("marlow-edith2")
    assert "made: nothing\nchanged: nothing\n" in run("hsg-pocom", folder)


def test_a_former_id_of_two_people_is_refused(db: None, tmp_path: Path) -> None:
    old = "<old-ids><old-id>marlow-e</old-id></old-ids></person>"
    said = changed(tmp_path, "people/q/quill-tobias.xml", "</person>", old)
    assert "quill-tobias.xml:2: 'marlow-e' was given before, in " in said


def test_dates_that_contradict_each_other_are_kept_and_marked(imported: None) -> None:
    odd = tenure("positions-principals/secretary/principals/secr-1955-quil")
    assert (odd.started, odd.ended, odd.dates_conflict) == ("1955-07-27", "1955-07-22", True)


def test_another_office_held_at_the_time_is_in_the_note(imported: None) -> None:
    note = tenure("positions-principals/secretary/principals/secr-1947-quil").note
    assert note == "Other office at the time: Secretary of War; acting."


def test_a_nominee_who_declined_never_holds_the_post(imported: None) -> None:
    nominee = Nomination.objects.get()
    assert (nominee.person, nominee.outcome) == (person("hale-nora"), "declined")
    assert not Tenure.objects.filter(person=nominee.person).exists()


def test_of_concurrent_appointments_the_one_without_residence_says_so(imported: None) -> None:
    keys = (
        "missions-countries/norway/chiefs/no-1950-marl-01",
        "missions-countries/sweden/chiefs/se-1950-marl-01",
    )
    assert [tenure(key).capacity for key in keys] == ["substantive", "concurrent"]


def test_a_stale_end_of_a_post_that_goes_on_is_not_its_end(imported: None) -> None:
    assert Post.objects.get(title="Secretary of State").when == "1781/"


def test_every_tenure_quotes_the_file_it_came_from(imported: None) -> None:
    citation = Citation.objects.get(target=tenure("missions-countries/norway/chiefs/no-1946-quil-01").pk)
    assert citation.quote in citation.document.text
    assert citation.document.source.name == "Office of the Historian"


def test_a_tenure_is_mentioned_by_what_it_names(imported: None) -> None:
    one = tenure("missions-countries/norway/chiefs/no-1946-quil-01")
    named = set(one.outgoing.values_list("target__kind", flat=True))
    assert named == {"actor", "post", "document"}


def test_missions_without_their_people_are_refused_with_file_and_line(db: None) -> None:
    said = run("hsg-pocom", SAMPLE / "pocom" / "missions-countries" / "sweden.xml")
    assert "sweden.xml:5: person-id 'marlow-edith' is in none of the people files" in said
    assert not Tenure.objects.exists()


def test_a_bad_date_refuses_its_whole_file_and_no_other(db: None, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    norway = folder / "missions-countries" / "norway.xml"
    norway.write_text(norway.read_text().replace("1953-06-30", "1953-06-31"))
    (folder / "concurrent-appointments" / "1950-marl-01.xml").unlink()
    said = run("hsg-pocom", folder)
    assert "norway.xml:" in said and "June 1953 has 30 days" in said
    assert not Post.objects.filter(title=AMBASSADOR).exists()
    assert Post.objects.filter(title__endswith="to Sweden").exists()


def test_missions_alone_do_not_undo_what_a_group_said(imported: None) -> None:
    run("hsg-pocom", SAMPLE / "pocom" / "missions-countries")
    assert tenure("missions-countries/sweden/chiefs/se-1950-marl-01").capacity == "concurrent"


def test_identifiers_of_missions_posts_and_people_are_kept_apart(imported: None) -> None:
    schemes = Identifier.objects.filter(value="marlow-edith").values_list("scheme", flat=True)
    assert list(schemes) == ["history.state.gov/people"]


def test_faults_of_one_file_are_all_reported() -> None:
    faults: list[Refused] = []
    read_pocom(upstream_files([SAMPLE / "visits"], faults.append), faults.append)
    assert [fault.reason for fault in faults] == ["<visits> is no root element of this source"] * 2


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("Left post on", "left_post"),
        ("Left Bridgetown", "left_post"),
        ("Recess appointment expired. Left post on", "left_post"),
        ("Probably presented recall on or before", "presented_recall"),
        ("Transmitted recall by note", "presented_recall"),
        ("Relinquished charge at Athens", "relinquished_charge"),
        ("Promoted to Minister Resident", "promoted"),
        ("Assassinated at post on", "died_in_office"),
        ("Superseded", "superseded"),
        ("Position abolished", "post_abolished"),
        ("The Czech and Slovak Federal Republic ceased to exist on", "state_ceased"),
        ("Recall requested by the Government of France", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_note_on_an_end_tells_the_reason(note: str, reason: str) -> None:
    assert end_reason(note) == reason


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Commissioned during a recess of the Senate; declined appointment.", "declined"),
        ("Nomination of December 17, 1866, rejected by the Senate.", "rejected by the Senate"),
        ("Not commissioned; nomination withdrawn before the Senate acted upon it.", "nomination withdrawn"),
        ("Nomination of July 11, 1989, not acted upon by the Senate.", "not confirmed"),
        ("Took oath of office, but did not proceed to post.", "did not serve"),
        ("Had not presented credentials prior to his assassination.", "died before serving"),
        ("Commission canceled.", "commission cancelled"),
    ],
)
def test_the_note_on_a_nominee_tells_why_he_never_served(note: str, said: str) -> None:
    assert outcome(note) == said


def changed(to: Path, file: str, old: str, new: str) -> str:
    """What the import says of the sample with one file changed."""
    path = copied(to) / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    return run("hsg-pocom", to / "pocom")


def copied(to: Path) -> Path:
    folder = to / "pocom"
    for path in (SAMPLE / "pocom").rglob("*.xml"):
        there = folder / path.relative_to(SAMPLE / "pocom")
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(path.read_bytes())
    return folder
