"""Posts as a table."""

from collections.abc import Hashable, Sequence

from actors.batch_actors import MARKED, NOTED, identified_by_hidden, identified_twice, identifiers_of, known
from actors.meant import STATE, WHOLE
from actors.models import Level, Post
from records.access import Reader
from records.batches.cells import Choice, Text, When
from records.batches.tables import Act, Column, NewRecord, Table, Values, begun, identity
from records.referring import shown_of
from records.search.name_words import whole_of


def post(values: Values, act: Act) -> NewRecord:
    title = values["title"]
    record = begun(
        Post,
        act,
        title=title,
        role=values.get("role", title[:200]),
        **{name: values.get(name) for name in ("organisation", "state", "accredited_to")},
        **{name: values.get(name, "") for name in ("when", "when_note", "note", "summary")},
        **({"level": values["level"]} if "level" in values else {}),
    )
    return NewRecord(record, list(identifiers_of(values)), tags=list(values.get("tags", ())))


def post_key(draft: NewRecord) -> Hashable:
    record = draft.record
    assert isinstance(record, Post)
    title = whole_of(record.title) or record.title
    return title, *(identity(one) if one else None for one in (record.organisation, record.state))


def posts_there(drafts: Sequence[NewRecord], reader: Reader) -> dict[int, list[int]]:
    """Posts of the same title. Reads the titles of all."""
    titles = {whole_of(draft.record.title) for draft in drafts} - {""}
    same: dict[str, list[int]] = {}
    rows = shown_of(reader, ["post"]).order_by("pk").values_list("pk", "title") if titles else ()
    for pk, title in rows:
        if (whole := whole_of(title)) in titles:
            same.setdefault(whole, []).append(pk)
    found = ((place, same.get(whole_of(draft.record.title))) for place, draft in enumerate(drafts))
    return {place: pks for place, pks in found if pks}


POSTS = Table(
    rows_are="posts",
    label="Posts",
    one="post",
    intro="Offices that people hold one after another, one a row. Who held them is the table of tenures.",
    columns=(
        Column("title", "Title of the post", Text(), ("post", "title", "office", "position"), required=True,
               example="Foreign Secretary of Pakistan", help="As it is to be read by itself."),
        Column("role", "Role", Text(200), ("role title",), example="Foreign Secretary"),
        Column("organisation", "Body", WHOLE, ("organisation", "ministry")),
        Column("state", "State", STATE, ("country",), help="By name or ISO code.", example="PK"),
        Column("accredited_to", "Accredited to", WHOLE, ("host",), help="Of an ambassador, who receives them."),
        Column("level", "Level", Choice(Level), ("standing",), example="senior official"),
        Column("when", "Life", When(), ("life of the post", "existed"), help="From when to when there was such a post."),
        NOTED,
        Column("note", "Note", Text(20_000), ("notes", "remarks")),
        Column("summary", "Summary", Text(20_000), ("description",)),
        *MARKED,
    ),
    make=post,
    key=post_key,
    there=posts_there,
    clashes=identified_twice,
    hindered=identified_by_hidden,
    known=known("post"),
    kind="post",
)  # fmt: skip
