"""Texts written to do harm: to run a script, to forge a link, to keep the server busy. They come out harmless, and soon."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.markup.render import ATTRIBUTES, LONGEST, TAGS, fill, is_intricate, references, render
from records.markup.syntax import END, PRIVATE, START

# Seconds of the processor, several times what the slowest takes on a quiet machine.
BOUND = 4
ADDED = {"rel"}  # by the sanitiser, to links


class Elements(HTMLParser):
    """What a browser would make of the HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def assert_harmless(html: str) -> None:
    found = Elements(html)
    assert set(found.tags) <= TAGS
    for tag, name, value in found.attributes:
        assert name in ATTRIBUTES.get(tag, set()) | ADDED, (tag, name)
        if name == "href":
            assert value.lower().startswith(("http://", "https://", "mailto:", "/", "#")), value
            assert not value.startswith(("//", "/\\")), value
        if name == "id":
            assert value.startswith("text-")


SPELLINGS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "\x01javascript:alert(1)", " javascript:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)", "&#106;avascript:alert(1)", "&#x6A&#x61vascript:alert(1)", "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)", "javascript\\:alert(1)", "javascript%3Aalert(1)",
    "data:text/html,<script>alert(1)</script>", "DATA:text/html;base64,PHNj", "vbscript:msgbox(1)",
    "VBScript:msgbox(1)", "blob:https://example.org/1", "file:///etc/passwd", "ftp://example.org/",
    "view-source:https://example.org", "//example.org/x", "/\\example.org/x", "javascript://%0aalert(1)", "about:blank",
    "feed:javascript:alert(1)", "jar:https://x!/y", "\u2028javascript:alert(1)",
]  # fmt: skip
FORMS = [
    "[x]({})",
    "[x](<{}>)",
    '[x]({} "title")',
    "<{}>",
    "[x][1]\n\n[1]: {}",
    "![x]({})",
    "[![x]({})](/a)",
    '<a href="{}">x</a>',
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", SPELLINGS)
def test_no_spelling_of_an_address_runs_anything(address: str, form: str) -> None:
    assert_harmless(render(form.format(address)).html)


RAW = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//example.org/x.js>", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "<iframe srcdoc='<script>alert(1)</script>'>",
    "<style>*{display:none}</style>", "<div style='background:url(javascript:alert(1))'>",
    "<form action=//example.org><input name=q>", "<base href=//example.org>",
    "<meta http-equiv=refresh content='0;url=//example.org'>", "<math><mtext><script>alert(1)</script>",
    "<b onclick=alert(1)>x", "<!--><img src=x onerror=alert(1)>-->", "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>", "</p></div></body>", "<b><i></b></i><table><tr><td></table>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<p id=main name=q class=bar>x</p>", "**<b>**</b>", "`<script>`",
    "    <script>", "# <script>alert(1)</script>", "a | <script>\n--|--\n<img src=x> | b",
    "```html onload=alert(1)\n<script>\n```", "``` {.x onclick=alert(1)}\nx\n```", "<a@b onclick=alert(1)>",
    "&lt;script&gt;",
]  # fmt: skip


@pytest.mark.parametrize("text", RAW)
def test_raw_html_stays_text(text: str) -> None:
    html = render(text).html
    assert_harmless(html)
    assert not {"script", "img", "svg", "iframe", "style", "form", "input"} & set(Elements(html).tags)


FORGED = [
    f"{START}0{END} [[actors/a]]", "&#57344;0&#57345; [[actors/a]]", "&#xE000;0&#xe001; [[actors/a]]",
    "&#57344;7&#57345;", "&#0057344;0&#x0E001;", "[x](/&#57344;0&#57345;) [[actors/a]]",
    '[x](/a "&#57344;0&#57345;") [[actors/a]]', "\x02klzzwxh:0000\x03", f"[[actors/a|{START}1{END}]]",
    f"# {START}0{END} [[actors/a]]", "\x00", "[TOC]\n\n# [[actors/a]]", "&#2;0&#3; [[actors/a]]",
]  # fmt: skip


@pytest.mark.parametrize("text", FORGED)
def test_a_placeholder_cannot_be_forged(text: str) -> None:
    filled = fill(render(text), lambda reference: "<mark>")
    assert not PRIVATE.search(filled)
    assert filled.count("<mark>") == len(references(text))


TOKENS = [
    "[[actors/a]]", "![[claims/b]]", "[[^documents/c]]", "[[actors/a|x]]", "`", "```\n", "\n", "\n\n", "    ", "> ",
    "- ", "1. ", "# ", "*", "**", "_", "[", "](", ")", "]: ", "<", ">", "</", "&", "&#", ";", '"', "'", "|", "\n-|-\n",
    "\\", "!", ":", "=", "\n---\n", "<b ", "script", "onload=", "javascript:", "http://x", "data:", "a", " ", "\t",
    "\r", "\x00", START, END, "0", "é", "&#57344;", "{", "}", "[TOC]",
]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS) | st.characters(), max_size=40).map("".join))
def test_any_text_comes_out_harmless_with_exactly_its_references(text: str) -> None:
    rendered = render.__wrapped__(text)
    assert_harmless(PRIVATE.sub("", rendered.html))
    filled = fill(rendered, lambda reference: f"{START}{reference.folder}/{reference.slug}{END}")
    seen = re.findall(f"{START}([a-z]+)/([a-z0-9-]+){END}", filled)
    assert sorted(seen) == sorted(one.key for one in rendered.references)
    assert not PRIVATE.search(re.sub(f"{START}[a-z]+/[a-z0-9-]+{END}", "", filled))


MANY = 10_000
BOMBS = {
    "quotations": ">" * MANY + "x",
    "quotations line by line": "\n".join(">" * depth + "x" for depth in range(1, 500)),
    "brackets": "[" * MANY + "x" + "]" * MANY,
    "open links": "[a](" * MANY,
    "open links in many blocks": "\n\n".join("[a](" * 290 for _ in range(10)),
    "emphasis": "*" * MANY + "x" + "*" * MANY,
    "emphasis of all sorts": "***a** b_ `c* " * MANY,
    "emphasis in quadratic order": "(_\\``# ** " * MANY,
    "lists": "\n".join(" " * 4 * depth + "- x" for depth in range(260)),
    "lists in a line": "- " * MANY + "x",
    "numbered lists in a line": "1. " * MANY + "x",
    "lists in quotations": "> - " * MANY + "x",
    "list items": "- x\n" * MANY,
    "code": " ".join("`" * length for length in range(1, 500)),
    "fences": "\n".join("`" * length for length in range(3, 500)),
    "open fences": "~~~ x\n\n" * MANY,
    "headings of one name": "# a\n" * MANY,
    "lines": "* * *\n" * MANY,
    "a table of many columns": "|".join("a" * 1000) + "\n" + "|".join("-" * 1000) + "\n" + "b|\n" * MANY,
    "paragraphs": "a\n\n" * 45_000,
    "definitions": "\n".join(f"[a{number}]: http://x" for number in range(2900)),
    "references": "[[actors/a]]" * MANY,
    "references in many blocks": "[[actors/a]] ![[actors/a]]\n\n" * 740,
    "autolinks": "<a@b.c>" * MANY,
    "entities": "&amp;" * MANY,
    "angles": "<" * 140_000,
    "digits": "1" * 149_000,
    "spaces": " " * 149_000 + "x",
    "one long word": "a" * 149_000,
    "far too long": "a " * LONGEST,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_text_made_to_keep_the_server_busy_does_not(text: str) -> None:
    before = time.process_time()
    rendered = render.__wrapped__(text)
    assert time.process_time() - before < BOUND
    assert_harmless(rendered.html)
    assert len(rendered.html) >= len(text.split())


@pytest.mark.parametrize("name", ["brackets", "far too long", "lists", "references"])
def test_what_is_too_intricate_stays_as_it_was_written(name: str) -> None:
    assert is_intricate(BOMBS[name])
    assert references(BOMBS[name]) == []


def test_a_long_paper_is_not_too_intricate() -> None:
    paragraph = "He *said* that [it](https://example.org) was **so**, and [[actors/amna-baloch]] agreed.[^1] " * 12
    paper = "\n\n".join(f"## Part {number}\n\n{paragraph}\n\n- one\n- two" for number in range(60))
    assert not is_intricate(paper)
    assert len(references(paper)) == 720
