"""How likelihood and confidence are worded (ICD 203): what is pointed out, and what is not."""

import pytest

from briefings.lint import Written, findings

# A text, and the rules that it is told of.
CASES: list[tuple[str, set[str]]] = [
    ("It is likely, and we have high confidence because three sources say so.", {"mixed"}),
    ("We judge with moderate confidence, as two sources say, that it is almost certain.", {"mixed"}),
    ("Our confidence is low, since one source says so, that a remote chance remains.", {"mixed"}),
    ("It is likely. Our confidence is moderate: two sources say so.", set()),
    ("- It is likely\n- We have low confidence because one source says so", set()),
    ("## Outlook: likely\nWe have low confidence because one source says so.", set()),
    ("Confidence-building measures are likely.", set()),
    ("A vote of no confidence is likely.", set()),
    ("It could fail.", {"hedge"}),
    ("This may change.", {"hedge"}),
    ("Perhaps it will.", {"hedge"}),
    ("We cannot rule out an attack.", {"hedge"}),
    ("It is unlikely that he could go.", set()),
    ("He went in May.", set()),
    ("May was cold.", set()),
    ("It is highly likely.", {"outside"}),
    ("It is more likely than not.", {"outside"}),
    ("There is an even chance of it.", {"outside"}),
    ("There is a roughly even chance of it.", set()),
    ("It is almost certain.", set()),
    ("They will almost certainly go.", set()),
    ("There is a 70 per cent chance of it.", {"percentage"}),
    ("It is likely, at 70%, to fail.", {"percentage"}),
    ("Output fell by 7 per cent.", set()),
    ("It is likely. That is improbable.", {"rows"}),
    ("It is highly improbable. It is probable.", set()),
    ("The remote district is likely to be quiet.", set()),
    ("We have low confidence in this.", {"basis"}),
    ("We have low confidence in this. It rests on one report.", set()),
    ("We have low confidence, for want of a second source.", set()),
    ("We have medium confidence because two say so.", {"level"}),
    ("We are fairly confident.", {"level"}),
    ("He said “it is likely, with high confidence”.", set()),
    ("> It is likely, with high confidence.", set()),
    ("See [[claims/it-is-likely-with-high-confidence]].", set()),
    ("[[claims/x|It is likely, with high confidence, as two say]].", {"mixed"}),
    ("", set()),
]


@pytest.mark.parametrize(("text", "rules"), CASES)
def test_a_text_is_told_of_what_it_mixes(text: str, rules: set[str]) -> None:
    assert {one.rule for one in findings([Written("body", "Text", text)])} == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("It will fail.", set()),
        ("It is likely to fail.", {"field"}),
        ("We have high confidence that it will fail.", {"field"}),
        ("It is likely, with high confidence, to fail.", {"mixed"}),
        ("It will fail in 30 per cent of cases.", {"percentage"}),
        ("It is probable.", {"field", "rows"}),
    ],
)
def test_what_a_judgement_has_fields_for_does_not_stand_in_its_sentence(text: str, rules: set[str]) -> None:
    assert {one.rule for one in findings([Written("judgements-0-text", "Judgement 1", text, judged=True)])} == rules


def test_the_basis_of_a_confidence_is_printed_behind_it_and_says_nothing_of_likelihood() -> None:
    basis = Written("judgements-0-basis", "Basis", "it is likely that one source lies", after_confidence=True)
    assert [one.rule for one in findings([basis])] == ["mixed"]
    plain = Written("judgements-0-basis", "Basis", "one source alone says so", after_confidence=True)
    assert findings([plain]) == []


def test_rows_are_compared_over_all_texts_and_told_of_once() -> None:
    texts = [Written("summary", "Summary", "It is likely."), Written("body", "Text", "Fine. It is probable. Probably.")]
    (one,) = findings(texts)
    assert (one.rule, one.field, one.words) == ("rows", "body", "It is probable.")
    assert texts[1].text[one.start : one.end] == one.words


def test_what_is_found_says_where() -> None:
    text = "Fine. It **could** fail, says [[actors/he|the man]]. Fine."
    (one,) = findings([Written("body", "Text", text)])
    assert text[one.start : one.end] == "It **could** fail, says [[actors/he|the man]]."
    assert (one.where, one.words) == ("Text", "It could fail, says the man.")
