"""The forms of entering many at once: the table itself, what its columns are, and what all of a batch has in common."""

import re
from datetime import date
from typing import Any

from django import forms

from records.access import Handling, Reader, clearance
from records.batches import reading
from records.batches.headings import guessed, is_headed
from records.batches.tables import Format, Table
from records.forms.references import WITHHELD, RecordField, titles
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

    def __init__(self, *args: Any, table: Table, site: str, **more: Any) -> None:
        """`site` is the address of this site, by which its own records are known in a table."""
        super().__init__(*args, **more)
        self.table, self.site = table, site
        # The format in which the rows were written, where it is another than rows of cells.
        self.format: Format | None = None
        if table.formats:
            file: Any = self.fields["file"]
            file.widget.attrs["accept"] += ",.json,.jsonl,.ndjson,application/json"
            file.help_text = (
                f"CSV, TSV, {' or '.join(one.label for one in table.formats)}, at most 5 MB and 2,000 rows."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        field = "file" if cleaned.get("file") else "text"
        try:
            text = self._from_file() if field == "file" else cleaned.get("text", "")
            reading.require_size(len(text.encode(errors="surrogatepass")))
            self.format = next((one for one in self.table.formats if one.recognised(text)), None)
            self.grid = self._grid(text, cleaned.get("delimiter", ""))
        except reading.Unreadable as error:
            self.add_error(field, str(error))
        return cleaned

    def _grid(self, text: str, delimiter: str) -> reading.Grid:
        if self.format:
            read = self.format.read(text, self.site)
            return reading.Grid(tuple(reading.Row(number, tuple(cells)) for number, cells in read), "")
        found = reading.grid(text, delimiter)
        own = re.compile(rf"{re.escape(self.site)}(/[a-z-]+/[\w-]+/)")
        rows = (
            reading.Row(row.number, tuple(own.sub(r"\1", one) if own.fullmatch(one) else one for one in row.cells))
            for row in found.rows
        )
        return reading.Grid(tuple(rows), found.delimiter)

    def _from_file(self) -> str:
        file = self.cleaned_data["file"]
        reading.require_size(file.size)
        text, self.read_as = reading.decoded(file.read(), self.cleaned_data.get("encoding", ""))
        return text

    def sheet(self, by: Any) -> Sheet:
        """What was read, with the fields of its columns as far as they can be guessed. Not saved yet."""
        first = self.grid.rows[0].cells
        headed, width = is_headed(first, self.table), self.grid.width
        columns = guessed(reading.padded(first, width), self.table) if headed else [""] * width
        return Sheet(
            rows_are=self.table.rows_are,
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
        source.told, source.leaves = titles(reader, [pk]) if pk else {}, bool(pk)
        source.help_text = "A document that is there. Without one each record is listed as without source."

    def clean_document(self) -> Any:
        chosen = self.cleaned_data["document"]
        return self.instance.document if chosen == WITHHELD else chosen

    def keep(self) -> None:
        """Take into the sheet, unsaved, whatever is valid; the rest of it stays as it is stored. One query."""
        before = Sheet.objects.get(pk=self.instance.pk)
        self.is_valid()
        for name in self.Meta.fields:
            given = self.cleaned_data[name] if name in self.cleaned_data else getattr(before, name)
            setattr(self.instance, name, given)
