"""A date as people write it, in a form: kept as EDTF, and shown back in words."""

from datetime import date
from typing import Any

from django import forms

from records.dates import DateError
from records.said_dates import Reading, read_date


class SaidDateField(forms.CharField):
    """EDTF of what was typed. `near` is the day from which "Monday" counts: that of the source."""

    def __init__(self, *, near: date | None = None, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": 200, **options})
        self.near = near
        self.widget.attrs |= {"data-date": "", "autocomplete": "off"}

    def read(self, text: str) -> Reading:
        try:
            return read_date(text, self.near)
        except DateError as error:
            raise forms.ValidationError(str(error), code="edtf") from error

    def clean(self, value: Any) -> str:
        return self.read(super().clean(value)).edtf

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By what is meant, whatever the words."""
        before, after = str(initial or "").strip(), str(data or "").strip()
        if before == after:
            return False
        try:
            return self.read(after).edtf != before
        except forms.ValidationError:
            return True
