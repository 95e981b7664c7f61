"""Texts in forms: kept as they are stored where the form only shows their white space otherwise."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from records.markup.syntax import REFERENCES, WITHHELD

STANDS_FOR_NOTHING = (
    "“{}” stands for nothing here. What is withheld from you has such a mark in the form that shows it: leave that as it is, "
    "move it within this form, or take it out."
)
LINE_ENDS = re.compile(r"\r\n?")


def as_sent(text: str, lines: bool) -> str:
    """The text as a browser sends back what a form shows of it: ends of lines of one sort, in a field of one line none."""
    text = LINE_ENDS.sub("\n", text)
    return (text if lines else text.replace("\n", "")).strip()


def bare(found: re.Match[str]) -> str:
    """A token, whatever was typed into it beside its place."""
    return f"[[{found['folder']}/{found['slug']}]]"


class TextField(forms.CharField):
    """Of a text that is sent back as it was shown, nothing has changed. The ends of its lines are stored as `\\n`, and what
    tokens stand for in their places."""

    # Token -> the reference that it stands for (`records.forms.withheld`).
    stands: Mapping[str, str] = {}

    def widget_attrs(self, widget: forms.Widget) -> Any:
        """Names and quotations are in any script."""
        return {**super().widget_attrs(widget), "dir": "auto"}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.put_back(LINE_ENDS.sub("\n", text)) if isinstance(text, str) else text

    def put_back(self, text: str) -> str:
        """Raises ValidationError for a token that stands for nothing."""
        text = self.put_back_known(text)
        if wrong := next((one for one in REFERENCES.finditer(text) if one["folder"] == WITHHELD), None):
            raise forms.ValidationError(STANDS_FOR_NOTHING.format(wrong[0]))
        return text

    def put_back_known(self, text: str) -> str:
        return REFERENCES.sub(lambda one: self.stands.get(bare(one), one[0]), text) if WITHHELD in text else text

    def has_changed(self, initial: Any, data: Any) -> bool:
        lines = isinstance(self.widget, forms.Textarea)
        return as_sent(str(initial or ""), lines) != as_sent(str(data or ""), lines)
