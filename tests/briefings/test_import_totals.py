"""The real data, imported whole, gives exactly the totals that were reckoned from the files."""

import json
from collections import Counter
from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import Count, F, Max, Min, Q
from django.test import TestCase

from actors.models import Actor, Name, Nomination, Post, Tenure
from briefings.models import Participation, Series, Visit
from records.models import Identifier
from tests.imported import REAL, needs_real_data, run

TRIPS, VISITS = "history.state.gov/trips", "history.state.gov/visits"
FOLDERS = ("missions-countries", "missions-orgs", "positions-principals")
FORMS = {0: "none", 4: "year", 7: "month", 10: "day"}


def values(scheme: str) -> list[str]:
    return list(
        Identifier.objects.filter(scheme=f"history.state.gov/{scheme}").values_list("value", flat=True)
    )


def per_country(scheme: str, field: str, countries: dict[str, int]) -> dict[str, int]:
    """Visits of a list by canonical country id."""
    visits = Visit.objects.filter(identifiers__scheme=scheme)
    counted = Counter(visits.values_list(field, flat=True))
    known = Identifier.objects.filter(scheme="history.state.gov/countries", value__in=countries)
    return {value: counted[pk] for value, pk in known.values_list("value", "record_id")}


@needs_real_data
class TheTotals(TestCase):
    reference: ClassVar[dict[str, Any]]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.reference = json.loads((REAL / "reference_totals.json").read_text())
        said = [run(f"hsg-{name}", REAL / name) for name in ("pocom", "visits", "travels")]
        assert all("refused: 0 in 0 files" in each for each in said), said

    def test_of_people_agree(self) -> None:
        people = Actor.objects.filter(identifiers__scheme="history.state.gov/people")
        total = self.reference["pocom"]
        self.assertEqual(people.count(), total["people"])
        self.assertEqual(len(values("people-former")), total["old_ids"])
        aliases = Name.objects.filter(actor__in=people, kind="alias")
        self.assertEqual(aliases.count(), total["alternative_names"])
        self.assertEqual(
            people.filter(Q(when="") | Q(when__startswith="/")).count(), total["people_without_birth"]
        )
        self.assertEqual(
            people.exclude(when="").exclude(when__endswith="/").count(), total["people_with_death"]
        )

    def test_of_tenures_and_nominations_agree(self) -> None:
        total = self.reference["pocom"]
        keys = values("tenures")
        self.assertEqual(len(keys), total["tenures_served"])
        self.assertEqual(Counter(key.split("/")[0] for key in keys), total["tenures_served_by_collection"])
        self.assertEqual(Nomination.objects.count(), total["tenures_not_served"])
        named = Counter(key.split("/")[0] for key in Nomination.objects.values_list("key", flat=True))
        self.assertEqual(named, total["not_served_by_collection"])
        serving = Tenure.objects.filter(identifiers__scheme="history.state.gov/tenures")
        holders = set(serving.values_list("person_id", flat=True))
        self.assertEqual(len(holders), total["people_with_a_served_tenure"])
        nominees = set(Nomination.objects.values_list("person_id", flat=True))
        self.assertEqual(len(nominees - holders), total["people_only_nominated"])

    def test_of_posts_and_missions_agree(self) -> None:
        total = self.reference["pocom"]
        held = Post.objects.filter(
            identifiers__scheme="history.state.gov/posts", tenures__isnull=False
        ).distinct()
        folders = Counter(
            value.split("/")[0]
            for value in held.values_list("identifiers__value", flat=True)
            if value.split("/")[0] in FOLDERS
        )
        self.assertEqual(held.count(), total["posts_folder_key_role"])
        self.assertEqual(folders, total["posts_by_collection"])
        missions = Counter(value.split("/")[0] for value in values("missions"))
        self.assertEqual(missions["missions-countries"], total["country_missions"])
        self.assertEqual(missions["missions-orgs"], total["org_missions"])

    def test_of_dates_of_tenures_agree(self) -> None:
        total = self.reference["pocom"]
        served = list(Tenure.objects.filter(identifiers__scheme="history.state.gov/tenures"))
        self.assertEqual(Counter(one.start_basis or "None" for one in served), total["start_basis"])
        self.assertEqual(Counter(FORMS[len(one.start)] for one in served), total["start_precision"])
        self.assertEqual(Counter(FORMS[len(one.ended)] for one in served), total["end_precision"])
        starts, ends = (
            {day for one in served if (day := text(one))} for text in (lambda t: t.start, lambda t: t.ended)
        )
        self.assertEqual((min(starts), max(starts)), (total["first_start"], total["last_start"]))
        self.assertEqual(max(ends), total["last_end"])
        odd = Identifier.objects.filter(
            record__in=[one for one in served if one.start and one.ended and one.start > one.ended]
        )
        self.assertEqual([row.value.split("/")[-1] for row in odd], total["start_after_end"])
        day = "1975-01-01"
        there = [
            one for one in served if len(one.start) == len(one.ended) == 10 and one.start <= day < one.ended
        ]
        self.assertEqual(len(there), total["on_1975_01_01"])

    def test_of_single_people_and_countries_agree(self) -> None:
        total = self.reference["pocom"]
        served = Tenure.objects.filter(identifiers__scheme="history.state.gov/tenures")
        people = Identifier.objects.filter(scheme="history.state.gov/people", value__in=total["tenures_of"])
        found = {
            value: served.filter(person=pk).count() for value, pk in people.values_list("value", "record_id")
        }
        self.assertEqual(found, total["tenures_of"])
        keys = Counter(tuple(key.split("/")[:2]) for key in values("tenures"))
        found = {country: keys["missions-countries", country] for country in total["served_in"]}
        self.assertEqual(found, total["served_in"])

    def test_of_concurrent_appointments_agree(self) -> None:
        total = self.reference["pocom"]
        groups = {value.rpartition("/")[0] for value in values("concurrent-appointments")}
        nominations = Nomination.objects.filter(note__contains="concurrent appointments")
        self.assertEqual(
            len(values("concurrent-appointments")) + nominations.count(), total["concurrent_members"]
        )
        named = {
            note.split("concurrent appointments (")[1].split(")")[0]
            for note in nominations.values_list("note", flat=True)
        }
        self.assertEqual(len(groups | named), total["concurrent_groups"])

    def test_of_visits_agree(self) -> None:
        total = self.reference["visits"]
        visits = Visit.objects.filter(identifiers__scheme=VISITS)
        self.assertEqual(visits.count(), total["records"])
        span = visits.aggregate(first=Min("earliest"), last=Max("latest"))
        self.assertEqual((str(span["first"]), str(span["last"])), (total["first_start"], total["last_end"]))
        self.assertEqual(visits.filter(earliest=F("latest")).count(), total["single_day"])
        lengths = [
            one.latest - one.earliest + timedelta(days=1) for one in visits if one.latest and one.earliest
        ]
        self.assertEqual(sum(lengths, timedelta()).days, total["total_days_inclusive"])
        empty = visits.filter(summary="").values_list("identifiers__value", flat=True)
        self.assertEqual(sorted(map(int, empty)), total["without_description"])
        self.assertEqual(
            visits.values("sending_state").distinct().count(), total["distinct_canonical_countries"]
        )
        wanted = total["per_country_canonical"]
        self.assertEqual(per_country(VISITS, "sending_state_id", wanted), wanted)

    def test_of_visitors_agree(self) -> None:
        total = self.reference["visits"]
        visitors = Participation.objects.filter(encounter__identifiers__scheme=VISITS, role="visitor")
        self.assertEqual(visitors.count(), total["visitor_mentions_after_splitting_pairs"])
        pairs = Identifier.objects.filter(scheme=VISITS).annotate(n=Count("record__participants")).filter(n=2)
        self.assertEqual([int(row.value) for row in pairs], total["records_naming_two_visitors"])

    def test_of_travels_agree(self) -> None:
        total = self.reference["secretary_travels"]
        trips = Visit.objects.filter(identifiers__scheme=TRIPS)
        self.assertEqual(trips.count(), total["legs"])
        span = trips.aggregate(first=Min("earliest"), last=Max("latest"))
        self.assertEqual((str(span["first"]), str(span["last"])), (total["first_start"], total["last_end"]))
        self.assertEqual(Series.objects.count(), total["journeys_chaining_legs_at_most_1_day_apart"])
        self.assertEqual(trips.values("host_state").distinct().count(), total["distinct_canonical_countries"])
        self.assertEqual(trips.filter(place="").count(), total["legs_without_locale"])
        wanted = total["per_country_canonical"]
        self.assertEqual(per_country(TRIPS, "host_state_id", wanted), wanted)
        travellers = Participation.objects.filter(encounter__in=trips, role="visitor")
        self.assertEqual(travellers.values("actor").distinct().count(), total["travellers"])
        wanted = total["per_traveller"]
        people = Identifier.objects.filter(scheme="history.state.gov/people", value__in=wanted)
        found = {
            value: travellers.filter(actor=pk).count()
            for value, pk in people.values_list("value", "record_id")
        }
        self.assertEqual(found, wanted)

    def test_of_presidents_agree(self) -> None:
        total = self.reference["presidents"]
        terms = Tenure.objects.filter(post__title="President of the United States")
        self.assertEqual(terms.count(), total["terms"])
        self.assertEqual(len(values("presidents")), total["people"])
        twice = terms.values("person").annotate(n=Count("pk")).filter(n__gt=1).values("person")
        named = Identifier.objects.filter(scheme="history.state.gov/presidents", record__in=twice)
        self.assertEqual(sorted(row.value for row in named), sorted(total["two_spells"]))
        there = terms.filter(ended="").values("person")
        open_ = Identifier.objects.filter(scheme="history.state.gov/presidents", record__in=there)
        self.assertEqual([row.value for row in open_], total["without_end"])

    def test_of_presidents_in_both_lists_agree(self) -> None:
        pairs = {
            (theirs, ours)
            for theirs, pk in Identifier.objects.filter(scheme="history.state.gov/presidents").values_list(
                "value", "record_id"
            )
            for ours in Identifier.objects.filter(scheme="history.state.gov/people", record=pk).values_list(
                "value", flat=True
            )
        }
        self.assertIn(("bush-george-h-w", "bush-george-herbert-walker"), pairs)
        self.assertIn(("buren-martin-van", "van-buren-martin"), pairs)
        self.assertNotIn("taft-william-howard", {theirs for theirs, _ in pairs})

    def test_of_a_second_run_are_nothing(self) -> None:
        for name in ("pocom", "visits", "travels"):
            self.assertIn("made: nothing\nchanged: nothing\n", run(f"hsg-{name}", REAL / name))
