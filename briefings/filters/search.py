"""What the search field takes: words of titles and names, and a kind of record."""

from typing import Any

from django import forms

from actors.models import Name
from records import kinds
from records.listing import Filters
from records.models import RecordQuerySet
from records.search.titles import LONGEST, holding_each, words_of


class SearchFilters(Filters):
    q = forms.CharField(
        label="Words",
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        required=False, choices=lambda: [("", "Any kind"), *((one.kind, one.plural) for one in kinds.KINDS.values())]
    )
    field_order = ("q", "kind")

    def words(self) -> list[str]:
        """What is looked for; nothing where the field was left empty or refused."""
        self.is_valid()
        return words_of(self.cleaned_data.get("q", ""))

    def narrow(self, records: RecordQuerySet) -> Any:
        return super().narrow(records) if self.words() else records.none()

    def by_q(self, records: RecordQuerySet, text: str) -> RecordQuerySet:
        """Every word is part of the title or, for an actor, of one of its names."""
        words = self.words()
        titled = holding_each(words, records.order_by().values_list("pk", "title"))
        named = holding_each(words, Name.objects.holding_any(words).values_list("actor_id", "folded"))
        return records.among(set.intersection(*(titled[word] | named[word] for word in words)))

    def by_kind(self, records: RecordQuerySet, kind: str) -> RecordQuerySet:
        return records.of_kind(kind)
