"""Which records rest on a passage of a document that the reader may see."""

from collections.abc import Iterable

from briefings.models.claims import Assertion
from records.access import Reader
from records.models import Citation


def sourced(pks: Iterable[int], reader: Reader) -> set[int]:
    """Ids of those of these records for which a passage is cited, of a claim also by way of what somebody said of it, as
    far as the reader may see document and assertion. One query."""
    wanted = list(pks)
    passages = Citation.objects.visible_to(reader)
    said = Assertion.objects.visible_to(reader).on_claims(wanted)
    told = (
        passages.cited_for(said.order_by().values("pk"))
        .order_by()
        .values_list("target__as_assertion__claim", flat=True)
    )
    own = passages.bearing_on(wanted).order_by().values_list("target_id", flat=True)
    return set(own.union(told))
