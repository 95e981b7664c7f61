"""FollowTheMoney (followthemoney.tech): one entity a line as JSON, both ways. Pure.

People are Person, bodies Organization, states and government bodies PublicBody, each with its category as `classification`; a
post is a Position and a tenure an Occupancy, with its capacity as `status` where it is not the usual one. An id of an entity
may hold letters, figures, full stops and hyphens alone, so it is the name of the site with the address of the record.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from actors.formats.shapes import (
    CAPACITIES,
    CATEGORIES,
    CODE,
    COLUMNS,
    ISO,
    STATES,
    SUBSTANTIVE,
    ActorShape,
    PostShape,
    Problems,
    Ref,
    Row,
    Shape,
    TenureShape,
    dated,
    life,
    lost_of_all,
    plain_date,
    sides,
    table_of,
)
from actors.name_marks import ALIAS, Called, names_said
from records.batches.escapes import identifiers_said, tags_said
from records.names import fold

SCHEMA_OF = {"person": "Person", "government_body": "PublicBody", "state": "PublicBody", "territory": "PublicBody"}
ACTORS = {"Person": "person", "Organization": "organisation", "PublicBody": "government_body", "Company": "organisation",
          "LegalEntity": "organisation"}  # fmt: skip
POSITION, OCCUPANCY = "Position", "Occupancy"
CATEGORY_OF = {fold(label): key for key, label in CATEGORIES.items()}
CAPACITY_OF = {fold(label): key for key, label in CAPACITIES.items()}
# Kinds of name -> property; the others are an alias.
NAMES = {"former": "previousName", "weak_alias": "weakAlias"}
WIKIDATA = "wikidata"
# https://followthemoney.tech: ids of entities.
ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
NO_ID = re.compile(r"[^0-9a-zA-Z.-]+")
OWN = re.compile(r"(actors|posts|tenures)-(.+)")
REF = re.compile(r"[apt]-[0-9]{1,12}")
READ = {
    "actor": {"name", "alias", "weakAlias", "previousName", "birthDate", "deathDate", "incorporationDate", "dissolutionDate",
              "country", "wikidataId", "summary", "keywords", "classification", "parent", "lastName"},
    "post": {"name", "weakAlias", "organization", "country", "inceptionDate", "dissolutionDate", "wikidataId", "summary",
             "notes", "keywords"},
    "tenure": {"holder", "post", "startDate", "endDate", "status", "summary", "description"},
}  # fmt: skip


def id_of(ref: Ref | None, site: str) -> str:
    if ref is None:
        return ""
    host = NO_ID.sub("-", urlsplit(site).netloc)
    whole = f"{host}-{ref.address.strip('/').replace('/', '-')}"
    return whole if ID.fullmatch(whole) else f"{host}-{ref.ref.lower()}"


def own_address(number: str, site: str) -> str:
    """The address or reference of this site's own record that the id stands for; "" for another's."""
    host = f"{NO_ID.sub('-', urlsplit(site).netloc)}-"
    rest = number.removeprefix(host) if number.startswith(host) else ""
    if REF.fullmatch(rest):
        return rest.upper()
    found = OWN.fullmatch(rest)
    return f"/{found[1]}/{found[2]}/" if found else ""


def written(shape: Shape, site: str) -> dict[str, Any]:
    """The entity of the record."""
    schema, properties = entity(shape, site)
    kept = {name: list(dict.fromkeys(filter(None, values))) for name, values in properties.items()}
    return {
        "id": id_of(shape.own, site),
        "schema": schema,
        "properties": {name: values for name, values in kept.items() if values},
    }


def entity(shape: Shape, site: str) -> tuple[str, dict[str, list[str]]]:
    """The schema of the record, and its properties with blanks among them."""
    common = {"summary": [shape.summary], "sourceUrl": [url for url, _ in shape.sources]}
    if isinstance(shape, TenureShape):
        return OCCUPANCY, {**common, **occupancy(shape, site)}
    thing = {
        **common,
        "name": [shape.own.title],
        "keywords": list(shape.tags),
        "wikidataId": [value for scheme, value in shape.identifiers if scheme == WIKIDATA],
    }
    if isinstance(shape, PostShape):
        return POSITION, {**thing, **position(shape, site)}
    assert isinstance(shape, ActorShape)
    if shape.own.category == "person":
        born = lived(shape, "birthDate", "deathDate")
        return "Person", {**thing, **named(shape), **born, "lastName": [shape.family_name]}
    return SCHEMA_OF.get(shape.own.category, "Organization"), {
        **thing,
        **named(shape),
        **lived(shape, "incorporationDate", "dissolutionDate"),
        "classification": [CATEGORIES[shape.own.category]],
        "parent": [id_of(shape.parent, site)],
    }


def occupancy(shape: TenureShape, site: str) -> dict[str, list[str]]:
    return {
        "holder": [id_of(shape.person, site)],
        "post": [id_of(shape.post, site)],
        "startDate": [plain_date(shape.start)],
        "endDate": [plain_date(shape.end)],
        "status": [CAPACITIES[shape.capacity] if shape.capacity != SUBSTANTIVE else ""],
        "description": [shape.note],
    }


def position(shape: PostShape, site: str) -> dict[str, list[str]]:
    return {
        "weakAlias": [shape.role if shape.role != shape.own.title else ""],
        "organization": [id_of(shape.organisation or shape.state, site)],
        "country": [code(shape.state)],
        "notes": [shape.note],
        **lived(shape, "inceptionDate", "dissolutionDate"),
    }


def named(shape: ActorShape) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {name: [] for name in ("alias", "weakAlias", "previousName")}
    for one in shape.names:
        names[NAMES.get(one.kind, "alias")].append(one.text)
    own = shape.own.category in STATES
    return {**names, "country": [code(shape.own if own else shape.state)]}


def lived(shape: Shape, start: str, end: str) -> dict[str, list[str]]:
    begun, over = map(plain_date, sides(shape.when))
    return {start: [begun], end: [over]}


def code(state: Ref | None) -> str:
    return state.code if state and CODE.fullmatch(state.code) else ""


def lost(shape: Shape) -> Iterator[str]:
    """What of the record has no place in the format: keys of `shapes.LOST`, each as often as it occurs."""
    yield from lost_of_all(shape)
    yield from ["untold"] * sum(1 for url, _ in shape.sources if not url)
    if isinstance(shape, TenureShape):
        yield from ["titles"] if shape.title_as_stated else []
        yield from ["tags"] * len(shape.tags)
        return
    kept = (WIKIDATA, ISO) if isinstance(shape, ActorShape) and shape.own.category in STATES else (WIKIDATA,)
    yield from ["identifiers"] * sum(1 for scheme, _ in shape.identifiers if scheme not in kept)
    if isinstance(shape, ActorShape):
        told = (ALIAS, *NAMES)
        yield from ["name_kinds"] * sum(1 for one in shape.names if one.kind not in told or one.language or one.script)
        yield from ["name_times"] * sum(1 for one in shape.names if one.valid)
        yield from ["sorted"] if shape.sort_name not in ("", shape.own.title) else []
        yield from ["states"] if shape.state and (shape.own.category in STATES or not code(shape.state)) else []
    if isinstance(shape, PostShape) and shape.state and not code(shape.state):
        yield from ["states"] if shape.organisation else []


def recognised(text: str) -> bool:
    """Whether its first line looks like an entity."""
    first = next(iter(text.lstrip("\ufeff \t\r\n").split("\n", 1)), "")
    return first.startswith("{") and '"schema"' in first


def read(text: str, site: str) -> list[tuple[int, list[str]]]:
    """The rows of the file as those of the desk's table of actors, posts and tenures, the names of the columns first.

    Raises `Unreadable` with the line of whatever is no entity."""
    problems = Problems()
    entities = [one for number, line in lines(text) if (one := parsed(line, f"line {number:,}", problems))]
    problems.raise_any()
    reading = Reading(entities, site, problems)
    rows = reading.rows()
    problems.raise_any()
    return table_of(rows, COLUMNS)


def lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip():
            yield number, line


class Entity:
    def __init__(self, where: str, number: str, schema: str, properties: Mapping[str, list[str]]) -> None:
        self.where, self.number, self.schema, self.properties = where, number, schema, properties

    def all(self, name: str) -> list[str]:
        return self.properties.get(name, [])

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")


def parsed(line: str, where: str, problems: Problems) -> Entity | None:
    try:
        data = json.loads(line)
    except RecursionError:
        problems.note(where, "it is nested deeper than any that is read here")
        return None
    except json.JSONDecodeError as error:
        problems.note(where, f"it is no JSON: {error.msg}, at its character {error.colno:,}")
        return None
    except ValueError:
        problems.note(where, "it holds a number that is too long to be one")
        return None
    if not isinstance(data, dict) or not isinstance(data.get("properties"), dict):
        problems.note(where, "it is no entity: an object with id, schema and properties")
        return None
    number, schema = (problems.text(data.get(name), f"{where}, {name}", 300) for name in ("id", "schema"))
    if not number or not schema:
        problems.note(where, "its id or its schema is missing")
        return None
    given = {problems.text(name, where): value for name, value in data["properties"].items()}
    return Entity(
        where, number, schema, {name: texts(value, f"{where}, {name}", problems) for name, value in given.items()}
    )


def texts(value: Any, where: str, problems: Problems) -> list[str]:
    """Values are lists of texts; an entity within an entity stands for its id."""
    several = value if isinstance(value, list) else [value]
    found = [problems.text(one.get("id") if isinstance(one, dict) else one, where) for one in several]
    return list(dict.fromkeys(filter(None, found)))


class Reading:
    def __init__(self, entities: list[Entity], site: str, problems: Problems) -> None:
        self.entities, self.site, self.problems = entities, site, problems
        self.categories = {one.number: self.category(one) for one in entities if one.schema in ACTORS}
        # The states of the file by their codes: others are looked for by the code.
        self.states = {
            one.first("country"): one.number for one in entities if self.categories.get(one.number) in STATES
        }

    def rows(self) -> list[Row]:
        """Actors, then posts, then tenures; entities of other schemata are told in the first row."""
        actors = [self.actor(one) for one in self.entities if one.schema in ACTORS]
        posts = [self.post(one) for one in self.entities if one.schema == POSITION]
        tenures = [self.tenure(one) for one in self.entities if one.schema == OCCUPANCY]
        rows = [*actors, *posts, *tenures]
        if others := sorted({one.schema for one in self.entities} - {*ACTORS, POSITION, OCCUPANCY}):
            number = sum(1 for one in self.entities if one.schema in others)
            what = "entity of another schema" if number == 1 else "entities of other schemata"
            told = f"{number:,} {what} ({', '.join(others)[:500]})"
            for row in rows[:1]:
                row["unread"] = "; ".join(filter(None, (row["unread"], told)))
        return rows

    def begun(self, what: str, one: Entity) -> Row:
        unread = sorted(name for name, values in one.properties.items() if values and name not in READ[what])
        more = sorted(name for name in SINGLE if len(one.all(name)) > 1 and name in READ[what])
        told = [*unread, *(f"further values of {name}" for name in more)]
        address = own_address(one.number, self.site)
        return {"what": what, "id": one.number, "address": address, "unread": ", ".join(told)[:2000]}

    def needed(self, one: Entity, name: str) -> str:
        if not one.first(name):
            self.problems.note(one.where, f"its {name} is missing")
        return one.first(name)

    def category(self, one: Entity) -> str:
        stated = next((CATEGORY_OF[fold(text)] for text in one.all("classification") if fold(text) in CATEGORY_OF), "")
        return stated if stated and one.schema != "Person" else ACTORS[one.schema]

    def actor(self, one: Entity) -> Row:
        row, category, country = self.begun("actor", one), self.categories[one.number], one.first("country")
        born = self.life(one, "birthDate", "deathDate") if category == "person" else ""
        return row | {
            "name": self.needed(one, "name"),
            "category": category,
            "family_name": one.first("lastName") if category == "person" else "",
            "names": names_said(self.names(one)),
            "state": self.states.get(country, country.upper()) if category not in STATES else "",
            "parent": one.first("parent") if category != "person" else "",
            "when": born or self.life(one, "incorporationDate", "dissolutionDate"),
            "summary": one.first("summary"),
            "identifiers": identifiers_said(
                [*self.wikidata(one), *([(ISO, country)] if category in STATES and country else [])]
            ),
            "tags": tags_said(one.all("keywords")),
        }

    def names(self, one: Entity) -> Iterator[Called]:
        kinds = {"previousName": "former", "weakAlias": "weak_alias", "alias": ALIAS}
        further = [Called(text) for text in one.all("name")[1:]]
        found = [*further, *(Called(text, kind) for name, kind in kinds.items() for text in one.all(name))]
        yield from dict.fromkeys(found)

    def wikidata(self, one: Entity) -> Iterable[tuple[str, str]]:
        return [(WIKIDATA, value) for value in one.all("wikidataId")]

    def post(self, one: Entity) -> Row:
        body, country = one.first("organization"), one.first("country")
        of_state = self.categories.get(body) in STATES
        return self.begun("post", one) | {
            "title": self.needed(one, "name"),
            "role": one.first("weakAlias"),
            "organisation": "" if of_state else body,
            "state": body if of_state else self.states.get(country, country.upper()),
            "when": self.life(one, "inceptionDate", "dissolutionDate"),
            "note": one.first("notes"),
            "summary": one.first("summary"),
            "identifiers": identifiers_said(self.wikidata(one)),
            "tags": tags_said(one.all("keywords")),
        }

    def tenure(self, one: Entity) -> Row:
        row = self.begun("tenure", one)
        stated = [CAPACITY_OF[fold(text)] for text in one.all("status") if fold(text) in CAPACITY_OF]
        if others := [text for text in one.all("status") if fold(text) not in CAPACITY_OF]:
            row["unread"] = ", ".join(filter(None, (row["unread"], f"status “{', '.join(others)[:100]}”")))
        return row | {
            "person": self.needed(one, "holder"),
            "post": self.needed(one, "post"),
            "capacity": next(iter(stated), ""),
            "started": dated(one.first("startDate")),
            "ended": dated(one.first("endDate")),
            "note": one.first("description"),
            "summary": one.first("summary"),
        }

    def life(self, one: Entity, start: str, end: str) -> str:
        return life(dated(one.first(start)), dated(one.first(end)))


# Of which one value is read.
SINGLE = (
    "birthDate", "deathDate", "incorporationDate", "dissolutionDate", "inceptionDate", "country", "summary", "parent",
    "organization", "holder", "post", "startDate", "endDate", "description", "notes", "lastName",
)  # fmt: skip
