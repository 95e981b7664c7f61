"""Every list: filters and order in the address, 50 rows a page, an exact total for this reader."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.core.validators import MaxLengthValidator
from django.db.models import Count, QuerySet, Value
from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString

from records.access import Reader
from records.kinds import FOLDERS, KINDS
from records.models import Record, RecordQuerySet
from records.prepared import Rows, prepared
from records.rendering import PLAIN_FIELDS

PER_PAGE = 50
# Characters of a filter; no title is longer.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Sort:
    """A column's heading; `order` are `order_by` expressions for ascending, none where it cannot be sorted."""

    label: str
    key: str = ""
    ascending: tuple[Any, ...] = ()
    descending: tuple[Any, ...] = ()
    numeric: bool = False
    # A date of its own beside that of the record: `TableRow.dates` have its EDTF text.
    dated: bool = False
    # What the column is called in a file, where that is not its heading.
    column: str = ""

    @property
    def name(self) -> str:
        return self.column or self.label.lower().replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    url: str
    sorted: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file, or with `page` the page that leads to some."""

    label: str
    url: str
    page: bool = False


@dataclass(frozen=True, slots=True)
class PageLink:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pager:
    number: int
    last: int
    previous: str
    next: str
    pages: list[PageLink]


@dataclass(slots=True)
class Listing:
    """One page of a list, as templates/list.html prints it; the kind's view fills `rows`."""

    title: str
    intro: str
    total: int
    first: int
    last: int
    columns: list[Column]
    form: "Filters | None"
    clear: str
    pager: Pager | None
    caption: str = ""
    # The address of the list's news as an Atom feed.
    feed: str = ""
    empty: str = "Nothing here yet that you may see."
    rows: Sequence[Any] = field(default_factory=list)
    # All that match, on whatever page they are.
    matching: Any = None
    # The order asked for, "" for the list's own.
    sort: str = ""
    # The column that is the heading of its row.
    heading: int = 1
    files: Sequence[FileLink] = ()
    # Where an editor enters one more.
    enter: str = ""
    # What it is narrowed to by filters that have no field to show.
    narrowed: Sequence[SafeString] = ()


class Filters(forms.Form):
    """The filters of a list, read from the address. A value that is none is reported and not applied."""

    default_renderer = PLAIN_FIELDS
    # Fields that narrow the list together, not each for itself.
    TOGETHER: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self, data: Mapping[str, Any] | None = None, reader: Reader | None = None, today: date | None = None
    ) -> None:
        super().__init__(data)
        self.reader = reader or AnonymousUser()
        # Field -> (title, reference) of what its text was understood as, where it says something else, or fits several.
        self.understood: dict[str, list[tuple[str, str]]] = {}
        self._today = today
        for one in self.fields.values():
            # A database refuses to look for more than some ten thousand characters.
            if isinstance(one, forms.CharField) and one.max_length is None:
                one.validators.append(MaxLengthValidator(LONGEST, f"At most {LONGEST} characters."))

    @property
    def today(self) -> date:
        """The day on which the list is asked for."""
        if self._today is None:
            raise ValueError("These filters ask which day it is: give them `today`.")
        return self._today

    def seen(self, kind: str, slug: str) -> int | None:
        """The id of the record of that kind and address, None for a blank address; for use in `clean_…`.

        Refuses an address at which this reader sees nothing, in the same words whether or not a record is there.
        """
        if not slug:
            return None
        info = KINDS[kind]
        pk = Record.objects.visible_to(self.reader).at(info.folder, slug).values_list("pk", flat=True).first()
        if pk is None:
            raise ValidationError(f"No {info.label.lower()} that you may read has the address “{slug}”.")
        return pk

    def narrow(self, records: Any) -> Any:
        """`records` with every filter applied that was given and is valid."""
        self.is_valid()
        for name, value in self.cleaned_data.items():
            if value not in (None, "", []) and name not in self.TOGETHER:
                records = getattr(self, f"by_{name}")(records, value)
        return records

    @property
    def in_use(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def in_words(self) -> list[str]:
        """The filters in use, each as its label and its value read on the page: "level: head of state"."""
        found = []
        for name, one in self.fields.items():
            if value := self.data.get(name):
                choices = {str(key): told for key, told in getattr(one, "choices", ())}
                label = str(one.label or name)
                found.append(f"{label[:1].lower()}{label[1:]}: {choices.get(value, value)}")
        return found


@dataclass(frozen=True, slots=True)
class Whole:
    """All records of a list, in the place of a QuerySet while nothing narrows it: what a list asks of them is written
    once for all its readers (`records.prepared`). `make(reader)` gives them, as far as the reader may see them.

    `number`, where it is known, spares the query that counts them.
    """

    reader: Reader
    make: Callable[[Reader], QuerySet]
    number: int | None = None
    order: tuple[Any, ...] = ()
    start: int = 0

    def records(self) -> Any:
        return self.make(self.reader)

    def order_by(self, *order: Any) -> "Whole":
        return replace(self, order=order)

    def count(self) -> int:
        return counted(self.reader, make=self.make)[0][0] if self.number is None else self.number

    def __getitem__(self, page: slice) -> "Whole":
        return replace(self, start=page.start)

    def values_list(self, *columns: Any) -> Rows:
        """The rows of one page."""
        return rows_of(self.reader, make=self.make, order=self.order, columns=columns, start=self.start)


@prepared
def counted(reader: Reader, *, make: Callable[[Reader], QuerySet]) -> QuerySet:
    everything = make(reader).order_by().values(every=Value(1))
    return everything.annotate(number=Count("pk")).values_list("number")


@prepared
def rows_of(
    reader: Reader, *, make: Callable[[Reader], QuerySet], order: tuple[Any, ...], columns: tuple[Any, ...], start: int
) -> QuerySet:
    records = make(reader)
    ordered = records.order_by(*order) if order else records
    return ordered.values_list(*columns)[start : start + PER_PAGE]


def address_with(query: QueryDict, **changes: str | int) -> str:
    changed = query.copy()
    for name, value in changes.items():
        changed[name] = str(value)
    return f"?{changed.urlencode()}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a list: `narrowed` and `ordered` are its records, `sort` is the key of the order."""

    form: Filters | None
    narrowed: Any
    ordered: Any
    sort: str
    descending: bool


def asked_of(
    query: QueryDict, form: Filters | None, records: RecordQuerySet | Whole, sorts: Sequence[Sort], default: str
) -> Asked:
    if form and form.in_use and isinstance(records, Whole):
        records = records.records()
    narrowed = form.narrow(records) if form else records
    key, descending = chosen_sort(query.get("sort", ""), sorts, default)
    sort = next((one for one in sorts if key and one.key == key), None)
    ordered = narrowed.order_by(*(sort.descending if descending else sort.ascending)) if sort else narrowed
    return Asked(form, narrowed, ordered, key, descending)


def listing_for(
    request: HttpRequest,
    records: RecordQuerySet | Whole,
    *,
    title: str,
    sorts: Sequence[Sort],
    default: str,
    filters: type[Filters] | None = None,
    intro: str = "",
    today: date | None = None,
) -> tuple[Listing, QuerySet]:
    """The listing and the records of its page, in the order asked for (`sort=key` or `sort=-key`).

    `records` have passed the door; `default` is the order without a `sort`, "" the order that they have. Queries: one
    count, and one more when the records are read.
    """
    form = filters(request.GET, request.user, today) if filters else None
    asked = asked_of(request.GET, form, records, sorts, default)
    query = short(request.GET)
    page = Paginator(cast(QuerySet, asked.ordered), PER_PAGE).get_page(request.GET.get("page"))
    listing = Listing(
        title=title,
        intro=intro,
        total=page.paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        columns=[column(one, asked.sort, asked.descending, query) for one in sorts],
        form=form,
        clear=request.path if form and form.in_use else "",
        pager=pager(page.number, page.paginator.num_pages, query),
        matching=asked.narrowed,
        sort=known_sort(request.GET.get("sort", ""), sorts),
        feed=f"/feeds{request.path[:-1]}.atom" if request.path.strip("/") in FOLDERS else "",
    )
    return listing, cast(QuerySet, page.object_list)


def short(query: QueryDict) -> QueryDict:
    """The query without what is too long to be a filter: each link of the list would repeat it."""
    kept = query.copy()
    for name in query:
        if len(name) + sum(map(len, query.getlist(name))) > LONGEST:
            del kept[name]
    return kept


def known_sort(asked: str, sorts: Sequence[Sort]) -> str:
    """The order asked for, "" where the list has no such order."""
    return asked if asked.removeprefix("-") in {one.key for one in sorts if one.key} else ""


def chosen_sort(asked: str, sorts: Sequence[Sort], default: str) -> tuple[str, bool]:
    wanted = known_sort(asked, sorts) or default
    return wanted.removeprefix("-"), wanted.startswith("-")


def column(sort: Sort, key: str, descending: bool, query: QueryDict) -> Column:
    if not sort.key:
        return Column(sort.label, "", "", sort.numeric)
    now = ("descending" if descending else "ascending") if sort.key == key else ""
    turned = sort.key if now == "descending" else f"-{sort.key}" if now else sort.key
    return Column(sort.label, address_with(query, sort=turned, page=1), now, sort.numeric)


def pager(number: int, last: int, query: QueryDict) -> Pager | None:
    """First, last and the neighbours of the page, an ellipsis ("…") for each gap; None for a single page."""
    if last <= 1:
        return None
    shown = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    pages: list[PageLink] = []
    for before, one in zip([0, *shown], shown, strict=False):
        if one - before > 1:
            pages.append(PageLink("…", "", False))
        pages.append(PageLink(str(one), address_with(query, page=one), one == number))
    return Pager(
        number=number,
        last=last,
        previous=address_with(query, page=number - 1) if number > 1 else "",
        next=address_with(query, page=number + 1) if number < last else "",
        pages=pages,
    )
