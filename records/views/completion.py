from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from records.kinds import ref
from records.search.completions import completions


@require_safe
@cache_control(private=True)
def complete(request: HttpRequest) -> HttpResponse:
    """`/complete/?q=mutt&kind=actor:person`: what may be meant, at most ten; `kind` may be repeated, and left out for all."""
    asked, reader = request.GET, request.user
    try:
        found = completions(asked.get("q", ""), reader, timezone.localdate(), asked.getlist("kind"))
    except ValueError as error:
        return JsonResponse({"problem": str(error)}, status=400)
    rows = [
        {
            "label": one.label,
            "detail": one.detail,
            "kind": one.kind,
            "ref": ref(one.kind, one.pk),
            "slug": one.slug,
            "fill": one.fill,
            "address": one.address,
        }
        for one in found
    ]
    return JsonResponse({"completions": rows}, json_dumps_params={"ensure_ascii": False})
