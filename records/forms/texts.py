"""Texts in forms: kept as they are stored where the form only shows their white space otherwise."""

import re
from typing import Any

from django import forms

LINE_ENDS = re.compile(r"\r\n?")


def as_sent(text: str, lines: bool) -> str:
    """The text as a browser sends back what a form shows of it: ends of lines of one sort, in a field of one line none."""
    text = LINE_ENDS.sub("\n", text)
    return (text if lines else text.replace("\n", "")).strip()


class TextField(forms.CharField):
    """Of a text that is sent back as it was shown, nothing has changed. The ends of its lines are stored as `\\n`."""

    def widget_attrs(self, widget: forms.Widget) -> Any:
        """Names and quotations are in any script."""
        return {**super().widget_attrs(widget), "dir": "auto"}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return LINE_ENDS.sub("\n", text) if isinstance(text, str) else text

    def has_changed(self, initial: Any, data: Any) -> bool:
        lines = isinstance(self.widget, forms.Textarea)
        return as_sent(str(initial or ""), lines) != as_sent(str(data or ""), lines)
