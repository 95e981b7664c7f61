"""Files of a document: attached at the desk, served to whoever may see the document."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from records.access import Handling, can_edit
from records.addresses import record_page
from records.attaching import attach, detach, file_type
from records.forms.attachments import AttachmentForm, RemovalForm
from records.models import Attachment, Document
from records.sections.attachments import attached_files
from records.views.guards import editors_only, signed_in

# Nothing in a file may run, load or be framed, whatever a browser makes of it.
SAFE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@require_safe
@record_page(Document)
def attachment(request: HttpRequest, record: Document, pk: int, name: str) -> Any:
    """The file, to be saved; of the pictures that browsers show, to be seen."""
    found = Attachment.objects.visible_to(request.user).of(record.pk).among([pk]).first()
    if found is None or found.name != name:
        raise Http404
    kind = file_type(found)
    try:
        content = found.file.open("rb")
    except OSError as error:
        raise Http404("The file is not where it was kept.") from error
    encoding = "; charset=utf-8" if kind.media_type.startswith("text/") else ""
    return FileResponse(
        content,
        as_attachment=not kind.picture,
        filename=found.name,
        content_type=f"{kind.media_type}{encoding}",
        headers=SAFE,
    )


@editors_only
@require_http_methods(["GET", "POST"])
@record_page(Document)
def desk_attachments(request: HttpRequest, record: Document) -> HttpResponse:
    """`/desk/documents/<slug>/attachments/`: what is attached, with a form to attach more and one to take each away."""
    if not can_edit(request.user, record):
        raise PermissionDenied
    removing = "remove" in request.POST
    posted = request.method == "POST"
    form = AttachmentForm(request.POST, request.FILES) if posted and not removing else AttachmentForm()
    removal = RemovalForm(request.POST) if removing else RemovalForm()
    if posted and (removed(removal, record, request) if removing else attached(form, record, request)):
        return redirect(request.path)
    context = {
        "record": record,
        "strictest": Handling(record.handling).label,
        "files": attached_files(record, request.user),
        "form": form,
        "removal": removal,
        "refused": posted,
    }
    return render(request, "desk/attachments.html", context, status=422 if posted else 200)


def attached(form: AttachmentForm, document: Document, request: HttpRequest) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        made = attach(document, given["file"], signed_in(request), given["caption"], given["comment"])
    except ValidationError as error:
        form.add_error("file", error.messages)
        return False
    messages.success(request, f"Attached: {made.name}.")
    return True


def removed(form: RemovalForm, document: Document, request: HttpRequest) -> bool:
    if not form.is_valid():
        return False
    found = Attachment.objects.of(document.pk).among([form.cleaned_data["remove"]]).first()
    if found is None:
        form.add_error(None, "This file is not attached to the document any more.")
        return False
    detach(found, signed_in(request), form.cleaned_data["comment"])
    messages.success(request, f"Removed: {found.name}. The history of the document keeps it.")
    return True
