"""Imports as tests run them: the sample files under tests/data, the real ones where they are, and a picture of the result."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

SAMPLE = Path(__file__).parent / "data" / "hsg"
REAL = Path(os.environ.get("CHANCERY_DATA") or Path(__file__).parents[2] / "shared" / "data")
needs_real_data = pytest.mark.skipif(
    not (REAL / "reference_totals.json").exists(),
    reason=f"the real data is not at {REAL}: set CHANCERY_DATA to its folder",
)
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
        if model._meta.app_label in ("records", "actors", "briefings", "taggit"):
            names = [field.attname for field in model._meta.concrete_fields if field.name not in PASSING]
            if model._meta.label == "records.Revision":
                names.remove("snapshot")
            shown[model._meta.label] = list(model._base_manager.order_by("pk").values_list(*names))
    return shown
