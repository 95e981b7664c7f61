"""Visits and claims as tables: which columns they have, and what a row becomes."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from actors.batch_tenures import may_meet
from actors.held import Asked, surely_held_by
from actors.meant import ANYBODY, STATE
from actors.models import Actor, Level
from briefings.models import Claim, Participation, Role, Visit
from briefings.models.encounters import Status, visit_title
from records.access import Reader
from records.batches.cells import Choice, Text, When
from records.batches.tables import Act, Column, NewRecord, Table, Values, begun, identity
from records.dates import Bounds
from records.models import Kind, Record
from records.names import fold

# Columns of a visit that hold people, and as what they took part.
ROLES = {"visitors": Role.VISITOR, "delegation": Role.DELEGATION, "hosts": Role.HOST, "counterparts": Role.COUNTERPART}
TEXTS = ("when", "when_note", "place", "sending_label", "host_label", "purpose", "summary", "own_title")
GIVEN = ("type", "level", "status")


def visit(values: Values, act: Act) -> NewRecord:
    record = begun(
        Visit,
        act,
        sending_state=values.get("sending_state"),
        host_state=values.get("host_state"),
        **{name: values.get(name, "") for name in TEXTS},
        **{name: values[name] for name in GIVEN if name in values},
    )
    stated = values.get("title_as_stated", "")
    people = [
        Participation(actor=actor_of(one), role=role, title_as_stated=stated if role == Role.VISITOR else "")
        for name, role in ROLES.items()
        for one in once(values.get(name, ()))
    ]
    return NewRecord(record, list(people))


def actor_of(one: Kind) -> Actor:
    assert isinstance(one, Actor)
    return one


def once(people: Iterable[Kind]) -> list[Kind]:
    return list({identity(one): one for one in people}.values())


def in_role(draft: NewRecord, role: str) -> list[Participation]:
    return [one for one in draft.parts if isinstance(one, Participation) and one.role == role]


def visit_of(draft: NewRecord) -> Visit:
    assert isinstance(draft.record, Visit)
    return draft.record


def visit_key(draft: NewRecord) -> Hashable:
    record = visit_of(draft)
    visitors = frozenset(identity(one.actor) for one in in_role(draft, Role.VISITOR))
    host = identity(record.host_state) if record.host_state else fold(record.place)
    return visitors, host, record.when


def visits_there(drafts: Sequence[NewRecord], reader: Reader) -> dict[int, list[int]]:
    """Visits of one of the same visitors that may have a day in common and do not lead to another state."""
    visitors = {one.actor.pk for draft in drafts for one in in_role(draft, Role.VISITOR) if one.actor.pk}
    made: dict[int, list[tuple[int, int | None, Bounds]]] = defaultdict(list)
    for actor, pk, host, _, first, last in Participation.objects.visits_of(visitors, reader) if visitors else ():
        made[actor].append((pk, host, (first, last)))
    found = {}
    for place, draft in enumerate(drafts):
        record = visit_of(draft)
        host = record.host_state.pk if record.host_state else None
        same = {
            pk
            for one in in_role(draft, Role.VISITOR)
            for pk, other, bounds in made.get(one.actor.pk or 0, ())
            if (host is None or other in (None, host)) and may_meet(record, bounds)
        }
        if same:
            found[place] = sorted(same)
    return found


def told_apart(draft: NewRecord) -> Iterable[tuple[str, str]]:
    if len(in_role(draft, Role.VISITOR)) > 1 and any(one.title_as_stated for one in in_role(draft, Role.VISITOR)):
        yield (
            "title_as_stated",
            "One title for several visitors says of none whose it is: leave it blank, or part the row.",
        )


def find_tenures(drafts: Sequence[NewRecord], act: Act) -> None:
    """Each visitor takes part as the holder of the one post that they surely held on all days of the visit."""
    visitors = [(draft, one) for draft in drafts for one in in_role(draft, Role.VISITOR) if one.actor.pk]
    sure = surely_held_by((of_days(one, draft) for draft, one in visitors), act.reader)
    for draft, one in visitors:
        if found := sure.get(of_days(one, draft)):
            one.tenure_id, title = found
            draft.notes.append(f"Holding a post on these days: {title}")


def of_days(one: Participation, draft: NewRecord) -> Asked:
    return one.actor.pk, draft.record.earliest, draft.record.latest


def title_of_visit(draft: NewRecord) -> str:
    record = visit_of(draft)
    visitors = [one.actor for one in in_role(draft, Role.VISITOR)]
    host = record.host_state.title if record.host_state and draft.may_name(record.host_state) else ""
    names = [one.title for one in visitors if draft.may_name(one)]
    return record.own_title or visit_title(names, bool(visitors), record.place or host)


def claim(values: Values, act: Act) -> NewRecord:
    texts = ("when", "when_note", "summary")
    record = begun(
        Claim, act, title=values["title"], **{name: values.get(name, "") for name in texts},
        **({"type": values["type"]} if "type" in values else {}),
    )  # fmt: skip
    return NewRecord(record, links={name: values.get(name, []) for name in ("subjects", "object_actors")})


def claim_key(draft: NewRecord) -> Hashable:
    return fold(draft.record.title) or draft.record.title


def claims_there(drafts: Sequence[NewRecord], reader: Reader) -> dict[int, list[int]]:
    """Claims in the same words, case and accents aside. Reads the propositions of all."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, draft in enumerate(drafts):
        if folded := fold(draft.record.title):
            places[folded].append(place)
    found: dict[int, list[int]] = defaultdict(list)
    stored = Record.objects.visible_to(reader).of_kind(Claim.KIND).order_by("pk") if places else Record.objects.none()
    for pk, title in stored.values_list("pk", "title"):
        for place in places.get(fold(title), ()):
            found[place].append(pk)
    return found


VISITS = Table(
    rows_are="visits",
    label="Visits",
    one="visit",
    intro="Who went where, one stay a row: a journey through three states is three rows.",
    columns=(
        Column("visitors", "Visitors", ANYBODY, ("visitor", "who", "name", "official", "envoy"), required=True,
               help="Several with semicolons between them.", example="new: Yue Xiaoyong"),
        Column("title_as_stated", "Title, as stated", Text(), ("title as stated", "title", "position"),
               help="Of the visitor.", example="Special Envoy"),
        Column("when", "Dates", When(), ("when", "date", "dates", "day"), required=True, example="2024-11-18/2024-11-20"),
        Column("when_note", "Dates, as the source says", Text(200), ("when note", "date as stated")),
        Column("sending_state", "Sending state", STATE, ("from", "sending", "country", "origin"), example="CN",
               help="By name or ISO code."),
        Column("host_state", "Host state", STATE, ("to", "host", "destination", "host country"), example="PK",
               help="By name or ISO code."),
        Column("place", "Place", Text(), ("city", "where", "location"), example="Islamabad"),
        Column("delegation", "Delegation", ANYBODY, ("with", "accompanied by")),
        Column("hosts", "Hosts", ANYBODY, ("received by", "hosted by")),
        Column("counterparts", "Counterparts", ANYBODY, ("met", "met with", "interlocutors")),
        Column("type", "Type", Choice(Visit.Type), ("visit type", "kind"), example="working visit"),
        Column("level", "Level", Choice(Level), ("rank",), example="special envoy or vice-minister"),
        Column("status", "Status", Choice(Status), ("state of the visit",), example="completed"),
        Column("purpose", "Purpose", Text(20_000), ("reason", "topic", "about")),
        Column("summary", "Summary", Text(20_000), ("note", "notes", "description", "remarks")),
        Column("sending_label", "Sending state, as stated", Text(200)),
        Column("host_label", "Host state, as stated", Text(200)),
        Column("own_title", "Title of your own", Text(), ("own title", "heading"),
               help="In the place of the one made of the names."),
    ),
    make=visit,
    key=visit_key,
    there=visits_there,
    title=title_of_visit,
    wrong=told_apart,
    complete=find_tenures,
)  # fmt: skip

CLAIMS = Table(
    rows_are="claims",
    label="Claims",
    one="claim",
    intro="Sentences that are true or false, one a row. Who says or denies them is entered on the page of the claim.",
    columns=(
        Column("title", "Proposition", Text(), ("claim", "title", "text", "statement"), required=True,
               example="The group acts from sanctuaries across the border"),
        Column("type", "Type", Choice(Claim.Type), ("kind", "claim type"), example="Claim of fact"),
        Column("subjects", "Subjects", ANYBODY, ("subject", "about", "who"), help="Several with semicolons between them."),
        Column("object_actors", "Objects", ANYBODY, ("object", "against", "whom")),
        Column("when", "Dates", When(), ("when", "date", "day"), example="2024"),
        Column("when_note", "Dates, as the source says", Text(200), ("when note",)),
        Column("summary", "Summary", Text(20_000), ("note", "notes", "description")),
    ),
    make=claim,
    key=claim_key,
    there=claims_there,
)  # fmt: skip

TABLES = (VISITS, CLAIMS)
