"""The forms of entering many at once: the table itself, what its columns are, and what all of a batch has in common."""

from datetime import date
from typing import Any

from django import forms

from records.access import Handling, Reader, clearance
from records.batches import reading
from records.batches.headings import guessed, is_headed
from records.batches.tables import Table
from records.forms.references import RecordField, titles
from records.models import Sheet

RECOGNISE = ("", "Recognise it")


class TableForm(forms.Form):
    """A table, pasted or as a file. `grid` holds its rows once the form is valid."""

    text = forms.CharField(
        label="Paste the table",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "sheet"}),
        help_text="With its row of headings, as it comes from a spreadsheet or a CSV file.",
    )
    file = forms.FileField(
        label="Or choose a file",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
        help_text="CSV or TSV, at most 5 MB and 2,000 rows.",
    )
    delimiter = forms.ChoiceField(
        label="Cells are parted by",
        required=False,
        choices=[RECOGNISE, *((one, name.capitalize()) for one, name in reading.DELIMITERS.items())],
    )
    encoding = forms.ChoiceField(
        label="The file is written in",
        required=False,
        choices=[RECOGNISE, *reading.ENCODINGS.items()],
    )

    grid: reading.Grid
    read_as = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        field = "file" if cleaned.get("file") else "text"
        try:
            text = self._from_file() if field == "file" else cleaned.get("text", "")
            self.grid = reading.grid(text, cleaned.get("delimiter", ""))
        except reading.Unreadable as error:
            self.add_error(field, str(error))
        return cleaned

    def _from_file(self) -> str:
        file = self.cleaned_data["file"]
        reading.require_size(file.size)
        text, self.read_as = reading.decoded(file.read(), self.cleaned_data.get("encoding", ""))
        return text

    def sheet(self, table: Table, by: Any) -> Sheet:
        """What was read, with the fields of its columns as far as they can be guessed. Not saved yet."""
        first = self.grid.rows[0].cells
        headed, width = is_headed(first, table), self.grid.width
        columns = guessed(reading.padded(first, width), table) if headed else [""] * width
        return Sheet(
            rows_are=table.rows_are,
            by=by,
            name=str(getattr(self.cleaned_data.get("file"), "name", ""))[:200],
            encoding=self.read_as,
            delimiter=self.grid.delimiter,
            headed=headed,
            rows=[[row.number, reading.padded(row.cells, width)] for row in self.grid.rows],
            columns=columns,
            handling=Handling.CLEAR,
        )


class ColumnsForm(forms.Form):
    """Which column is which field, and whether the first row holds headings."""

    headed = forms.BooleanField(label="The first row holds the headings of the columns", required=False)

    def __init__(self, *args: Any, table: Table, sheet: Sheet, **more: Any) -> None:
        more.setdefault("initial", {"headed": sheet.headed})
        super().__init__(*args, **more)
        self.table, self.sheet = table, sheet
        choices = [("", "Not read"), *((one.name, one.label) for one in table.columns)]
        for place, name in enumerate(sheet.columns):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=f"Column {place + 1}", required=False, choices=choices, initial=name
            )

    @property
    def names(self) -> list[str]:
        return [self.cleaned_data.get(f"column-{place}", "") for place in range(len(self.sheet.columns))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [name for name in self.names if name]
        labels = {one.name: one.label for one in self.table.columns}
        twice = sorted({labels[name] for name in chosen if chosen.count(name) > 1})
        missing = [one.label for one in self.table.columns if one.required and one.name not in chosen]
        if twice:
            self.add_error(None, f"Two columns are read as {' and as '.join(twice)}: let one of them be not read.")
        if missing:
            self.add_error(None, f"No column is read as {' or as '.join(missing)}, which every row needs: choose one.")
        return cleaned


class BatchForm(forms.ModelForm):
    """What all of a batch has in common."""

    document = RecordField(kinds=["document"], label="Source of all of it", required=False)

    class Meta:
        model = Sheet
        fields = ("comment", "document", "quote", "locator", "handling")
        labels = {
            "comment": "What you enter, and why",
            "quote": "The passage, if there is one for all",
            "locator": "Page or paragraph",
        }
        help_texts = {
            "comment": "Stands in the history of every record of the batch.",
            "handling": "Of all of it: that of the strictest thing it says.",
        }
        widgets = {"quote": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, reader: Reader, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        most = clearance(reader)
        self.fields["handling"] = forms.TypedChoiceField(
            label="Handling",
            choices=[one for one in Handling.choices if one[0] <= most],
            coerce=int,
            help_text=self.Meta.help_texts["handling"],
        )
        source: Any = self.fields["document"]
        source.read_by(reader, today)
        pk = self.initial.get("document")
        source.told = titles(reader, [pk]) if pk else {}
        source.help_text = "A document that is there. Without one each record is listed as without source."

    def keep(self) -> None:
        """Take into the sheet, unsaved, whatever is valid; the rest of it stays as it is stored. One query."""
        before = Sheet.objects.get(pk=self.instance.pk)
        self.is_valid()
        for name in self.Meta.fields:
            given = self.cleaned_data[name] if name in self.cleaned_data else getattr(before, name)
            setattr(self.instance, name, given)
