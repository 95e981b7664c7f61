"""Made-up data for the style guide: every component once, with its hard cases."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe

from records.comparing import How
from records.dates import time_html
from records.drawings import Point, Span, bars_by_month, bars_by_year, lanes, strip
from records.drawings.intervals import Counted, interval_bars
from records.drawings.timeline import Item, timeline
from records.grades import meaning
from records.history.differences import FieldChange, Stretch
from records.listing import Column, Filters, PageLink, Pager
from records.pages import Action, Fact, MentionGroup, Passage, Tab
from records.periods import Period, Scale
from records.quotes import Place
from records.sections.documents import Mark, marked
from records.sections.search_names import Chip

TODAY = date(2024, 11, 20)


def link(words: str) -> SafeString:
    return mark_safe(f'<a href="#main">{words}</a>')


def said(edtf: str) -> SafeString:
    return mark_safe(time_html(edtf))


@dataclass(frozen=True, slots=True)
class SampleHead:
    """What parts/_head.html prints of a page."""

    label: str = "Official"
    ref: str = "A-0457"
    handling: str = "TLP:AMBER+STRICT"
    stage: str = "in review"
    title: str = "A very long name that has to wrap: Envoy Extraordinary and Minister Plenipotentiary"
    lede: SafeString = field(default_factory=lambda: mark_safe("<p>One sentence that says what matters most.</p>"))
    facts: tuple[Fact, ...] = field(
        default_factory=lambda: (
            Fact("Post", link("Foreign Secretary")),
            Fact("Since", said("2024-11~")),
            Fact("Names", mark_safe('<span lang="ur" dir="rtl">آمنہ</span> (Urdu)')),
            Fact("Reports to", mark_safe('<span class="withheld">withheld</span>')),
        )
    )
    actions: tuple[Action, ...] = (Action("Edit", "#main"), Action("History", "#main"))
    tabs: tuple[Tab, ...] = (Tab("Overview", "#main", True), Tab("Mentions, 14", "#main", False))


@dataclass(frozen=True, slots=True)
class SampleJudgement:
    text: str
    likelihood: str
    band: str
    confidence: str
    basis: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SampleParticipant:
    actor: SafeString
    role: str
    title: str = ""
    post: SafeString | str = ""
    behalf: SafeString | str = ""
    certainty: str = ""


class SampleFilters(Filters):
    visitor = forms.CharField(label="Visitor or post", required=False)
    level = forms.ChoiceField(choices=[("", "Any level"), ("3", "special envoy")], required=False)
    since = forms.RegexField(r"^\d{4}$", required=False, error_messages={"invalid": "A year, such as 2024."})


def passage(number: int, grade: str, stance: str, quote: str, url: str) -> Passage:
    return Passage(
        number=number,
        document_id=number,
        grade=grade,
        meaning=meaning(grade),
        document=link("Readout of the meeting"),
        source="Ministry of Foreign Affairs",
        when=said("2024-11-18"),
        quote=quote,
        locator="paragraph 2",
        stance=stance,
        stance_label=stance,
        first_hand=number == 1,
        relayed="first-hand" if number == 1 else "relayed",
        note="",
        url=url,
        retrieved=said("2024-11-19") if url else mark_safe(""),
    )


def posts_held() -> list[Span]:
    years = [(2014, 2017), (2018, 2021), (2022, 2024)]
    titles = ["Consul-General", "High Commissioner", "Ambassador to a state with a long name"]
    known = [
        Span(
            title,
            "#main",
            None,
            date(a, 5, 1),
            date(a, 5, 1),
            date(b, 2, 1),
            date(b, 6, 1),
            cells=(str(a), str(b)),
        )
        for title, (a, b) in zip(titles, years, strict=True)
    ]
    start = date(2024, 9, 11)
    now = Span("Foreign Secretary", "#main", date(2024, 7, 1), start, start, cells=("2024", "unknown"))
    acting, shared = (date(2017, 7, 1), date(2018, 3, 1)), (date(2023, 1, 1), date(2024, 6, 1))
    more = [
        Span(
            title, "#main", None, begun, begun, over, over, cells=(str(begun.year), str(over.year)), stands_in=stands_in
        )
        for title, (begun, over), stands_in in (("Chargé", acting, True), ("Special Envoy", shared, False))
    ]
    closed = Span(
        "Adviser",
        "#main",
        None,
        date(2019, 1, 1),
        date(2019, 1, 1),
        cells=("2019", "unknown"),
        closed_by=date(2021, 5, 4),
    )
    return [*known, *more, closed, now, Span("Attaché", cells=("unknown", "unknown"))]


def stances() -> list[Point]:
    given = [("2021-09-16", "affirms"), ("2021-10-02", "denies"), ("2022-07-04", "affirms in part")]
    given += [("2023-06-06", "affirms"), ("2024-03-01", "no position"), ("2024-11-18", "affirms")]
    points = [Point(date.fromisoformat(day), stance, link("A spokesman"), said(day)) for day, stance in given]
    return [
        *points,
        Point(TODAY, "affirms", link("An envoy"), said("2024-11-20")),
        Point(None, "denies", "Nobody named"),
    ]


def rows() -> dict[str, Any]:
    """What lists of cards, tables and sources are made of."""
    return {
        "judgements": [
            SampleJudgement("They will meet again.", "likely", "55 to 80 per cent", "moderate", "two accounts agree."),
            SampleJudgement("Nothing will be signed.", "very unlikely", "5 to 20 per cent", "low", "one report."),
        ],
        "people": [
            SampleParticipant(link("Yue Xiaoyong"), "visitor", "special envoy", "", link("China"), "certain"),
            SampleParticipant(mark_safe('<span class="withheld">withheld</span>'), "counterpart"),
        ],
        "passages": [
            passage(1, "B2", "supports", "The two sides reviewed the situation.", "https://example.org/readout"),
            passage(2, "F6", "contradicts", "", ""),
        ],
        "groups": [MentionGroup("Visits", [link("Yue Xiaoyong in Islamabad"), link("A second one")], 64, "#main")],
        "columns": [Column("Date", "#main", "descending", False), Column("Visitor", "#main", "", False)],
        "states": ["contested", "corroborated", "retracted", "pending", "kept", "broken", "overdue", "rumoured"],
        "labels": ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"],
        "dates": ["2024-11-18", "2024-11-18?", "2024-22", "2021-08-15/", "[2024-05-14,2024-05-16]", ""],
    }


def drawn() -> dict[str, Any]:
    counts = {date(2023 + (number + 11) // 12, (number + 11) % 12 + 1, 1): 3 + number * 7 % 9 for number in range(12)}
    return {
        "strip": strip(posts_held(), TODAY, "Post", ("Started", "Ended"), one_at_a_time=True),
        "lanes": lanes(stances()),
        "months": bars_by_month(counts, unfinished=date(2024, 11, 1)),
        "timeline": timeline(in_time(), Period(date(2024, 1, 1), date(2024, 12, 31))),
        "intervals": interval_bars(Scale.YEAR, by_year()),
        "years": bars_by_year({year: 1 + year * 13 % 40 for year in range(1874, 2021)}),
    }


def in_time() -> list[Item]:
    """A date of every kind."""
    dates = (
        "2024-02-03",
        "2024-04-18?",
        "2024-05",
        "2024-03-01/2024-06-30",
        "2024-07/2024-10",
        "2024-09-01/",
        "2023/..",
    )
    return [Item("Events", "#main", "An event", when) for when in dates]


def by_year() -> list[Counted]:
    years = Period(date(2010, 1, 1), date(2024, 12, 31)).intervals(Scale.YEAR)
    return [Counted(one, "#main", number * 7 % 40, number % 9) for number, one in enumerate(years)]


def archived() -> SafeString:
    text = "Islamabad. The envoy called on the Secretary on Monday. They spoke for an hour.\n\nA new paragraph.\n\nآمنہ بلوچ"
    places = [Place(11, 55, 1), Place(11, 55, 2), Place(45, 75, 3)]
    return marked(text, places, {key: Mark(key, "#main", "a claim") for key in (1, 2, 3)})


def changed() -> list[FieldChange]:
    by_word = [
        (How.SAME, "They met on "),
        (How.REMOVED, "Monday "),
        (How.ADDED, "a Monday "),
        (How.SAME, "in Islamabad."),
    ]
    left_out = [Stretch(How.SAME, mark_safe(""), 312), Stretch(How.ADDED, mark_safe("A new end."))]
    words = [Stretch(how, mark_safe(text)) for how, text in by_word]
    values = [Stretch(How.REMOVED, said("2024-11")), Stretch(How.ADDED, said("2024-11-18?"))]
    return [FieldChange("summary", [*words, *left_out], by_word=True), FieldChange("when", values)]


def samples() -> dict[str, Any]:
    """The context of templates/styleguide.html, but for what needs the request."""
    pages = [PageLink("1", "#main", True), PageLink("2", "#main", False), PageLink("…", "", False)]
    return {
        **rows(),
        **drawn(),
        "head": SampleHead(),
        "changed": changed(),
        "pager": Pager(1, 7, "", "#main", [*pages, PageLink("7", "#main", False)]),
        "form": SampleFilters({"since": "lately"}),
        "link": link("The group acts from sanctuaries across the border"),
        "archive": archived(),
        "chips": [Chip("State", "Pakistan", "#main"), Chip("Year", "2024", "#main")],
    }
