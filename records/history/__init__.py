"""What a record was: its revisions read, compared and put back."""

from records.history.differences import Comparison, difference
from records.history.merging import merge
from records.history.refusals import NotRestored
from records.history.restoring import apply_snapshot, restore

__all__ = ["Comparison", "NotRestored", "apply_snapshot", "difference", "merge", "restore"]
