from django import forms

from briefings.filters.actors import ActorFilters, NamesField
from briefings.models.briefings import BriefingQuerySet
from records.filters import PeriodFilters


class BriefingFilters(PeriodFilters, ActorFilters):
    """The period is that of the days on which the papers stand; `about` is an actor that a paper names."""

    text = forms.CharField(label="Words", required=False, max_length=100)
    about = NamesField("Names")

    field_order = ("text", "about", "since", "until")

    def clean_about(self) -> list[int]:
        return self.named("about")

    def by_text(self, briefings: BriefingQuerySet, text: str) -> BriefingQuerySet:
        return briefings.worded(text)

    def by_about(self, briefings: BriefingQuerySet, actors: list[int]) -> BriefingQuerySet:
        return briefings.naming_any(actors)
