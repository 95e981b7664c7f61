"""Popolo 1.0 (popoloproject.com): people, organizations, posts and memberships as JSON, both ways. Pure.

A tenure is a membership with a post; its capacity, where it is not the usual one, is the role of the membership, and the title
as stated its label. A state is an organization, and an area as well. What else there is has no place (`lost`).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from actors.formats.shapes import (
    CAPACITIES,
    CATEGORIES,
    CODE,
    COLUMNS,
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
    without_blanks,
)
from actors.name_marks import Called, is_date, marked, marks_of, names_said
from records.batches.escapes import identifiers_said
from records.batches.reading import Unreadable
from records.names import fold

PERSONS, ORGANIZATIONS, POSTS, MEMBERSHIPS, AREAS = "persons", "organizations", "posts", "memberships", "areas"
SECTIONS = (PERSONS, ORGANIZATIONS, POSTS, MEMBERSHIPS)
CATEGORY_OF = {fold(word): key for key, label in CATEGORIES.items() for word in (key, label)}
CAPACITY_OF = {fold(word): key for key, label in CAPACITIES.items() for word in (key, label)}
# Of other programs.
CATEGORY_OF |= {"country": "state", "ministry": "government_body", "government": "government_body"}
READ = {
    PERSONS: {"id", "name", "family_name", "sort_name", "other_names", "identifiers", "birth_date", "death_date", "summary",
              "national_identity", "memberships"},
    ORGANIZATIONS: {"id", "name", "other_names", "identifiers", "classification", "parent_id", "area_id", "founding_date",
                    "dissolution_date", "abstract", "memberships", "posts"},
    POSTS: {"id", "label", "role", "organization_id", "area_id", "start_date", "end_date", "memberships"},
    MEMBERSHIPS: {"id", "label", "role", "person_id", "organization_id", "post_id", "start_date", "end_date"},
}  # fmt: skip


def written(shape: Shape, site: str) -> dict[str, Any]:
    """The object of the record; `site` stands before its address in its id."""
    if isinstance(shape, ActorShape):
        own = person(shape, site) if shape.own.category == "person" else organization(shape, site)
    elif isinstance(shape, PostShape):
        own = post(shape, site)
    else:
        assert isinstance(shape, TenureShape)
        own = membership(shape, site)
    links = [{"url": f"{site}{shape.own.address}", "note": "Chancery"}]
    sources = [{"url": url, "note": title} for url, title in shape.sources if url]
    return without_blanks({"id": at(shape.own, site), **own, "links": links, "sources": sources})


def at(ref: Ref | None, site: str) -> str:
    return f"{site}{ref.address}" if ref else ""


def person(shape: ActorShape, site: str) -> dict[str, Any]:
    born, died = map(plain_date, sides(shape.when))
    return {
        **named(shape),
        "family_name": shape.family_name,
        "sort_name": shape.sort_name if shape.family_name or shape.sort_name != shape.own.title else "",
        "birth_date": born,
        "death_date": died,
        "summary": shape.summary,
        "national_identity": shape.state.title if shape.state else "",
    }


def organization(shape: ActorShape, site: str) -> dict[str, Any]:
    begun, over = map(plain_date, sides(shape.when))
    return {
        **named(shape),
        "classification": CATEGORIES[shape.own.category],
        "parent_id": at(shape.parent, site),
        "area_id": at(shape.state, site),
        "founding_date": begun,
        "dissolution_date": over,
        "abstract": shape.summary,
    }


def named(shape: ActorShape) -> dict[str, Any]:
    return {
        "name": shape.own.title,
        "other_names": [other_name(one) for one in shape.names],
        "identifiers": [{"scheme": scheme, "identifier": value} for scheme, value in shape.identifiers],
    }


def other_name(name: Called) -> dict[str, str]:
    """With the time in which it was borne, which stands among its marks where it is not of two plain dates."""
    begun, over = map(plain_date, sides(name.valid))
    if life(begun, over) != name.valid:
        return {"name": name.text, "note": marks_of(name)}
    return without_blanks(
        {"name": name.text, "note": marks_of(name._replace(valid="")), "start_date": begun, "end_date": over}
    )


def post(shape: PostShape, site: str) -> dict[str, Any]:
    begun, over = map(plain_date, sides(shape.when))
    return {
        "label": shape.own.title,
        "role": shape.role,
        "organization_id": at(shape.organisation or shape.state, site),
        "area_id": at(shape.state, site) if shape.organisation else "",
        "start_date": begun,
        "end_date": over,
    }


def membership(shape: TenureShape, site: str) -> dict[str, Any]:
    return {
        "label": shape.title_as_stated,
        "role": CAPACITIES[shape.capacity] if shape.capacity != SUBSTANTIVE else "",
        "person_id": at(shape.person, site),
        "organization_id": at(shape.body, site),
        "post_id": at(shape.post, site),
        "start_date": plain_date(shape.start),
        "end_date": plain_date(shape.end),
    }


def area_of(shape: Shape, site: str) -> dict[str, Any] | None:
    """Of a state, which others name as theirs."""
    if not isinstance(shape, ActorShape) or shape.own.category not in STATES:
        return None
    return without_blanks(
        {
            "id": at(shape.own, site),
            "name": shape.own.title,
            "identifier": shape.own.code,
            "classification": CATEGORIES[shape.own.category],
        }
    )


def lost(shape: Shape) -> Iterator[str]:
    """What of the record has no place in the format: keys of `shapes.LOST`, each as often as it occurs."""
    yield from lost_of_all(shape)
    yield from ["tags"] * len(shape.tags)
    yield from ["untold"] * sum(1 for url, _ in shape.sources if not url)
    if (
        isinstance(shape, ActorShape)
        and shape.own.category != "person"
        and shape.sort_name not in ("", shape.own.title)
    ):
        yield "sorted"
    if isinstance(shape, PostShape):
        yield from ["identifiers"] * len(shape.identifiers)
    if isinstance(shape, PostShape | TenureShape):
        yield from ["notes"] if shape.note else []
        yield from ["summaries"] if shape.summary else []


def recognised(text: str) -> bool:
    """Whether it looks like one object with a list that Popolo knows."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    return start == "{" and any(f'"{name}"' in text for name in SECTIONS) and '"schema"' not in text[:2000]


def read(text: str, site: str) -> list[tuple[int, list[str]]]:
    """The rows of the file as those of the desk's table of actors, posts and tenures, the names of the columns first.

    Raises `Unreadable` with the path of whatever is of no form that Popolo knows."""
    problems = Problems()
    reading = Reading(loaded(text), site, problems)
    rows = list(reading.rows())
    problems.raise_any()
    return table_of(rows, COLUMNS)


def loaded(text: str) -> Mapping[str, Any]:
    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise Unreadable("The file is nested deeper than any that is read here.") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"Line {error.lineno:,} is no JSON: {error.msg}, at its character {error.colno:,}.") from None
    except ValueError:
        raise Unreadable("The file holds a number that is too long to be one.") from None
    if not isinstance(data, dict) or not any(isinstance(data.get(name), list) for name in SECTIONS):
        raise Unreadable("A Popolo file is one JSON object with lists: persons, organizations, posts, memberships.")
    return data


class Reading:
    """One file. Objects may stand within others, as Popolo allows: memberships in people, organizations and posts."""

    def __init__(self, data: Mapping[str, Any], site: str, problems: Problems) -> None:
        self.site, self.problems = site, problems
        self.objects = {name: list(self.all_of(data, name)) for name in (*SECTIONS, AREAS)}
        self.kinds = {self.id_of(one): self.category(one) for _, one in self.objects[ORGANIZATIONS]}
        self.names = {self.id_of(one): self.said(one, "name") for _, one in self.objects[ORGANIZATIONS]}
        self.states = {name: key for key, name in self.names.items() if self.kinds[key] in STATES}
        self.areas = {self.id_of(one): one for _, one in self.objects[AREAS]}
        self.made: dict[tuple[str, str], str] = {}

    def all_of(self, data: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """(path, object) of the list, and of those within the objects of others."""
        yield from self.listed(data.get(name), name)
        within = {MEMBERSHIPS: ((PERSONS, "person_id"), (ORGANIZATIONS, "organization_id"), (POSTS, "post_id")),
                  POSTS: ((ORGANIZATIONS, "organization_id"),)}.get(name, ())  # fmt: skip
        for outer, key in within:
            for path, one in self.listed(data.get(outer), outer):
                for inner, each in self.listed(one.get(name), f"{path}.{name}"):
                    yield inner, {key: one.get("id"), **each}

    def listed(self, value: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        if value is None:
            return
        if not isinstance(value, list):
            self.problems.note(path, "it is no list")
            return
        for place, one in enumerate(value):
            if isinstance(one, dict):
                yield f"{path}[{place}]", one
            elif f"{path}[{place}]: it is no object." not in self.problems.found:
                self.problems.note(f"{path}[{place}]", "it is no object")

    def said(self, one: Mapping[str, Any], name: str, path: str = "") -> str:
        """The text; what is none is told where the path is given."""
        return (self.problems if path else Problems()).text(one.get(name), f"{path}.{name}")

    def id_of(self, one: Mapping[str, Any]) -> str:
        return self.said(one, "id")

    def category(self, one: Mapping[str, Any]) -> str:
        return CATEGORY_OF.get(fold(self.said(one, "classification")), "organisation")

    def rows(self) -> Iterator[Row]:
        for path, one in self.objects[ORGANIZATIONS]:
            yield self.organization(one, path)
        for path, one in self.objects[PERSONS]:
            yield self.person(one, path)
        posts: list[Row] = [self.post(one, path) for path, one in self.objects[POSTS]]
        tenures = [self.membership(one, path, posts) for path, one in self.objects[MEMBERSHIPS]]
        yield from posts
        yield from tenures

    def begun(self, what: str, one: Mapping[str, Any], path: str, section: str) -> Row:
        number = self.said(one, "id", path)
        own = number.removeprefix(self.site) if number.startswith(f"{self.site}/") else ""
        more = [name for name, value in one.items() if name not in READ[section] and value not in (None, "", [])]
        unread = sorted(self.problems.text(name, path) for name in more)
        return {"what": what, "id": number, "address": own, "unread": ", ".join(unread)[:2000]}

    def needed(self, one: Mapping[str, Any], name: str, path: str) -> str:
        if not (text := self.said(one, name, path)) and not isinstance(one.get(name), list | dict):
            self.problems.note(f"{path}.{name}", "it is missing")
        return text

    def called(self, one: Mapping[str, Any], path: str, row: Row) -> Row:
        return row | {
            "name": self.needed(one, "name", path),
            "names": names_said(self.other_names(one, path, row)),
            "identifiers": identifiers_said(self.identifiers(one, path)),
        }

    def other_names(self, one: Mapping[str, Any], path: str, row: Row) -> Iterator[Called]:
        seen: set[tuple[str, str]] = set()
        for where, other in self.listed(one.get("other_names"), f"{path}.other_names"):
            text, note = self.needed(other, "name", where), self.said(other, "note", where)
            found, borne = marked(text, note), self.borne(other, where)
            known = {"name", "note", *(("start_date", "end_date") if borne else ())}
            extra = sorted(self.problems.text(name, where) for name in set(other) - known)
            if note and found is None:
                extra.append(f"“{note[:100]}”")
            if extra:
                row["unread"] = f"{row['unread']}, of the name {text}: {', '.join(extra)}".removeprefix(", ")[:2000]
            name = found or Called(text)
            name = name._replace(valid=borne or name.valid)
            if name.text and name.kind != "primary" and (name.text, name.kind) not in seen:
                seen.add((name.text, name.kind))
                yield name

    def borne(self, other: Mapping[str, Any], where: str) -> str:
        """The time of a name as EDTF; "" where it is of other than plain dates, or ends before it begins."""
        given = [dated(self.said(other, name, where)) for name in ("start_date", "end_date")]
        found = life(*given)
        return found if list(map(plain_date, given)) == given and is_date(found) else ""

    def identifiers(self, one: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
        for where, each in self.listed(one.get("identifiers"), f"{path}.identifiers"):
            value = self.needed(each, "identifier", where)
            yield self.said(each, "scheme", where) or "popolo", value

    def organization(self, one: Mapping[str, Any], path: str) -> Row:
        row = self.called(one, path, self.begun("actor", one, path, ORGANIZATIONS))
        stated = self.said(one, "classification", path)
        if stated and fold(stated) not in CATEGORY_OF:
            row["unread"] = f"{row['unread']}, classification “{stated[:100]}”".removeprefix(", ")
        return row | {
            "category": self.category(one),
            "parent": self.said(one, "parent_id", path),
            "state": self.state(one, path, row),
            "when": self.dates(one, "founding_date", "dissolution_date", path),
            "summary": self.said(one, "abstract", path),
        }

    def person(self, one: Mapping[str, Any], path: str) -> Row:
        row = self.called(one, path, self.begun("actor", one, path, PERSONS))
        return row | {
            "category": "person",
            "family_name": self.said(one, "family_name", path),
            "sort_name": self.said(one, "sort_name", path),
            "state": self.states.get(nation := self.said(one, "national_identity", path), nation),
            "when": self.dates(one, "birth_date", "death_date", path),
            "summary": self.said(one, "summary", path),
        }

    def post(self, one: Mapping[str, Any], path: str) -> Row:
        row = self.begun("post", one, path, POSTS)
        body, state = self.said(one, "organization_id", path), self.state(one, path, row)
        of_state = self.kinds.get(self.said(one, "organization_id")) in STATES
        label = self.said(one, "label", path) or self.said(one, "role", path)
        if not label:
            self.problems.note(f"{path}.label", "it is missing")
        return row | {
            "title": label,
            "role": self.said(one, "role", path),
            "organisation": "" if of_state else body,
            "state": state or (body if of_state else ""),
            "when": self.dates(one, "start_date", "end_date", path),
        }

    def membership(self, one: Mapping[str, Any], path: str, posts: list[Row]) -> Row:
        row = self.begun("tenure", one, path, MEMBERSHIPS)
        role, post = self.said(one, "role", path), self.said(one, "post_id", path)
        capacity = CAPACITY_OF.get(fold(role), "") if role else ""
        stated = "" if capacity else role
        return row | {
            "person": self.said(one, "person_id", path),
            "post": post or self.post_of(one, path, stated, posts),
            "capacity": capacity,
            "title_as_stated": self.said(one, "label", path) or (stated if post else ""),
            "started": dated(self.said(one, "start_date", path)),
            "ended": dated(self.said(one, "end_date", path)),
        }

    def post_of(self, one: Mapping[str, Any], path: str, role: str, posts: list[Row]) -> str:
        """The post that is meant by a role in an organization, where none is named: one for all who have it."""
        body = self.said(one, "organization_id", path)
        if not body:
            self.problems.note(f"{path}.post_id", "it is missing, and organization_id too")
            return ""
        if (body, role) not in self.made:
            title = f"{role or 'Member'}, {self.names.get(body) or body}"[:300]
            own = f"post {len(self.made) + 1} of {path.partition('[')[0]}"
            of_state = self.kinds.get(body) in STATES
            posts.append({"what": "post", "id": own, "title": title, "role": (role or "Member")[:200],
                          "state" if of_state else "organisation": body})  # fmt: skip
            self.made[body, role] = own
        return self.made[body, role]

    def state(self, one: Mapping[str, Any], path: str, row: Row) -> str:
        """The state that is meant by an area: an organization of the file, else by name or code; other areas are not read."""
        number = self.said(one, "area_id", path)
        if not number or self.kinds.get(number) in STATES:
            return number
        area = self.areas.get(number, {})
        code = self.said(area, "identifier").lower()
        if fold(self.said(area, "classification")) in ("state", "territory", "country"):
            name = self.said(area, "name")
            return self.states.get(name) or (code.upper() if CODE.fullmatch(code) else name)
        row["unread"] = f"{row['unread']}, area_id".removeprefix(", ")
        return ""

    def dates(self, one: Mapping[str, Any], start: str, end: str, path: str) -> str:
        return life(dated(self.said(one, start, path)), dated(self.said(one, end, path)))
