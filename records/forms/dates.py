"""The field of a date: typed as people write it, kept as EDTF, its reading shown below."""

from datetime import date
from typing import Any

from django import forms
from django.forms.utils import to_current_timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from records.dates import DateError
from records.said_dates import LONGEST, Reading, read_date


def told(reading: Reading) -> SafeString:
    """ "Read as a Monday, 18 Nov 2024 (inferred); stored as 2024-11-18?", with what was inferred."""
    note = (
        format_html('<p class="fine">{}</p>', f"{reading.note[0].upper()}{reading.note[1:]}.") if reading.note else ""
    )
    stored = format_html("; stored as <code>{}</code>", reading.edtf) if reading.words != reading.edtf else ""
    return format_html("<p>Read as <b>{}</b>{}</p>{}", reading.words, stored, note)


class SaidDateInput(forms.TextInput):
    """Shows below what it holds how that is read; `near` is the day from which a relative date is said."""

    near: date | None = None

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        more = {"data-said-date": self.near.isoformat() if self.near else "", "autocomplete": "off", **(attrs or {})}
        field = super().render(name, value, more, renderer)
        return format_html('{}<div class="read" role="status"{}>{}</div>', field, *self._reading(value))

    def _reading(self, value: Any) -> tuple[SafeString, SafeString]:
        try:
            reading = read_date(str(value or ""), self.near)
        except DateError:
            return mark_safe(" hidden"), mark_safe("")
        return (mark_safe(""), told(reading)) if reading.edtf else (mark_safe(" hidden"), mark_safe(""))


class MomentField(forms.DateTimeField):
    """A moment, shown to the minute: one that is sent as it is shown has not changed."""

    def shown(self, value: Any) -> str:
        """Of a moment, or of the text of one in a revision."""
        moment = parse_datetime(value) if isinstance(value, str) else value
        return str(self.widget.format_value(to_current_timezone(moment)) or "") if moment else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.shown(initial) != self.shown(self.to_python(data))
        except forms.ValidationError:
            return True


class SaidDateField(forms.CharField):
    """Its value is EDTF, '' for none. The form sets `near` where it knows the date of the source.

    What is stored is shown as EDTF, which stays as it is when it is sent again; what was typed comes back as it was typed.
    """

    widget = SaidDateInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": LONGEST, **options})

    @property
    def near(self) -> date | None:
        near: date | None = self.widget.near
        return near

    @near.setter
    def near(self, day: date | None) -> None:
        self.widget.near = day

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return read_date(text, self.near).edtf
        except DateError as error:
            raise forms.ValidationError(str(error), code="date") from error
