"""What is written in a text, and what each reader gets to see of it."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import SafeString, mark_safe

from records.access import Handling, Reader, Stage
from records.links import WITHHELD, Links
from records.markup.render import references
from records.markup.resolve import Markup
from tests.cast import editor
from tests.factories import a_claim, a_document, an_actor

pytestmark = pytest.mark.django_db
LINK = '<a href="/actors/amna-baloch/">Amna Baloch</a>'
MINE = '<a href="/actors/amna-baloch/">she</a>'


def shown(
    text: str, reader: Reader | None = None, card: Any = None, numbers: dict[int, int] | None = None
) -> SafeString:
    links = Links(reader or AnonymousUser())
    markup = Markup([text], links)
    links.load(markup.targets)
    markup.numbers = numbers or {}
    return markup.html(text, card)


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    html: str
    found: tuple[str, ...] = field(default=("actors/amna-baloch",))


CASES = [
    Case("a link has the title of the record", "[[actors/amna-baloch]]", f"<p>{LINK}</p>"),
    Case("or words of one's own", "[[actors/amna-baloch|she]]", f"<p>{MINE}</p>"),
    Case("in which spaces at the ends do not count", "[[actors/amna-baloch| she ]]", f"<p>{MINE}</p>"),
    Case("and marks are words", "[[actors/amna-baloch|*s* <b>]]", f"<p>{MINE[:-7]}*s* &lt;b&gt;</a></p>"),
    Case("a blank label is none", "[[actors/amna-baloch| ]]", f"<p>{LINK}</p>"),
    Case("several in a line", "[[actors/amna-baloch]] and [[actors/amna-baloch|she]]", f"<p>{LINK} and {MINE}</p>",
         ("actors/amna-baloch", "actors/amna-baloch")),
    Case("within emphasis", "**[[actors/amna-baloch|she]]**", f"<p><strong>{MINE}</strong></p>"),
    Case("in a heading", "# On [[actors/amna-baloch|she]]", f'<h2 id="text-on-0">On {MINE}</h2>'),
    Case("in a list", "- [[actors/amna-baloch|she]]", f"<ul>\n<li>{MINE}</li>\n</ul>"),
    Case("in a quotation", "> [[actors/amna-baloch|she]]", f"<blockquote>\n<p>{MINE}</p>\n</blockquote>"),
    Case("a card without a place for cards is a link", "![[actors/amna-baloch]]", f"<p>{LINK}</p>"),
    Case("a mark of what is no source of the page is a link", "[[^actors/amna-baloch]]", f"<p>{LINK}</p>"),
    Case("code keeps its text", "`[[actors/amna-baloch]]`", "<p><code>[[actors/amna-baloch]]</code></p>", ()),
    Case("a block of code too", "    [[actors/amna-baloch]]", "<pre><code>[[actors/amna-baloch]]\n</code></pre>", ()),
    Case("and a fenced one", "```\n[[actors/amna-baloch]]\n```", "<pre><code>[[actors/amna-baloch]]\n</code></pre>", ()),
    Case("a stroke before it takes the meaning away", r"\[[actors/amna-baloch]]", "<p>[[actors/amna-baloch]]</p>", ()),
    Case("no kind, no link", "[[amna-baloch]]", "<p>[[amna-baloch]]</p>", ()),
    Case("no capitals", "[[Actors/Amna-Baloch]]", "<p>[[Actors/Amna-Baloch]]</p>", ()),
    Case("no spaces", "[[ actors/amna-baloch ]]", "<p>[[ actors/amna-baloch ]]</p>", ()),
    Case("no way up", "[[actors/../admin]]", "<p>[[actors/../admin]]</p>", ()),
    Case("no second stroke", "[[actors/amna-baloch|a|b]]", "<p>[[actors/amna-baloch|a|b]]</p>", ()),
    Case("not within another link", "[a [[actors/amna-baloch]] b](https://example.org)",
         '<p><a href="https://example.org" rel="nofollow noopener noreferrer">a [[actors/amna-baloch]] b</a></p>', ()),
    Case("a missing one looks as if withheld", "[[actors/nobody|he]]", f"<p>{WITHHELD}</p>", ("actors/nobody",)),
    Case("so does one of a kind that is none", "[[spies/nobody]]", f"<p>{WITHHELD}</p>", ("spies/nobody",)),
    Case("and a hidden one, its words with it", "[[actors/canary|Canary]]", f"<p>{WITHHELD}</p>", ("actors/canary",)),
    Case("a hidden card too", "![[actors/canary]]", f"<p>{WITHHELD}</p>", ("actors/canary",)),
    Case("and a hidden mark", "[[^actors/canary]]", f"<p>{WITHHELD}</p>", ("actors/canary",)),
    Case("a draft is hidden", "[[actors/draft]]", f"<p>{WITHHELD}</p>", ("actors/draft",)),
]  # fmt: skip


@pytest.fixture(autouse=True)
def known() -> None:
    an_actor("Amna Baloch")
    an_actor("Canary", handling=Handling.RED)
    an_actor("Draft", stage=Stage.DRAFT)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_text_becomes(case: Case) -> None:
    assert shown(case.text).strip() == case.html
    assert tuple(f"{one.folder}/{one.slug}" for one in references(case.text)) == case.found


def test_an_editor_sees_where_a_record_is_wanted() -> None:
    html = shown("[[actors/nobody]] [[actors/nobody|he & she]]", editor())
    assert html.count('<span class="missing" title="No such record yet">') == 2
    assert ">actors/nobody<" in html and ">he &amp; she<" in html


def test_an_editor_of_lower_clearance_reads_withheld_for_a_hidden_record() -> None:
    assert WITHHELD in shown("[[actors/canary|Canary]]", editor(Handling.GREEN))


def test_a_title_is_text() -> None:
    an_actor("<b>& Co", slug="firm")
    assert shown("[[actors/firm]]") == '<p><a href="/actors/firm/">&lt;b&gt;&amp; Co</a></p>'


def test_a_former_address_leads_to_the_present_one() -> None:
    actor = an_actor("Before")
    actor.slug = "after"
    actor.save()
    assert shown("[[actors/before]]") == '<p><a href="/actors/after/">Before</a></p>'


def block(pk: int) -> SafeString:
    return mark_safe(f'<aside data-pk="{pk}"></aside>')


def test_a_card_on_a_line_of_its_own_is_a_block() -> None:
    claim = a_claim("It is so")
    html = shown("Before.\n\n![[claims/it-is-so]]\n\nAfter.", card=block)
    assert f'<aside data-pk="{claim.pk}"></aside>' in html
    assert "<p><aside" not in html


def test_several_cards_may_stand_in_one_block() -> None:
    a_claim("One")
    a_claim("Two")
    assert shown("![[claims/one]]\n![[claims/two]]", card=block).count("<aside") == 2


def test_a_card_within_a_sentence_is_a_link() -> None:
    a_claim("One")
    assert shown("See ![[claims/one]].", card=block) == '<p>See <a href="/claims/one/">One</a>.</p>'


def test_the_mark_of_a_source_has_its_number_on_the_page() -> None:
    document = a_document("Statement")
    html = shown("So they say.[[^documents/statement]]", numbers={document.pk: 3})
    assert '<a class="cite" href="#s3" aria-label="Source 3">3</a>' in html


def test_all_texts_of_a_page_are_resolved_in_one_query() -> None:
    texts = [f"[[actors/amna-baloch]] [[claims/nothing-{number}]] ![[actors/canary]]" for number in range(50)]
    with CaptureQueriesContext(connection) as asked:
        Markup(texts, Links(AnonymousUser()))
    assert len(asked) == 1


def test_texts_without_references_ask_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        Markup(["Nothing here.", "[neither](https://example.org) here"], Links(AnonymousUser()))
    assert len(asked) == 0


def test_a_link_of_the_web_is_kept_and_does_not_tell_where_one_comes_from() -> None:
    html = shown("[a](https://example.org/?a=1&b=2) <mailto:a@example.org>")
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="nofollow noopener noreferrer">a</a>' in html


def test_an_image_is_not_loaded() -> None:
    html = shown("![picture](https://example.org/a.png) ![b][c]\n\n[c]: https://example.org/b.png")
    assert "<img" not in html
    assert "picture" in html


def test_tables_lists_and_code_are_kept() -> None:
    html = shown("a | b\n--|--\nc | d\n\n1. one\n2. two\n\n```\n<x>\n```")
    assert re.search(r"<table>.*<td>c</td>.*<ol>.*<pre><code>&lt;x&gt;", html, re.DOTALL)
