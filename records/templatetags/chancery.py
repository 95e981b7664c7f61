"""Tags that every template has (a template builtin)."""

from datetime import date, datetime

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from records.access import is_editor
from records.dates import time_html
from records.grades import meaning
from records.states import STATES

register = template.Library()
register.filter("is_editor", is_editor)

TLP_CLASSES = {
    "TLP:CLEAR": "clear",
    "TLP:GREEN": "green",
    "TLP:AMBER": "amber",
    "TLP:AMBER+STRICT": "strict",
    "TLP:RED": "red",
}


@register.filter
def edtf(text: str) -> SafeString:
    """An EDTF text in words, with `<time>` where HTML has a form for it."""
    return mark_safe(time_html(text or ""))


@register.filter
def day(value: date | datetime | None) -> SafeString:
    if value is None:
        return mark_safe("")
    return mark_safe(time_html(value.strftime("%Y-%m-%d")))


@register.simple_tag
def tlp(label: str) -> SafeString:
    return format_html('<span class="tlp {}">{}</span>', TLP_CLASSES[label], label)


@register.simple_tag
def grade(text: str) -> SafeString:
    """The grade in its box, its meaning in words inside it, shown on hover and focus."""
    return format_html('<a class="grade" href="/legend/">{} <span>{}</span></a>', text, meaning(text))


@register.simple_tag
def state(word: str) -> SafeString:
    """A state: glyph, word, colour last."""
    glyph, tone = STATES.get(word, ("○", "quiet"))
    return mark_safe(
        f'<span class="state {tone}"><span class="g" aria-hidden="true">{glyph}</span>{escape(word)}</span>'
    )
