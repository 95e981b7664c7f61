"""How the cells of tables name actors and posts, and what is made of a name that is new."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from actors.codes import ISO, code_of
from actors.models import STATES, Actor, Category, Name, Post
from actors.sorting import sort_name
from records.access import Reader
from records.batches.cells import Reference
from records.batches.tables import Act, NewRecord, begun
from records.names import fold

PERSON = "actor:person"


def of_codes(texts: Collection[str], reader: Reader) -> Mapping[str, set[int]]:
    codes = {text: code for text in texts if (code := code_of(text))}
    found = Actor.objects.visible_to(reader).by_codes(ISO, set(codes.values())) if codes else {}
    return {text: {found[code]} for text, code in codes.items() if code in found}


def new_person(name: str, act: Act) -> NewRecord:
    record = begun(Actor, act, title=name, sort_name=sort_name(name)[:300], category=Category.PERSON)
    return NewRecord(record, [named(name, Name.Kind.PRIMARY)])


def new_post(title: str, act: Act) -> NewRecord:
    return NewRecord(begun(Post, act, title=title, role=title[:200]))


def named(text: str, kind: str, language: str = "", script: str = "", valid: str = "") -> Name:
    return Name(text=text, kind=kind, language=language, script=script, valid=valid, folded=fold(text)[:300])


def of_category(fits: Callable[[str], bool]) -> Callable[[Any], bool]:
    return lambda record: isinstance(record, Actor) and fits(record.category)


is_person = of_category(lambda category: category == Category.PERSON)
STATE = Reference(("actor:state",), codes=of_codes, fits=of_category(lambda category: category in STATES))
# What people are of, and bodies are part of.
WHOLE = Reference(("actor",), codes=of_codes, fits=of_category(lambda category: category != Category.PERSON))
ANYBODY = Reference(("actor",), several=True, new=new_person, codes=of_codes)
