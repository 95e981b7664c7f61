"""Fields of filter forms are the HTML that Django's templates would make of them."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from records.rendering import PlainFields

HOSTILE = '"><script>x</script>&'


class Sample(forms.Form):
    text = forms.CharField(required=False, max_length=20, widget=forms.TextInput(attrs={"placeholder": HOSTILE}))
    slug = forms.SlugField(required=False, widget=forms.HiddenInput)
    level = forms.ChoiceField(choices=[("", "Any"), (1, HOSTILE), (2, "two")], required=False)
    day = forms.DateField(required=False)
    big = forms.CharField(required=False, widget=forms.Textarea)


class Shape(HTMLParser):
    """What a browser sees: elements with their attributes, in whatever order these stand, and texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[object] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.seen += [data.strip()] if data.strip() else []


def shape(html: str) -> list[object]:
    return Shape(html).seen


@pytest.mark.parametrize("name", Sample.base_fields)
@pytest.mark.parametrize("value", [None, "", "2", HOSTILE])
def test_a_field_is_what_django_makes_of_it(name: str, value: str | None) -> None:
    data = {} if value is None else {name: value}
    plain, usual = (Sample(data, renderer=one()) for one in (PlainFields, DjangoTemplates))
    assert shape(str(plain[name])) == shape(str(usual[name]))
    assert shape(str(plain[name].errors)) == shape(str(usual[name].errors))


def test_nothing_hostile_comes_through() -> None:
    form = Sample({"text": HOSTILE, "level": HOSTILE, "slug": HOSTILE}, renderer=PlainFields())
    assert "<script>" not in "".join(f"{form[name]}{form[name].errors}" for name in form.fields)
