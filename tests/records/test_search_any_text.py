"""Whatever is typed or written into the address gives a page, and as data an answer."""

from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from records.models import saving
from records.search.asked import FACETS
from tests.hidden import open_world

SYNTAX = st.lists(
    st.sampled_from(
        [
            "(",
            ")",
            '"',
            "-",
            "*",
            "OR",
            "AND",
            "NOT",
            "|",
            ":",
            "kind:",
            "actor:",
            "year:",
            "open",
            "claim",
            "the",
            "“",
            "\x00",
        ]
    )
    | st.text(max_size=6),
    max_size=14,
).map(" ".join)
VALUES = st.lists(
    st.text(max_size=20) | st.sampled_from(["claim", "open-state", "2024", "9" * 30, "B2", "red"]), max_size=3
)
OTHERS = st.fixed_dictionaries({}, optional={"sort": st.text(max_size=9), "page": st.text(max_size=9), "more": VALUES})


class AnyText(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        with saving(None):
            open_world()

    def assert_answered(self, query: dict[str, object]) -> None:
        for path in ("/search/", "/search.json"):
            self.assertEqual(Client().get(path, query).status_code, 200, (path, query))

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=320) | SYNTAX)
    @example("NOT " * 80)
    @example("(" * 300)
    @example("a" * 100_000)
    @example("\ud7ff\uffff\U0010ffff")
    def test_any_text_gives_a_page(self, text: str) -> None:
        self.assert_answered({"q": text})

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(FACETS), VALUES, max_size=4), OTHERS, st.sampled_from(["", "open"]))
    def test_any_choice_gives_a_page(self, chosen: dict[str, list[str]], others: dict[str, object], text: str) -> None:
        self.assert_answered({"q": text, **chosen, **others})
