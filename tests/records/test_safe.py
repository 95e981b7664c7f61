from typing import Any

import pytest
from django.utils.functional import lazystr
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from records.safe import escaped


@pytest.mark.parametrize(
    "value", ["", "<b>", "a & b", "\"quoted\" and 'single'", SafeString("<b>"), 7, None, lazystr("<i>"), "‘typeset’"]
)
def test_it_escapes_as_django_does(value: Any) -> None:
    assert escaped(value) == conditional_escape(value)
    assert isinstance(escaped(value), SafeString)
