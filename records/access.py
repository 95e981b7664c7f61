"""Who may see and change what. Read this first: every page, list, count and feed asks here.

The order of the handling labels is that of TLP 2.0 (FIRST, August 2022):
CLEAR < GREEN < AMBER < AMBER+STRICT < RED.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from records.models import Record


@dataclass(frozen=True, slots=True)
class Door:
    """All of a reader that decides what they may see: two readers of one door see the same."""

    clearance: int
    role: str
    is_active: bool = True


Reader: TypeAlias = AbstractBaseUser | AnonymousUser | Door


class Handling(models.IntegerChoices):
    """TLP 2.0 label; the integer is the strictness, so that `<=` means "may be shown with"."""

    CLEAR = 0, "TLP:CLEAR"
    GREEN = 1, "TLP:GREEN"
    AMBER = 2, "TLP:AMBER"
    AMBER_STRICT = 3, "TLP:AMBER+STRICT"
    RED = 4, "TLP:RED"


class Stage(models.IntegerChoices):
    """How far a record has come; the integer grows with it."""

    DRAFT = 0, "draft"
    REVIEW = 1, "in review"
    PUBLISHED = 2, "published"
    WITHDRAWN = 3, "withdrawn"


class Role(models.TextChoices):
    ANALYST = "analyst", "analyst"
    EDITOR = "editor", "editor"
    REVIEWER = "reviewer", "reviewer"
    CURATOR = "curator", "curator"
    ADMIN = "admin", "admin"


EDITORS = frozenset({Role.EDITOR, Role.REVIEWER, Role.CURATOR, Role.ADMIN})
# Who publish, return and accept: never what they wrote or proposed themselves (`records.publishing`, `records.proposing`).
REVIEWERS = frozenset({Role.REVIEWER, Role.CURATOR, Role.ADMIN})
CURATORS = frozenset({Role.CURATOR, Role.ADMIN})


def clearance(reader: Reader) -> int:
    """The strictest handling that this reader may see; TLP:CLEAR for everybody not signed in."""
    return int(getattr(reader, "clearance", Handling.CLEAR)) if reader.is_active else Handling.CLEAR


def is_editor(reader: Reader) -> bool:
    return reader.is_active and getattr(reader, "role", None) in EDITORS


def is_reviewer(reader: Reader) -> bool:
    return reader.is_active and getattr(reader, "role", None) in REVIEWERS


def is_curator(reader: Reader) -> bool:
    return reader.is_active and getattr(reader, "role", None) in CURATORS


def may_merge(reader: Reader) -> bool:
    """Merging and splitting move rows of every handling: who could not read some of them would learn how many there are."""
    return is_curator(reader) and clearance(reader) == max(Handling)


def is_admin(reader: Reader) -> bool:
    return reader.is_active and getattr(reader, "role", None) == Role.ADMIN


def door(reader: Reader) -> Door:
    return Door(clearance(reader), Role.EDITOR.value if is_editor(reader) else Role.ANALYST.value)


def visible(reader: Reader, prefix: str = "") -> Q:
    """The door: what a reader may see, as a condition on a record reached through `prefix` ("document__").

    Withdrawn records are seen by nobody: their address answers 410 (`records.addresses`).
    """
    shown = Q(**{f"{prefix}handling__lte": clearance(reader)})
    if is_editor(reader):
        return shown & Q(**{f"{prefix}stage__lte": Stage.PUBLISHED})
    return shown & Q(**{f"{prefix}stage": Stage.PUBLISHED})


def drawable(whole: "Record", prefix: str = "") -> Q:
    """Parts that `whole` may show of itself: none of stricter handling or an earlier stage than its own.

    The rule of the strictest part: composed titles draw on nothing else.
    """
    stage = min(whole.stage, Stage.PUBLISHED)
    return Q(
        **{
            f"{prefix}handling__lte": whole.handling,
            f"{prefix}stage__gte": stage,
            f"{prefix}stage__lte": Stage.PUBLISHED,
        }
    )


def draws_on(handling: int, stage: int, part_handling: int, part_stage: int) -> bool:
    """As `drawable`, of rows that have been read: whether a record may say of itself what is said of the part."""
    return part_handling <= handling and min(stage, Stage.PUBLISHED) <= part_stage <= Stage.PUBLISHED


def can_edit(reader: Reader, record: "Record") -> bool:
    return is_editor(reader) and record.handling <= clearance(reader)
