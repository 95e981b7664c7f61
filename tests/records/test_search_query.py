"""What somebody types, as a tree."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from records.search.asked import FIELDS
from records.search.index import engine
from records.search.query import (
    All,
    AnyOf,
    Beginning,
    Marks,
    Not,
    Phrase,
    Tree,
    Unclear,
    Value,
    parse,
    unknown_fields,
    wanted,
)


def said(tree: Tree | None) -> str:
    """The tree in a line: `&` all, `|` any, `!` not, stems of a phrase joined by "_"."""
    if isinstance(tree, Phrase):
        return "_".join(tree.stems)
    if isinstance(tree, Beginning):
        return f"{tree.letters}*"
    if isinstance(tree, Value):
        return f"{tree.field}={tree.text}"
    if isinstance(tree, Not):
        return f"!{said(tree.of)}"
    if isinstance(tree, All | AnyOf):
        return f"({(' & ' if isinstance(tree, All) else ' | ').join(map(said, tree.of))})"
    return ""


TREES = [
    ("", ""),
    ("border", "border"),
    ("the border", "border"),
    ("border crossing", "(border & cross)"),
    ('"safe haven"', "safe_haven"),
    ("“safe haven”", "safe_haven"),
    ("drone OR missile", "(drone | missil)"),
    ("drone | missile", "(drone | missil)"),
    ("drone or missile", "(drone & missil)"),
    ("border AND kabul", "(border & kabul)"),
    ("border -kabul", "(border & !kabul)"),
    ("border −kabul", "(border & !kabul)"),
    ("border NOT kabul", "(border & !kabul)"),
    ("border NOT NOT kabul", "(border & kabul)"),
    ("border -(kabul OR delhi)", "(border & !(kabul | delhi))"),
    ("(drone OR missile) border", "((drone | missil) & border)"),
    ("((border))", "border"),
    ("()border", "border"),
    ("border OR", "border"),
    ("negotiat*", "negotiat*"),
    ("ki-moon", "(ki_moon | kimoon)"),
    ("O'Brien", "obrien"),
    ("O Brien", "((o & brien) | obrien)"),
    ("fire-and-forget", "(fire_forget | fireandforget)"),
    ("kind:claim", "kind=claim"),
    ("KIND:claim", "kind=claim"),
    ('actor:"Amir Muttaqi"', "actor=Amir Muttaqi"),
    ("-tag:old border", "(!tag=old & border)"),
    ("kimd:claim", "kimd_claim"),
    ("https://example.org/a", "https_exampl_org"),
    ('kind:claim actor:ttp "safe haven" -ISKP grade:B2', "(kind=claim & actor=ttp & safe_haven & !iskp & grade=B2)"),
]


@pytest.mark.parametrize(("text", "expected"), TREES)
def test_what_is_typed_becomes_a_tree(text: str, expected: str) -> None:
    assert said(parse(text, FIELDS)) == expected.replace(
        "(https_exampl_org_a)", said(Phrase(("https", "exampl", "org")))
    )


UNCLEAR = [
    ("-kabul", "only what is not wanted", ""),
    ("NOT kabul", "only what is not wanted", ""),
    ("border OR -kabul", "only what is not wanted", ""),
    ("border (kabul OR -delhi)", "only what is not wanted", ""),
    ("border -(-kabul -delhi)", "only what is not wanted", ""),
    ("the of", "in nearly every text", ""),
    ('"of the"', "in nearly every text", ""),
    ("OR", "stand between words", ""),
    ("?!", "no letter or digit", ""),
    ("*", "no letter or digit", ""),
    ("(border", "A bracket is open", "border"),
    ("border)", "closed and was never opened", "border"),
    (")border(", "closed and was never opened", "border"),
    ('"safe haven', "quotation mark is open", "safe haven"),
    ("(" * 13 + "a" + ")" * 13, "More than 12 brackets", ""),
]


@pytest.mark.parametrize(("text", "why", "better"), UNCLEAR)
def test_what_cannot_be_looked_for_is_answered_in_words(text: str, why: str, better: str) -> None:
    with pytest.raises(Unclear, match=why) as refused:
        parse(text, FIELDS)
    assert refused.value.better == better


def test_what_looks_like_a_field_and_is_none_is_named() -> None:
    assert unknown_fields("kimd:claim kind:claim tagg:x", FIELDS) == ["kimd", "tagg"]


def test_only_what_is_wanted_is_marked_in_the_texts() -> None:
    assert [said(one) for one in wanted(parse("border -kabul kind:claim (drone OR nego*)", FIELDS))] == [
        "border", "drone", "nego*",
    ]  # fmt: skip


def with_marks(tree: Tree) -> Tree:
    """Fields stand for marks once it is known what they mean."""
    if isinstance(tree, Value):
        return Marks(("kind:claim", "names:4") if len(tree.text) % 2 else ())
    if isinstance(tree, Not):
        return Not(with_marks(tree.of))
    if isinstance(tree, All | AnyOf):
        return type(tree)(tuple(map(with_marks, tree.of)))
    return tree


PIECES = st.sampled_from(
    """border OR AND NOT - ( ) " * kind:claim actor: | O' ki-moon the é 岳 :""".split()  # noqa: SIM905
)
TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=20).map(" ".join),
    st.lists(PIECES, max_size=20).map("".join),
)


@pytest.mark.django_db
@given(TYPED)
def test_whatever_is_typed_is_a_question_that_the_database_takes_or_a_reason(text: str) -> None:
    try:
        tree = parse(text, FIELDS)
    except Unclear:
        return
    if tree is not None:
        with connection.cursor() as cursor:
            for asked in (engine().matching, engine().headed):
                cursor.execute(*asked(with_marks(tree)))
                assert cursor.fetchall() == []
