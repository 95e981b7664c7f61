from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from briefings.sections.front import front as front_for


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    context = front_for(request.user, timezone.localdate())
    return render(request, "front.html", {**context, "section": "front"})
