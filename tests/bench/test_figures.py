from dataclasses import replace
from typing import Any

import pytest

from bench.figures import Looked, Measured, Timed, alike, differences, growth, of_raw, p95, ratio, report


def timed(said: str, page: float = 10, raw: float = 5, total: int = 7, sort: str = "word") -> Timed:
    totals = {"anonymous": total}
    return Timed(sort, said, page, page, page, page, raw, totals, totals)


def test_95_of_100_do_not_exceed_p95() -> None:
    assert p95([float(each) for each in range(1, 102)]) == pytest.approx(96)
    assert (p95([4.0]), p95([])) == (4.0, 0.0)


def test_a_ratio_to_nothing_is_none() -> None:
    assert (ratio(6, 3), ratio(6, 0)) == (2, 0)


def test_pages_are_compared_to_raw_questions_by_their_medians() -> None:
    assert of_raw([timed("a", 10, 1), timed("b", 20, 10), timed("c", 90, 40)]) == 2


def test_growth_is_told_by_class_and_of_all() -> None:
    small = [timed("a", 10), timed("b", 10), timed("c", 10, sort="phrase")]
    large = [timed("a", 20), timed("b", 40), timed("c", 50, sort="phrase"), timed("only here", 1)]
    assert growth(small, large) == {"word": 3, "phrase": 5, "all": 4}


def test_totals_are_compared_question_by_question_and_reader_by_reader() -> None:
    one, other = [timed("a"), timed("b", total=8)], [timed("b", total=9), timed("a"), timed("only here")]
    assert differences(one, other) == [("b", "anonymous", 8, 9)]
    assert alike(one, other) == 0.5


def run_of(database: str = "sqlite", records: int = 10, **columns: Any) -> Measured:
    run = Measured(database, records, 1, 2, timed=[timed("border", 10, 5)])
    return replace(run, **columns)


def said(*runs: Measured) -> str:
    return "\n".join(report(runs))


def test_a_report_says_of_each_goal_whether_it_is_met() -> None:
    assert "2.00 (goal 2: met)" in said(run_of())
    assert "2.00 (goal 1.2: NOT met)" in said(run_of("postgresql"))


def test_a_report_says_growth_once_there_are_two_sizes() -> None:
    large = run_of(records=100, timed=[timed("border", 50, 5)])
    assert "growth" not in said(run_of())
    assert "growth from 10: 5.00 (goal 4: NOT met)" in said(run_of(), large)


def test_a_report_tells_each_difference_between_the_databases() -> None:
    other = run_of("postgresql", timed=[timed("border", total=9)])
    assert "border as anonymous: 9 and 7" in said(other, run_of())


def test_a_report_tells_completions_and_names() -> None:
    run = run_of(completions={"/complete/": [12.0]}, probes=[("Mottaki", "Muttaqi", ""), ("A", "A", "1.")])
    text = said(run)
    assert "p95 12.00 (goal 10: NOT met)" in text
    assert "names missed: Mottaki for Muttaqi (NOT met)" in text


def test_a_report_tells_how_many_rows_of_a_file_a_second_gives() -> None:
    run = run_of(pages=[Looked("file visits.csv", "/visits.csv", 500, 400, 9, 1000, rows=2000)])
    assert "2,000 rows, 4,000 rows a second" in said(run)


def test_a_run_comes_back_from_a_file_as_it_went() -> None:
    run = run_of(pages=[Looked("a", "/a/", 1, 1, 1, 1)], probes=[("a", "b", "c")])
    assert Measured.from_json(run.as_json()) == run
