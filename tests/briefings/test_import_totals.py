"""The real data, imported whole, gives exactly the totals that were reckoned from the files: every number of them."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.test import TestCase

from actors.models import Actor, Name, Nomination, Post, Tenure
from briefings.models import Participation, Series, Visit
from records.models import Citation, Identifier
from tests.imported import REAL, needs_real_data, run

SCHEME = "history.state.gov/"
FORMS = {0: "none", 4: "year", 7: "month", 10: "day"}
Totals = dict[str, Any]


def identified(scheme: str) -> dict[str, int]:
    rows = Identifier.objects.filter(scheme=SCHEME + scheme)
    return dict(rows.values_list("value", "record_id"))


def quoted(records: Iterable[int], pattern: str) -> dict[int, str]:
    """What the citations of the records quote of their files at the pattern."""
    cited = Citation.objects.filter(target__any_of=list(records)).values_list("target_id", "quote")
    return {pk: found[1] for pk, quote in cited if (found := re.search(pattern, quote))}


def files_of(records: Iterable[int]) -> dict[int, str]:
    """Record -> the key of the file that it cites."""
    keys = {pk: key for key, pk in identified("files").items()}
    cited = Citation.objects.filter(target__any_of=list(records)).values_list("target_id", "document_id")
    return {pk: keys[document] for pk, document in cited}


def picked(counted: Counter[int], wanted: Iterable[str]) -> dict[str, int]:
    """Of numbers by state those of the countries wanted."""
    countries = identified("countries")
    return {key: counted[countries[key]] for key in wanted}


def span(visits: QuerySet[Visit]) -> dict[str, str]:
    found = visits.aggregate(first=Min("earliest"), last=Max("latest"))
    return {"first_start": str(found["first"]), "last_end": str(found["last"])}


def of_visits(total: Totals) -> Totals:
    ids = identified("visits")
    visits = Visit.objects.filter(pk__any_of=list(ids.values()))
    raw = quoted(ids.values(), r"; from id ([\w-]+)")
    senders = Counter(visits.values_list("sending_state_id", flat=True))
    labels: dict[str, Counter[str]] = {}
    for pk, label in visits.values_list("pk", "sending_label"):
        labels.setdefault(raw[pk], Counter())[label] += 1
    visitors = Participation.objects.filter(encounter__any_of=list(ids.values()), role="visitor")
    two = visits.annotate(n=Count("participants")).filter(n=2).values_list("pk", flat=True)
    number = {pk: int(value) for value, pk in ids.items()}
    days = visits.exclude(earliest=None).values_list("earliest", "latest")
    lengths = [last - first + timedelta(days=1) for first, last in days if first and last]
    return span(visits) | {
        "records": visits.count(),
        "distinct_ids": len(ids),
        "per_decade": dict(Counter(key.removeprefix("visits/") for key in files_of(ids.values()).values())),
        "distinct_from_ids": len(set(raw.values())),
        "distinct_canonical_countries": len(senders),
        "distinct_visitor_strings": len(set(quoted(ids.values(), r"; visitor (.*?); from id").values())),
        "visitor_mentions_after_splitting_pairs": visitors.count(),
        "records_naming_two_visitors": sorted(number[pk] for pk in two),
        "single_day": visits.filter(earliest=F("latest")).count(),
        "total_days_inclusive": sum(lengths, timedelta()).days,
        "without_description": sorted(number[pk] for pk in visits.filter(summary="").values_list("pk", flat=True)),
        "per_country_canonical": picked(senders, total["per_country_canonical"]),
        "per_country_raw_id": {key: list(raw.values()).count(key) for key in total["per_country_raw_id"]},
        "labels_differing_from_most_common": {key: dict(found) for key, found in labels.items() if len(found) > 1},
    }


def of_travels(role: str, total: Totals) -> Totals:
    files = files_of(identified("trips").values())
    ids = {key: pk for key, pk in identified("trips").items() if files[pk].startswith(f"travels/{role}/")}
    trips = Visit.objects.filter(pk__any_of=list(ids.values()))
    hosts = Counter(trips.values_list("host_state_id", flat=True))
    went = Participation.objects.filter(encounter__any_of=list(ids.values()), role="visitor")
    travellers = Counter(went.values_list("actor_id", flat=True))
    people = identified("people" if role == "secretary" else "presidents")
    remarks = list(trips.values_list("summary", flat=True))
    return span(trips) | {
        "legs": trips.count(),
        "distinct_ids": len(ids),
        "travellers": len(travellers),
        "journeys_chaining_legs_at_most_1_day_apart": Series.objects.filter(visits__in=trips).distinct().count(),
        "distinct_country_ids": len(set(quoted(ids.values(), r"; country id ([\w-]+)").values())),
        "distinct_canonical_countries": len(hosts),
        "legs_without_locale": trips.filter(place="").count(),
        "legs_with_comma_in_locale": trips.filter(place__contains=",").count(),
        "legs_whose_remarks_say_met": sum(bool(re.search(r"\b[Mm]et\b", said)) for said in remarks),
        "accompanied_the_president": sum(
            bool(re.search(r"\b[Aa]ccompanied (the )?(President|Vice President)", said)) for said in remarks
        ),
        "per_traveller": {key: travellers[people[key]] for key in total["per_traveller"]},
        "per_country_canonical": picked(hosts, total["per_country_canonical"]),
    }


def of_presidents(total: Totals) -> Totals:
    terms = Tenure.objects.filter(post__any_of=[identified("presidency")["post"]])
    named = {pk: key for key, pk in identified("presidents").items()}
    served = Counter(terms.values_list("person_id", flat=True))
    return {
        "terms": terms.count(),
        "people": len(named),
        "two_spells": sorted((named[pk] for pk, n in served.items() if n > 1), key=total["two_spells"].index),
        "without_end": [named[pk] for pk in terms.filter(ended="").values_list("person_id", flat=True)],
    }


def of_pocom(total: Totals, said: str) -> Totals:
    tenures = identified("tenures")
    served = list(Tenure.objects.filter(pk__any_of=list(tenures.values())))
    return of_people(served, said) | of_tenures(tenures, total) | of_dates(served, tenures) | of_posts() | of_groups()


def of_people(served: list[Tenure], said: str) -> Totals:
    ids, former = identified("people"), identified("people-former")
    people = Actor.objects.filter(pk__any_of=list(ids.values()))
    holders = {one.person_id for one in served}
    nominees = set(Nomination.objects.values_list("person_id", flat=True))
    given = set(quoted([one.pk for one in served], r"; person-id ([\w-]+)").values())
    pending = re.search(r"note: (\d+) people without tenures", said)
    return {
        "people": len(ids),
        "alternative_names": Name.objects.filter(actor__in=people, kind="alias").count(),
        "old_ids": len(former),
        "people_pending_not_imported": int(pending[1]) if pending else 0,
        "people_without_birth": people.filter(Q(when="") | Q(when__startswith="/")).count(),
        "people_with_death": people.exclude(when="").exclude(when__endswith="/").count(),
        "people_with_a_served_tenure": len(holders),
        "people_only_nominated": len(nominees - holders),
        "people_without_any_record": len(set(ids.values()) - holders - nominees),
        "person_ids_resolved_through_old_ids": sorted((given - ids.keys()) & former.keys()),
        "person_ids_unknown": sorted(given - ids.keys() - former.keys()),
    }


def of_tenures(tenures: dict[str, int], total: Totals) -> Totals:
    nominated = list(Nomination.objects.values_list("key", flat=True))
    upstream = Counter(key.split("/")[-1].split("#")[0] for key in (*tenures, *nominated))
    people = identified("people")
    per_person = Counter(Tenure.objects.filter(pk__any_of=list(tenures.values())).values_list("person_id", flat=True))
    places = Counter(tuple(key.split("/")[:2]) for key in tenures)
    return {
        "tenures_served": len(tenures),
        "tenures_served_by_collection": dict(Counter(key.split("/")[0] for key in tenures)),
        "tenures_not_served": len(nominated),
        "not_served_by_collection": dict(Counter(key.split("/")[0] for key in nominated)),
        "tenure_ids_used_more_than_once": sorted(key for key, n in upstream.items() if n > 1),
        "tenures_of": {key: per_person[people[key]] for key in total["tenures_of"]},
        "served_in": {key: places["missions-countries", key] for key in total["served_in"]},
    }


def of_dates(served: list[Tenure], tenures: dict[str, int]) -> Totals:
    named = {pk: key.split("/")[-1] for key, pk in tenures.items()}
    starts, ends = [one.start for one in served if one.start], [one.ended for one in served if one.ended]
    day = "1975-01-01"
    there = [one for one in served if len(one.start) == len(one.ended) == 10 and one.start <= day < one.ended]
    return {
        "start_basis": dict(Counter(one.start_basis or "None" for one in served)),
        "start_precision": dict(Counter(FORMS[len(one.start)] for one in served)),
        "end_precision": dict(Counter(FORMS[len(one.ended)] for one in served)),
        "first_start": min(starts),
        "last_start": max(starts),
        "last_end": max(ends),
        "start_after_end": [named[one.pk] for one in served if one.start and one.ended and one.start > one.ended],
        "on_1975_01_01": len(there),
    }


def of_posts() -> Totals:
    held = set(Post.objects.filter(tenures__isnull=False).values_list("pk", flat=True))
    keys = [key for key, pk in identified("posts").items() if pk in held]
    missions = Counter(key.split("/")[0] for key in identified("missions"))
    return {
        "posts_folder_key_role": len(keys),
        "posts_by_collection": dict(Counter(key.split("/")[0] for key in keys)),
        "country_missions": missions["missions-countries"],
        "org_missions": missions["missions-orgs"],
    }


def of_groups() -> Totals:
    """Members who never served are nominations, whose note names the group."""
    members = list(identified("concurrent-appointments"))
    notes = Nomination.objects.filter(note__contains="concurrent appointments").values_list("note", flat=True)
    named = [found for note in notes for found in re.findall(r"concurrent appointments \((.*?)\)", note)]
    groups = {key.rpartition("/")[0] for key in members} | set(named)
    return {"concurrent_groups": len(groups), "concurrent_members": len(members) + len(named)}


@needs_real_data
class TheTotals(TestCase):
    """`CHANCERY_DATA` may name another folder of the same layout; what is not in its totals is not imported."""

    reference: ClassVar[Totals]
    said: ClassVar[dict[str, str]]
    maxDiff = None

    @classmethod
    def setUpTestData(cls) -> None:
        cls.reference = json.loads((REAL / "reference_totals.json").read_text())
        there = [name for name in ("pocom", "visits", "travels") if (REAL / name).exists()]
        cls.said = {name: run(f"hsg-{name}", REAL / name) for name in there}
        assert all("refused: 0 in 0 files" in each for each in cls.said.values()), cls.said

    def test_of_visits_are_those_reckoned(self) -> None:
        self.compare("visits", of_visits)

    def test_of_travels_are_those_reckoned(self) -> None:
        self.compare("secretary_travels", lambda total: of_travels("secretary", total))
        self.compare("president_travels", lambda total: of_travels("president", total))

    def test_of_presidents_are_those_reckoned(self) -> None:
        self.compare("presidents", of_presidents)

    def test_of_principal_officers_and_chiefs_of_mission_are_those_reckoned(self) -> None:
        self.compare("pocom", lambda total: of_pocom(total, self.said["pocom"]))

    def compare(self, section: str, reckon: Any) -> None:
        """Every number of the section, so that none can be forgotten."""
        if section in self.reference:
            self.assertEqual(reckon(self.reference[section]), self.reference[section])

    def test_of_sections_are_known_here(self) -> None:
        known = {"pocom", "visits", "secretary_travels", "president_travels", "presidents"}
        self.assertLessEqual(self.reference.keys(), known)

    def test_of_presidents_in_both_lists_are_one_man_where_births_agree(self) -> None:
        if not self.reference.keys() >= {"pocom", "presidents"}:
            self.skipTest("one of the two lists is not there")
        theirs, ours = identified("presidents"), identified("people")
        self.assertEqual(theirs["bush-george-h-w"], ours["bush-george-herbert-walker"])
        self.assertEqual(theirs["buren-martin-van"], ours["van-buren-martin"])
        self.assertNotEqual(theirs["taft-william-howard"], ours["taft-william-howard"])

    def test_of_a_second_run_are_nothing(self) -> None:
        for name in self.said:
            self.assertIn("made: nothing\nchanged: nothing\n", run(f"hsg-{name}", REAL / name))
