"""Text that is written from right to left, kept apart from the text around it. Pure.

Without that, what stands beside an Arabic or Hebrew name, a comma or a number, is drawn on its other side (UAX #9, 2.7).
"""

import re

# Hebrew, Arabic, Syriac, Thaana, N'Ko and the scripts beside them; the presentation forms; the right-to-left supplementary plane.
FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
LETTER = re.compile(r"[^\W\d_]")
LEFT, RIGHT, END = "\u2066", "\u2067", "\u2069"


def has_from_right(text: str) -> bool:
    return FROM_RIGHT.search(text) is not None


def direction(text: str) -> str:
    """The value of `dir`: that of most of its letters, so that a title in English which begins with a name in Arabic stays one in
    English; "auto" where nothing is written from the right."""
    from_right = len(FROM_RIGHT.findall(text))
    if not from_right:
        return "auto"
    return "rtl" if 2 * from_right > len(LETTER.findall(text)) else "ltr"


def apart(text: str) -> str:
    """Plain text as it may stand in other text, where no element can be put around it: between the marks of Unicode for that
    where it needs them."""
    if not has_from_right(text):
        return text
    return f"{RIGHT if direction(text) == 'rtl' else LEFT}{text}{END}"
