"""The rows of the lists of actors, posts, tenures and relations. Each list: one query for rows, one or two for what stands
beside them, one for links."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from actors.holders import Answer
from actors.models import Category, Level, Relation, Tenure
from actors.sections.facts import span_of
from actors.sections.tenures import COLUMNS, MOST, Held, TenureRow, linked, reference, tenure_row
from actors.sections.ties import said
from records.access import Reader
from records.links import Links
from records.prepared import prepared

CATEGORIES = dict(Category.choices)
LEVELS = dict(Level.choices)
WORDS = dict(Relation.Type.choices)
# Of the newest posts of a person, among how many the surest is sought; how many holders of a post a row names.
NEWEST, NAMED = 5, 3
# For a page of 50 rows.
AT_ONCE = MOST * NEWEST
SURENESS = {"": 0, Answer.POSSIBLE.value: 1, Answer.CERTAIN.value: 2}


@dataclass(frozen=True, slots=True)
class PostHeld:
    link: SafeString
    standing: str
    when: SafeString


@dataclass(frozen=True, slots=True)
class ActorRow:
    link: SafeString
    category: str
    state: SafeString
    when: SafeString
    post: PostHeld | None
    parent: SafeString


@dataclass(frozen=True, slots=True)
class HeldBy:
    link: SafeString
    standing: str


@dataclass(frozen=True, slots=True)
class ListedPost:
    link: SafeString
    state: SafeString
    organisation: SafeString
    level: str
    holders: list[HeldBy]


@dataclass(frozen=True, slots=True)
class ListedRelation:
    subject: SafeString
    words: str
    object: SafeString
    when: SafeString
    record: SafeString


def actor_rows(actors: QuerySet, reader: Reader, today: date) -> list[ActorRow]:
    rows = list(actors.values_list("pk", "category", "state_id", "parent_id", "when"))
    posts = surest_posts([pk for pk, category, *_ in rows if category == Category.PERSON], reader, today)
    links = Links(reader).load([*linked(posts.values()), *(pk for row in rows for pk in (row[0], row[2], row[3]))])
    return [
        ActorRow(
            link=links[pk],
            category=CATEGORIES[category],
            state=links[state],
            when=span_of(category, when),
            post=post_held(posts[pk], links, today) if pk in posts else None,
            parent=links[parent],
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


def post_held(one: Held, links: Links, today: date) -> PostHeld:
    return PostHeld(links[one.post_id], one.standing(today), one.span)


def post_rows(posts: QuerySet, reader: Reader, today: date) -> list[ListedPost]:
    rows = list(posts.values_list("pk", "state_id", "organisation_id", "level"))
    holders: dict[int, list[Held]] = defaultdict(list)
    for one in (Held(*row) for row in serving_in(reader, [row[0] for row in rows], today)):
        holders[one.post_id].append(one)
    links = Links(reader)
    links.load([*(pk for row in rows for pk in row[:3]), *(one.person_id for few in holders.values() for one in few)])
    return [
        ListedPost(
            link=links[pk],
            state=links[state],
            organisation=links[organisation],
            level=LEVELS[level],
            holders=[HeldBy(links[one.person_id], one.standing(today)) for one in holders[pk][:NAMED]],
        )
        for pk, state, organisation, level in rows
    ]


@prepared
def serving_in(reader: Reader, posts: list[int], today: date) -> QuerySet:
    serving = Tenure.objects.visible_to(reader).of_posts(posts).in_office(today, reader)
    return serving.by_day().values_list(*COLUMNS)[:AT_ONCE]


def tenure_rows(tenures: QuerySet, reader: Reader, day: date) -> list[TenureRow]:
    """With the standing of each on the day. Who is in office is asked only for the tenures of the page."""
    pks = list(tenures.values_list("pk", flat=True))
    rows = sorted((Held(*row) for row in among(reader, pks, day)), key=lambda one: pks.index(one.pk))
    links = Links(reader).load(linked(rows))
    return [tenure_row(one, links, day) for one in rows]


@prepared
def among(reader: Reader, pks: list[int], day: date) -> QuerySet:
    return Tenure.objects.visible_to(reader).among(pks).with_office(day, reader).values_list(*COLUMNS)


def relation_rows(relations: QuerySet, reader: Reader) -> list[ListedRelation]:
    rows = list(relations.values_list("pk", "slug", "subject_id", "type", "object_id", "when"))
    links = Links(reader).load(pk for row in rows for pk in (row[2], row[4]))
    return [
        ListedRelation(links[subject], WORDS[kind], links[other], said(when), reference("relation", pk, slug))
        for pk, slug, subject, kind, other, when in rows
    ]
