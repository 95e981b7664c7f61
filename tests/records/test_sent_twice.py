"""A form that is sent twice, by a double click or a slow network, enters one record."""

from datetime import timedelta

from django.test import Client, TestCase
from django.utils import timezone

from briefings.models import Claim, Visit
from records.models import Sending
from tests import cast
from tests.at_once import AtOnce, at_once
from tests.crawl import client_of
from tests.factories import an_actor
from tests.forms import opened

NEW = "/desk/claims/new/"


class SentTwice(TestCase):
    def setUp(self) -> None:
        self.client = client_of(cast.editor())

    def test_the_second_leads_to_the_record_that_the_first_made(self) -> None:
        sent = opened(self.client, NEW) | {"title": ["It is so"]}
        first = self.client.post(NEW, sent)
        self.assertRedirects(self.client.post(NEW, sent), first["Location"])
        self.assertEqual(Claim.objects.count(), 1)

    def test_so_does_a_visit_with_all_that_was_entered_with_it(self) -> None:
        address = "/desk/visits/new/"
        sent = opened(self.client, address) | {"when": ["2024-11-18"], "participants-0-actor": [an_actor("Yue").ref]}
        for _ in range(2):
            self.assertEqual(self.client.post(address, sent).status_code, 302)
        self.assertEqual(Visit.objects.count(), 1)

    def test_what_was_changed_before_it_was_sent_again_is_another_record(self) -> None:
        sent = opened(self.client, NEW) | {"title": ["It is so"]}
        for title in ("It is so", "It is not so"):
            self.client.post(NEW, sent | {"title": [title]})
        self.assertEqual(Claim.objects.count(), 2)

    def test_two_forms_with_the_same_in_them_are_two_records(self) -> None:
        for _ in range(2):
            self.client.post(NEW, opened(self.client, NEW) | {"title": ["It is so"]})
        self.assertEqual(Claim.objects.count(), 2)

    def test_what_somebody_else_sends_is_theirs(self) -> None:
        sent = opened(self.client, NEW) | {"title": ["It is so"]}
        for client in (self.client, client_of(cast.curator())):
            self.assertEqual(client.post(NEW, sent).status_code, 302)
        self.assertEqual(Claim.objects.count(), 2)

    def test_after_a_month_it_is_forgotten(self) -> None:
        self.client.post(NEW, opened(self.client, NEW) | {"title": ["It is so"]})
        Sending.objects.update(at=timezone.now() - timedelta(days=31))
        self.client.post(NEW, opened(self.client, NEW) | {"title": ["It is not so"]})
        self.assertEqual(Sending.objects.get().record.title, "It is not so")


class SentTwiceAtOnce(AtOnce):
    def test_of_two_at_the_same_moment_one_is_entered_and_both_lead_to_it(self) -> None:
        client: Client = client_of(cast.editor())
        sent = opened(client, NEW) | {"title": ["It is so"]}
        led: list[str] = []

        def send() -> None:
            led.append(client.post(NEW, sent)["Location"])

        self.assertEqual(at_once(send, send), ["", ""])
        self.assertEqual((Claim.objects.count(), len(set(led))), (1, 1))
