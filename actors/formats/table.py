"""Actors, posts and tenures as the table that the desk reads again, without loss. Pure."""

from actors.formats.shapes import ActorShape, PostShape, Ref, Row, Shape, TenureShape
from actors.name_marks import names_said
from records.batches.escapes import identifiers_said, tags_said


def row(shape: Shape, site: str) -> Row:
    """The cells by the names of their columns (`actors.batches.DIRECTORY`); records stand by their addresses."""
    cells = {
        "id": at(shape.own, site),
        "address": at(shape.own, site),
        "when": shape.when,
        "when_note": shape.when_note,
        "summary": shape.summary,
        "identifiers": identifiers_said(shape.identifiers),
        "tags": tags_said(shape.tags),
    }
    if isinstance(shape, ActorShape):
        return {**cells, **actor(shape, site)}
    if isinstance(shape, PostShape):
        return {**cells, **post(shape, site)}
    assert isinstance(shape, TenureShape)
    return {**cells, **tenure(shape, site)}


def at(ref: Ref | None, site: str) -> str:
    return f"{site}{ref.address}" if ref else ""


def actor(shape: ActorShape, site: str) -> Row:
    return {
        "what": "actor",
        "name": shape.own.title,
        "category": shape.own.category,
        "family_name": shape.family_name,
        "sort_name": shape.sort_name,
        "names": names_said(shape.names),
        "state": at(shape.state, site),
        "parent": at(shape.parent, site),
    }


def post(shape: PostShape, site: str) -> Row:
    return {
        "what": "post",
        "title": shape.own.title,
        "role": shape.role,
        "organisation": at(shape.organisation, site),
        "state": at(shape.state, site),
        "accredited_to": at(shape.accredited_to, site),
        "level": shape.level,
        "note": shape.note,
    }


def tenure(shape: TenureShape, site: str) -> Row:
    return {
        "what": "tenure",
        "person": at(shape.person, site),
        "post": at(shape.post, site),
        "capacity": shape.capacity,
        "title_as_stated": shape.title_as_stated,
        **shape.dates,
        **{f"{name}_note": words for name, words in shape.noted.items()},
        "end_reason": shape.end_reason,
        "dates_conflict": "yes" if shape.dates_conflict else "",
        "note": shape.note,
        "own_title": shape.own_title,
    }
