"""The numbers that forms and addresses send."""

LONGEST = 9


def counted(text: object) -> int | None:
    """The whole number that was sent, of at most nine digits; None for whatever else was sent in its place."""
    given = str(text or "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= LONGEST else None
