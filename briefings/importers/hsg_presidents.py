"""The list of presidents becomes people, the presidency and its terms. Its ids are not those of other lists."""

from collections.abc import Sequence

from actors.importers import hsg
from actors.importers.countries import UNITED_STATES
from actors.models import Actor, Category, Level, Name, Post, Tenure
from actors.models.tenures import tenure_title
from briefings.importers.encounters import sort_name
from briefings.importers.hsg_travels_xml import TermRow, TermsFile
from records.importing import Importing, Wanted, ids_of

TITLE = "President of the United States"


def put_presidents(importing: Importing, states: hsg.States, files: Sequence[TermsFile]) -> None:
    for file in files:
        text = hsg.FileText(
            "presidents",
            "Presidents of the United States, with their terms",
            f"{hsg.SITE}/travels/president",
            "\n".join(row.digest for row in file.rows),
        )
        document = hsg.put_documents(importing, [text])[text.key]
        states.ensure([(UNITED_STATES, document)])
        home = states[UNITED_STATES]
        people = _put_people(importing, file.rows, document, home)
        post = Wanted(
            hsg.PRESIDENCY,
            "post",
            {"title": TITLE, "role": "President", "state_id": home, "level": Level.HEAD},
            document,
        )
        [post_id] = importing.put(Post, [post])
        _put_terms(importing, file.rows, people, post_id, document)


def _put_people(importing: Importing, rows: Sequence[TermRow], document: int, home: int) -> dict[str, int]:
    once = {row.id: row for row in rows}
    elsewhere = hsg.same_people({row.id: row.birth for row in once.values()}, hsg.PEOPLE, dict(hsg.SAME_PERSON))
    there = ids_of(hsg.PRESIDENTS)
    wanted = []
    for row in once.values():
        twin = elsewhere.get(row.id)
        wanted.append(_person(row, document, home, twin if there.get(row.id, twin) == twin else None))
    return dict(zip(once, importing.put(Actor, wanted), strict=True))


def _person(row: TermRow, document: int, home: int, pk: int | None) -> Wanted:
    if pk:
        known = set(Name.objects.filter(actor=pk, kind=Name.Kind.PRIMARY).values_list("text", flat=True))
        alias = hsg.further_names([row.name], known, Name.Kind.AS_STATED)
        return Wanted(hsg.PRESIDENTS, row.id, {}, document, row.digest, parts=(alias,), pk=pk)
    fields = {
        "title": row.name[:300],
        "sort_name": sort_name(row.name),
        "category": Category.PERSON,
        "when": f"{row.birth}/{row.death}" if row.birth or row.death else "",
        "state_id": home,
    }
    return Wanted(hsg.PRESIDENTS, row.id, fields, document, row.digest, parts=(hsg.names(row.name),))


def _put_terms(importing: Importing, rows: Sequence[TermRow], people: dict[str, int], post: int, document: int) -> None:
    titles = hsg.shown_titles([*people.values(), post])
    wanted = []
    for row in rows:
        started, ended = row.start.isoformat(), row.end.isoformat() if row.end else ""
        fields = {
            "person_id": people[row.id],
            "post_id": post,
            "title": tenure_title(titles.get(people[row.id]), titles.get(post)),
            "title_as_stated": "President",
            "started": started,
            "ended": ended,
            "when": Tenure(started=started, ended=ended).span(),
        }
        wanted.append(Wanted(hsg.PRESIDENCY, f"term/{row.number}", fields, document, row.digest))
    importing.put(Tenure, wanted)
