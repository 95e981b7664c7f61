"""When holders were last met with, as the desk and the page of a tenure say it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from actors.models import Tenure
from actors.sightings import Seen, last_seen
from records.access import Reader
from records.dates import time_html
from records.links import Links


def seen_html(seen: Seen | None, links: Links) -> SafeString:
    """ "last seen on 4 May 2024, in Meeting of …"; what is not on record is said to be so."""
    if seen is None:
        return mark_safe("not seen in any record")
    return format_html("last seen on {}, in {}", mark_safe(time_html(seen.day.isoformat())), links[seen.record])


def patrol(reader: Reader, pks: Sequence[int], today: date) -> Mapping[int, SafeString]:
    """Of each tenure when its holder was last seen, with the ways to say what became of it. Three queries."""
    rows = list(Tenure.objects.visible_to(reader).among(pks).values_list("pk", "person_id", "slug"))
    seen = last_seen({pk: person for pk, person, _ in rows}, reader, today)
    links = Links(reader).load([*(one.record for one in seen.values()), *(row[1] for row in rows)])
    return {
        pk: format_html("{}{}", seen_html(seen.get(pk), links), ways(slug, links.slug(person)))
        for pk, person, slug in rows
    }


def ways(slug: str, person: str | None) -> SafeString:
    """One step to the form, at the field of the end; one to what names the holder; one to a source that says they go on."""
    form = f"/desk/tenures/{slug}/edit/"
    looked_up = format_html(' · <a href="/actors/{}/mentions/">What names the holder</a>', person) if person else ""
    return format_html(
        '<p class="fine"><a href="{}#id_ended">Enter the end</a> · <a href="{}#id_citations-0-document">Cite a source</a>{}</p>',
        form,
        form,
        looked_up,
    )
