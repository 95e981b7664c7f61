"""Of open records that have come to name hidden ones, no page of the history tells a word of these."""

from collections.abc import Iterator

from django.test import TestCase

from records.access import Handling, Reader, Stage
from records.models import Record, Revision, saving
from tests.cast import analyst, curator, editor
from tests.crawl import client_of, said
from tests.hidden import Kept, forbidden_to, hidden_world, open_world, tie_hidden_to_open, tie_open_to_hidden

LEVELS = ((Handling.CLEAR, Stage.DRAFT), (Handling.AMBER, Stage.PUBLISHED), (Handling.RED, Stage.WITHDRAWN))


def pages_of(record: Record) -> Iterator[str]:
    """Every page of its history, the guessed ones among them."""
    here = f"{record.get_absolute_url()}history/"
    places = [one.place for one in Revision.objects.of(record.pk)]
    yield here
    for place in places:
        yield from (f"{here}{place}/", f"{here}{place}/restore/", f"{here}{place}/{places[0]}/?whole=1")


class History(TestCase):
    world: Kept
    hidden: list[Kept]

    @classmethod
    def setUpTestData(cls) -> None:
        with saving(None):
            cls.world = open_world()
            cls.hidden = [hidden_world(*level) for level in LEVELS]
        for one in cls.hidden:
            with saving(None, "Tied."):
                tie_hidden_to_open(one, cls.world)
                tie_open_to_hidden(cls.world, one)
            with saving(None, "Untied."):
                cls.world.claim.subjects.clear()
                cls.world.claim.save()
                cls.world.visit.participants.filter(actor=one.person).delete()
                Record.objects.get(pk=cls.world.visit.pk).save()
        named_hidden = Record.objects.filter(title__startswith="open second")
        cls.records = [*cls.world.records(), *named_hidden, *(one.claim for one in cls.hidden)]

    records: list[Record]

    def words_found(self, reader: Reader | None) -> list[tuple[str, str]]:
        client = client_of(reader) if reader else self.client
        forbidden = forbidden_to(reader or analyst(Handling.CLEAR))
        told = ((path, said(path, client.get(path))) for one in self.records for path in pages_of(one))
        return [(word, path) for path, text in told for word in forbidden if word in text]

    def test_no_reader_finds_a_word_of_what_they_may_not_see(self) -> None:
        readers = {"anonymous": None, "analyst": analyst(Handling.GREEN), "curator": curator()}
        readers |= {f"editor {label.label}": editor(label) for label in (Handling.CLEAR, Handling.AMBER)}
        for name, reader in readers.items():
            with self.subTest(name):
                self.assertEqual(self.words_found(reader), [])

    def test_those_who_may_see_it_find_it(self) -> None:
        """Else there would be nothing to find."""
        client = client_of(editor(Handling.AMBER))
        told = "".join(said(path, client.get(path)) for path in pages_of(self.world.claim))
        for one in self.hidden[:2]:
            self.assertIn(one.word, told)
