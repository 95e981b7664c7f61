"""How a paper on a record begins: the heads that an analytic paper has, and under them the records that belong there."""

from collections.abc import Iterable, Sequence
from typing import Any

from records.access import Reader
from records.kinds import address
from records.models import Mention, Record

# From whose pages a paper is begun.
ABOUT = ("actor", "post", "visit", "meeting", "event", "claim", "assertion", "commitment")
# Of each kind so many are set into the text, and so many are looked at.
MOST, LOOKED_AT = 12, 60
TOLD = ("visit", "meeting", "event")
CLAIMED = ("claim", "assertion")
PROMISED = ("commitment",)


def skeleton(about: str, reader: Reader) -> dict[str, Any]:
    """What the form of a paper begins with, `about` being "visits/v-1"; nothing for what the reader may not see. Four queries.

    It names records by reference alone, but for the title, and so takes over the handling of the record.
    """
    folder, _, slug = about.strip("/").partition("/")
    record = Record.objects.visible_to(reader).at(folder, slug).first()
    if record is None or record.kind not in ABOUT:
        return {}
    marks: dict[str, list[str]] = {}
    for kind, place in near(record, reader):
        marks.setdefault(kind, []).append(mark(kind, place))
    return {"title": record.title, "handling": record.handling, "body": body(mark(record.kind, record.slug), marks)}


def near(record: Record, reader: Reader) -> list[tuple[str, str]]:
    """(kind, slug) of what names the record, and of the claims and promises to which what is said there belongs."""
    shown = Record.objects.visible_to(reader)
    naming = shown.naming(record.pk).of_kinds((*TOLD, *CLAIMED, *PROMISED)).newest_first()
    rows = list(naming.values_list("pk", "kind", "slug")[:LOOKED_AT])
    said = [pk for pk, kind, _ in rows if kind == "assertion"]
    claimed = shown.among(Mention.objects.from_any(said).targets()).of_kind("claim") if said else shown.none()
    promised = shown.naming_any(said).of_kinds(PROMISED).newest_first()[:LOOKED_AT] if said else shown.none()
    more = [row for found in (claimed, promised) for row in found.values_list("pk", "kind", "slug")]
    return [(kind, slug) for pk, kind, slug in dict.fromkeys([*rows, *more]) if pk != record.pk]


def mark(kind: str, slug: str) -> str:
    return address(kind, slug).strip("/")


def body(about: str, near: dict[str, list[str]]) -> str:
    def of(kinds: Sequence[str]) -> list[str]:
        return [one for kind in kinds for one in near.get(kind, [])[:MOST]]

    told, claimed, promised = of(TOLD), of(CLAIMED), of(PROMISED)
    parts = [
        "## What happened",
        f"[[{about}]]",
        f"![[{about}]]",
        listed(told),
        "## What is claimed, and by whom",
        listed(claimed),
        *(["## What was promised", listed(promised)] if promised else ()),
        "## What we do not know",
        "- ",
        "## Outlook",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def listed(marks: Iterable[str]) -> str:
    return "\n".join(f"- [[{one}]]" for one in marks)
