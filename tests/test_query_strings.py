"""No address fails for what is written behind it: any characters, however many, in any field."""

from typing import Any

from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from records.models import Record, saving
from tests.hidden import open_world

LISTS = (
    "/briefings/", "/visits/", "/meetings/", "/events/", "/claims/", "/assertions/", "/commitments/", "/documents/",
    "/actors/", "/posts/", "/tenures/", "/relations/", "/search/", "/search.json", "/timeline/",
    "/visits/calendar/", "/visits.ics",
)  # fmt: skip
FIELDS = (
    "q", "title", "text", "name", "source", "since", "until", "sort", "page", "kind", "actor", "state", "about",
    "status", "on", "visitor", "host", "person", "post", "level", "category", "by", "to", "tag", "year", "stage", "grade",
    "handling", "more", "month",
)  # fmt: skip
LONG = 100_000
ODD = [
    "\x00", "a\x00b", "\ud7ff\ue000\uffff", "\U0010ffff", "%", "_", "\\", "'", '"', "%' OR 1=1 --", "🙂", "\u202e",
    "ﷺ" * 50, "9" * 30, "-1", "1e999", "NaN", "[", "(", "a" * LONG, "٣", "½", "\r\nX: y", "..",
    "2024-02-30", "0000", "9999-12-31", "[..]",
]  # fmt: skip
VALUES = st.sampled_from(ODD) | st.text(max_size=30)


class QueryStrings(TestCase):
    paths: tuple[str, ...]

    @classmethod
    def setUpTestData(cls) -> None:
        with saving(None):
            world = open_world()
        of_records = [one.get_absolute_url() for one in world.records()]
        cls.paths = (*LISTS, *of_records, *(f"{path}mentions/" for path in of_records[:2]), f"{of_records[0]}sources/")

    def assert_answered(self, path: str, query: Any) -> None:
        self.assertIn(Client().get(path, query).status_code, (200, 400), (path, str(query)[:100]))

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_any_field_of_any_page_takes_any_text(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(self.paths))
        self.assert_answered(path, data.draw(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4)))

    def test_each_list_takes_each_odd_text_in_every_field(self) -> None:
        for path in LISTS:
            for value in ODD:
                with self.subTest(path, value=value[:20]):
                    self.assert_answered(path, dict.fromkeys(FIELDS, value))

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=400))
    @example("\x00")
    @example("a" * LONG)
    @example("é " * LONG)
    def test_any_text_can_be_searched_for(self, text: str) -> None:
        self.assert_answered("/search/", {"q": text})

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=60))
    def test_bytes_that_are_no_text_are_taken_too(self, raw: bytes) -> None:
        query = "q=" + "".join(f"%{byte:02x}" for byte in raw)
        for path in ("/search/", "/documents/"):
            self.assertIn(Client().get(f"{path}?{query}").status_code, (200, 400))

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=120))
    def test_any_address_has_an_answer(self, text: str) -> None:
        for path in (f"/documents/{text}/", f"/r/{text}", f"/{text}/{text}/mentions/"):
            self.assertIn(Client().get(path).status_code, (200, 301, 404), path)

    def test_every_record_has_its_page(self) -> None:
        """Else the addresses above would all be answered by not being found."""
        self.assertEqual({Client().get(path).status_code for path in self.paths}, {200})
        self.assertTrue(Record.objects.exists())
