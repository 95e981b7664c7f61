"""Every page there is, found from the addresses and the kinds: a new one is looked at without being named here."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.urls import URLPattern, URLResolver, get_resolver

from actors.models import Actor
from records import kinds
from records.models import Kind

NO_PAGES = ("/admin/", "/health/", "/sign-out/", "/changes/read/", "/complete/", "/styleguide/", "/desk/")
OTHER_FORMS = (".json", ".jsonl", ".atom", ".ics", ".csv", ".xml", ".txt")


def without_parameters() -> list[str]:
    """The front page, each list and all other addresses that need no record."""
    every = {f"/{route}" for route in routes(get_resolver().url_patterns)}
    return sorted(one for one in every if not one.startswith(NO_PAGES) and not one.endswith(OTHER_FORMS))


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        elif "<" not in route and "^" not in route:
            yield route


def record_models() -> list[type[Kind]]:
    """Each kind, and each of the forms that an actor takes: official, state, armed group …"""
    return [*(info.model for info in kinds.KINDS.values()), *Actor.__subclasses__()]


def address_of(model: type[Kind]) -> str:
    """The page of the sample's record of this kind with the most links, as far as everybody may see it."""
    links = Count("outgoing", distinct=True) + Count("incoming", distinct=True)
    found = model._default_manager.visible_to(AnonymousUser()).annotate(links=links).order_by("-links", "pk").first()
    assert found, f"the sample case has no {model.__name__.lower()} that everybody may see"
    return found.get_absolute_url()
