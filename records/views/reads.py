"""What a form asks while somebody types: how a date is read, and the text of a document that words are picked from."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.dates import DateError, bounds
from records.models import Document
from records.referring import NotMeant, meant
from records.said_dates import read_date
from records.views.guards import editors_only

# Of a longer text the words are copied from its page.
LONGEST_TEXT = 300_000


@require_safe
@editors_only
def read_said_date(request: HttpRequest) -> HttpResponse:
    """`/desk/reads/date/?text=Monday&near=2024-11-19`: the EDTF, its words and what was inferred, or what the problem is."""
    try:
        near = bounds(request.GET.get("near", ""))[0]
        reading = read_date(request.GET.get("text", ""), near)
    except DateError as error:
        return answer({"problem": str(error)})
    return answer({"edtf": reading.edtf, "words": reading.words if reading.edtf else "", "note": reading.note})


@require_safe
@editors_only
def read_document_text(request: HttpRequest) -> HttpResponse:
    """`/desk/reads/text/?document=D-12`: its archived text, and the day from which it speaks where that is known."""
    try:
        document = meant(request.GET.get("document", ""), request.user, timezone.localdate(), (Document.KIND,))
    except NotMeant as error:
        return answer({"problem": str(error)})
    assert isinstance(document, Document)
    whole = len(document.text) <= LONGEST_TEXT
    problem = "" if whole else "The text is too long to be shown here: copy the words from the page of the document."
    return answer(
        {
            "title": document.title,
            "text": document.text if whole else "",
            "language": document.language,
            "day": document.day.isoformat() if document.day else "",
            "problem": problem,
        }
    )


def answer(said: dict[str, str]) -> JsonResponse:
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})
