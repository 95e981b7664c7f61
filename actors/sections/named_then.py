"""What those whom a page names were called at the time that it tells of, where they are called otherwise today. One query."""

from datetime import date

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from actors.models import Actor, Name
from actors.sections.facts import direction, joined, lang
from records.access import Reader
from records.directions import has_from_right
from records.links import Links
from records.pages import Page
from records.prepared import prepared


def add_names_then(page: Page, first: date | None, last: date | None) -> None:
    """ "Called then: Myanmar: Burma"; nothing for a page without a date."""
    if first and last:
        found = names_then(page.links, first, last)
        page.fact("Called then", joined(format_html("{}: {}", page.links[pk], said) for pk, said in found.items()))


def names_then(links: Links, first: date, last: date) -> dict[int, SafeString]:
    """Of the actors on the page the former names that they bore on all these days, in the script of the site where there is
    one."""
    of_each: dict[int, list[tuple[str, str, str]]] = {}
    for pk, text, language, script in former(links.reader, links.of_kind(Actor.KIND), first, last):
        if text != links.title(pk):
            of_each.setdefault(pk, []).append((text, language, script))
    return {pk: name_html(*min(names, key=lambda name: has_from_right(name[0]))) for pk, names in of_each.items()}


def name_html(text: str, language: str, script: str) -> SafeString:
    return format_html("<bdi{}{}>{}</bdi>", lang(f"{language}-{script}"), direction(language, script), text)


@prepared
def former(reader: Reader, actors: list[int], first: date, last: date) -> QuerySet:
    borne = Name.objects.of_actors(actors).former_ones().borne_on(first).borne_on(last)
    return borne.order_by("pk").values_list("actor_id", "text", "language", "script")
