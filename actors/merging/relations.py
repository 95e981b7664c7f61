"""What becomes of every row that leads to an actor when the actor is merged into another: one table, and nothing is forgotten.

Each app enters the keys of its own models by name. Before anything is read or moved the table is held against the models: a key
that it does not know is an error that names it (`require_known`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

from actors.models import Actor
from records.history.restoring import as_kept
from records.models import Part, Record, TaggedRecord
from records.publishing import Refused
from records.registry import Registry


class Fate(StrEnum):
    MOVES = "goes to the one that stays, unless it collides"
    STAYS = "stays with the one that goes"
    ANEW = "is made anew from the other rows"
    NEVER = "leads to records of other kinds alone"


@dataclass(frozen=True, slots=True)
class Related:
    """One key that leads to actors: "briefings.Participation.actor".

    `words` is what its rows are called in a list, `tell` the columns that tell one from another there. Of two rows that are
    alike in all the columns `same` the one that stays keeps its own; of two that are alike in those of them that are `once` it
    can hold no second. A row that has `bare` in all the columns `same` but the first tells no more than any that has that.
    `other` is the key, in the same row, that may not lead
    to the same actor; `besides` holds what is no row of this sort (a primary name is the title of its actor). A `pair` is of
    two actors, the lower id first.
    """

    key: str
    fate: Fate
    words: str = ""
    tell: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    other: str = ""
    besides: tuple[tuple[str, str], ...] = ()
    pair: bool = False

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.key.rpartition(".")[0])

    @property
    def column(self) -> str:
        return f"{self.key.rpartition('.')[2]}_id"

    @property
    def is_of_record(self) -> bool:
        """Whether the row is a record itself: such a one is never taken out."""
        return issubclass(self.model, Record)

    @property
    def whole(self) -> str:
        """The column with the id of the record to which the row belongs; "" for none."""
        if self.is_of_record:
            return "pk"
        if issubclass(self.model, Part):
            return self.model.WHOLE
        if self.model._meta.auto_created:
            return next(
                one.attname
                for one in self.model._meta.concrete_fields
                if one.remote_field and one.attname != self.column
            )
        return self.column if self.model is TaggedRecord else ""

    @property
    def is_own(self) -> bool:
        """Whether the row is part of the actor itself."""
        return self.whole == self.column

    def rows_of(self, actor_id: int) -> models.QuerySet:
        rows = self.model._base_manager.filter(**{self.column: actor_id})
        return rows.exclude(**dict(self.besides)) if self.besides else rows

    def likenesses(self, pks: Iterable[int], actor_id: int) -> list[list[Any]]:
        """What makes rows like these of the actor one too many, as a snapshot keeps it; of a pair the other actor. One query."""
        rows = self.model._base_manager.filter(pk__any_of=list(pks)).order_by("pk")
        if self.pair:
            return [[pk for pk in two if pk != actor_id] for two in rows.values_list("one_id", "other_id")]
        found: list[list[Any]] = as_kept({"rows": list(rows.values_list(*(self.once or self.same)))})["rows"]
        return found

    def told(self, pks: Iterable[int]) -> dict[int, tuple[Any, ...]]:
        """id -> the columns `tell`. One query."""
        rows = self.model._base_manager.filter(pk__any_of=list(pks)).values_list("pk", *self.tell)
        return {pk: tuple(values) for pk, *values in rows}


class UnknownRelation(Refused):
    """Nothing was done: what leads to actors is not what the table knows."""


NAMES, PARENT = "actors.Name.actor", "actors.Actor.parent"
RELATIONS: Registry[Related] = Registry(lambda one: one.key)


def require_known() -> None:
    present, known = set(keys_to_actors()), set(RELATIONS)
    if unknown := sorted(present - known):
        raise UnknownRelation(
            f"Nothing was merged. These lead to actors, and nobody has said what becomes of them: {', '.join(unknown)}. Whoever "
            "looks after the site enters them in the table of their app."
        )
    if gone := sorted(known - present):
        raise UnknownRelation(f"Nothing was merged. These are entered and lead to actors no more: {', '.join(gone)}.")


def keys_to_actors() -> Iterator[str]:
    """Every key in the database that may lead to an actor, those of links to many and generic ones among them."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if leads_to_actors(field):
                yield f"{model._meta.label}.{field.name}"
        for generic in model._meta.private_fields:
            if isinstance(generic, GenericForeignKey):
                yield f"{model._meta.label}.{generic.name}"


def leads_to_actors(field: Any) -> bool:
    target = field.related_model
    if not field.remote_field or getattr(field.remote_field, "parent_link", False):
        return False
    return issubclass(Actor, target._meta.concrete_model)


def moving() -> list[Related]:
    return [one for one in RELATIONS.values() if one.fate == Fate.MOVES]


MOVES, STAYS, ANEW = Fate.MOVES, Fate.STAYS, Fate.ANEW
CITED = (
    "document_id",
    "locator",
    "quote",
    "prefix",
    "suffix",
    "stance",
    "credibility",
    "first_hand",
    "note",
    "name_used",
)
HELD = ("post_id", "capacity", "appointed", "arrived", "started", "ended")

OF_RECORDS = (
    Related("records.Citation.target", MOVES, "passages cited", ("document_id", "quote"), same=CITED),
    Related("records.Identifier.record", MOVES, "identifiers", ("scheme", "value")),
    Related("records.TaggedRecord.content_object", MOVES, "tags", ("tag__name",), same=("tag_id",)),
    # `Merge` leads the addresses on, and back.
    Related("records.Redirect.record", ANEW),
    Related("records.Mention.source", ANEW),
    Related("records.Mention.target", ANEW),
    Related("records.NameWord.record", ANEW),
    Related("records.SearchEntry.record", ANEW),
    Related("records.SearchText.record", ANEW),
    Related("records.Revision.record", STAYS, "revisions"),
    Related("records.Step.record", STAYS, "steps"),
    Related("records.Checklist.record", STAYS, "checklists"),
    Related("records.Presence.record", STAYS),
    Related("records.Proposal.record", STAYS, "proposals"),
    Related("records.Remark.record", STAYS, "remarks"),
    Related("records.AuditEvent.record", STAYS, "audit events"),
    Related("records.Sending.record", STAYS),
    # A tag of taggit's own: no record has one.
    Related("taggit.TaggedItem.content_object", Fate.NEVER),
)
OF_ACTORS = (
    Related(
        NAMES,
        MOVES,
        "names",
        ("text", "kind"),
        same=("text", "kind", "language", "script", "valid"),
        once=("text", "kind"),
        bare=("alias", "", "", ""),
        besides=(("kind", "primary"),),
    ),
    Related("actors.Tenure.person", MOVES, "tenures", ("when",), same=HELD),
    Related("actors.Nomination.person", MOVES, "nominations", ("appointed", "outcome")),
    Related("actors.Actor.state", MOVES, "actors that belong to it"),
    Related(PARENT, MOVES, "parts of it"),
    Related("actors.Post.organisation", MOVES, "posts in it"),
    Related("actors.Post.state", MOVES, "posts of the state"),
    Related("actors.Post.accredited_to", MOVES, "posts accredited to it"),
    Related(
        "actors.Relation.subject", MOVES, "relations", ("type",), same=("type", "object_id", "when"), other="object_id"
    ),
    Related(
        "actors.Relation.object",
        MOVES,
        "relations, as their object",
        ("type",),
        same=("type", "subject_id", "when"),
        other="subject_id",
    ),
    Related("actors.NotSame.one", MOVES, "actors that it is not", ("other_id",), other="other_id", pair=True),
    Related("actors.NotSame.other", MOVES, "actors that it is not", ("one_id",), other="one_id", pair=True),
    # Compared anew with what the one that stays is called then.
    Related("actors.PossibleDuplicate.one", ANEW),
    Related("actors.PossibleDuplicate.other", ANEW),
    Related("actors.Merge.loser", STAYS, "merges"),
    Related("actors.Merge.winner", STAYS, "merges"),
)
RELATED = (*OF_RECORDS, *OF_ACTORS)
