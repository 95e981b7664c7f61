"""The form of an actor tells, before one is made, which of those on record it looks like."""

from typing import Any

from actors.linkage.finding import look_again, looks_like
from actors.models import Category
from actors.sections.duplicates import like_rows
from records.forms.entry import Entry
from records.models import Kind, User

# The field that says that the editor has seen whom the new one looks like.
LOOKED = "looked"


class ActorEntry(Entry):
    """A new actor that looks like another one is asked about once; sent again, it is made."""

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if valid and self.record.pk is None and not self.has_looked and self.alike():
            self.refused.append("Look first whether it is one of those named below. If it is none of them, save again.")
            return False
        return valid

    @property
    def has_looked(self) -> bool:
        return self.data is not None and bool(self.data.get(LOOKED))

    def alike(self) -> list[Any]:
        """(id, how it compares) of those that the name typed may mean."""
        typed = getattr(self.form, "cleaned_data", {})
        name, state = typed.get("title") or "", typed.get("state")
        if not name:
            return []
        is_person = typed.get("category") == Category.PERSON
        return looks_like([name], is_person, state.pk if state else None, self.reader, self.record.pk)

    def context(self) -> dict[str, Any]:
        found = self.alike() if self.refused else []
        return {"alike": like_rows(found, self.reader, self.today)}

    def save(self, by: User) -> Kind:
        saved = super().save(by)
        look_again([saved.pk])
        return saved
