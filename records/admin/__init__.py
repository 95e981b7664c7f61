"""The administration: accounts, sources and tags are edited there; all else is found there and edited at the desk.

What is in no list, and why, stands in `tests/test_admin.py`.
"""

from records.admin.accounts import AccountAdmin
from records.admin.found import PartAdmin, RecordAdmin, dated, linked
from records.admin.parts import IdentifierAdmin
from records.admin.sources import SourceAdmin
from records.admin.tags import TagAdmin

__all__ = [
    "AccountAdmin",
    "IdentifierAdmin",
    "PartAdmin",
    "RecordAdmin",
    "SourceAdmin",
    "TagAdmin",
    "dated",
    "linked",
]
