"""In which order what is found stands, as SQL that both databases read: one order on both.

It looks at nothing but the record itself. How often a word is used elsewhere, as the databases' own rankings count it, would let
hidden records move those that may be seen.
"""

# All words in the title, the shorter the better; all in title and names; some of them there; all in the text.
SCORE = """CASE WHEN {title} THEN 2.0 + 200.0 / (20 + title_length)
    WHEN {heads} THEN 2.0 WHEN {some} THEN 1.4 ELSE 1.0 END"""
RANKED = "SELECT id, {score} AS score FROM m ORDER BY score DESC, earliest DESC NULLS LAST, id DESC"
NEWEST = "SELECT id, 0 AS score FROM m ORDER BY earliest DESC NULLS LAST, id DESC"
OLDEST = "SELECT id, 0 AS score FROM m ORDER BY earliest ASC NULLS LAST, id"
