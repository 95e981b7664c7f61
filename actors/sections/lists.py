"""The rows of the lists of actors, posts, tenures and relations. Each list: one query for rows, one or two for what stands
beside them, one for links."""

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from actors.holders import Answer
from actors.models import Category, Level, Relation, Tenure
from actors.sections.facts import span_of
from actors.sections.tenures import COLUMNS, MOST, Held, TenureRow, linked, reference, tenure_row
from actors.sections.ties import said
from records.access import Reader
from records.links import Links
from records.prepared import prepared
from records.safe import escaped
from records.tables import TableRow
from records.templatetags.chancery import state

CATEGORIES = dict(Category.choices)
LEVELS = dict(Level.choices)
WORDS = dict(Relation.Type.choices)
# Of the newest posts of a person, among how many the surest is sought; how many holders of a post a row names.
NEWEST, NAMED = 5, 3
# For the rows of a page, or of a chunk of a file.
AT_ONCE = 10 * MOST * NEWEST
NOT_STATED = SafeString("not stated")
SURENESS = {"": 0, Answer.POSSIBLE.value: 1, Answer.CERTAIN.value: 2}


NOBODY, UNDATED = mark_safe('<span class="fine">nobody on record</span>'), mark_safe("date unknown")


def actor_rows(actors: QuerySet, reader: Reader, day: date) -> list[TableRow]:
    """With the post that each person holds on the day."""
    rows = list(actors.values_list("pk", "category", "state_id", "parent_id", "when"))
    posts = surest_posts([pk for pk, category, *_ in rows if category == Category.PERSON], reader, day)
    links = Links(reader).load([*linked(posts.values()), *(pk for row in rows for pk in (row[0], row[2], row[3]))])
    return [
        TableRow(
            (
                links[pk],
                CATEGORIES[category],
                links[state],
                post_held(posts[pk], links, day) if pk in posts else links[parent],
                span_of(category, when),
            ),
            pk=pk,
        )
        for pk, category, state, parent, when in rows
    ]


def surest_posts(people: list[int], reader: Reader, today: date) -> dict[int, Held]:
    """Of each person the post that they certainly or else possibly hold on the day, else the last one on record."""
    found: dict[int, Held] = {}
    for one in (Held(*row) for row in newest_held(reader, people, today)):
        before = found.get(one.person_id)
        if before is None or SURENESS[one.standing(today)] > SURENESS[before.standing(today)]:
            found[one.person_id] = one
    return found


@prepared
def newest_held(reader: Reader, people: list[int], today: date) -> QuerySet:
    tenures = Tenure.objects.visible_to(reader).of_people(people).with_office(today, reader)
    return tenures.newest_of_each_person(NEWEST).values_list(*COLUMNS)


def post_held(one: Held, links: Links, day: date) -> SafeString:
    standing = one.standing(day)
    return under(links[one.post_id], SafeString(f"{state(standing)} {one.span}") if standing else one.span)


def under(above: SafeString, below: str | SafeString) -> SafeString:
    """What matters, and under it in small print what is known besides."""
    return SafeString(f'{above}<p class="fine">{escaped(below)}</p>') if below else above


def post_rows(posts: QuerySet, reader: Reader, today: date) -> list[TableRow]:
    rows = list(posts.values_list("pk", "state_id", "organisation_id", "level"))
    holders: dict[int, list[Held]] = defaultdict(list)
    for one in (Held(*row) for row in serving_in(reader, [row[0] for row in rows], today)):
        holders[one.post_id].append(one)
    links = Links(reader)
    links.load([*(pk for row in rows for pk in row[:3]), *(one.person_id for few in holders.values() for one in few)])
    return [
        TableRow(
            (
                links[pk],
                links[state_id] or NOT_STATED,
                links[organisation] or NOT_STATED,
                LEVELS[level],
                held_by(holders[pk][:NAMED], links, today),
            ),
            pk=pk,
        )
        for pk, state_id, organisation, level in rows
    ]


def held_by(holders: list[Held], links: Links, today: date) -> SafeString:
    each = (
        f'<div dir="auto">{links[one.person_id]} <span class="fine">{state(one.standing(today))}</span></div>'
        for one in holders
    )
    return SafeString("".join(each)) if holders else NOBODY


@prepared
def serving_in(reader: Reader, posts: list[int], today: date) -> QuerySet:
    serving = Tenure.objects.visible_to(reader).of_posts(posts).in_office(today, reader)
    return serving.by_day().values_list(*COLUMNS)[:AT_ONCE]


def tenure_rows(tenures: QuerySet, reader: Reader, day: date) -> list[TableRow]:
    """With the standing of each on the day. Who is in office is asked only for the tenures of the page."""
    places = {pk: place for place, pk in enumerate(tenures.values_list("pk", flat=True))}
    rows = sorted((Held(*row) for row in among(reader, list(places), day)), key=lambda one: places[one.pk])
    links = Links(reader).load(linked(rows))
    return [listed_tenure(one, tenure_row(one, links, day)) for one in rows]


def listed_tenure(one: Held, row: TenureRow) -> TableRow:
    in_office = state(row.standing) if row.standing else SafeString(f'<span class="fine">{row.absent}</span>')
    cells = (row.person, under(row.post, row.acting), row.since, row.over, in_office, row.record)
    return TableRow(cells, pk=one.pk, dates=(one.started or one.arrived or one.appointed, one.ended))


@prepared
def among(reader: Reader, pks: list[int], day: date) -> QuerySet:
    return Tenure.objects.visible_to(reader).among(pks).with_office(day, reader).values_list(*COLUMNS)


def relation_rows(relations: QuerySet, reader: Reader) -> list[TableRow]:
    rows = list(relations.values_list("pk", "slug", "subject_id", "type", "object_id", "when"))
    links = Links(reader).load(pk for row in rows for pk in (row[2], row[4]))
    return [
        TableRow(
            (
                links[subject],
                WORDS[kind],
                links[other],
                said(when) or UNDATED,
                reference("relation", pk, slug),
            ),
            pk=pk,
        )
        for pk, slug, subject, kind, other, when in rows
    ]
