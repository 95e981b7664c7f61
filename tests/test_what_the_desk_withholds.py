"""Of open records that have come to name hidden ones, no form of the desk tells a word of these, and none loses one."""

from typing import Any

from django.test import TestCase

from records.access import Handling, Stage
from records.models import Record, saving
from records.models.revisions import snapshot
from tests.cast import editor
from tests.crawl import client_of, desk_addresses_of, said
from tests.forms import opened
from tests.hidden import Kept, forbidden_to, hidden_world, open_world, tie_open_to_hidden

LEVELS = ((Handling.AMBER, Stage.PUBLISHED), (Handling.RED, Stage.WITHDRAWN))


class Forms(TestCase):
    hidden: list[Kept]
    records: list[Record]

    @classmethod
    def setUpTestData(cls) -> None:
        with saving(None):
            world = open_world()
            cls.hidden = [hidden_world(*level) for level in LEVELS]
            cls.records = [one for hidden in cls.hidden for one in tie_open_to_hidden(world, hidden)]

    def test_no_editor_finds_a_word_of_what_they_may_not_see(self) -> None:
        for label in (Handling.CLEAR, Handling.AMBER):
            reader = editor(label)
            client = client_of(reader)
            told = {path: said(path, client.get(path)) for path in desk_addresses_of(self.records)}
            found = [(word, path) for path, text in told.items() for word in forbidden_to(reader) if word in text]
            with self.subTest(label):
                self.assertEqual(found, [])

    def test_who_may_see_it_finds_it(self) -> None:
        """Else there would be nothing to find."""
        client = client_of(editor(Handling.AMBER))
        shown = self.records[: len(self.records) // 2]
        for record in shown:
            with self.subTest(record.kind):
                self.assertIn(self.hidden[0].word, client.get(f"/desk{record.get_absolute_url()}edit/").text)

    def test_a_form_that_is_saved_as_it_stands_changes_nothing(self) -> None:
        client = client_of(editor(Handling.CLEAR))
        for record in self.records:
            address, before = f"/desk{record.get_absolute_url()}edit/", content(record)
            answer = client.post(address, {**opened(client, address), "comment": "Looked at."})
            with self.subTest(record.kind):
                self.assertEqual((answer.status_code, content(record)), (302, before))


def content(record: Record) -> dict[str, Any]:
    """As it stands, and how many changes of it wait for a second person."""
    return snapshot(type(record)._base_manager.get(pk=record.pk)) | {"proposals": record.proposals.count()}
