from datetime import date
from typing import Self

from django import forms

from briefings.filters.actors import ActorFilters, NamesField
from briefings.models import PENDING, Keeping
from briefings.models.commitments import CommitmentQuerySet

OPEN, OVERDUE, UNRATED = "open", "overdue", "pending"
STANDINGS = [(OPEN, "open"), (OVERDUE, "overdue"), (UNRATED, "pending"), *Keeping.choices]


class CommitmentFilters(ActorFilters):
    """Filters of the list of commitments on the day `today`."""

    today: date

    claim = forms.SlugField(label="Resting on the claim", required=False, widget=forms.HiddenInput)
    made_in = forms.SlugField(label="Made in", required=False, widget=forms.HiddenInput)
    standing = forms.ChoiceField(required=False, choices=[("", "Any standing"), *STANDINGS])
    by = NamesField("By")
    to = NamesField("To")

    @classmethod
    def on(cls, today: date) -> type[Self]:
        return type(cls.__name__, (cls,), {"today": today})

    def clean_claim(self) -> int | None:
        return self.seen("claim", self.cleaned_data["claim"])

    def clean_made_in(self) -> int | None:
        return self.seen("assertion", self.cleaned_data["made_in"])

    def clean_by(self) -> list[int]:
        return self.named(self.cleaned_data["by"])

    def clean_to(self) -> list[int]:
        return self.named(self.cleaned_data["to"])

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
