"""The sign and tone of every state, by its word: a state is never colour alone. Pure."""

STATES: dict[str, tuple[str, str]] = {
    # claims
    "unverified": ("○", "quiet"),
    "uncontested": ("○", "quiet"),
    "unanswered": ("○", "quiet"),
    "contested": ("◐", "warn"),
    "corroborated": ("●", "good"),
    "conceded": ("●", "good"),
    "retracted": ("✕", "bad"),
    # stances
    "affirms": ("+", ""),
    "affirms in part": ("±", ""),
    "repeats": ("»", "quiet"),
    "questions": ("?", ""),
    "denies in part": ("∓", ""),
    "denies": ("−", ""),
    "retracts": ("✕", ""),
    "no position": ("…", "quiet"),
    # commitments
    "pending": ("◔", "quiet"),
    "in progress": ("◔", "quiet"),
    "stalled": ("◔", "warn"),
    "kept": ("✓", "good"),
    "kept in part": ("✓", "warn"),
    "broken": ("✗", "bad"),
    "overdue": ("!", "bad"),
    "moot": ("✕", "quiet"),
    "withdrawn": ("✕", "quiet"),
    "unverifiable": ("○", "quiet"),
    # encounters
    "rumoured": ("○", "quiet"),
    "announced": ("◔", ""),
    "tentative": ("◔", "quiet"),
    "confirmed": ("◔", ""),
    "under way": ("◔", ""),
    "completed": ("✓", "quiet"),
    "postponed": ("✕", "quiet"),
    "cancelled": ("✕", "quiet"),
    # who held a post
    "certain": ("●", "good"),
    "possible": ("◐", "warn"),
    "vacant": ("○", "quiet"),
    "unknown": ("○", "quiet"),
}
