"""However many records a page is linked with, it asks the database a fixed number of questions and stays short."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from actors.models import Name, Post, Tenure
from briefings.models import Assertion, Briefing, Commitment, CommitmentUpdate, Event, Meeting, Participation, Visit
from records.access import Handling, Stage
from records.bulk import bulk_insert, bulk_mention
from records.models import Citation, Record, User, saving
from tests import cast, factories
from tests.asked import beside_auditing
from tests.hidden import Kept, open_world

MANY = 5000
# Session and user among them.
MOST_QUERIES = 15
LONGEST = 400_000
LISTS = (
    "/", "/briefings/", "/visits/", "/meetings/", "/events/", "/claims/", "/assertions/", "/commitments/", "/documents/",
    "/actors/", "/posts/", "/tenures/", "/relations/", "/search/",
    "/search/?q=open", "/search/?kind=visit", "/search/?q=open&kind=visit&kind=claim&year=2024&sort=newest&page=3",
    "/timeline/", "/timeline/?q=open&since=2000&until=2029", "/visits/calendar/?month=2024-11",
    "/complete/?q=ope", "/complete/?q=open+persen&kind=actor",
    "/changes/", "/changes/?since=2000&q=open", "/feeds/all.atom", "/feeds/visits.atom",
)  # fmt: skip


def numbered(model: Any, number: int = MANY, **given: Any) -> list[Any]:
    """So many published records in few statements; `given` may hold functions of the number."""
    rows = [
        model(
            stage=Stage.PUBLISHED,
            title=f"{model.LABEL} {place}",
            **{name: value(place) if callable(value) else value for name, value in given.items()},
        )
        for place in range(number)
    ]
    return list(bulk_insert(model, rows))


def day(place: int) -> str:
    return f"{1990 + place % 30}-{place % 12 + 1:02d}-{place % 28 + 1:02d}"


def crowd(world: Kept) -> None:
    """Ties thousands of records to each of the open ones."""
    visits = numbered(
        Visit, when=day, host_state_id=world.state.pk, sending_state_id=world.state.pk, series=world.visit.series
    )
    meetings = numbered(Meeting, 500, when=day, visit_id=world.visit.pk)
    events = numbered(Event, 500, when=day)
    said = numbered(
        Assertion, when=day, claim_id=world.claim.pk, speaker_id=world.person.pk, on_behalf_of_id=world.state.pk,
        encounter_id=world.visit.pk, responds_to_id=world.assertion.pk,
    )  # fmt: skip
    promises = numbered(Commitment, 1000, due=day, made_in_id=world.assertion.pk)
    tenures = numbered(Tenure, person_id=world.person.pk, post_id=world.post.pk, started=day)
    posts = numbered(Post, 1000, role="Post", state_id=world.state.pk, organisation_id=world.body.pk)
    Tenure.objects.filter(pk__in=[one.pk for one in tenures[:900]]).update(post=posts[0])
    encounters = [*visits, *meetings, *events]
    insert(
        Participation, encounters, lambda one: {"encounter_id": one.pk, "actor_id": world.person.pk, "role": "visitor"}
    )
    insert(Participation, encounters, lambda one: {"encounter_id": one.pk, "actor_id": world.group.pk, "role": "host"})
    insert(
        Participation,
        factories.many_people(200),
        lambda one: {"encounter_id": world.visit.pk, "actor_id": one.pk, "role": "delegation"},
    )
    insert(Citation, visits, lambda one: {"document_id": world.document.pk, "target_id": one.pk, "quote": "open text"})
    insert(Citation, said, lambda one: {"document_id": world.document.pk, "target_id": world.claim.pk, "quote": "open"})
    insert(CommitmentUpdate, said[:1000], lambda one: {"commitment_id": world.commitment.pk, "status": "stalled"})
    insert(
        Name,
        said[:200],
        lambda one: {"actor_id": world.person.pk, "text": f"Name {one.pk}", "folded": f"name {one.pk}"},
    )
    for through in (Commitment.by.through, Commitment.to.through):
        insert(through, promises, lambda one: {"commitment_id": one.pk, "actor_id": world.person.pk})
    insert(Assertion.audience.through, said, lambda one: {"assertion_id": one.pk, "actor_id": world.state.pk})
    many = [one.pk for one in (*visits, *said, *tenures)]
    for record in world.records():
        bulk_mention((pk, record.pk) for pk in many[:MANY] if pk != record.pk)


def insert(model: Any, records: list[Any], columns: Callable[[Any], dict[str, Any]]) -> None:
    model.objects.bulk_create((model(**columns(one)) for one in records), batch_size=2000)


class PageBudget(TestCase):
    world: Kept
    reader: User

    @classmethod
    def setUpTestData(cls) -> None:
        with saving(None):
            cls.world = open_world()
        crowd(cls.world)
        with connection.cursor() as cursor:
            # The database learns of so many new rows by itself, but not within a transaction.
            cursor.execute("ANALYZE")
        cls.reader = cast.analyst(Handling.AMBER)

    def asked(self, path: str) -> int:
        self.client.force_login(self.reader)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = self.client.get(path)
        self.assertEqual(answer.status_code, 200, path)
        self.assertLess(len(answer.content), LONGEST, path)
        return beside_auditing(queries)

    def test_the_page_of_each_kind_of_record_keeps_to_the_budget(self) -> None:
        for record in self.world.records():
            with self.subTest(record.title):
                self.assertLessEqual(self.asked(record.get_absolute_url()), MOST_QUERIES)

    def test_all_that_links_to_a_record_keeps_to_the_budget(self) -> None:
        self.assertLessEqual(self.asked(f"{self.world.person.get_absolute_url()}mentions/"), MOST_QUERIES)

    def test_each_list_keeps_to_the_budget(self) -> None:
        for path in LISTS:
            with self.subTest(path):
                self.assertLessEqual(self.asked(path), MOST_QUERIES)

    def test_a_briefing_that_names_a_thousand_records_keeps_to_the_budget(self) -> None:
        slugs = Record.objects.filter(kind="visit").values_list("slug", flat=True)[:700]
        cards = "\n\n".join(f"![[visits/{slug}]] and [[visits/{slug}|this]]" for slug in slugs)
        briefing = factories.a_briefing(body=cards)
        self.assertLessEqual(self.asked(briefing.get_absolute_url()), MOST_QUERIES)

    def test_a_briefing_of_nothing_but_cards_keeps_to_the_budget(self) -> None:
        wanted = Record.objects.filter(kind__in=["visit", "assertion", "tenure", "commitment"])
        cards = "\n\n".join(f"![[{one.info.folder}/{one.slug}]]" for one in wanted.order_by("slug")[:500])
        briefing: Briefing = factories.a_briefing(body=cards)
        self.assertLessEqual(self.asked(briefing.get_absolute_url()), MOST_QUERIES)
