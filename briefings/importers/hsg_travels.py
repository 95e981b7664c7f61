"""Travels abroad become visits, one for each leg, chained to journeys, with the meetings that the remarks tell of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from actors.importers import hsg
from actors.importers.countries import UNITED_STATES
from actors.models import Actor, Category, Level, Tenure
from briefings.importers.encounters import Leaders, as_visitor, participants, sort_name, visit_type
from briefings.importers.hsg_presidents import put_presidents
from briefings.importers.hsg_travels_xml import Travels, TripRow, TripsFile, journeys, read_travels
from briefings.importers.leaders import Mention
from briefings.importers.remarks import Encounter, encounters
from briefings.importers.rows import some_day, stay
from briefings.models import Certainty, Meeting, Participation, Role, Series, Visit
from briefings.models.encounters import meeting_title, visit_title
from records.importing import Importing, Wanted, ids_of
from records.upstream import upstream_files

SCHEMES = {"president": hsg.PRESIDENTS, "secretary": hsg.PEOPLE}
TITLES = {"president": "President", "secretary": "Secretary of State"}
LEVELS = {"president": Level.HEAD, "secretary": Level.MINISTER}


def import_travels(importing: Importing, paths: Sequence[Path]) -> None:
    TravelsImport(importing, paths).run()


@dataclass(slots=True)
class Told:
    """One meeting told of in the remarks on a trip, with the mentions of those met."""

    number: int
    encounter: Encounter
    mentions: list[Mention] = field(default_factory=list)


class Terms:
    """Who held which of the two travelling offices when, for the day of a trip."""

    def __init__(self) -> None:
        posts = {
            "secretary": ids_of(hsg.POSTS).get(hsg.SECRETARY),
            "president": ids_of(hsg.PRESIDENCY).get("post"),
        }
        self.held: dict[tuple[str, int], list[tuple[date, date, int]]] = {}
        for role, post in posts.items():
            rows = Tenure.objects.filter(post=post or 0)
            for pk, person, start, end in rows.values_list("pk", "person_id", "started_earliest", "ended_latest"):
                if start:
                    self.held.setdefault((role, person), []).append((start, end or date.max, pk))

    def tenure(self, role: str, person: int, day: date) -> int | None:
        """The tenure that covers the day; the one that began on it where another ended then."""
        covering = [(start, pk) for start, end, pk in self.held.get((role, person), ()) if start <= day <= end]
        return max(covering)[1] if covering else None

    def presidents(self) -> list[tuple[str, date, date, int]]:
        rows = [
            (person, start, end)
            for (role, person), held in self.held.items()
            if role == "president"
            for start, end, _ in held
        ]
        titles = dict(Actor.objects.filter(pk__any_of=[pk for pk, _, _ in rows]).values_list("pk", "title"))
        return [(titles[pk], start, end, pk) for pk, start, end in rows]


class TravelsImport:
    def __init__(self, importing: Importing, paths: Sequence[Path]) -> None:
        self.importing, self.report = importing, importing.report
        self.travels: Travels = read_travels(upstream_files(paths, self.report.refuse), self.report.refuse)
        self.travels.files = importing.sound(self.travels.files)
        self.states = hsg.States(importing)
        self.states.learn((row.country, row.label) for row in self.travels.trips)
        self.told = {row.id: told_in(row, self.states.meant(row.country).id) for row in self.travels.trips}
        self.journey_of = {leg.id: legs for legs in journeys(self.travels.trips) for leg in legs}

    def run(self) -> None:
        self.importing.in_files(
            "presidents",
            self.importing.sound(self.travels.terms),
            lambda files: put_presidents(self.importing, self.states, files),
        )
        self.terms = Terms()
        self.leaders = Leaders(self.importing, self.states)
        self.leaders.presidents = self.terms.presidents()
        self.leaders.decide(self._mentions(self.travels.trips), self._meetings_here())
        self.importing.in_files("travels", self.travels.files, self.put_files)
        self.leaders.put_names()

    def _mentions(self, rows: Iterable[TripRow]) -> list[Mention]:
        """The people met, but for Presidents of the United States, who are in a list of their own."""
        mentions = [mention for row in rows for told in self.told[row.id] for mention in told.mentions]
        return [mention for mention in mentions if not self.leaders.president(mention)]

    def _meetings_here(self) -> dict[tuple[str, int], int]:
        """The records of this run's meetings that exist, by the first two parts of their mentions' keys."""
        known = ids_of(hsg.MEETINGS)
        return {
            told.mentions[0].key[:2]: known[key]
            for row in self.travels.trips
            for told in self.told[row.id]
            if (key := f"{row.id}/{told.number}") in known
        }

    def put_files(self, files: Sequence[TripsFile]) -> None:
        for file in files:
            if file.rows:
                self.put_file(file)

    def put_file(self, file: TripsFile) -> None:
        first = file.rows[0]
        text = hsg.FileText(
            f"travels/{file.key}",
            f"Travels abroad of {first.name or first.who}, {self.title(first.role)}"[:300],
            f"{hsg.SITE}/travels/{first.role}/{first.who}",
            "\n".join(row.digest for row in file.rows),
        )
        document = hsg.put_documents(self.importing, [text])[text.key]
        mentions = self._mentions(file.rows)
        self.states.ensure([(UNITED_STATES, document)])
        self.states.ensure((row.country, document) for row in file.rows)
        self.states.ensure((one.country, document) for one in mentions if one.country)
        self.leaders.put(mentions, {mention.key: document for mention in mentions})
        travellers = self._travellers(file.rows, document)
        titles = hsg.shown_titles(
            [*travellers.values(), *self.states.known.values()]
            + [self.leaders.id_of(one) for row in file.rows for told in self.told[row.id] for one in told.mentions]
        )
        series = self._series(file.rows)
        visits = [self.visit(row, document, travellers, titles, series) for row in file.rows]
        ids = dict(zip((row.id for row in file.rows), self.importing.put(Visit, visits), strict=True))
        meetings = [
            self.meeting(row, told, ids[row.id], document, travellers, titles)
            for row in file.rows
            for told in self.told[row.id]
        ]
        self.importing.put(Meeting, meetings)

    def title(self, role: str) -> str:
        return TITLES.get(role) or self.travels.roles.get(role) or role.replace("-", " ").capitalize()

    def _travellers(self, rows: Sequence[TripRow], document: int) -> dict[tuple[str, str], int]:
        """(role, who) -> id; somebody whom no other list has named yet is made from the name on the trip."""
        once = {(row.role, row.who): row for row in reversed(rows)}
        wanted = []
        for (role, who), row in once.items():
            name = row.name or who.replace("-", " ").title()
            at_first = {
                "title": name[:300],
                "sort_name": sort_name(name)[:300],
                "category": Category.PERSON,
                "state_id": self.states[UNITED_STATES],
            }
            scheme = SCHEMES.get(role, hsg.TRAVELLERS)
            new = who not in ids_of(scheme)
            parts = (hsg.names(name),) if new else ()
            wanted.append(Wanted(scheme, who, {}, document if new else None, parts=parts, at_first=at_first))
        return dict(zip(once, self.importing.put(Actor, wanted), strict=True))

    def _series(self, rows: Sequence[TripRow]) -> dict[str, int]:
        """Trip id -> id of its journey."""
        keys = {row.id: series_key(self.journey_of[row.id]) for row in rows}
        notes = {keys[row.id]: series_note(self.journey_of[row.id]) for row in rows}
        stored = {one.key: one for one in Series.objects.filter(key__in=notes)}
        Series.objects.bulk_create(Series(key=key, note=note) for key, note in notes.items() if key not in stored)
        for key, one in stored.items():
            if one.note != notes[key]:
                Series.objects.filter(pk=one.pk).update(note=notes[key])
        known = dict(Series.objects.filter(key__in=notes).values_list("key", "pk"))
        return {trip: known[key] for trip, key in keys.items()}

    def visit(
        self,
        row: TripRow,
        document: int,
        travellers: dict[tuple[str, str], int],
        titles: dict[int, str],
        series: dict[str, int],
    ) -> Wanted:
        traveller, host = travellers[row.role, row.who], self.states[row.country]
        home, place = self.states[UNITED_STATES], ", ".join(row.cities)
        names = [titles[traveller]] if traveller in titles else []
        fields = {
            "title": visit_title(names, True, place or titles.get(host, ""))[:300],
            "when": stay(row.start, row.end),
            "sending_state_id": home,
            "host_state_id": host,
            "host_label": row.label[:200],
            "place": place[:300],
            "type": visit_type(row.remarks),
            "level": LEVELS.get(row.role, Level.SENIOR),
            "summary": row.remarks,
            "series_id": series[row.id],
        }
        tenure = self.terms.tenure(row.role, traveller, row.start)
        there = participants([as_visitor(traveller, self.title(row.role), home, tenure)])
        return Wanted(hsg.TRIPS, row.id, fields, document, row.digest, parts=(there,))

    def meeting(
        self,
        row: TripRow,
        told: Told,
        visit: int,
        document: int,
        travellers: dict[tuple[str, str], int],
        titles: dict[int, str],
    ) -> Wanted:
        traveller = travellers[row.role, row.who]
        tenure = self.terms.tenure(row.role, traveller, row.start)
        rows = [as_visitor(traveller, self.title(row.role), self.states[UNITED_STATES], tenure)]
        # With a President on his travels it is his meeting: that the Secretary sat in it is likely, not said.
        sure = Certainty.PROBABLE if told.encounter.words.startswith("Accompanied") else Certainty.CERTAIN
        rows += [self._met(mention) for mention in told.mentions]
        there = participants({**one, "certainty": sure.value} for one in rows)
        place = row.cities[0] if len(row.cities) == 1 else ""
        names = [titles[one["actor_id"]] for one in there.rows if one["actor_id"] in titles]
        fields = {
            "title": meeting_title(names, True, place)[:300],
            "when": some_day(row.start, row.end),
            "visit_id": visit,
            "place": place[:300],
            "readout": told.encounter.words,
        }
        return Wanted(hsg.MEETINGS, f"{row.id}/{told.number}", fields, document, told.encounter.words, parts=(there,))

    def _met(self, mention: Mention) -> dict[str, Any]:
        person = self.leaders.id_of(mention)
        american = self.leaders.president(mention) is not None
        country_id = UNITED_STATES if american else mention.country
        behalf = self.states[country_id] if country_id else None
        return {**as_visitor(person, mention.title, behalf), "role": Role.COUNTERPART.value}


def told_in(row: TripRow, host: str) -> list[Told]:
    """The meetings with named people in the remarks on a trip to the host, numbered from 1."""
    found = []
    for number, encounter in enumerate(encounters(row.remarks, host), 1):
        told = Told(number, encounter)
        for index, one in enumerate(encounter.people):
            key = (f"trips/{row.id}", number, index + 1)
            told.mentions.append(Mention(key, one.country, one.name, one.title, row.start))
        found.append(told)
    return found


def series_key(legs: Sequence[TripRow]) -> str:
    return f"{hsg.TRIPS}/{legs[0].role}/{legs[0].who}/{legs[0].id}"[:200]


def series_note(legs: Sequence[TripRow]) -> str:
    last = max(leg.end for leg in legs)
    return f"Journey of {legs[0].name or legs[0].who}, {legs[0].start} to {last}"[:300]


def resolve_tenures(importing: Importing) -> None:
    """Give travellers the tenure in which they went, where it came into the database after their trips."""
    terms = Terms()
    open_ = Participation.objects.filter(role=Role.VISITOR, tenure=None)
    changed: dict[type[Visit | Meeting], set[int]] = {Visit: set(), Meeting: set()}
    for scheme, model in ((hsg.TRIPS, Visit), (hsg.MEETINGS, Meeting)):
        rows = open_.filter(encounter__any_of=list(ids_of(scheme).values()))
        found = []
        for one in rows.select_related("encounter"):
            role = next((role for role, title in TITLES.items() if title == one.title_as_stated), "")
            day = one.encounter.earliest
            if day and (tenure := terms.tenure(role, one.actor_id, day)):
                one.tenure_id = tenure
                found.append(one)
        Participation.objects.bulk_update(found, ["tenure"], batch_size=500)
        changed[model] = {one.encounter_id for one in found}
    for model, pks in changed.items():
        importing.touched(model, sorted(pks))
        importing.report.changed[model.KIND] += len(pks)
