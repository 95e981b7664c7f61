"""What a file of actors, posts and tenures holds: those of a list, with what they name and what belongs to them.

Of actors the tenures and the posts go along; of posts the tenures; of tenures nothing that they do not name. Whatever is named
is in the file, as far as the reader may see it, so that nothing in it leads nowhere.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from actors.codes import ISO
from actors.formats.shapes import ActorShape, PostShape, Ref, Shape, TenureShape
from actors.models import Actor, Category, Level, Name, Post, Tenure
from actors.name_marks import Called
from records.access import Reader
from records.kinds import address, ref
from records.links import Links, outside
from records.markup.render import references
from records.markup.resolve import Markup
from records.models import Citation, Identifier, Record, TaggedRecord
from records.plain import text_of

CHUNK = 500
LEVELS = dict(Level.choices)
DATES = ("appointed", "arrived", "started", "ended")
COMMON = ("pk", "slug", "title", "when", "when_note", "summary")


@dataclass(slots=True)
class Scope:
    """The ids of what a file holds, eight bytes each, in the order in which it stands there."""

    people: array
    bodies: array
    posts: array
    tenures: array

    def __len__(self) -> int:
        return sum(map(len, (self.people, self.bodies, self.posts, self.tenures)))


def scope_of(folder: str, listed: Sequence[int], reader: Reader) -> Scope:
    """About ten queries, and one for each generation of what bodies are part of."""
    actors: set[int] = set(listed) if folder == Actor.FOLDER else set()
    posts: set[int] = set(listed) if folder == Post.FOLDER else set()
    shown = Tenure.objects.visible_to(reader).naming_what_is_shown(reader)
    if folder == Actor.FOLDER:
        posts |= ids(Post.objects.visible_to(reader).of_any(listed))
        tenures = shown.of_people(list(listed))
    else:
        tenures = shown.of_posts(list(listed)) if folder == Post.FOLDER else shown.among(listed)
    ends = list(tenures.order_by("pk").values_list("pk", "person_id", "post_id"))
    actors |= {person for _, person, _ in ends}
    posts |= {post for *_, post in ends}
    there = Post.objects.visible_to(reader).among(posts)
    actors |= named_in(there.order_by().values_list("organisation_id", "state_id", "accredited_to_id"))
    actors = with_wholes(actors, reader)
    return Scope(
        people=in_order(Actor.objects.visible_to(reader).among(actors).in_category(Category.PERSON), "sort_name"),
        bodies=in_order(Actor.objects.visible_to(reader).among(actors).but_people(), "sort_name"),
        posts=in_order(there, "title"),
        tenures=in_order(Tenure.objects.visible_to(reader).among(pk for pk, *_ in ends), "day"),
    )


def ids(records: Any) -> set[int]:
    return set(records.order_by().values_list("pk", flat=True))


def named_in(rows: Iterable[Sequence[int | None]]) -> set[int]:
    return {pk for row in rows for pk in row if pk}


def with_wholes(actors: set[int], reader: Reader) -> set[int]:
    """These, their states and what they are part of, and so on, as far as the reader may see them."""
    found, wanted = set[int](), set(actors)
    while wanted:
        rows = list(
            Actor.objects.visible_to(reader).among(wanted).order_by().values_list("pk", "state_id", "parent_id")
        )
        found |= {pk for pk, *_ in rows}
        wanted = named_in(rest for _, *rest in rows) - found - wanted
    return found


def in_order(records: Any, first: str) -> array:
    return array("q", records.order_by(first, "pk").values_list("pk", flat=True).iterator(chunk_size=2000))


def shapes(
    model: type[Actor] | type[Post] | type[Tenure], pks: array, reader: Reader, raw: bool
) -> Iterator[list[Shape]]:
    """The records some hundred at a time, in about eight queries. With `raw` a text keeps its links to other records where the
    reader may see all of them; without, it stands in words."""
    of_model = {Actor: actors_of, Post: posts_of, Tenure: tenures_of}
    for start in range(0, len(pks), CHUNK):
        part = pks[start : start + CHUNK].tolist()
        found = of_model[model](part, Beside(part, reader, raw))
        yield [found[pk] for pk in part if pk in found]


class Beside:
    """What stands beside the records of a chunk."""

    def __init__(self, pks: Sequence[int], reader: Reader, raw: bool) -> None:
        self.reader, self.raw = reader, raw
        self.identifiers: dict[int, list[tuple[str, str]]] = defaultdict(list)
        self.tags: dict[int, list[str]] = defaultdict(list)
        self.sources: dict[int, dict[tuple[str, str], None]] = defaultdict(dict)
        for pk, scheme, value in Identifier.objects.filter(record__any_of=list(pks)).values_list(
            "record_id", "scheme", "value"
        ):
            self.identifiers[pk].append((scheme, value))
        tagged = TaggedRecord.objects.filter(content_object__any_of=list(pks)).order_by("tag__name")
        for pk, name in tagged.values_list("content_object_id", "tag__name"):
            self.tags[pk].append(name)
        cited = Citation.objects.visible_to(reader).bearing_on(pks)
        for pk, url, title in cited.values_list("target_id", "document__url", "document__title"):
            self.sources[pk][outside(url), title] = None

    def texts(self, rows: Iterable[Sequence[Any]]) -> None:
        """Resolve the links in the texts of these: (id, …, text)."""
        written = {row[0]: str(row[-1]) for row in rows}
        links = Links(self.reader)
        markup = Markup([text for text in written.values() if "[[" in text], links)
        links.load(markup.targets)
        self.summaries = {pk: self.summary(text, markup, links) for pk, text in written.items()}

    def summary(self, text: str, markup: Markup, links: Links) -> tuple[str, bool]:
        """The text, and whether it has lost its links."""
        found = references(text)
        if not found or (self.raw and all(markup.target(one) in links for one in found)):
            return text, False
        return text_of(markup.html(text)), True

    def refs(self, pks: Iterable[int | None]) -> dict[int, Ref]:
        """Those of these that the reader may see. Three queries."""
        wanted = {pk for pk in pks if pk}
        rows = Record.objects.visible_to(self.reader).among(wanted).order_by()
        heads = list(rows.values_list("pk", "kind", "slug", "title"))
        categories = dict(Actor.objects.among(wanted).order_by().values_list("pk", "category"))
        codes = dict(
            Identifier.objects.filter(record__any_of=list(wanted), scheme=ISO).values_list("record_id", "value")
        )
        return {
            pk: Ref(address(kind, slug), ref(kind, pk), title, codes.get(pk, "").lower(), categories.get(pk, ""))
            for pk, kind, slug, title in heads
        }

    def common(self, pk: int, own: Ref, when: str, when_note: str) -> dict[str, Any]:
        text, linked = self.summaries[pk]
        return {
            "own": own,
            "summary": text,
            "linked": linked,
            "when": when,
            "when_note": when_note,
            "identifiers": self.identifiers[pk],
            "tags": self.tags[pk],
            "sources": list(self.sources[pk]),
        }


def actors_of(pks: list[int], beside: Beside) -> dict[int, Shape]:
    actors = Actor.objects.visible_to(beside.reader).among(pks).order_by()
    columns = ("pk", "when", "when_note", "family_name", "state_id", "parent_id", "sort_name", "summary")
    rows = list(actors.values_list(*columns))
    names: dict[int, list[Called]] = defaultdict(list)
    marked = set()
    for pk, *name in (
        Name.objects.filter(actor__any_of=pks)
        .order_by("pk")
        .values_list("actor_id", "text", "kind", "language", "script", "valid")
    ):
        called = Called(*name)
        if called.kind != Name.Kind.PRIMARY:
            names[pk].append(called)
        elif called.language or called.script or called.valid:
            marked.add(pk)
    beside.texts(rows)
    refs = beside.refs(pk for row in rows for pk in (row[0], row[4], row[5]))
    return {
        pk: ActorShape(
            **beside.common(pk, refs[pk], when, when_note),
            family_name=family_name,
            sort_name=sort_name,
            names=names[pk],
            primary_marked=pk in marked,
            state=refs.get(state),
            parent=refs.get(parent),
        )
        for pk, when, when_note, family_name, state, parent, sort_name, _ in rows
        if pk in refs
    }


def posts_of(pks: list[int], beside: Beside) -> dict[int, Shape]:
    posts = Post.objects.visible_to(beside.reader).among(pks).order_by()
    columns = (
        "when",
        "when_note",
        "role",
        "organisation_id",
        "state_id",
        "accredited_to_id",
        "level",
        "note",
        "summary",
    )
    rows = list(posts.values_list("pk", *columns))
    beside.texts(rows)
    refs = beside.refs(pk for row in rows for pk in (row[0], *row[4:7]))
    return {
        pk: PostShape(
            **beside.common(pk, refs[pk], when, when_note),
            role=role,
            organisation=refs.get(organisation),
            state=refs.get(state),
            accredited_to=refs.get(host),
            level=LEVELS[level],
            note=note,
        )
        for pk, when, when_note, role, organisation, state, host, level, note, _ in rows
        if pk in refs
    }


def tenures_of(pks: list[int], beside: Beside) -> dict[int, Shape]:
    tenures = Tenure.objects.visible_to(beside.reader).naming_what_is_shown(beside.reader).among(pks).order_by()
    columns = ("pk", "person_id", "post_id", "post__organisation_id", "post__state_id", "capacity", "title_as_stated")
    texts = ("end_reason", "dates_conflict", "note", "own_title", "summary")
    noted = tuple(f"{name}_note" for name in DATES)
    rows = list(tenures.values_list(*columns, *DATES, *noted, *texts))
    beside.texts(rows)
    refs = beside.refs(pk for row in rows for pk in row[:5])
    found: dict[int, Shape] = {}
    for pk, person, post, body, state, capacity, title, *rest in rows:
        if {pk, person, post} <= refs.keys():
            found[pk] = TenureShape(
                **beside.common(pk, refs[pk], "", ""),
                person=refs[person],
                post=refs[post],
                body=refs.get(body) or refs.get(state),
                capacity=capacity,
                title_as_stated=title,
                dates=dict(zip(DATES, rest[:4], strict=True)),
                noted=dict(zip(DATES, rest[4:8], strict=True)),
                end_reason=rest[8],
                dates_conflict=rest[9],
                note=rest[10],
                own_title=rest[11],
            )
    return found
