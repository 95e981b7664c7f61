"""Filters that name an actor: by the address of its page, or by its name."""

from django import forms

from actors.called import called
from records.filters import KindFilters

# A name that fits more actors is none to filter by.
MOST_NAMED = 100


class ActorFilters(KindFilters):
    def named(self, name: str) -> list[int]:
        """Ids of the actors that the reader may see and that the text of a field means (`actors.called`); for use in `clean_…`.
        Refuses a text that names none of them, whether or not a hidden one has that name."""
        text = self.cleaned_data[name]
        if not text:
            return []
        meant = called(text, self.reader, MOST_NAMED + 1)
        found = meant.ids
        if not found:
            raise forms.ValidationError(f"No actor that you may read is named “{text}”.{meant.offered}")
        if len(found) > MOST_NAMED:
            raise forms.ValidationError(f"More than {MOST_NAMED} actors have “{text}” in their names: say more of it.")
        if meant.told:
            self.understood[name] = meant.told
        return found


class NamesField(forms.CharField):
    def __init__(self, label: str) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Name", "data-complete": "actor"})
        super().__init__(label=label, required=False, max_length=100, widget=widget)
