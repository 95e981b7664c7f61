"""What stands on the front page of the editors' desk: one's own work, what waits, what is odd."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from records.access import is_reviewer
from records.desk_lists import DeskList, warnings, work
from records.kinds import KINDS, ref
from records.links import Links, anchor
from records.models import Proposal, Revision, User
from records.panels import Item, Panel
from records.proposing import in_words, verdict

SHOWN, WARNED, CHANGED = 6, 3, 8
# Of the newest revisions by others, how many are looked through for so many records.
LOOKED_THROUGH = 60
DECIDED_FOR = timedelta(days=14)
WORK, WAITING, WARNINGS, OTHERS = "My work", "A second person", "Warnings", "By others"


def work_panels(user: User, now: datetime) -> list[Panel]:
    """Two queries for each list."""
    today = timezone.localdate(now)
    return [list_panel(one, user, today, SHOWN, WORK) for one in work() if one.fits(user)]


def warning_panels(user: User, now: datetime) -> list[Panel]:
    """Two queries for each list. Where there is nothing to warn of, nothing is said."""
    today = timezone.localdate(now)
    panels = (list_panel(one, user, today, WARNED, WARNINGS) for one in warnings())
    return [one for one in panels if one.total]


def list_panel(one: DeskList, user: User, today: date, most: int, group: str) -> Panel:
    records = one.records(user, today)
    total = records.count()
    rows = records.values_list("pk", "kind", "slug", "title", "updated_at")[:most] if total else ()
    items = [
        Item(review_link(kind, slug, title, one), f"{KINDS[kind].label} · {ref(kind, pk)}", at)
        for pk, kind, slug, title, at in rows
    ]
    more = f"/desk/lists/{one.key}/" if total > len(items) else ""
    return Panel(one.key, one.title, items, total, more, one.empty, group)


def review_link(kind: str, slug: str, title: str, one: DeskList) -> SafeString:
    """Work leads to the review page, a warning to the record."""
    if one.is_warning:
        return anchor(kind, slug, title)
    return format_html('<a href="/desk/{}/{}/review/">{}</a>', KINDS[kind].folder, slug, title)


def proposal_panels(user: User, now: datetime) -> list[Panel]:
    """Five queries."""
    told = Proposal.objects.of_visible(user).told_to(user).select_related("by", "decided_by")
    waiting = told.open().made_by_others(user.pk).oldest_first()
    mine = told.made_by(user.pk)
    open_ones, decided = list(mine.open().oldest_first()[:SHOWN]), list(mine.decided_since(now - DECIDED_FOR)[:SHOWN])
    others = list(waiting[:SHOWN]) if is_reviewer(user) else []
    links = Links(user).load(one.record_id for one in (*open_ones, *decided, *others))
    panels = [
        Panel(
            "proposed", "Proposed by me", [proposal_item(one, links) for one in (*open_ones, *decided)], group=WAITING
        )
    ]
    if is_reviewer(user):
        items = [proposal_item(one, links) for one in others]
        empty = "No proposal waits for you."
        panels.insert(0, Panel("proposals", "Proposals for me to decide", items, waiting.count(), "", empty, WAITING))
    return [one for one in panels if one.items or one.empty]


def proposal_item(one: Proposal, links: Links) -> Item:
    where = links.address(one.record_id)
    link = format_html('<a href="/desk{}review/#proposals">{}</a>', where, links.title(one.record_id))
    words = in_words(one.action).capitalize()
    said = f"{words}, {verdict(one)}" if one.decided_at else f"{words}, proposed by {name_of(one.by)}"
    return Item(link, said, one.decided_at or one.at, one.answer or one.reason)


def name_of(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else "an import"


def changed_panels(user: User, now: datetime) -> list[Panel]:
    """What others saved lately, each record once. Two queries."""
    rows = (
        Revision.objects.one_by_one()
        .by_others_than(user.pk)
        .of_visible(user)
        .readable_by(user)
        .newest_first()
        .values_list("record_id", "at", "comment", "author__first_name", "author__last_name", "author__username")
    )
    newest: dict[int, tuple[datetime, str, str]] = {}
    for pk, at, comment, first, last, username in rows[:LOOKED_THROUGH]:
        if len(newest) < CHANGED:
            newest.setdefault(pk, (at, comment, f"{first} {last}".strip() or username))
    links = Links(user).load(newest)
    items = [Item(links[pk], who, at, comment) for pk, (at, comment, who) in newest.items()]
    empty = "What others save of the records that you may see stands here."
    return [Panel("changed", "Lately changed by others", items, empty=empty, group=OTHERS)]


def grouped(panels: Sequence[Panel]) -> list[tuple[str, list[Panel]]]:
    """The panels under their headings, in the order in which these come first."""
    groups: dict[str, list[Panel]] = {}
    for one in panels:
        groups.setdefault(one.group, []).append(one)
    return list(groups.items())
