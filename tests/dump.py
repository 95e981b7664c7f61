"""All that is on record, as one value: what is kept of the past left out, and what is made anew told without its keys."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from actors.models import Merge, PossibleDuplicate
from records.models import AuditEvent, NameWord, Presence, Proposal, Redirect, Revision, Sending, Sheet, Spelling, Step
from records.models.mentions import Mention
from records.models.revisions import UNKEPT

PAST = {AuditEvent, Merge, PossibleDuplicate, Presence, Proposal, Revision, Sending, Sheet, Step}
ANEW = {Mention, NameWord, Redirect, Spelling}
APPS = ("actors", "briefings", "records", "taggit")


def dump() -> dict[str, list[tuple[Any, ...]]]:
    return {label: sorted(rows, key=repr) for label, rows in tables()}


def tables() -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in APPS and model._meta.can_migrate("default") and model not in PAST:
            left_out = {"created_at", *(UNKEPT - {"record_id", "id"})} | ({"id"} if model in ANEW else set())
            names = [one.attname for one in model._meta.local_concrete_fields if one.attname not in left_out]
            yield model._meta.label, list(model._base_manager.values_list(*names))
