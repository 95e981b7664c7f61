from typing import Any

from django import forms

from records.file_types import KEPT
from records.uploads import MEGABYTE, limit


class AttachmentForm(forms.Form):
    file = forms.FileField(label="File", max_length=255)
    caption = forms.CharField(
        label="What it shows",
        required=False,
        max_length=300,
        help_text="Read in place of a picture by whoever does not see it. The document is found by it too.",
    )
    comment = forms.CharField(
        label="What you did, and why", required=False, max_length=300, help_text="For the history of the document."
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        most = f"{limit() // MEGABYTE} MB"
        field = self.fields["file"]
        field.help_text = f"{KEPT}; {most} at most. What it is, is told from its content."
        field.error_messages["required"] = f"No file came in. Choose one, of {most} at most."
        field.error_messages["empty"] = "The file is empty."


class RemovalForm(forms.Form):
    remove = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    comment = forms.CharField(
        label="Why it is removed", max_length=300, error_messages={"required": "Say why: the history keeps the reason."}
    )
