"""A knowledge base of any number of records, of every kind in the proportions of a real one, and the same every time.

The records are written as importers write them (`records.bulk`), with names, tags, citations, participants and mentions.
They are not settled one by one: what `bulk_settle` adds are revisions, which nothing measured here reads, and the index,
which `search rebuild` makes afterwards, and is timed.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from django.db import connection
from tqdm import tqdm

from actors.models import Actor, Category, Name, Post, Relation, Tenure
from actors.models.tenures import tenure_title
from bench.papers import PAPERS
from bench.real import Material, material
from bench.stock import Made, Stock, in_parts, shown
from records.access import Stage
from records.names import fold

# Of a hundred records.
SHARES = {
    "actor": 15,
    "post": 2,
    "tenure": 6,
    "relation": 2,
    "document": 12,
    "visit": 22,
    "meeting": 8,
    "event": 5,
    "claim": 8,
    "assertion": 14,
    "commitment": 4,
    "briefing": 2,
}
SEED = 20_260_101
# Those that name probes look for, with their names in other scripts: no spelling but their own is kept.
KNOWN = {
    "Amir Khan Muttaqi": ("امیر خان متقی",),
    "Recep Tayyip Erdoğan": (),
    "Keith O’Brien": (),
    "Ban Ki-moon": ("반기문",),
    "Lech Wałęsa": (),
    "Vladimir Putin": ("Владимир Путин",),
    "Wang Yi": ("王毅",),
}
TITLES = re.compile(
    r"^(?:(?:President|Prime|Minister|Premier|King|Queen|Chancellor|Crown|Prince|Princess|Foreign|Chairman|Amir|Emir|Shah|"
    r"Sultan|General|Dr|Sir|Taoiseach|Emperor|Pope|First|Deputy|Vice)\b[.,-]?\s*)+"
)
ROLES = ("Foreign Minister", "Ambassador", "Special Envoy", "Foreign Secretary", "Defence Minister", "Spokesperson")
BODIES = (Category.ORGANISATION, Category.GOVERNMENT_BODY, Category.IGO, Category.ARMED_GROUP, Category.PARTY)
SPELT = (
    ("ee", "i"),
    ("ou", "u"),
    ("kh", "q"),
    ("th", "t"),
    ("ph", "f"),
    ("ck", "k"),
    ("y", "i"),
    ("w", "v"),
    ("c", "k"),
)
CYRILLIC = dict(zip("abvgdezijklmnoprstufhcy", "абвгдезийклмнопрстуфхцы", strict=True))
Maker: TypeAlias = Callable[[Stock, range], None]


def counts(records: int) -> dict[str, int]:
    """How many of each kind; together as many as asked for."""
    of_kind = {kind: records * share // 100 for kind, share in SHARES.items()}
    of_kind["visit"] += records - sum(of_kind.values())
    return of_kind


def build(records: int, found: Material | None = None) -> None:
    """Fill a database that has no records."""
    wanted = counts(records)
    # States are a part of the actors, of a small corpus a small one.
    number = max(2, wanted["actor"] // 4)
    stock = Stock(found or material(), SEED)
    stock.begin()
    with tqdm(total=records, unit=" records", desc="made", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
        states(stock, stock.material.states[:number])
        begun = len(stock.made["state"])
        for kind, number in wanted.items():
            for part in in_parts(number, begun if kind == "actor" else 0):
                MAKERS[kind](stock, part)
                bar.update(len(part))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def states(stock: Stock, titles: Sequence[str]) -> None:
    objects = [
        Actor(category=Category.STATE, title=one, sort_name=one, slug=stock.slug(one), stage=Stage.PUBLISHED)
        for one in titles
    ]
    stock.insert(Actor, objects, cited=False)
    Name.objects.bulk_create(name_rows(objects, [()] * len(objects)))
    stock.keep("state", objects)
    stock.keep("actor", objects)


def actors(stock: Stock, part: range) -> None:
    """First those that are known, then one body for every six people."""
    objects, names = [], []
    for number in part:
        at = number - len(stock.made["state"])
        category, title, others = an_actor(stock, at)
        marks = stock.marks(of_actor=True) if at >= len(KNOWN) else {"stage": Stage.PUBLISHED}
        state = None if category == Category.IGO else stock.one_of("state").pk
        one = Actor(category=category, title=title, sort_name=sort_name(title), state_id=state, **marks)
        one.slug = stock.slug(title)
        if category == Category.PERSON and stock.chance.random() < 0.4:
            one.summary = stock.text(12, 60)
        objects.append(one)
        names.append(others)
    stock.insert(Actor, objects, [(one, one.state_id) for one in objects if one.state_id], cited=False)
    Name.objects.bulk_create(name_rows(objects, names), batch_size=1000)
    stock.keep("person", (one for one in objects if one.category == Category.PERSON))
    stock.keep("actor", objects)


def an_actor(stock: Stock, at: int) -> tuple[str, str, tuple[str, ...]]:
    """(category, title, other names)"""
    if at < len(KNOWN):
        return Category.PERSON, *list(KNOWN.items())[at]
    if at % 7 == 0:
        title = f"{stock.phrase(2)} {stock.chance.choice(('Front', 'Council', 'Ministry', 'Union', 'Agency'))}".title()
        return BODIES[at // 7 % len(BODIES)], title, ("".join(word[0] for word in title.split()),)
    return Category.PERSON, *a_person(stock, at - len(KNOWN))


def a_person(stock: Stock, number: int) -> tuple[str, tuple[str, ...]]:
    """Visitors first, then the others of the material, then given and family names of different ones."""
    visits, names = stock.material.visits, stock.material.names
    if number < len(visits):
        title = TITLES.sub("", visits[number].visitor).strip() or visits[number].visitor
    elif number - len(visits) < len(names):
        title = " ".join(names[number - len(visits)])
    else:
        title = f"{stock.chance.choice(names)[0]} {stock.chance.choice(names)[1]}"
    return title[:200], tuple(dict.fromkeys(other_names(stock, title[:200])))


def other_names(stock: Stock, title: str) -> Iterator[str]:
    """Other spellings of some, and of a few the name in another script."""
    lower = title.lower()
    for written, otherwise in SPELT:
        if written in lower and stock.chance.random() < 0.12:
            yield lower.replace(written, otherwise).title()
    if stock.chance.random() < 0.05:
        yield "".join(CYRILLIC.get(letter, "") if letter.isalpha() else letter for letter in lower).title()
    if " " in title and stock.chance.random() < 0.2:
        yield f"{title[0]}. {title.rpartition(' ')[2]}"


def name_rows(objects: list[Actor], names: list[tuple[str, ...]]) -> Iterator[Name]:
    for one, others in zip(objects, names, strict=True):
        yield Name(actor=one, text=one.title, folded=fold(one.title)[:300], kind=Name.Kind.PRIMARY)
        for text in others:
            if text.strip() and text != one.title:
                yield Name(actor=one, text=text, folded=fold(text)[:300], kind=Name.Kind.ALIAS)


def sort_name(title: str) -> str:
    given, _, family = title.rpartition(" ")
    return f"{family}, {given}" if given else title


def posts(stock: Stock, part: range) -> None:
    objects, links = [], []
    for number in part:
        state = stock.made["state"][number % len(stock.made["state"])]
        role = ROLES[number // len(stock.made["state"]) % len(ROLES)]
        one = Post(
            title=f"{role} of {state.title}"[:300],
            role=role,
            state_id=state.pk,
            slug=stock.slug(role),
            stage=Stage.PUBLISHED,
        )
        objects.append(one)
        links.append((one, state.pk))
    stock.insert(Post, objects, links, cited=False)
    stock.keep("post", objects)


def tenures(stock: Stock, part: range) -> None:
    objects, links = [], []
    for _ in part:
        person, post, begun = stock.one_of("person"), stock.one_of("post"), stock.day().year
        when = f"{begun}/{begun + stock.chance.randint(0, 5)}"
        one = Tenure(person_id=person.pk, post_id=post.pk, when=when, started=f"{begun}", **stock.marks(of_actor=True))
        one.title = tenure_title(next(iter(shown(one, [person])), None), next(iter(shown(one, [post])), None))[:300]
        objects.append(one)
        links += [(one, person.pk), (one, post.pk)]
    stock.insert(Tenure, objects, links, cited=False)


def relations(stock: Stock, part: range) -> None:
    objects, links = [], []
    types = Relation.Type.values
    for number in part:
        ties: dict[str, Any] = {"type": types[number % len(types)], "when": stock.when(), "note": stock.text(5, 30)}
        one, other = two_of(stock, "actor")
        row = Relation(subject_id=one.pk, object_id=other.pk, **ties, **stock.marks(of_actor=True))
        names = [next(iter(shown(row, [each])), "a withheld actor") for each in (one, other)]
        row.title = f"{names[0]} {Relation.Type(ties['type']).label} {names[1]}"[:300]
        objects.append(row)
        links += [(row, one.pk), (row, other.pk)]
    stock.insert(Relation, objects, links, cited=False)


def two_of(stock: Stock, kind: str) -> tuple[Made, Made]:
    one = other = stock.one_of(kind)
    while other.pk == one.pk:
        other = stock.made[kind][stock.chance.randrange(len(stock.made[kind]))]
    return one, other


MAKERS: dict[str, Maker] = {"actor": actors, "post": posts, "tenure": tenures, "relation": relations, **PAPERS}
