"""A briefing as it was published, and what has changed since: in the paper, and in what it cites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from briefings.models import Briefing
from briefings.sections.briefings import briefing_context
from records.access import Reader
from records.changes import Period, Scope, as_html, changes, heading
from records.history.reading import Reading, moment
from records.listing import PER_PAGE
from records.models import Record, Revision, Step, Taken
from records.sections.history import KeptPassages, log_since

# What the paper says of itself, and when.
SAID = ("title", "summary", "body", "source_summary", "as_of", "written_by", "supersedes_id")


@dataclass(frozen=True, slots=True)
class Since:
    """`revisions`: how often the paper was changed, as far as the reader may know; `changed`: what became of what it cites."""

    at: SafeString
    revision: str
    difference: str
    revisions: int
    changed: list[tuple[SafeString, SafeString]]
    more: bool


def published_revision(briefing: Briefing, reader: Reader) -> Revision | None:
    """With which it was published last, as far as the reader may read it; else the first that was published to them."""
    number = (
        Step.objects.of(briefing.pk).taken(Taken.PUBLISHED).newest_first().values_list("revision", flat=True).first()
    )
    found = Revision.objects.of(briefing.pk).readable_by(reader)
    return found.as_published(number or 0).first() or found.as_published().first()


def as_published_context(briefing: Briefing, revision: Revision, request: HttpRequest, today: date) -> dict[str, Any]:
    """The context of templates/briefings/briefing_detail.html, with the words, judgements and passages of the revision."""
    then, kept = as_it_stood(briefing, revision), revision.snapshot
    passages = KeptPassages(kept, Reading(request.user, Briefing.KIND, [kept]))
    rows = sorted(kept["judgements"], key=lambda row: (row["order"], row["id"]))
    names = ("text", "likelihood", "confidence", "basis", "outcome")
    judgements = [tuple(row[name] for name in names) for row in rows]
    context = briefing_context(then, request, today, judgements, passages)
    cited = {*passages.ids(), *context["page"].markup.targets}
    return {**context, "since": since(briefing, revision, cited, request.user)}


def as_it_stood(briefing: Briefing, revision: Revision) -> Briefing:
    """The record with the words of the revision; not to be saved."""
    names = [field.attname for field in Briefing._meta.concrete_fields]
    kept = {name: revision.snapshot[name] for name in SAID if name in revision.snapshot}
    kept["as_of"] = Briefing._meta.get_field("as_of").to_python(kept.get("as_of"))
    kept["handling"] = max(briefing.handling, revision.snapshot["handling"])
    return Briefing(**{name: kept.get(name, getattr(briefing, name)) for name in names})


def since(briefing: Briefing, revision: Revision, cited: Iterable[int], reader: Reader) -> Since:
    later = log_since(briefing, revision, reader)
    records = Record.objects.visible_to(reader).among(cited)
    news = changes(Scope(reader, records), Period(since=revision.at, most=PER_PAGE))
    told = [(one, [as_html(said, news.links) for said in one.phrases]) for one in news.entries]
    here = f"{briefing.get_absolute_url()}history/"
    return Since(
        at=moment(revision.at),
        revision=f"{here}{revision.place}/",
        difference=f"{here}{revision.place}/{later[0].place}/" if later else "",
        revisions=len(later),
        changed=[(heading(one, news.links), SafeString("; ".join(phrases))) for one, phrases in told],
        more=news.older is not None,
    )
