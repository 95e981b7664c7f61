from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from records.access import is_editor
from records.samples import samples


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with made-up data, for those who build and edit pages."""
    if not is_editor(request.user):
        raise Http404
    return render(request, "styleguide.html", samples())
