"""The review page of a record, and what is done there: steps, remarks, the checklist, proposals. Nothing is done by GET."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from records import judging, proposing, remarking
from records.addresses import page_of_any_kind
from records.companions import companions
from records.forms.proposals import ProposalForm
from records.models import Kind, Proposal, Record, Remark, Taken
from records.numbers import counted
from records.publishing import NONE_READ, RULES, NotYours, Refused, take
from records.quotes import Quote
from records.sections.proposals import PAGES
from records.sections.review import Refusal, review_page
from records.standards import STANDARDS
from records.views.guards import editors_only, signed_in

Done = Callable[[HttpRequest, Kind], str]


@editors_only
@require_safe
@page_of_any_kind
def review(request: HttpRequest, record: Kind) -> HttpResponse:
    return shown(request, record)


def shown(request: HttpRequest, record: Kind, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    page = review_page(record, signed_in(request), timezone.localdate(), refusal)
    context = {"review": page, "handling": page.handling}
    return render(request, "desk/review.html", context, status=status)


def done_by(request: HttpRequest, record: Kind, form: str, act: Callable[[], str]) -> HttpResponse:
    """`act()` does it and tells so. What is refused is told on the page, beside all that was typed: 403 where somebody else
    may do it, 422 where it cannot be done."""
    try:
        told, refused = act(), None
    except Refused as error:
        told, refused = str(error), error
    here = type(record).objects.visible_to(request.user).among([record.pk]).first()
    if refused and here:
        refusal = Refusal(form, told, request.POST, getattr(refused, "bound", None))
        return shown(request, here, refusal, 403 if isinstance(refused, NotYours) else 422)
    messages.add_message(request, messages.ERROR if refused else messages.SUCCESS, told)
    return redirect(f"/desk{here.get_absolute_url()}review/" if here else "/desk/")


def written(request: HttpRequest, name: str) -> str:
    """What was typed into a field, without the one sign that no database keeps in a text."""
    return request.POST.get(name, "").replace("\x00", "")


def seen(request: HttpRequest) -> int | None:
    """The number of the revision that was read; what is none counts as one that nobody has read."""
    return number_read(request.POST.get("seen"))


def number_read(text: object) -> int:
    given = counted(text)
    return NONE_READ if given is None else given


def seen_along(request: HttpRequest) -> dict[int, int]:
    """Id of a companion -> number of the revision that was read, each sent as "12:3"."""
    pairs = (one.partition(":") for one in request.POST.getlist("companion-seen"))
    return {number_read(pk): number_read(number) for pk, _, number in pairs}


@editors_only
@require_POST
@page_of_any_kind
def review_step(request: HttpRequest, record: Kind) -> HttpResponse:
    action = request.POST.get("action", "")

    def act() -> str:
        if action not in Taken.values:
            raise Refused("Choose a step: the form sent none that is known.")
        taken = Taken(action)
        along = chosen(request, record, taken)
        take(taken, record, signed_in(request), written(request, "note"), along, seen(request), seen_along(request))
        with_them = f", with {len(along)} more" if along else ""
        return f"{record.ref} {RULES[taken].action.label}{with_them}."

    return done_by(request, record, action, act)


def chosen(request: HttpRequest, record: Kind, action: Taken) -> list[Record]:
    """The companions that were ticked, of those that the page offers."""
    ticked = set(request.POST.getlist("companion"))
    if not ticked:
        return []
    offered = {str(one.record.pk): one.record for one in companions(record, signed_in(request), action)}
    if not ticked <= offered.keys():
        raise Refused("One of the records ticked can no longer go along: look at the list again.")
    return [offered[pk] for pk in sorted(ticked, key=int)]


@editors_only
@require_POST
@page_of_any_kind
def review_remark(request: HttpRequest, record: Kind) -> HttpResponse:
    quote = Quote(*(written(request, name) for name in ("quote", "prefix", "suffix")))

    def act() -> str:
        remarking.remark(record, signed_in(request), written(request, "text"), quote, written(request, "field"))
        return "Remark kept."

    return done_by(request, record, "remark", act)


@editors_only
@require_POST
@page_of_any_kind
def review_answer(request: HttpRequest, record: Kind, number: int) -> HttpResponse:
    """Answers a remark, settles it, or both."""
    to = of_record(Remark.objects.of(record.pk).told_to(request.user), number)
    given, text = request.POST, written(request, "text")

    def act() -> str:
        if text.strip() or "settle" not in given:
            remarking.answer(to, record, signed_in(request), text)
        if "settle" in given:
            remarking.settle(to, record, signed_in(request))
        return "Remark settled." if "settle" in given else "Answer kept."

    return done_by(request, record, f"answer-{number}", act)


def of_record(rows: Any, number: int) -> Any:
    if (found := rows.among([number]).first()) is None:
        raise Http404
    return found


@editors_only
@require_POST
@page_of_any_kind
def review_checklist(request: HttpRequest, record: Kind) -> HttpResponse:
    found = {
        one.key: {"met": written(request, f"met-{one.key}"), "note": written(request, f"note-{one.key}")}
        for one in STANDARDS
    }

    def act() -> str:
        judging.judge(record, signed_in(request), found, seen(request))
        return "Checklist kept."

    return done_by(request, record, "checklist", act)


@editors_only
@require_POST
@page_of_any_kind
def review_propose(request: HttpRequest, record: Kind) -> HttpResponse:
    action = request.POST.get("action", "")

    def act() -> str:
        kind, page = proposing.known(action), PAGES.get(action)
        if page is None or page.form is None:
            raise Refused(f"A {kind.words} is proposed on a page of its own.")
        form = page.form(record, request.POST, prefix=f"propose-{action}")
        if not form.is_valid():
            raise Unfit(form)
        proposing.propose(record, action, form.cleaned_data, signed_in(request), written(request, "reason"))
        return f"Proposed: {kind.words}. It waits for a second person."

    return done_by(request, record, f"propose-{action}", act)


class Unfit(Refused):
    """The fields of the form say what is wrong with them."""

    def __init__(self, bound: ProposalForm) -> None:
        super().__init__("Nothing was proposed: see what is said at the fields.")
        self.bound = bound


@editors_only
@require_POST
@page_of_any_kind
def review_decide(request: HttpRequest, record: Kind, number: int) -> HttpResponse:
    proposal = of_record(Proposal.objects.of(record.pk).told_to(request.user), number)
    decision, answer = written(request, "decision"), written(request, "answer")

    def act() -> str:
        if decision == "accept":
            proposing.accept(proposal, signed_in(request), answer, seen(request))
        elif decision == "refuse":
            proposing.refuse(proposal, signed_in(request), answer)
        elif decision == "take_back":
            proposing.take_back(proposal, signed_in(request), answer)
        else:
            raise Refused("Accept it, refuse it, or take it back.")
        told = {"accept": "accepted and done", "refuse": "refused", "take_back": "taken back"}[decision]
        return f"Proposal {told}."

    return done_by(request, record, f"proposal-{number}", act)
