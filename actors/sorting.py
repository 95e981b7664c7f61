"""Under what a name stands in an ordered list. Pure."""

import re

# "YUE Xiaoyong", "Antónia MARTINS": lists of delegates write the family name in capitals.
CAPITALS = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
# At the end of a name a generation or a number, not a family name.
NUMBERING = re.compile(r"[IVX]+|JR|SR")


def sort_name(name: str, family: str = "") -> str:
    """A person's name with the family name first, "Baloch, Amna", where it is known: given, or told apart by capitals.

    Where it is not, the name as it is: which word is the family name differs from language to language, and a wrong guess
    hides somebody from whoever looks them up.
    """
    family = family.strip() or capitals_in(name)
    if not family:
        return name
    given = without(name, family)
    return f"{family}, {given}" if given else family


def capitals_in(name: str) -> str:
    """The words in capitals beside others that are not; "" where there is no such difference or they do not adjoin."""
    words = name.split()
    capital = [place for place, word in enumerate(words) if is_capital(word)]
    if capital and NUMBERING.fullmatch(words[capital[-1]]) and capital[-1] == len(words) - 1:
        capital.pop()
    adjoin = capital and capital[-1] - capital[0] == len(capital) - 1
    rest = [word for place, word in enumerate(words) if place not in capital and word[:1].isalpha()]
    if not adjoin or not any(word.upper() != word.lower() and not is_capital(word) and len(word) > 2 for word in rest):
        return ""
    return " ".join(words[place] for place in capital)


def is_capital(word: str) -> bool:
    return word.isupper() and bool(CAPITALS.fullmatch(word))


def without(name: str, family: str) -> str:
    """What is left of a name without its family name, which is mostly its last words; all of it where it is no part of it."""
    whole = list(re.finditer(rf"(?<!\w){re.escape(family)}(?!\w)", name, re.IGNORECASE))
    if not whole:
        return name
    rest = f"{name[: whole[-1].start()]} {name[whole[-1].end() :]}"
    return " ".join(rest.split()).replace(" ,", ",").strip(" ,")
