"""Writing a paper: what stands beside its form, while it is typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from briefings.sections.previews import live
from records.views.guards import editors_only

# Characters of all fields together; a text of a sixth of this is shown as it was written.
MOST = 1_000_000


@editors_only
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """`/desk/preview/`: of the fields of a paper's form, the paper as its page prints it, for who asks; with what may want
    another look, and the records at hand. Nothing is saved."""
    given = {name: str(value) for name, value in request.POST.items()}
    if sum(map(len, given.values())) > MOST:
        return HttpResponse("This is too long to be shown while it is typed.", status=413)
    return render(request, "desk/_live.html", live(given, request.user, timezone.localdate()))
