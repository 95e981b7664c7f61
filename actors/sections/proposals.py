"""How merges, their undoing and splits are told on the review page: what would be done, and where to read all of it."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from actors.merging.planning import FIELDS
from actors.merging.proposals import MERGE, SPLIT, UNMERGE
from actors.models import Actor
from actors.sections.merging import LABELS
from records.access import Reader, may_merge
from records.links import Links
from records.models import Proposal
from records.sections.proposals import ProposalPage


def tell_merge(proposal: Proposal, reader: Reader) -> list[SafeString]:
    """Four queries. What would move, row by row, is on the page to which it leads."""
    pk = proposal.payload.get("loser", 0)
    links = Links(reader).load([pk])
    if pk not in links:
        return [SafeString("Another entry, which you may not see now, would go and lead here.")]
    told = [format_html("{} would go, and its addresses lead here.", links[pk])]
    loser: Actor = Actor.objects.get(pk=pk)
    chosen = [LABELS[name] for name in FIELDS if name in proposal.payload.get("chosen", ())]
    if chosen:
        told.append(format_html("Taken over from it: {}.", ", ".join(chosen)))
    if may_merge(reader):
        asked = "".join(f"&take={name}" for name in proposal.payload.get("chosen", ()))
        address = f"/desk{proposal.record.get_absolute_url()}merge/?with={loser.ref}{asked}"
        told.append(format_html('<a href="{}">Every row that would move or collide</a>', address))
    return told


def tell_unmerge(proposal: Proposal, reader: Reader) -> list[SafeString]:
    told = [SafeString("A merge into this entry would be undone: the entry that went stands again.")]
    if may_merge(reader):
        address = f"/desk/merges/{proposal.payload.get('merge', 0)}/"
        told.append(format_html('<a href="{}">What would go back, and what would not</a>', address))
    return told


def tell_split(proposal: Proposal, reader: Reader) -> list[SafeString]:
    title = proposal.payload.get("new", {}).get("title", "")
    told = [format_html("Some of its rows would go to a new actor, “{}”, which stands where this one stands.", title)]
    if may_merge(reader):
        address = f"/desk{proposal.record.get_absolute_url()}split/?proposal={proposal.pk}"
        told.append(format_html('<a href="{}">The rows that would go</a>', address))
    return told


PROPOSALS = (
    ProposalPage(MERGE, tell_merge),
    ProposalPage(UNMERGE, tell_unmerge),
    ProposalPage(SPLIT, tell_split),
)
