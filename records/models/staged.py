"""The adjectives of what goes from draft to review to published."""

from collections.abc import Iterable
from typing import Self

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Window

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
        sent_back = Step.objects.returns().values("record")
        return self.drafts().filter(pk__in=sent_back).with_last_step().filter(last_step=Taken.RETURNED)

    def with_last_step(self) -> Self:
        """For conditions on `last_step`, what was last done to each."""
        last = Step.objects.filter(record=OuterRef("pk")).newest_first().values("action")[:1]
        return self.alias(last_step=Subquery(last))

    def waiting_for(self, user_id: int, reviewer: bool) -> Self:
        """Those at which it is the user's turn: what was returned to them and, for a reviewer, what others sent."""
        # The databases go through an "or" as it is written: what is quickly known comes first.
        sent_back = Step.objects.returns().values("record")
        back = Q(stage=Stage.DRAFT) & Q(pk__in=sent_back) & Q(last_step=Taken.RETURNED) & wrote(user_id)
        turn = (Q(stage=Stage.REVIEW) & ~wrote(user_id)) | back if reviewer else back
        return self.unpublished().with_last_step().filter(turn)

    def with_total(self) -> Self:
        """Each with `total`, the number of all of them, however few of them are read."""
        return self.annotate(total=Window(Count("pk")))

    def entered_by(self, user_id: int) -> Self:
        return self.filter(created_by_id=user_id)

    def tied_to(self, pks: Iterable[int]) -> Self:
        """Those that name one of these, or that one of these names."""
        ids = list(pks)
        naming = Mention.objects.filter(target__any_of=ids).values("source")
        named = Mention.objects.filter(source__any_of=ids).values("target")
        return self.filter(Q(pk__in=naming) | Q(pk__in=named))

    def of_batch(self, batch_id: int) -> Self:
        """Those that were entered with a table, and those that it changed."""
        return self.filter(pk__in=Revision.objects.of_batch(batch_id).order_by().values("record"))

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
        if field := info.model.AUTHORS:
            through = getattr(info.model, field).through
            condition |= Q(pk__in=through.objects.filter(user=user_id).values(f"{info.kind}_id"))
    return condition
