"""Which actors are meant by what somebody wrote into a filter: the end of an address, a name, or a name in another spelling."""

from dataclasses import dataclass, field

from actors.models import Actor
from records.access import Reader
from records.names import slugged
from records.search.spellings import SURE, alike


@dataclass(frozen=True, slots=True)
class Called:
    """Ids of the actors meant; where there are none, `offered` asks for the names that may have been. `spelt`: the name
    that was taken for the text, where no actor is called as it stands."""

    ids: list[int] = field(default_factory=list)
    offered: str = ""
    spelt: str = ""


def called(text: str, reader: Reader, most: int) -> Called:
    """Among the actors that the reader may see: the one at this address; else those of exactly this name; else those whose names
    hold every word; else those of a name that sounds the same. At most `most` of them."""
    shown = Actor.objects.visible_to(reader)
    at = shown.at(Actor.FOLDER, text) | shown.at(Actor.FOLDER, slugged(text, limit=100))
    for found in (at, shown.named_exactly(text), shown.named_like(text)):
        if ids := list(found.order_by("pk").values_list("pk", flat=True)[:most]):
            return Called(ids)
    spelt = alike(text.split(), reader)
    if spelt and spelt[0].score >= SURE:
        ids = list(shown.named_like(spelt[0].text).order_by("pk").values_list("pk", flat=True)[:most])
        if ids:
            return Called(ids, spelt=spelt[0].text)
    names = " or ".join(f"“{one.text}”" for one in spelt)
    return Called(offered=f" Did you mean {names}?" if names else "")
