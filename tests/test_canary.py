"""No reader learns of what they may not see: not from a page, a list, a count, a title, an address or an error."""

from collections.abc import Iterable

from django.test import TestCase

from records.access import Reader, Stage
from records.models import Batch, Record, Revision, User, saving
from tests.cast import everybody
from tests.crawl import STARTS, addresses_of, client_of, crawl, desk_addresses_of, said, text_of
from tests.hidden import (
    LEVELS,
    TIED,
    Kept,
    forbidden_to,
    hidden_world,
    open_world,
    tie_hidden_to_open,
    tie_open_to_hidden,
)

READERS = (
    "anonymous", "analyst TLP:CLEAR", "analyst TLP:GREEN", "analyst TLP:AMBER+STRICT", "analyst TLP:RED",
    "editor TLP:CLEAR", "editor TLP:AMBER", "curator", "admin",
)  # fmt: skip
ADDRESSES = (addresses_of, desk_addresses_of)
# Those to whom nothing but what is open may be shown.
OUTSIDERS = ("anonymous", "analyst TLP:CLEAR")


def open_pages(readers: dict[str, Reader], world: Kept) -> dict[str, dict[str, str]]:
    addresses = [*STARTS, *addresses_of(world.records())]
    clients = {name: client_of(readers[name]) for name in OUTSIDERS}
    return {name: {address: text_of(one.get(address)) for address in addresses} for name, one in clients.items()}


def batch_of(hidden: Kept) -> str:
    """The address of a batch of which the records are, with a word of theirs in its comment."""
    by, handling = User.objects.get(username="admin"), hidden.visit.handling
    batch = Batch.objects.create(
        rows_are="visits", by=by, comment=f"{hidden.word} batch", document=hidden.document, handling=handling
    )
    Revision.objects.filter(record__in=[hidden.visit, hidden.person]).update(batch=batch)
    return f"/desk/batches/{batch.pk}/"


def words_found(reader: Reader, starts: Iterable[str], within: str = "") -> list[tuple[str, str]]:
    """(word, address) wherever the reader comes upon a word of what they may not see."""
    forbidden = forbidden_to(reader)
    found = []
    for address, answer in crawl(client_of(reader), starts, within):
        told = said(address, answer)
        found += [(word, address) for word in forbidden if word in told]
    return found


class TheDoor(TestCase):
    """`before` and `after` hold what outsiders see of the open pages before and after all that is hidden was put in."""

    readers: dict[str, Reader]
    before: dict[str, dict[str, str]]
    after: dict[str, dict[str, str]]
    # Addresses of hidden records to which no page leads.
    guessed: list[str]
    batches: list[str]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.readers = everybody()
        with saving(None):
            world = open_world()
        cls.before = open_pages(cls.readers, world)
        with saving(None):
            hidden = {level: hidden_world(*level) for level in LEVELS}
            for level in TIED:
                tie_hidden_to_open(hidden[level], world)
        cls.batches = [batch_of(one) for level, one in hidden.items() if level[1] == Stage.PUBLISHED]
        cls.after = open_pages(cls.readers, world)
        guessed = [world.records(), *(hidden[level].records() for level in TIED)]
        cls.guessed = [path for records in guessed for of in ADDRESSES for path in of(records)]
        with saving(None):
            tied = [record for level in TIED for record in tie_open_to_hidden(world, hidden[level])]
        cls.guessed += [path for path in desk_addresses_of(tied) if path.endswith("/edit/")]

    def test_what_names_an_open_record_in_secret_changes_nothing_on_its_page(self) -> None:
        for name in OUTSIDERS:
            before, after = self.before[name], self.after[name]
            with self.subTest(name):
                self.assertEqual([address for address in before if before[address] != after[address]], [])

    def test_nobody_finds_a_word_of_what_they_may_not_see(self) -> None:
        starts = [
            *STARTS,
            *(one.get_absolute_url() for one in Record.objects.order_by("pk")),
            *self.guessed,
            *self.batches,
        ]
        for name in READERS:
            with self.subTest(name):
                self.assertEqual(words_found(self.readers[name], starts), [])

    def test_a_preview_of_a_text_keeps_to_the_door_too(self) -> None:
        """The text names every record there is, hidden ones by addresses that its writer has guessed."""
        marks = [one.get_absolute_url().strip("/") for one in Record.objects.order_by("pk")]
        body = "\n\n".join(f"[[{one}]] [[^{one}]]\n\n![[{one}]]" for one in marks)
        cited = {
            f"citations-{at}-document": f"D-{pk}" for at, pk in enumerate(Record.objects.values_list("pk", flat=True))
        }
        for name in ("editor TLP:CLEAR", "editor TLP:AMBER", "curator"):
            fields = {"body": body, "as_of": "2024-11-20", "sought": "canar", "citations-TOTAL_FORMS": "500", **cited}
            shown = text_of(client_of(self.readers[name]).post("/desk/preview/", fields)).lower()
            for one in marks:
                # As it was written, among what may want another look and where it leads nowhere.
                shown = shown.replace(f"{one}]]", "").replace(f">{one}<", "")
            with self.subTest(name):
                self.assertEqual([word for word in forbidden_to(self.readers[name]) if word in shown], [])

    def test_the_administration_keeps_to_the_door_too(self) -> None:
        for name in ("curator", "admin"):
            with self.subTest(name):
                self.assertEqual(words_found(self.readers[name], ["/admin/"], within="/admin/"), [])

    def test_everybody_reaches_what_they_may_see(self) -> None:
        """Else the crawl would find nothing forbidden for want of looking."""
        for name in ("anonymous", "analyst TLP:GREEN", "editor TLP:AMBER"):
            reader, client = self.readers[name], client_of(self.readers[name])
            records = Record.objects.visible_to(reader).order_by("-pk")[:150]
            answers = {address: client.get(address, follow=True).status_code for address in addresses_of(records)}
            with self.subTest(name):
                self.assertEqual({address: code for address, code in answers.items() if code != 200}, {})
