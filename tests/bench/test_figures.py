from dataclasses import replace
from typing import Any
from unittest import TestCase

from bench.figures import Looked, Measured, Timed, alike, differences, growth, of_raw, p95, ratio, report


def timed(said: str, page: float = 10, raw: float = 5, total: int = 7, sort: str = "word") -> Timed:
    totals = {"anonymous": total}
    return Timed(sort, said, page, page, page, page, raw, totals, totals)


class Arithmetic(TestCase):
    def test_95_of_100_do_not_exceed_p95(self) -> None:
        self.assertAlmostEqual(p95([float(each) for each in range(1, 102)]), 96)
        self.assertEqual((p95([4.0]), p95([])), (4.0, 0.0))

    def test_a_ratio_to_nothing_is_none(self) -> None:
        self.assertEqual((ratio(6, 3), ratio(6, 0)), (2, 0))

    def test_pages_are_compared_to_raw_questions_by_their_medians(self) -> None:
        self.assertEqual(of_raw([timed("a", 10, 1), timed("b", 20, 10), timed("c", 90, 40)]), 2)

    def test_growth_is_told_by_class_and_of_all(self) -> None:
        small = [timed("a", 10), timed("b", 10), timed("c", 10, sort="phrase")]
        large = [timed("a", 20), timed("b", 40), timed("c", 50, sort="phrase"), timed("only here", 1)]
        self.assertEqual(growth(small, large), {"word": 3, "phrase": 5, "all": 4})

    def test_totals_are_compared_question_by_question_and_reader_by_reader(self) -> None:
        one, other = [timed("a"), timed("b", total=8)], [timed("b", total=9), timed("a"), timed("only here")]
        self.assertEqual(differences(one, other), [("b", "anonymous", 8, 9)])
        self.assertEqual(alike(one, other), 0.5)


class Report(TestCase):
    def run_of(self, database: str = "sqlite", records: int = 10, **columns: Any) -> Measured:
        run = Measured(database, records, 1, 2, timed=[timed("border", 10, 5)])
        return replace(run, **columns)

    def said(self, *runs: Measured) -> str:
        return "\n".join(report(runs))

    def test_says_of_each_goal_whether_it_is_met(self) -> None:
        self.assertIn("2.00 (goal 2: met)", self.said(self.run_of()))
        self.assertIn("2.00 (goal 1.2: NOT met)", self.said(self.run_of("postgresql")))

    def test_says_growth_once_there_are_two_sizes(self) -> None:
        large = self.run_of(records=100, timed=[timed("border", 50, 5)])
        self.assertNotIn("growth", self.said(self.run_of()))
        self.assertIn("growth from 10: 5.00 (goal 4: NOT met)", self.said(self.run_of(), large))

    def test_tells_each_difference_between_the_databases(self) -> None:
        other = self.run_of("postgresql", timed=[timed("border", total=9)])
        self.assertIn("border as anonymous: 9 and 7", self.said(other, self.run_of()))

    def test_tells_completions_and_names(self) -> None:
        run = self.run_of(completions={"/complete/": [12.0]}, probes=[("Mottaki", "Muttaqi", ""), ("A", "A", "1.")])
        said = self.said(run)
        self.assertIn("p95 12.00 (goal 10: NOT met)", said)
        self.assertIn("names missed: Mottaki for Muttaqi (NOT met)", said)

    def test_tells_how_many_rows_of_a_file_a_second_gives(self) -> None:
        run = self.run_of(pages=[Looked("file visits.csv", "/visits.csv", 500, 400, 9, 1000, rows=2000)])
        self.assertIn("2,000 rows, 4,000 rows a second", self.said(run))

    def test_comes_back_from_a_file_as_it_went(self) -> None:
        run = self.run_of(pages=[Looked("a", "/a/", 1, 1, 1, 1)], probes=[("a", "b", "c")])
        self.assertEqual(Measured.from_json(run.as_json()), run)
