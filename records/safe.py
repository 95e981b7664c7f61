"""HTML made in Python for what a page repeats by the hundred.

Django's `escape` and `mark_safe` ask of each argument whether it is a translation still to be made, which costs a page
of a thousand cells a fifth of its time. Here nothing is translated: `SafeString(html)` marks, `escaped(text)` escapes.
"""

from html import escape
from typing import Any

from django.utils.safestring import SafeString


def escaped(value: Any) -> SafeString:
    """As Django's `conditional_escape`: safe HTML as it is, all else as text."""
    return value if isinstance(value, SafeString) else SafeString(escape(str(value)))
