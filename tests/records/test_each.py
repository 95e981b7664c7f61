"""The tag `each`: the same text for many rows."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe


@dataclass(frozen=True)
class Row:
    name: Any
    share: str = "50%"


def rendered(text: str, *rows: Row) -> str:
    return Template(text).render(Context({"rows": rows}))


def test_the_text_stands_once_for_each_row() -> None:
    form = '{% each rows %}<li class="a">{name} {share}</li>{% endeach %}'
    assert rendered(form, Row("One"), Row(2)) == '<li class="a">One 50%</li><li class="a">2 50%</li>'


def test_nothing_stands_where_there_are_no_rows() -> None:
    assert rendered("{% each rows %}{name}{% endeach %}{% each nowhere %}{name}{% endeach %}") == ""


def test_what_is_not_safe_is_escaped() -> None:
    form = "{% each rows %}{name}{% endeach %}"
    assert rendered(form, Row("<b>"), Row(mark_safe("<b>"))) == "&lt;b&gt;<b>"


def test_a_value_is_never_taken_for_part_of_the_form() -> None:
    assert (
        rendered("{% each rows %}{name}, 7 % of {share}{% endeach %}", Row("{share} %s %d"))
        == "{share} %s %d, 7 % of 50%"
    )


def test_only_attributes_can_stand_in_it() -> None:
    with pytest.raises(TemplateSyntaxError, match="text and"):
        Template("{% each rows %}{{ name }}{% endeach %}")


def test_an_attribute_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError):
        rendered("{% each rows %}{nmae}{% endeach %}", Row("One"))
