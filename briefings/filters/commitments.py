from django import forms

from briefings.filters.actors import ActorFilters, NamesField
from briefings.models import PENDING, Keeping
from briefings.models.commitments import CommitmentQuerySet
from records.dates import Bounds
from records.filters import DateField, GradedFilters, PeriodFilters

OPEN, OVERDUE, UNRATED = "open", "overdue", "pending"
STANDINGS = [(OPEN, "open"), (OVERDUE, "overdue"), (UNRATED, "pending"), *Keeping.choices]


class CommitmentFilters(PeriodFilters, GradedFilters, ActorFilters):
    """`due_since` and `due_until`: whatever may fall due in the period."""

    text = forms.CharField(label="Words", required=False, max_length=100)
    claim = forms.SlugField(label="Resting on the claim", required=False, widget=forms.HiddenInput)
    made_in = forms.SlugField(label="Made in", required=False, widget=forms.HiddenInput)
    standing = forms.ChoiceField(required=False, choices=[("", "Any standing"), *STANDINGS])
    by = NamesField("By")
    to = NamesField("To")
    due_since = DateField(label="Due since", required=False)
    due_until = DateField(label="Due until", required=False)

    field_order = ("text", "by", "to", "standing", "due_since", "due_until", "since", "until")

    def by_text(self, commitments: CommitmentQuerySet, text: str) -> CommitmentQuerySet:
        return commitments.titled_like(text)

    def by_due_since(self, commitments: CommitmentQuerySet, period: Bounds) -> CommitmentQuerySet:
        return commitments.due_since(period[0]) if period[0] else commitments

    def by_due_until(self, commitments: CommitmentQuerySet, period: Bounds) -> CommitmentQuerySet:
        return commitments.due_until(period[1]) if period[1] else commitments

    def clean_claim(self) -> int | None:
        return self.seen("claim", self.cleaned_data["claim"])

    def clean_made_in(self) -> int | None:
        return self.seen("assertion", self.cleaned_data["made_in"])

    def clean_by(self) -> list[int]:
        return self.named("by")

    def clean_to(self) -> list[int]:
        return self.named("to")

    def by_claim(self, commitments: CommitmentQuerySet, claim: int) -> CommitmentQuerySet:
        return commitments.resting_on(claim, self.reader)

    def by_made_in(self, commitments: CommitmentQuerySet, assertion: int) -> CommitmentQuerySet:
        return commitments.made_in_assertion(assertion)

    def by_standing(self, commitments: CommitmentQuerySet, standing: str) -> CommitmentQuerySet:
        if standing == OPEN:
            return commitments.open()
        if standing == OVERDUE:
            return commitments.overdue(self.today)
        return commitments.standing_at(PENDING if standing == UNRATED else standing)

    def by_by(self, commitments: CommitmentQuerySet, actors: list[int]) -> CommitmentQuerySet:
        return commitments.by_any(actors)

    def by_to(self, commitments: CommitmentQuerySet, actors: list[int]) -> CommitmentQuerySet:
        return commitments.to_any(actors)
