"""Citing a passage of a document for a record: its words are those of the archived text."""

from typing import Any

from records.models import Citation, Document, Record
from records.quotes import Quote, checked_quote, neighbours


def passage(document: Document, quote: str, prefix: str = "", suffix: str = "") -> Quote:
    """The passage as it stands in the archived text, with its neighbours where none are given; as it is given where no text
    is archived. Raises `NotQuoted`."""
    place = checked_quote(document.text, quote, prefix, suffix)
    if place is None:
        return Quote(quote, prefix, suffix)
    if not prefix and not suffix:
        prefix, suffix = neighbours(document.text, place)
    return Quote(document.text[place.start : place.end], prefix, suffix)


def cite(document: Document, target: Record, quote: str, prefix: str = "", suffix: str = "", **own: Any) -> Citation:
    """`own` are the other columns of the citation. Raises `NotQuoted` with nothing written."""
    found = passage(document, quote, prefix, suffix)
    return Citation.objects.create(
        document=document, target=target, quote=found.exact, prefix=found.prefix, suffix=found.suffix, **own
    )
