"""What stands on the front page of the editors' desk: one's own work, what waits, what is odd."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from records.access import Door, Handling, door, is_reviewer
from records.dates import time_html
from records.desk import offered
from records.desk_lists import DeskList, warnings, work
from records.kinds import KINDS, ref
from records.links import Links, anchor
from records.listing import Listing, Sort, listing_for
from records.models import Proposal, Revision, User
from records.models.readers import called
from records.pages import Action
from records.panels import Item, Make, Panel
from records.proposing import in_words, others_decide, verdict
from records.tables import TableRow
from records.templatetags.chancery import tlp

SHOWN, WARNED, CHANGED = 6, 3, 8
Warned: TypeAlias = tuple[tuple[int, str], ...]
# Of the newest revisions by others, how many are looked through for so many records.
LOOKED_THROUGH = 200
DECIDED_FOR = timedelta(days=14)
WORK, WAITING, WARNINGS, OTHERS = "My work", "A second person", "Warnings", "By others"


def work_panels(user: User, now: datetime) -> list[Panel]:
    """One query for each list."""
    today = timezone.localdate(now)
    return [list_panel(one, user, today) for one in work() if one.fits(user)]


def list_panel(one: DeskList, user: User, today: date) -> Panel:
    rows = (
        one.records(user, today).with_total().values_list("pk", "kind", "slug", "title", "updated_at", "total")[:SHOWN]
    )
    found = list(rows)
    items = [
        Item(review_link(kind, slug, title, one), f"{KINDS[kind].label} · {ref(kind, pk)}", at)
        for pk, kind, slug, title, at, _ in found
    ]
    total = found[0][-1] if found else 0
    more = f"/desk/lists/{one.key}/" if total > len(items) else ""
    return Panel(one.key, one.title, items, total, more, one.empty, WORK)


def warning_panels(user: User, now: datetime) -> list[Panel]:
    """Two queries, and one more for each list where a record was saved since the last time. Where there is nothing to warn of,
    nothing is said."""
    found = warned(door(user), timezone.localdate(now), Revision.objects.newest())
    links = Links(user).load(pk for _, pks in found.values() for pk, _ in pks)
    panels = []
    for one in warnings():
        total, pks = found.get(one.key, (0, ()))
        items = [Item(links[pk], f"{KINDS[kind].label} · {ref(kind, pk)}") for pk, kind in pks]
        more = f"/desk/lists/{one.key}/" if total > len(items) else ""
        if items:
            panels.append(Panel(one.key, one.title, items, total, more, one.empty, WARNINGS))
    return panels


@lru_cache(maxsize=32)
def warned(seen_by: Door, today: date, newest: tuple[int, datetime] | None) -> dict[str, tuple[int, Warned]]:
    """Key of a warning -> how many records it concerns, and the first few. They are looked for in all that is on record, so
    what was found is kept for all who see the same, until the next record is saved."""
    found = {}
    for one in warnings():
        rows = list(one.records(seen_by, today).with_total().values_list("pk", "kind", "total")[:WARNED])
        found[one.key] = (rows[0][-1] if rows else 0, tuple((pk, kind) for pk, kind, _ in rows))
    return found


def review_link(kind: str, slug: str, title: str, one: DeskList) -> SafeString:
    """Work leads to the review page, a warning to the record."""
    if one.is_warning:
        return anchor(kind, slug, title)
    return format_html('<a href="/desk/{}/{}/review/">{}</a>', KINDS[kind].folder, slug, title)


def proposal_panels(user: User, now: datetime) -> list[Panel]:
    """Five queries."""
    told = Proposal.objects.of_visible(user).told_to(user).select_related("by", "decided_by")
    waiting = told.open().made_by_others(user.pk).apart_from(others_decide(user)).oldest_first()
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
    said = f"{words}, {verdict(one)}" if one.decided_at else f"{words}, proposed by {called(one.by)}"
    return Item(link, said, one.decided_at or one.at, one.answer or one.reason)


def changed_panels(user: User, now: datetime) -> list[Panel]:
    """What others saved lately, each record once. Three queries."""
    newest_ones = Revision.objects.one_by_one().by_others_than(user.pk).newest_first().values_list("pk", flat=True)
    rows = (
        Revision.objects.among(newest_ones[:LOOKED_THROUGH])
        .of_visible(user)
        .readable_by(user)
        .newest_first()
        .with_names()
    )
    newest: dict[int, tuple[datetime, str, str]] = {}
    for one in rows:
        if len(newest) < CHANGED:
            newest.setdefault(one.record_id, (one.at, one.comment, called(one.author)))
    links = Links(user).load(newest)
    items = [Item(links[pk], who, at, comment) for pk, (at, comment, who) in newest.items()]
    empty = "What others save of the records that you may see stands here."
    return [Panel("changed", "Lately changed by others", items, empty=empty, group=OTHERS)]


# In the order in which they stand.
PANELS: tuple[Make, ...] = (work_panels, proposal_panels, warning_panels, changed_panels)


def panel_groups(user: User, now: datetime) -> list[tuple[str, list[Panel]]]:
    """All panels under their headings, in the order in which these come first."""
    groups: dict[str, list[Panel]] = {}
    for one in (panel for make in PANELS for panel in make(user, now)):
        groups.setdefault(one.group, []).append(one)
    return list(groups.items())


def entered() -> list[Action]:
    """What can be entered anew."""
    return [Action(f"New {one.model.LABEL.lower()}", f"/desk/{one.model.FOLDER}/new/") for one in offered().values()]


def desk_listing(request: HttpRequest, one: DeskList, user: User, today: date) -> Listing:
    """A list of the desk as a table, 50 records a page."""
    own = (Sort(one.heading),) if one.heading else ()
    sorts = (Sort("Record"), Sort("Kind"), Sort("Date"), *own, Sort("Saved"), Sort("Handling"))
    listing, page = listing_for(
        request, one.records(user, today), title=one.title, sorts=sorts, default="", intro=one.says
    )
    listing.empty, listing.heading = one.empty, 0
    names = ("pk", "kind", "slug", "title", "when", "updated_at", "handling")
    rows = list(page.values_list(*names))
    told = one.told(user, [row[0] for row in rows], today) if one.heading else {}
    listing.rows = [row_of(one, told.get(row[0], SafeString("")), *row[1:]) for row in rows]
    return listing


def row_of(
    one: DeskList, told: SafeString, kind: str, slug: str, title: str, when: str, saved: datetime, handling: int
) -> TableRow:
    day = SafeString(time_html(f"{saved:%Y-%m-%d}"))
    dated = SafeString(time_html(when)) if when else SafeString("")
    own = (told,) if one.heading else ()
    link = review_link(kind, slug, title, one)
    return TableRow((link, KINDS[kind].label, dated, *own, day, tlp(Handling(handling).label)))
