"""Lists of any length: their rows are counted up to a number, and read a page at a time."""

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import QuerySet

# More are counted by no list: whoever looks for one of so many searches.
MOST = 5000


class Bounded(Paginator):
    """Counts to `MOST` and no further: to count all rows, a database would read them all for each page."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        return len(rows.order_by().values("pk")[:MOST]) if isinstance(rows, QuerySet) else len(rows)
