from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat

from actors.holders import Standing, standing_on
from actors.models.actors import Actor
from records.access import Reader
from records.models import Kind, RecordQuerySet
from records.models.record import Named
from records.search.titles import holding_all


class PostQuerySet(RecordQuerySet):
    def of_state(self, state_id: int) -> Self:
        return self.filter(state_id=state_id)

    def of_organisation(self, organisation_id: int) -> Self:
        return self.filter(organisation_id=organisation_id)

    def of_either(self, actor_id: int) -> Self:
        """Those of a state or of a body, whichever the actor is."""
        return self.filter(Q(state_id=actor_id) | Q(organisation_id=actor_id))

    def of_any(self, actor_ids: Iterable[int]) -> Self:
        """Those of any of these states or bodies."""
        within = list(actor_ids)
        return self.filter(Q(state__any_of=within) | Q(organisation__any_of=within))

    def accredited_to(self, host_id: int) -> Self:
        return self.filter(accredited_to_id=host_id)

    def at_level(self, level: int) -> Self:
        return self.filter(level=level)

    def called(self, text: str) -> Self:
        """Those of whose role or title every word of `text` is part, accents and case aside. Reads all of them."""
        return self.among(holding_all(text, self.order_by().values_list("pk", Concat("role", Value(" "), "title"))))


class Level(models.IntegerChoices):
    """Standing of a post or visit; the six steps of the project's own list."""

    HEAD = 1, "head of state or government"
    MINISTER = 2, "minister"
    ENVOY = 3, "special envoy or vice-minister"
    SENIOR = 4, "senior official"
    TECHNICAL = 5, "technical"
    MILITARY = 6, "military or intelligence chief"


class Post(Kind):
    """An office that people hold one after another: "Foreign Secretary of Pakistan". `when` is its own life."""

    KIND, FOLDER, LETTER, LABEL, PLURAL = "post", "posts", "P", "Post", "Posts"
    SCHEMA = "OrganizationRole"
    PARTS = ("citations", "identifiers", "nominations")
    SAID = {**Kind.SAID, "role": "", "note": "", "nominations.note": "person"}

    role = models.CharField("role title", max_length=200)
    organisation = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="posts")
    state = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="state_posts")
    # Where somebody accredited to a state or body is sent: an ambassador's host.
    accredited_to = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="accredited_posts")
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.SENIOR)
    note = models.TextField(blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__range=(1, 6)),
                name="post_level_known",
                violation_error_message="A level is a number from 1 (head of state) to 6.",
            )
        ]

    def holder_at(self, day: date, reader: Reader | None = None) -> Standing:
        """Who held the post on that day, as far as `reader` (by default somebody not signed in) may know.

        The answer is certain, possible, vacant or unknown; a blank end never means "still there".
        """
        reader = reader or AnonymousUser()
        shown = self.tenures.visible_to(reader).serving().holdings(reader)
        return standing_on(day, shown, self.earliest, self.latest)

    def linked_data(self, named: Named) -> dict[str, Any]:
        return {"roleName": self.role, "memberOf": named(self.organisation_id) or named(self.state_id)}
