"""As what the name fields of a list were understood: told where somebody wrote it otherwise, or where it fits several."""

from collections import Counter
from typing import cast

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from records.listing import Filters, address_with

# Of so many that a text fits, links lead to each.
MOST_TOLD = 8


def understood_words(form: Filters) -> dict[str, SafeString]:
    """A sentence by the name of the field; where there are several, each is a link that narrows the list to it. No query."""
    told = {}
    for name, records in form.understood.items():
        if len(records) == 1:
            told[name] = format_html('Understood as <span dir="auto">{}</span>', records[0][0])
            continue
        links = format_html_join(", ", '<a href="{}" dir="auto">{}</a>', links_to(form, name, records[:MOST_TOLD]))
        rest = len(records) - MOST_TOLD
        told[name] = format_html("{} fit: {}{}", len(records), links, f" and {rest} more" if rest > 0 else "")
    return told


def links_to(form: Filters, name: str, records: list[tuple[str, str]]) -> list[tuple[str, str]]:
    query = cast(QueryDict, form.data).copy()
    query.pop("page", None)
    times = Counter(title for title, _ in records)
    return [
        (address_with(query, **{name: number}), f"{title} ({number})" if times[title] > 1 else title)
        for title, number in records
    ]
