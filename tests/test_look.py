"""What style sheets, scripts and templates promise: contrast, one place for colours, no inline code."""

import re
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STYLES = ROOT / "static" / "css"
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAIRS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", (STYLES / "tokens.css").read_text()
    )
}
INKS = ("ink", "muted", "accent", "good", "warn", "bad")
# The colours of FIRST for TLP 2.0 (August 2022).
TLP = {"#ff2b2b", "#ffc000", "#33ff00", "#fff", "#000"}
SHOWN_ELSEWHERE = re.compile(r"_(card|front_\w+|legend_\w+|styleguide_\w+)\.html")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, glossary)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), [*product(INKS, ("paper", "raised")), ("ink", "mark")])
def test_text_stands_out_from_its_ground(ink: str, ground: str, scheme: int) -> None:
    assert contrast(PAIRS[ink][scheme], PAIRS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_outline_of_a_field_can_be_seen(scheme: int) -> None:
    assert contrast(PAIRS["control"][scheme], PAIRS["paper"][scheme]) >= 3


@pytest.mark.parametrize("sheet", ["base", "layout", "components"])
def test_only_the_handling_labels_have_raw_colours_outside_the_tokens(sheet: str) -> None:
    lines = (STYLES / f"{sheet}.css").read_text().splitlines()
    raw = [line for line in lines if re.search(r"#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\(", line)]
    assert [line for line in raw if not line.startswith(".tlp")] == []


def test_the_handling_labels_have_the_colours_of_the_standard() -> None:
    lines = [line for line in (STYLES / "components.css").read_text().splitlines() if line.startswith(".tlp")]
    colours = {colour for line in lines for colour in re.findall(r"(?<![-\w])color: (#\w+)", line)}
    assert colours == TLP - {"#000"}


def test_every_property_of_our_own_that_is_used_is_defined() -> None:
    used = {name for sheet in STYLES.glob("*.css") for name in re.findall(r"var\(--([\w-]+)", sheet.read_text())}
    assert used - set(re.findall(r"--([\w-]+):", (STYLES / "tokens.css").read_text())) == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=named)
def test_a_script_is_short(script: Path) -> None:
    assert len(script.read_text().splitlines()) <= 80


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_is_short_and_has_no_inline_style_or_script(template: Path) -> None:
    text = template.read_text()
    assert len(text.splitlines()) <= 120
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    assert all("src=" in tag or "ld+json" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_asks_nothing_of_other_sites(template: Path) -> None:
    assert not re.search(r"""(src|href|action)=["'](https?:)?//""", template.read_text())


def test_every_part_is_on_the_style_guide() -> None:
    parts = {path.name for path in (ROOT / "templates" / "parts").glob("_*.html")}
    seen: set[str] = set()
    waiting = {"styleguide.html"}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        path = ROOT / "templates" / ("" if name == "styleguide.html" else "parts") / name
        waiting |= set(re.findall(r'include "parts/(_\w+\.html)"', path.read_text())) - seen
    assert {name for name in parts - seen if not SHOWN_ELSEWHERE.fullmatch(name)} == set()
