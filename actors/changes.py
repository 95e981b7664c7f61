"""What is new of actors, posts, tenures and relations, in words."""

from collections.abc import Iterator

from actors.models import Actor, Category, Post, Relation, Tenure
from records.telling import Difference, Phrase, Snapshot, Words, phrase, redated
from records.wording import words

STARTS = ("started", "arrived", "appointed")


def new_actor(now: Snapshot, pk: int) -> Phrase:
    category = now.get("category", "")
    what = Category(category).label.lower() if category in Category.values else "actor"
    return phrase(f"New {'official' if category == Category.PERSON else what}: ", pk)


def of_actor(one: Difference) -> Iterator[Phrase]:
    for row in one.added("names"):
        if row.get("kind") != "primary":
            yield phrase(f"new name: “{row['text']}”")
    # Not which: it was taken away from all readers, or bears on somebody who is withheld.
    if any(row.get("kind") != "primary" for row in one.removed("names")):
        yield phrase("no longer known by one of its names")
    for old, new in one.altered("names"):
        if new.get("kind") != "primary" and old.get("text") != new.get("text"):
            yield phrase(f"name corrected: “{new['text']}”")
        elif old.get("valid", new.get("valid")) != new.get("valid"):
            yield phrase(redated(f"when it was called “{new['text']}”", old["valid"], new["valid"]))


def of_post(one: Difference) -> Iterator[Phrase]:
    for row in one.added("nominations"):
        yield phrase("nominated: ", row["person_id"])
    for old, new in one.altered("nominations"):
        yield phrase("nomination corrected, of ", new["person_id"], needs=[old["person_id"]])
    for row in one.removed("nominations"):
        yield phrase("no longer among those nominated: ", row["person_id"])


def new_tenure(now: Snapshot, pk: int) -> Phrase:
    """ "New in office: Yue Xiaoyong, special envoy of China, since 2020"."""
    start = next((now[name] for name in STARTS if now.get(name)), "")
    since = f", since {words(start)}" if start and not now.get("ended") else f", from {words(start)}" if start else ""
    if now.get("capacity") == Tenure.Capacity.DESIGNATE:
        lead = "New designate: "
    else:
        lead = "Former office: " if now.get("ended") else "New in office: "
    person, post = now.get("person_id") or 0, now.get("post_id") or 0
    bare = phrase(f"New {Tenure.LABEL.lower()}: ", pk)
    return phrase(lead, person, ", ", post, since, needs=[pk], otherwise=bare) if person and post else bare


def of_tenure(one: Difference) -> Iterator[Phrase]:
    said = {"started": "start in office", "arrived": "arrival", "appointed": "appointment"}
    for name, what in said.items():
        if one.changed(name):
            yield phrase(redated(what, one.before[name], one.after[name]))
    if one.changed("ended"):
        if one.before["ended"] or not one.after["ended"]:
            yield phrase(redated("end in office", one.before["ended"], one.after["ended"]))
        else:
            reason = one.after.get("end_reason")
            why = Tenure.EndReason(reason).label if reason in Tenure.EndReason.values else "unknown"
            yield phrase(f"left office: {words(one.after['ended'])}{'' if why == 'unknown' else f' ({why})'}")
    elif one.changed("end_reason") and one.after["end_reason"] in Tenure.EndReason.values:
        yield phrase(f"why the office was left: {Tenure.EndReason(one.after['end_reason']).label}")
    if one.changed("dates_conflict"):
        yield phrase("its source's dates conflict" if one.after["dates_conflict"] else "its dates no longer conflict")


def new_relation(now: Snapshot, pk: int) -> Phrase:
    subject, other, tie = now.get("subject_id"), now.get("object_id"), now.get("type")
    bare = phrase("New relation: ", pk)
    if not (subject and other and tie in Relation.Type.values):
        return bare
    return phrase("New relation: ", subject, f" {Relation.Type(tie).label} ", other, needs=[pk], otherwise=bare)


WORDS = {
    Actor.KIND: Words(new_actor, of_actor),
    Post.KIND: Words(lambda _, pk: phrase("New post: ", pk), of_post),
    Tenure.KIND: Words(new_tenure, of_tenure, frozenset({*STARTS, "ended", "end_reason", "dates_conflict"})),
    Relation.KIND: Words(new_relation),
}
