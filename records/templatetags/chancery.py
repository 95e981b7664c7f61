"""Tags that every template has (a template builtin)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template.base import FilterExpression, Parser, TextNode, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from records.access import is_curator, is_editor, may_merge
from records.dates import time_html
from records.directions import apart
from records.grades import meaning
from records.models import User
from records.safe import escaped
from records.states import STATES
from records.waiting import waiting

ATTRIBUTE = re.compile(r"\{(\w+)\}")

register = template.Library()
register.filter("is_curator", is_curator)
register.filter("is_editor", is_editor)
register.filter("may_merge", may_merge)

TLP_CLASSES = {
    "TLP:CLEAR": "clear",
    "TLP:GREEN": "green",
    "TLP:AMBER": "amber",
    "TLP:AMBER+STRICT": "strict",
    "TLP:RED": "red",
}


register.filter("apart", apart)


@register.filter
def edtf(text: str) -> SafeString:
    """An EDTF text in words, with `<time>` where HTML has a form for it."""
    return SafeString(time_html(text or ""))


@register.filter
def commas(number: int) -> str:
    """A number as it is read: "1,204"."""
    return f"{number:,}"


@register.filter
def day(value: date | datetime | None) -> SafeString:
    if value is None:
        return SafeString("")
    return SafeString(time_html(value.strftime("%Y-%m-%d")))


@register.simple_tag
def tlp(label: str) -> SafeString:
    return format_html('<span class="tlp {}">{}</span>', TLP_CLASSES[label], label)


@register.simple_tag
def grade(text: str) -> SafeString:
    """The grade in its box, its meaning in words inside it, shown on hover and focus."""
    return format_html('<a class="grade" href="/legend/">{} <span>{}</span></a>', text, meaning(text))


@register.simple_tag
def waiting_for(user: User) -> int:
    """How much waits for an editor at their desk. Two queries."""
    return waiting(user)


@register.simple_tag
def state(word: str) -> SafeString:
    """A state: glyph, word, colour last."""
    glyph, tone = STATES.get(word, ("○", "quiet"))
    return SafeString(
        f'<span class="state {tone}"><span class="g" aria-hidden="true">{glyph}</span>{escaped(word)}</span>'
    )


class Each(template.Node):
    def __init__(self, rows: FilterExpression, form: str, names: Sequence[str]) -> None:
        self.rows, self.form, self.names = rows, form, names

    def render(self, context: template.Context) -> SafeString:
        rows: Iterable[Any] = self.rows.resolve(context) or ()
        return SafeString(
            "".join(self.form % tuple([escaped(getattr(row, name)) for name in self.names]) for row in rows)
        )


@register.tag
def each(parser: Parser, token: Token) -> Each:
    """`{% each rows %}<li>{name}, {when}</li>{% endeach %}`: the text once for each row, `{name}` its attribute, escaped
    unless safe. A tenth of the time of a `for`, for what a page repeats by the hundred; it can do nothing else."""
    rows = parser.compile_filter(token.split_contents()[1])
    nodes = parser.parse(["endeach"])
    parser.delete_first_token()
    if not all(isinstance(node, TextNode) for node in nodes):
        raise template.TemplateSyntaxError("Inside `each` stand text and {attributes} only.")
    text = "".join(node.s for node in nodes if isinstance(node, TextNode))
    return Each(rows, ATTRIBUTE.sub("%s", text.replace("%", "%%")), ATTRIBUTE.findall(text))
