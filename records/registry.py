"""What apps enter into a lower one by name, and what is loaded when somebody first asks for it.

Forms and tables are built when their modules are loaded, which takes longer than all else at the start of the site; most
readers never ask for one.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.module_loading import import_string

T = TypeVar("T")


class Registry(Mapping[str, T]):
    """By `key` of each entry. What is entered are names of tuples in modules: "actors.desk.PAGES"."""

    def __init__(self, key: Callable[[T], str]) -> None:
        self._key = key
        self._names: list[str] = []

    def enter(self, name: str) -> None:
        self._names.append(name)

    @cached_property
    def _entries(self) -> dict[str, T]:
        return {self._key(one): one for name in self._names for one in import_string(name)}

    def __getitem__(self, key: str) -> T:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def loaded_later(route: str, module: str) -> URLResolver:
    """As `path(route, include(module))`, with the module loaded when an address first begins with the route."""
    return URLResolver(RoutePattern(route), module)
