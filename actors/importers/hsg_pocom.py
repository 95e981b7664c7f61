"""Principal Officers and Chiefs of Mission: its rows become people, posts, tenures and nominations.

Missions and the posts in them are known by (folder, file key, role), tenures by their list and id with a counter.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from actors.importers import hsg
from actors.importers.countries import UNITED_STATES, country
from actors.importers.duplicates import flag_duplicates
from actors.importers.hsg_pocom_xml import MissionRow, PersonRow, Pocom, TenureRow, outcome, read_pocom
from actors.importers.hsg_tenures import Concurrency, tenure_fields
from actors.models import Actor, Category, Level, Name, Nomination, Post, Tenure
from actors.models.tenures import tenure_title
from records.importing import Importing, PartRows, Wanted, ids_of
from records.models import Identifier
from records.upstream import upstream_files
from records.xmltree import Refused

DEPARTMENT = "department-of-state"
CAREER = {
    "career": "Career appointee",
    "non-career": "Non-career appointee",
    "pre-1915": "Appointed before the career service of 1915",
    "both": "Career and non-career appointee",
}
LEVELS = {
    "secretary": Level.MINISTER,
    "deputy-secretary": Level.ENVOY,
    "under-secretary": Level.ENVOY,
    "ambassador-at-large": Level.ENVOY,
}
ORGANISATION = re.compile(r"\b(?:to|on the Council of) the (?P<name>(?!U\.S\.)[^,(]+)")
PAGES = {
    "positions-principals": "principalofficers",
    "missions-countries": "chiefsofmission",
    "missions-orgs": "chiefsofmission",
}


def import_pocom(importing: Importing, paths: Sequence[Path]) -> None:
    PocomImport(importing, paths).run()


class PocomImport:
    def __init__(self, importing: Importing, paths: Sequence[Path]) -> None:
        self.importing, self.report = importing, importing.report
        self.rows: Pocom = read_pocom(upstream_files(paths, self.report.refuse), self.report.refuse)
        self.people = ids_of(hsg.PEOPLE)
        self.former = self._former_ids()
        self.roles = self._role_titles()
        self.concurrency = Concurrency(self.rows.missions, self.rows.groups)
        self.states = hsg.States(importing)
        self.home, self.department = 0, 0

    def run(self) -> None:
        self._refuse_loose_ends()
        rows = self.rows
        people, groups = self.importing.sound(rows.people), self.importing.sound(rows.groups)
        self.importing.in_files("people", people, self.put_people, at_once=400)
        self.importing.in_files("concurrent appointments", groups, self.put_groups, at_once=400)
        self.importing.in_files("missions", self.importing.sound(rows.missions), self.put_missions, at_once=40)
        with transaction.atomic():
            self._flag_doubled()
        if rows.pending:
            self.report.remark(f"{rows.pending} people without tenures (people-pending) are not imported")

    def _flag_doubled(self) -> None:
        """Tag tenures in which one person took up one post on one day."""
        rows = Tenure.objects.filter(pk__any_of=list(ids_of(hsg.TENURES).values())).order_by("pk")
        dates = rows.values_list("pk", "person_id", "post_id", "started", "arrived", "appointed")
        alike = [
            ((person, post, start), pk) for pk, person, post, *days in dates if (start := next(filter(None, days), ""))
        ]
        flag_duplicates(self.importing, Tenure, alike)

    def _former_ids(self) -> dict[str, str]:
        """Former id of a person -> the id now, of these files and of those imported before."""
        now = {pk: value for value, pk in self.people.items()}
        stored = {value: now[pk] for value, pk in ids_of(hsg.FORMER_PEOPLE).items() if pk in now}
        return stored | {old: row.id for row in self.rows.people for old in row.old_ids}

    def _role_titles(self) -> dict[str, str]:
        """Role id -> its title: from the posts of earlier imports, the role files, the principal positions."""
        posts = Identifier.objects.filter(scheme=hsg.POSTS).values_list("value", "record__as_post__role")
        stored = {value.rpartition("/")[2]: role for value, role in posts}
        named = {row.key: row.title for row in self.rows.missions if row.title}
        return stored | self.rows.roles | named

    def person_key(self, person: str) -> str:
        return self.former.get(person, person)

    def _refuse_loose_ends(self) -> None:
        """Refuse the files whose references lead nowhere."""
        given = {row.id for row in self.importing.sound(self.rows.people)} | self.people.keys()
        for mission in self.rows.missions:
            for row in (*mission.served, *mission.nominated):
                if self.person_key(row.person) not in given:
                    self.report.refuse(Refused(row.place, f"person-id {row.person!r} is in none of the people files"))
                if row.role not in self.roles:
                    self.report.refuse(Refused(row.place, f"role-title-id {row.role!r} is in none of the role files"))
        for refused in self.concurrency.loose_ends():
            self.report.refuse(refused)

    def _prepare(self, document: int | None) -> None:
        """The United States and its Department of State, which everything hangs on."""
        if self.department:
            return
        self.states.ensure([(UNITED_STATES, document)])
        self.home = self.states[UNITED_STATES]
        title = "United States Department of State"
        body = self._body(hsg.BODIES, DEPARTMENT, title, Category.GOVERNMENT_BODY, state_id=self.home)
        [self.department] = self.importing.put(Actor, [body])

    def _body(self, scheme: str, value: str, title: str, category: str, **fields: Any) -> Wanted:
        return Wanted(
            scheme,
            value,
            {"title": title, "sort_name": title, "category": category, **fields},
            parts=(hsg.names(title),),
        )

    # People

    def put_people(self, rows: Sequence[PersonRow]) -> None:
        documents = hsg.put_documents(
            self.importing,
            [
                hsg.FileText(
                    f"people/{row.id}",
                    f"{row.sort_name}: principal officers and chiefs of mission",
                    f"{hsg.SITE}/people/{row.id}",
                    row.digest,
                )
                for row in rows
            ],
        )
        self._prepare(next(iter(documents.values()), None))
        presidents = self._presidents(rows)
        called = hsg.shown_titles(presidents.values())
        wanted = []
        for row in rows:
            pk = presidents.get(row.id)
            wanted.append(self._person(row, documents[f"people/{row.id}"], pk, called.get(pk or 0, "")))
        self.people |= dict(zip((row.id for row in rows), self.importing.put(Actor, wanted), strict=True))

    def _person(self, row: PersonRow, document: int, pk: int | None, called: str) -> Wanted:
        residence = ", ".join(code.upper() for code in row.residence)
        summary = [CAREER.get(row.career, ""), f"residence: {residence}" if residence else ""]
        fields = {
            "title": row.display[:300],
            "sort_name": row.sort_name[:300],
            "category": Category.PERSON,
            "when": row.life,
            "state_id": self.home,
            "summary": "; ".join(part for part in summary if part),
        }
        named = hsg.names(row.display, {called} - {"", row.display}, Name.Kind.AS_STATED)
        # The usual form is kept as an alias where it is the full one too.
        named.rows += hsg.further_names(row.other_names, set()).rows
        return Wanted(
            hsg.PEOPLE,
            row.id,
            fields,
            document,
            row.digest,
            also=tuple((hsg.FORMER_PEOPLE, old) for old in row.old_ids),
            parts=(named,),
            at_first={"family_name": row.surname[:100]},
            pk=pk,
        )

    def _presidents(self, rows: Sequence[PersonRow]) -> dict[str, int]:
        """Ids of the actors that the list of presidents made for these people."""
        twins = {other: president for president, other in hsg.SAME_PERSON}
        found = hsg.same_people({row.id: row.birth for row in rows}, hsg.PRESIDENTS, twins)
        for key in found.keys() & self.people.keys():
            if found[key] != self.people[key]:
                self.report.remark(
                    f"A-{found[key]:04d}, a president, and A-{self.people[key]:04d}, {key}, are one person: merge them"
                )
        return {key: pk for key, pk in found.items() if key not in self.people}

    # Groups of concurrent appointments: their documents; the tenures in them are written with their missions

    def put_groups(self, rows: Sequence[Any]) -> None:
        made = hsg.put_documents(
            self.importing,
            [
                hsg.FileText(f"concurrent-appointments/{row.id}", f"Concurrent appointments {row.id}", "", row.digest)
                for row in rows
            ],
        )
        self.concurrency.documents |= made

    # Missions, posts, tenures

    def put_missions(self, rows: Sequence[MissionRow]) -> None:
        documents = hsg.put_documents(self.importing, [self._text(row) for row in rows])
        first = next(iter(documents.values()))
        self._prepare(first)
        self.states.ensure(
            (row.key, documents[f"{row.folder}/{row.key}"]) for row in rows if row.folder == "missions-countries"
        )
        missions = self._missions(rows, documents)
        posts = self._posts(rows, documents, missions)
        self._tenures(rows, documents, posts)

    def _text(self, row: MissionRow) -> hsg.FileText:
        lines = [row.digest, *(one.digest for one in row.served), "Never served:" if row.nominated else ""]
        lines += [one.digest for one in row.nominated]
        kind = "principal officers" if row.folder == "positions-principals" else "chiefs of mission"
        return hsg.FileText(
            f"{row.folder}/{row.key}",
            f"{row.title or country(row.key).name}: {kind}",
            f"{hsg.SITE}/people/{PAGES[row.folder]}/{row.key}",
            "\n".join(line for line in lines if line),
        )

    def _missions(self, rows: Sequence[MissionRow], documents: dict[str, int]) -> dict[str, int]:
        """Key -> id of the organisation that holds the posts; for principal positions the Department itself."""
        abroad = [row for row in rows if row.folder != "positions-principals"]
        wanted = []
        for row in abroad:
            to = country(row.key).name if row.folder == "missions-countries" else organisation_name(row.title)
            title = f"United States mission to {to}" if to else row.title
            notes = "\n\n".join(row.notes)
            one = self._body(
                hsg.MISSIONS,
                f"{row.folder}/{row.key}",
                title[:300],
                Category.GOVERNMENT_BODY,
                state_id=self.home,
                parent_id=self.department,
                summary=notes,
            )
            one.document, one.quote = documents[f"{row.folder}/{row.key}"], row.notes[0] if row.notes else ""
            wanted.append(one)
        made = self.importing.put(Actor, wanted)
        found = dict(zip((f"{row.folder}/{row.key}" for row in abroad), made, strict=True))
        return {key: found.get(key, self.department) for key in (f"{row.folder}/{row.key}" for row in rows)}

    def _hosts(self, rows: Sequence[MissionRow]) -> dict[str, int]:
        """Mission -> the state or body that its chiefs are accredited to."""
        hosts = {f"{row.folder}/{row.key}": self.states[row.key] for row in rows if row.folder == "missions-countries"}
        bodies = {
            row.key: name for row in rows if row.folder == "missions-orgs" and (name := organisation_name(row.title))
        }
        wanted = [self._body(hsg.BODIES, key, name, Category.IGO) for key, name in bodies.items()]
        made = zip(bodies, self.importing.put(Actor, wanted), strict=True)
        return hosts | {f"missions-orgs/{key}": pk for key, pk in made}

    def _posts(self, rows: Sequence[MissionRow], documents: dict[str, int], missions: dict[str, int]) -> dict[str, int]:
        """Value of the identifier -> id of the post. A role that nobody served in is one too, with nominations only."""
        hosts, wanted = self._hosts(rows), []
        for row in rows:
            mission = f"{row.folder}/{row.key}"
            for role in dict.fromkeys(one.role for one in (*row.served, *row.nominated)):
                fields = self._post_fields(row, role)
                fields |= {
                    "organisation_id": missions[mission],
                    "state_id": self.home,
                    "accredited_to_id": hosts.get(mission),
                }
                named = PartRows(Nomination, "post_id", ("key",), complete=True)
                named.rows += [self._nomination(one) for one in row.nominated if one.role == role]
                quote = row.title if row.folder != "missions-countries" else ""
                wanted.append(Wanted(hsg.POSTS, f"{mission}/{role}", fields, documents[mission], quote, parts=(named,)))
        return dict(zip((one.value for one in wanted), self.importing.put(Post, wanted), strict=True))

    def _post_fields(self, row: MissionRow, role: str) -> dict[str, Any]:
        title = self.roles[role]
        if row.folder == "missions-countries":
            whole = f"{title} to {country(row.key).name}"
        else:
            whole = title if role == row.key or row.folder == "positions-principals" else f"{title}: {row.title}"
        return {
            "title": whole[:300],
            "role": title[:200],
            "level": level(row, role),
            "note": row.description,
            "when": life(row),
        }

    def _nomination(self, row: TenureRow) -> dict[str, Any]:
        notes = [
            row.note,
            self.concurrency.sentence(row),
            row.ended.note and f"{row.ended.note} {row.ended.date}",
        ]
        return {
            "key": row.key,
            "person_id": self.people[self.person_key(row.person)],
            "appointed": row.appointed.date,
            "outcome": outcome(f"{row.note} {row.ended.note}"),
            "note": " ".join(note.strip() for note in notes if note),
        }

    def _tenures(self, rows: Sequence[MissionRow], documents: dict[str, int], posts: dict[str, int]) -> None:
        pairs = [(mission, row) for mission in rows for row in mission.served]
        people = {row.key: self.people[self.person_key(row.person)] for _, row in pairs}
        titles = hsg.shown_titles([*people.values(), *posts.values()])
        grouped = self._grouped_before(row.key for _, row in pairs)
        wanted = []
        for mission, row in pairs:
            post = posts[f"{mission.folder}/{mission.key}/{row.role}"]
            fields = tenure_fields(row, self.roles[row.role], self.concurrency)
            if row.key in grouped and row.key not in self.concurrency.groups:
                del fields["capacity"], fields["note"]
            fields |= {
                "person_id": people[row.key],
                "post_id": post,
                "title": tenure_title(titles.get(people[row.key]), titles.get(post))[:300],
            }
            document = documents[f"{mission.folder}/{mission.key}"]
            wanted.append(
                Wanted(
                    hsg.TENURES,
                    row.key,
                    fields,
                    document,
                    row.digest,
                    also=self.concurrency.identifiers(row),
                    also_cited=self.concurrency.cited(row),
                )
            )
        self.importing.put(Tenure, wanted)

    def _grouped_before(self, keys: Iterable[str]) -> set[str]:
        """Keys of tenures known to be concurrent from an earlier import, which these files may not repeat."""
        if self.rows.groups:
            return set()
        members = Identifier.objects.filter(scheme=hsg.CONCURRENT).values("record_id")
        known = Identifier.objects.filter(scheme=hsg.TENURES, record_id__in=members).values_list("value", flat=True)
        return set(known) & set(keys)


def organisation_name(title: str) -> str:
    """The body in the title of a representative; "" where the mission is not to one."""
    found = ORGANISATION.search(title)
    return found["name"].strip() if found else ""


def life(row: MissionRow) -> str:
    """The post's own time. An end that its tenures outlive is an old one: then, as when it goes on, none is known."""
    if not row.start:
        return ""
    latest = max((date[:4] for one in row.served for date in (one.started.date, one.ended.date)), default="")
    stale = row.ongoing or not row.end or latest > row.end or row.end < row.start
    return f"{row.start}/" if stale else f"{row.start}/{row.end}"


def level(row: MissionRow, role: str) -> int:
    """By the list's own category, else by the role."""
    if row.category in LEVELS:
        return LEVELS[row.category]
    if role.startswith(("deputy-secretary", "under-secretary", "personal-representative", "ambassador-at-large")):
        return Level.ENVOY
    return Level.SENIOR
