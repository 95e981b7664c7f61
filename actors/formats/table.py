"""Actors, posts and tenures as the table that the desk reads again, without loss. Pure."""

from actors.formats.shapes import ActorShape, PostShape, Ref, Row, Shape, TenureShape
from actors.name_marks import names_said
from records.batches.escapes import identifiers_said, tags_said


def row(shape: Shape, site: str) -> Row:
    """The cells by the names of their columns (`actors.batches.DIRECTORY`); records stand by their addresses."""

    def at(ref: Ref | None) -> str:
        return f"{site}{ref.address}" if ref else ""

    cells = {
        "id": at(shape.own),
        "address": at(shape.own),
        "summary": shape.summary,
        "when_note": shape.when_note,
        "identifiers": identifiers_said(shape.identifiers),
        "tags": tags_said(shape.tags),
    }
    if isinstance(shape, ActorShape):
        return cells | {
            "what": "actor",
            "name": shape.own.title,
            "category": shape.own.category,
            "sort_name": shape.sort_name,
            "names": names_said(shape.names),
            "state": at(shape.state),
            "parent": at(shape.parent),
            "when": shape.when,
        }
    if isinstance(shape, PostShape):
        return cells | {
            "what": "post",
            "title": shape.own.title,
            "role": shape.role,
            "organisation": at(shape.organisation),
            "state": at(shape.state),
            "accredited_to": at(shape.accredited_to),
            "level": shape.level,
            "note": shape.note,
            "when": shape.when,
        }
    assert isinstance(shape, TenureShape)
    return cells | {
        "what": "tenure",
        "when_note": "",
        "person": at(shape.person),
        "post": at(shape.post),
        "capacity": shape.capacity,
        "title_as_stated": shape.title_as_stated,
        **shape.dates,
        **{f"{name}_note": words for name, words in shape.noted.items()},
        "end_reason": shape.end_reason,
        "dates_conflict": "yes" if shape.dates_conflict else "",
        "note": shape.note,
        "own_title": shape.own_title,
    }
