"""Saving a record that was made of what somebody typed."""

from django.core.exceptions import ValidationError

from records.models import Composed, Kind


def enter(record: Kind) -> None:
    """A title that is made of names comes with the save. Raises `ValidationError`, its messages headed by the kind."""
    try:
        record.full_clean(exclude={"title"} if isinstance(record, Composed) else None)
    except ValidationError as error:
        raise ValidationError([f"{record.LABEL}: {one}" for one in error.messages]) from error
    record.save()
