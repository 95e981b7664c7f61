"""Visits by foreign leaders become visits to the United States, with their visitors."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from actors.importers import hsg
from actors.importers.countries import UNITED_STATES, country_names
from actors.importers.duplicates import flag_duplicates
from actors.models import Level
from briefings.importers.encounters import Leaders, as_visitor, participants, visit_type
from briefings.importers.gatherings import Gathering, event, gatherings
from briefings.importers.hsg_visits_xml import VisitRow, VisitsFile, read_visits
from briefings.importers.leaders import HEADS, Mention
from briefings.importers.remarks import OF
from briefings.importers.rows import stay
from briefings.models import Event, Participation, Role, Visit
from briefings.models.encounters import visit_title
from records.importing import Importing, Wanted, ids_of
from records.upstream import upstream_files


def import_visits(importing: Importing, paths: Sequence[Path]) -> None:
    VisitsImport(importing, paths).run()


class VisitsImport:
    def __init__(self, importing: Importing, paths: Sequence[Path]) -> None:
        self.importing, self.report = importing, importing.report
        files = read_visits(upstream_files(paths, self.report.refuse), self.report.refuse)
        self.files = importing.sound(files)
        self.states = hsg.States(importing)
        self.leaders = Leaders(importing, self.states)

    def run(self) -> None:
        known = ids_of(hsg.VISITS)
        rows = [row for file in self.files for row in file.rows]
        self.states.learn((row.country, row.label) for row in rows)
        mentions = [mention for row in rows for mention in self.mentions(row)]
        here = {("visits", int(row.id)): known[row.id] for row in rows if row.id in known}
        self.leaders.decide(mentions, here)
        self.importing.in_files("visits", self.files, self.put_files)
        self.leaders.put_names()
        if self.files:
            flag_doubled(self.importing)

    def put_files(self, files: Sequence[VisitsFile]) -> None:
        for file in files:
            self.put_file(file)

    def put_file(self, file: VisitsFile) -> None:
        text = hsg.FileText(
            f"visits/{file.key}",
            f"Visits by foreign leaders: {file.key}",
            f"{hsg.SITE}/visits",
            "\n".join(row.digest for row in file.rows),
        )
        document = hsg.put_documents(self.importing, [text])[text.key]
        self.states.ensure([(UNITED_STATES, document)])
        self.states.ensure((row.country, document) for row in file.rows)
        mentions = [mention for row in file.rows for mention in self.mentions(row)]
        self.leaders.put(mentions, {mention.key: document for mention in mentions})
        actors = {self.leaders.id_of(mention) for mention in mentions}
        titles = hsg.shown_titles([*actors, self.states[UNITED_STATES]])
        self.importing.put(Visit, [self.visit(row, document, titles) for row in file.rows])
        self.importing.put(Event, [self.event(one, document) for one in gatherings(file.rows)])

    def mentions(self, row: VisitRow) -> list[Mention]:
        return mentions_in(row, self.states.meant(row.country).id)

    def visitors(self, row: VisitRow) -> Iterator[dict[str, Any]]:
        for mention in self.mentions(row):
            yield as_visitor(self.leaders.id_of(mention), mention.title, self.states[row.country])

    def event(self, gathering: Gathering, document: int) -> Wanted:
        return event(gathering, (one for row in gathering.rows for one in self.visitors(row)), document)

    def visit(self, row: VisitRow, document: int, titles: dict[int, str]) -> Wanted:
        sender, host = self.states[row.country], self.states[UNITED_STATES]
        there = participants(self.visitors(row))
        names = [titles[one["actor_id"]] for one in there.rows if one["actor_id"] in titles]
        fields = {
            "title": visit_title(names, True, titles.get(host, ""))[:300],
            "when": stay(row.start, row.end),
            "sending_state_id": sender,
            "host_state_id": host,
            "sending_label": row.label[:200],
            "type": visit_type(row.description),
            "level": level(row),
            "summary": row.description,
        }
        return Wanted(hsg.VISITS, row.id, fields, document, row.digest, parts=(there,))


def mentions_in(row: VisitRow, state: str) -> list[Mention]:
    """The visitors, of the state with this canonical id."""
    return [
        Mention(("visits", int(row.id), number), state, without_country(name, row), title, row.start)
        for number, (title, name) in enumerate(row.people, 1)
    ]


def without_country(name: str, row: VisitRow) -> str:
    """ "Margrethe II of Denmark" -> "Margrethe II"."""
    found = OF.search(name)
    return (
        name[: found.start()] if found and (found["place"] == row.label or found["place"] in country_names()) else name
    )


def level(row: VisitRow) -> int:
    """The list is of heads of state and government, but for a few deputies and other ministers."""
    titles = [title.lower() for title, _ in row.people if title]
    if titles and all("vice" in title or "deputy" in title or not HEADS.search(title) for title in titles):
        leading = any(word in title for title in titles for word in ("general", "grand du", "pope", "regent", "member"))
        return Level.HEAD if leading else Level.MINISTER
    return Level.HEAD


def flag_doubled(importing: Importing) -> None:
    """Tag visits that have state, days and visitors in common."""
    visitors: dict[int, set[int]] = {}
    ids = list(ids_of(hsg.VISITS).values())
    rows = Participation.objects.filter(encounter__any_of=ids, role=Role.VISITOR)
    for encounter, actor in rows.values_list("encounter_id", "actor_id"):
        visitors.setdefault(encounter, set()).add(actor)
    visits = Visit.objects.filter(pk__any_of=ids).order_by("pk").values_list("pk", "sending_state_id", "when")
    alike = [((sender, when, frozenset(visitors.get(pk, ()))), pk) for pk, sender, when in visits]
    with transaction.atomic():
        flag_duplicates(importing, Visit, alike)
