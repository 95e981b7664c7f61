"""Imports as tests run them: the sample files under tests/data, the real ones where they are, and a picture of the result."""

import re
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Field

from bench.real import folder
from records.models import Identifier, Record

SAMPLE = Path(__file__).parent / "data" / "hsg"
REAL = folder()
needs_real_data = pytest.mark.skipif(
    not (REAL / "reference_totals.json").exists(),
    reason=f"the real data is not at {REAL}: set CHANCERY_DATA to its folder",
)
APPS = ("records", "actors", "briefings", "taggit")
PASSING = frozenset({"created_at", "updated_at", "published_at", "at", "applied"})
FOLDERS = {"hsg-pocom": "pocom", "hsg-visits": "visits", "hsg-travels": "travels"}


def run(importer: str, *paths: Path, **options: Any) -> str:
    """What the command prints; for refusals too, which make it fail."""
    out = StringIO()
    try:
        call_command("import", importer, *(str(path) for path in paths), quiet=True, stdout=out, **options)
    except CommandError as error:
        out.write(f"failed: {error}")
    return out.getvalue()


def run_sample(*importers: str, **options: Any) -> str:
    return "".join(run(importer, SAMPLE / FOLDERS[importer], **options) for importer in importers)


def picture() -> dict[str, list[Any]]:
    """Every row of every table of the project, without the times of writing."""
    shown = {}
    for model in apps.get_models():
        if model._meta.app_label in APPS:
            names = [field.attname for field in model._meta.concrete_fields if field.name not in PASSING]
            if model._meta.label == "records.Revision":
                names.remove("snapshot")
            shown[model._meta.label] = list(model._base_manager.order_by("pk").values_list(*names))
    return shown


def natural_picture() -> list[str]:
    """Every row of the project's tables in words: a record stands as its identifiers, since its id may be another one.

    Of revisions all but what they kept is compared: the snapshots are full of ids.
    """
    identifiers: dict[int, list[str]] = {}
    for pk, scheme, value in Identifier.objects.values_list("record_id", "scheme", "value"):
        identifiers.setdefault(pk, []).append(f"{scheme}={value}")
    records = Record.objects.values_list("pk", "kind", "title")
    named = {pk: f"{kind} {' '.join(sorted(identifiers.get(pk, ())) or [title])}" for pk, kind, title in records}
    lines = []
    for model in apps.get_models():
        if model._meta.app_label in APPS:
            fields = [field for field in model._meta.concrete_fields if field.name not in {*PASSING, "id", "snapshot"}]
            lines += [
                f"{model._meta.label}: {'; '.join(natural(field, row[field.attname], named) for field in fields)}"
                for row in model._base_manager.values(*(field.attname for field in fields))
            ]
    return sorted(lines)


def natural(field: "Field[Any, Any]", value: Any, named: dict[int, str]) -> str:
    target = field.related_model
    if field.name == "marks":
        # A mark "names:42" holds the id of a record; their order is that of the ids.
        marks = (re.sub(r"(?<=^names:)\d+$", lambda found: named[int(found[0])], one) for one in str(value).split())
        return f"marks {sorted(marks)}"
    if field.name == "named" and value:
        # Ids too, of the records that this one names.
        return f"named {sorted(named[int(one)] for one in str(value).split())}"
    if value is None or not isinstance(target, type):
        own_address = field.name == "slug" and re.fullmatch(r"[a-z]-\d+", str(value))
        return f"{field.name} {'of its id' if own_address else value}"
    if issubclass(target, Record):
        return f"{field.name} {named[value]}"
    return f"{field.name} {target._base_manager.get(pk=value)}"


VISIT = (
    "<visit><id>{id}</id><start-date>{start}</start-date><end-date>{end}</end-date><visitor>{visitor}</visitor>"
    '<from id="{country}">{label}</from><description>{text}</description></visit>'
)
TRIP = (
    '<trip role="{role}" who="{who}"><id>{id}</id><role>{role}</role><name>{name}</name><start-date>{start}</start-date>'
    '<end-date>{end}</end-date><country id="{country}">{label}</country><locale>{place}</locale>'
    "<remarks>{text}</remarks></trip>"
)
COMMON = {"start": "1985-01-01", "country": "chile", "label": "Chile", "text": ""}
VISITOR = {**COMMON, "visitor": "President Ana Rivas"}
TRAVELLER = {**COMMON, "role": "secretary", "who": "quill-tobias", "name": "Tobias Quill", "place": "Santiago"}


def visits_file(path: Path, *visits: dict[str, str]) -> Path:
    """Write a list of visits with ids from 1001; what is not said of one is that of a day's visit of a President."""
    return _listed(path, "visits", VISIT, VISITOR, visits)


def trips_file(path: Path, *trips: dict[str, str]) -> Path:
    """Write a list of trips with ids from 1001; what is not said of one is that of a Secretary's day in Santiago."""
    return _listed(path, "trips", TRIP, TRAVELLER, trips)


def _listed(path: Path, root: str, pattern: str, usual: dict[str, str], rows: Iterable[dict[str, str]]) -> Path:
    filled = [usual | {"id": str(number)} | row for number, row in enumerate(rows, 1001)]
    inner = "".join(pattern.format(**{"end": row["start"], **row}) for row in filled)
    path.write_text(f"<{root}>{inner}</{root}>", encoding="utf-8")
    return path
