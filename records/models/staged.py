"""The adjectives of what goes from draft to review to published."""

from collections.abc import Iterable
from typing import Self

from django.db.models import Exists, OuterRef, Q, Subquery

from records import kinds
from records.access import Stage
from records.models.dated import DatedQuerySet
from records.models.mentions import Mention
from records.models.revisions import Revision
from records.models.steps import Step, Taken


class StagedQuerySet(DatedQuerySet):
    def drafts(self) -> Self:
        return self.filter(stage=Stage.DRAFT)

    def in_review(self) -> Self:
        return self.filter(stage=Stage.REVIEW)

    def unpublished(self) -> Self:
        return self.filter(stage__in=(Stage.DRAFT, Stage.REVIEW))

    def written_by(self, user_id: int) -> Self:
        """Those of which the user is an author since they were last published, and so not their reviewer."""
        return self.filter(wrote(user_id))

    def not_written_by(self, user_id: int) -> Self:
        return self.filter(~wrote(user_id))

    def returned(self) -> Self:
        """Drafts that a reviewer sent back, and that have not been sent again."""
        last = Step.objects.filter(record=OuterRef("pk")).newest_first().values("action")[:1]
        return self.drafts().alias(last_step=Subquery(last)).filter(last_step=Taken.RETURNED)

    def waiting_for(self, user_id: int, reviewer: bool) -> Self:
        """Those at which it is the user's turn: what was returned to them and, for a reviewer, what others sent."""
        last = Step.objects.filter(record=OuterRef("pk")).newest_first().values("action")[:1]
        back = Q(stage=Stage.DRAFT, last_step=Taken.RETURNED) & wrote(user_id)
        turn = back | (Q(stage=Stage.REVIEW) & ~wrote(user_id)) if reviewer else back
        return self.unpublished().alias(last_step=Subquery(last)).filter(turn)

    def entered_by(self, user_id: int) -> Self:
        return self.filter(created_by_id=user_id)

    def tied_to(self, pks: Iterable[int]) -> Self:
        """Those that name one of these, or that one of these names."""
        ids = list(pks)
        naming = Mention.objects.filter(target__any_of=ids).values("source")
        named = Mention.objects.filter(source__any_of=ids).values("target")
        return self.filter(Q(pk__in=naming) | Q(pk__in=named))

    def newest_saved(self) -> Self:
        return self.order_by("-updated_at", "-pk")

    def oldest_saved(self) -> Self:
        return self.order_by("updated_at", "pk")


def wrote(user_id: int) -> Q:
    """The condition on a record that the user is one of its authors: who wrote since it was last published, who entered
    what never was, and whom the record itself names as an author."""
    written = Revision.objects.filter(record=OuterRef("pk"), author=user_id).written().since_publication()
    condition = Q(Exists(written)) | Q(created_by=user_id, published_at__isnull=True)
    for info in kinds.KINDS.values():
        if field := getattr(info.model, "AUTHORS", ""):
            through = getattr(info.model, field).through
            condition |= Q(pk__in=through.objects.filter(user=user_id).values(f"{info.kind}_id"))
    return condition
