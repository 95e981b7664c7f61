"""`manage.py demo`: it makes what is missing of the sample case, and changes nothing else."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from actors.models import Actor
from briefings.demo.documents import REPORT_TEXT
from briefings.demo.loading import surroundings
from briefings.models import Briefing, Claim, Participation
from records.access import Stage
from records.models import Citation, Identifier, Record, saving
from tests.cast import editor
from tests.factories import a_state
from tests.imported import SAMPLE, picture, run

STATES = {"pk": "Pakistan", "af": "Afghanistan", "cn": "China", "ru": "Russia"}


def demo() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


@pytest.fixture
def case(db: None) -> None:
    demo()


def visits_naming_the_states(folder: Path) -> Path:
    """Visits by foreign leaders in which those of the four states come."""
    text = (SAMPLE / "visits" / "1950.xml").read_text()
    for named, title in zip(("norway", "cambodia", "philippines", "thailand"), STATES.values(), strict=True):
        text = text.replace(f'id="{named}"', f'id="{title.lower()}"')
    (folder / "1950.xml").write_text(text)
    return folder


def test_it_says_in_one_line_what_it_made_and_where_to_begin(db: None) -> None:
    said = demo()
    assert said.startswith("The sample case: made 13 actors, ")
    assert said.endswith(f"Begin at {Briefing.objects.get().get_absolute_url()}.\n") and said.count("\n") == 1


def test_a_second_run_changes_nothing(case: None) -> None:
    before = picture()
    assert demo().startswith("The sample case is there; nothing was changed.")
    assert picture() == before


def test_every_record_has_one_revision(case: None) -> None:
    assert [record.ref for record in Record.objects.all() if record.revisions.count() != 1] == []


def test_what_an_editor_changed_is_left_alone(case: None) -> None:
    with saving(editor(), "Another name"):
        yue = Actor.objects.get(slug="yue-xiaoyong")
        yue.title, yue.slug, yue.summary = "Yue Xiaoyong (岳晓勇)", "yue", "Changed here."
        yue.save()
        Citation.objects.filter(target=yue)[0].delete()
        Participation.objects.visitors()[0].delete()
    before = picture()
    demo()
    assert picture() == before


def test_what_is_missing_is_made_around_what_is_there(case: None) -> None:
    Identifier.objects.filter(value="claims/ttp-sanctuaries-in-afghanistan").update(value="elsewhere")
    assert demo().startswith("The sample case: made 1 claim.")
    assert Claim.objects.filter(title="The TTP has sanctuaries in Afghanistan").count() == 2


def test_other_records_keep_every_column_and_revision(db: None) -> None:
    state = a_state("Pakistan", summary="Entered by hand.")
    Identifier.objects.create(record=state, scheme="iso3166-1", value="PK")
    before, revisions = Record.objects.values().get(pk=state.pk), state.revisions.count()
    demo()
    assert Record.objects.values().get(pk=state.pk) == before
    assert state.revisions.count() == revisions and state.visits_in.count() == 2


def test_a_state_entered_without_an_identifier_is_known_by_its_name(db: None) -> None:
    china = a_state("China")
    demo()
    assert Actor.objects.get(title="China").pk == china.pk and china.visits_out.exists()


@pytest.mark.parametrize("first", ["demo", "import"])
def test_an_import_before_or_after_leaves_one_of_each_state(db: None, tmp_path: Path, first: str) -> None:
    folder = visits_naming_the_states(tmp_path)
    for step in ("demo", "import") if first == "demo" else ("import", "demo"):
        said = demo() if step == "demo" else run("hsg-visits", folder)
        assert "failed" not in said
    for iso, title in STATES.items():
        state = Actor.objects.get(title=title)
        assert {("iso3166-1", iso), ("history.state.gov/countries", title.lower())} <= set(
            state.identifiers.values_list("scheme", "value")
        )


def test_a_taken_address_leads_the_links_of_the_case_elsewhere(db: None) -> None:
    other = Claim.objects.create(title="Something else", slug="communication-is-limited", stage=Stage.PUBLISHED)
    demo()
    claim = Claim.objects.get(title__startswith="Communication between")
    assert claim.slug != other.slug
    assert f"[[claims/{claim.slug}|communication is limited]]" in Briefing.objects.get().body


@pytest.mark.parametrize("quote", ["nowhere in it", "Taliban"])
def test_a_passage_that_does_not_stand_once_in_the_text_is_refused(quote: str) -> None:
    with pytest.raises(ValueError, match="times"):
        surroundings(REPORT_TEXT, quote)
