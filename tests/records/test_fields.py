"""The columns of an uncertain date, their constraint, and `any_of`: on tables of their own."""

# These tables belong to no installed app, so the plugin that types model fields does not know them.
# mypy: disable-error-code="var-annotated"

import datetime
from collections.abc import Callable, Iterable, Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from pytest_django import DjangoDbBlocker

from records.dates import DateError
from records.fields import DayField, EDTFField, edtf_check

DAY = datetime.date(2024, 11, 18)


class Dated(models.Model):
    when = EDTFField("date")
    earliest = models.DateField(null=True, editable=False)
    latest = models.DateField(null=True, editable=False)

    class Meta:
        app_label = "tests"
        constraints = [edtf_check("dated_when")]


class Term(Dated):
    dated = models.OneToOneField(Dated, models.CASCADE, parent_link=True, primary_key=True, related_name="as_term")
    started = EDTFField(earliest="first", latest="last")
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    day = DayField()

    class Meta:
        app_label = "tests"
        constraints = [edtf_check("term_started", "started", "first", "last")]


@pytest.fixture(scope="module", autouse=True)
def tables(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Dated)
            editor.create_model(Term)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Term)
            editor.delete_model(Dated)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-11-18", DAY, DAY),
        ("2024-11-18/", DAY, None),
        ("../2024-11-18", None, DAY),
        ("", None, None),
    ],
)
def test_saving_a_date_fills_its_bounds(text: str, earliest: object, latest: object) -> None:
    saved = Dated.objects.create(when=text)
    assert Dated.objects.values_list("when", "earliest", "latest").get(pk=saved.pk) == (
        text,
        earliest,
        latest,
    )


@pytest.mark.django_db
def test_a_changed_or_cleared_date_changes_its_bounds() -> None:
    record = Dated.objects.create(when="2024-11-18")
    record.when = "  "
    record.save()
    assert Dated.objects.values_list("when", "earliest", "latest").get() == ("", None, None)


@pytest.mark.django_db
def test_bulk_create_fills_the_bounds_as_well() -> None:
    Dated.objects.bulk_create([Dated(when="2024-11-18"), Dated()])
    assert list(Dated.objects.order_by("pk").values_list("earliest", flat=True)) == [DAY, None]


@pytest.mark.django_db
def test_a_field_fills_the_siblings_that_it_names() -> None:
    term = Term.objects.create(when="2023", started="2024-11-18/..")
    assert (term.first, term.last) == (DAY, None)


@pytest.mark.django_db
def test_a_day_field_copies_the_earliest_day_of_the_parent() -> None:
    term = Term.objects.create(when="2024-11-18/2024-11-20")
    assert Term.objects.values_list("day", flat=True).get() == DAY
    term.when = ""
    term.save()
    assert Term.objects.values_list("day", flat=True).get() is None


@pytest.mark.django_db
def test_an_invalid_date_is_never_stored() -> None:
    kept = Dated.objects.create(when="2024")
    with pytest.raises(DateError), transaction.atomic():
        Dated.objects.create(when="2024-02-30")
    with pytest.raises(DateError), transaction.atomic():
        Dated.objects.update(when="2024-05-1X")
    assert Dated.objects.get().when == kept.when


def test_cleaning_refuses_an_invalid_date_with_the_words_of_the_date_error() -> None:
    with pytest.raises(ValidationError) as refusal:
        Dated(when="2024-02-30").clean_fields()
    assert "February 2024 has 29 days. Write YYYY" in refusal.value.message_dict["when"][0]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "2021", " 2021/.. "])
def test_a_record_with_a_changed_date_passes_full_clean(text: str) -> None:
    record = Dated.objects.create(when="2024-11-18")
    record.when = text
    record.full_clean()
    assert record.when == text.strip()
    assert record.earliest == (datetime.date(2021, 1, 1) if text else None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"earliest": DAY, "latest": DAY - datetime.timedelta(days=1)},
        {"when": ""},
        {"when": "", "earliest": None},
    ],
)
def test_the_database_refuses_bounds_out_of_order_and_bounds_without_a_date(
    values: dict[str, object],
) -> None:
    Dated.objects.create(when="2024-11-18")
    with pytest.raises(IntegrityError), transaction.atomic():
        Dated.objects.update(**values)


@pytest.mark.parametrize(
    ("field", "settings"),
    [
        (EDTFField(), {"earliest": "earliest", "latest": "latest"}),
        (EDTFField("day", earliest="first", latest="last"), {"earliest": "first", "latest": "last"}),
    ],
)
def test_a_migration_rebuilds_the_field_as_it_was(field: EDTFField, settings: dict[str, str]) -> None:
    _, path, args, options = field.deconstruct()
    rebuilt = EDTFField(*args, **options)
    assert path == "records.fields.EDTFField"
    assert settings.items() <= options.items()
    assert (rebuilt.max_length, rebuilt.blank, rebuilt.default) == (100, True, "")
    assert rebuilt.deconstruct()[1:] == (path, args, options)


def test_a_sibling_that_is_missing_or_declared_before_fails_the_system_check() -> None:
    class Misordered(models.Model):
        earliest = models.DateField(null=True)
        when = EDTFField()

        class Meta:
            app_label = "tests"

    found = {problem.id for problem in Misordered.check()}
    assert {"records.E101", "records.E102"} <= found
    assert not Dated.check()


@pytest.mark.django_db
@pytest.mark.parametrize("collection", [list, tuple, set, iter])
def test_any_of_finds_the_rows_with_these_keys(
    collection: Callable[[list[int]], Iterable[int]],
) -> None:
    first, _, last = (Group.objects.create(name=name) for name in "abc")
    found = Group.objects.filter(pk__any_of=collection([first.pk, last.pk, 2**40]))
    assert set(found.values_list("name", flat=True)) == {"a", "c"}


@pytest.mark.django_db
def test_any_of_works_on_foreign_keys_and_parent_links() -> None:
    permission = Permission.objects.order_by("pk")[0]
    assert Permission.objects.filter(content_type__any_of=iter([permission.content_type_id])).contains(permission)
    term = Term.objects.create()
    assert Term.objects.filter(pk__any_of=[term.pk]).get() == term
    assert not Term.objects.exclude(dated__any_of=[term.pk]).exists()


@pytest.mark.django_db
def test_any_of_nothing_asks_the_database_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert list(Group.objects.filter(pk__any_of=[])) == []


@pytest.mark.django_db
def test_any_of_takes_more_ids_than_a_statement_takes_parameters() -> None:
    group = Group.objects.create(name="a")
    assert Group.objects.filter(pk__any_of=range(group.pk, group.pk + 300_000)).get() == group
