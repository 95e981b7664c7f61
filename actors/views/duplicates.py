"""Actors that may be one: the list of pairs, and a pair of them, which a curator joins or keeps apart."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from actors.linkage.comparing import ENOUGH, compare
from actors.linkage.entries import entries, rarity_of
from actors.linkage.finding import looks_like
from actors.models import Actor, Category, NotSame, PossibleDuplicate
from actors.sections.duplicates import in_words, like_rows, pair_rows, reasons_of, sides
from records.access import may_merge
from records.models import NameWord
from records.numbers import counted
from records.referring import NotMeant, meant
from records.views.guards import curators_only, editors_only, signed_in

PER_PAGE = 30
LONGEST_REASON = 300
TYPED = 300


@curators_only
@require_safe
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """`/desk/duplicates/`: pairs that nobody has decided yet, the likeliest first."""
    reader = signed_in(request)
    undecided = PossibleDuplicate.objects.visible_to(reader).undecided().likeliest_first()
    page = Paginator(undecided, PER_PAGE).get_page(request.GET.get("page"))
    context = {"rows": pair_rows(list(page), reader, timezone.localdate()), "page_of": page}
    return render(request, "desk/duplicates.html", context)


@curators_only
@require_http_methods(["GET", "POST"])
def duplicate_pair(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """`/desk/duplicates/7/42/`, the lower id first: any two actors, in the list or not. POST says that they are not the same, or
    takes that back."""
    reader = signed_in(request)
    actors = list(Actor.objects.visible_to(reader).among([one, other]).order_by("pk"))
    if one >= other or len(actors) < 2:
        raise Http404
    refused = decide(request, one, other) if request.method == "POST" else None
    if refused == "":
        return redirect("/desk/duplicates/" if request.POST.get("decision") == "different" else request.path)
    compared = entries([one, other])
    rarity = rarity_of(compared, NameWord.objects.visible_to(reader))
    found = compare(compared[0], compared[1], rarity) if len(compared) == 2 else None
    context = {
        "sides": sides(actors, reader, timezone.localdate()),
        "likely": in_words(found.score) if found and found.score > 0 else "",
        "reasons": reasons_of(found) if found and found.score > 0 else [],
        "decided": NotSame.objects.of_pair(one, other).select_related("by").first(),
        "refused": refused,
        "enough": ENOUGH,
        "reason": request.POST.get("reason", ""),
        "merge": f"/desk/actors/{actors[0].slug}/merge/?with={actors[1].ref}" if may_merge(reader) else "",
    }
    return render(request, "desk/duplicate.html", context, status=422 if refused else 200)


def decide(request: HttpRequest, one: int, other: int) -> str:
    """Why it is refused, in words; "" where it was done."""
    reason = " ".join(request.POST.get("reason", "").replace("\x00", " ").split())
    decision = request.POST.get("decision", "")
    if decision == "different":
        if not reason:
            return "Say how you know: the next one who wonders reads it."
        if len(reason) > LONGEST_REASON:
            return f"Say it in {LONGEST_REASON} characters; these are {len(reason)}."
        NotSame.objects.get_or_create(one_id=one, other_id=other, defaults={"reason": reason, "by": signed_in(request)})
        messages.success(request, "They are kept apart, and not proposed again.")
        return ""
    if decision == "undecided":
        NotSame.objects.of_pair(one, other).delete()
        messages.success(request, "Taken back: whether they are one is undecided again.")
        return ""
    return "Choose what you have decided."


@editors_only
@require_safe
@cache_control(private=True)
def looks_like_read(request: HttpRequest) -> HttpResponse:
    """`/desk/reads/actors/?name=…&category=…&state=…&actor=…`: the actors that one with this name may be already, as HTML."""
    asked, reader, today = request.GET, request.user, timezone.localdate()
    name = asked.get("name", "")[:TYPED].replace("\x00", " ")
    own = counted(asked.get("actor", ""))
    # An id that the reader may not see is nobody's.
    own = own if own and Actor.objects.visible_to(reader).among([own]).exists() else None
    found = looks_like(
        [name],
        asked.get("category", Category.PERSON) == Category.PERSON,
        state_meant(asked.get("state", "")[:TYPED], request),
        reader,
        own,
    )
    rows = like_rows(found, reader, today)
    return JsonResponse({"alike": render_to_string("desk/_looks_like.html", {"rows": rows})})


def state_meant(text: str, request: HttpRequest) -> int | None:
    try:
        return meant(text, request.user, timezone.localdate(), ("actor:state",)).pk if text.strip() else None
    except NotMeant:
        return None
