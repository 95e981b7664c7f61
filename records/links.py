"""Every link of a page in one query; what the reader may not see is withheld."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from records import kinds
from records.access import Reader
from records.directions import direction, has_from_right
from records.models import Record
from records.prepared import prepared
from records.safe import escaped

WITHHELD = SafeString('<span class="withheld">withheld</span>')
NONE = SafeString("")


def anchor(kind: str, slug: str, title: str) -> SafeString:
    said = f'<bdi dir="{direction(title)}">{escaped(title)}</bdi>' if has_from_right(title) else escaped(title)
    return SafeString(f'<a href="{kinds.address(kind, slug)}">{said}</a>')


def outside(url: str) -> str:
    """An address outside the site as it may stand in a link: "" unless it is one of the web."""
    return url if url.lower().startswith(("http://", "https://")) else ""


@prepared
def shown(reader: Reader, ids: list[int]) -> QuerySet:
    return Record.objects.visible_to(reader).among(ids).values_list("pk", "kind", "slug", "title")


class Links:
    """The links of one page for one reader.

    `load(ids)` once, then `links[id]` is a ready `<a>`, the neutral mark for a record that the reader may not
    see, or "" for None. `title(id)` is the bare title, None where withheld.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._rows: dict[int, tuple[str, str, str]] = {}
        # One record is linked many times on a page.
        self._anchors: dict[int, SafeString] = {}

    def load(self, ids: Iterable[int | None]) -> "Links":
        if wanted := {pk for pk in ids if pk} - self._rows.keys():
            for pk, kind, slug, title in shown(self.reader, list(wanted)):
                self._rows[pk] = (kind, slug, title)
        return self

    def __getitem__(self, pk: int | None) -> SafeString:
        if pk is None:
            return NONE
        if (made := self._anchors.get(pk)) is None:
            if (row := self._rows.get(pk)) is None:
                return WITHHELD
            made = self._anchors[pk] = anchor(*row)
        return made

    def __contains__(self, pk: int | None) -> bool:
        return pk in self._rows

    def of_kind(self, kind: str) -> list[int]:
        """The ids of the records of a kind that may be seen, in order."""
        return sorted(pk for pk, row in self._rows.items() if row[0] == kind)

    def title(self, pk: int | None) -> str | None:
        row = self._rows.get(pk or 0)
        return row[2] if row else None

    def address(self, pk: int | None) -> str | None:
        row = self._rows.get(pk or 0)
        return kinds.address(row[0], row[1]) if row else None

    def slug(self, pk: int | None) -> str | None:
        row = self._rows.get(pk or 0)
        return row[1] if row else None

    def kind(self, pk: int | None) -> str | None:
        row = self._rows.get(pk or 0)
        return row[0] if row else None
