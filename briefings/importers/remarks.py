"""The people met, in the remarks on a trip: "Met with King Hussein and Syrian President Assad". Pure.

Only named people: "senior officials" and "the Foreign Ministers of France and Qatar" are nobody, whoever the traveller
accompanied is not met, and a country is the host's unless an adjective or "of Jordan" says otherwise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from actors.importers.countries import country_names, demonyms
from briefings.importers.titles import STYLE, split_title
from records.names import fold

# Where the point is no end of a sentence.
ABBREVIATED = re.compile(r"\b(?:[A-Z]|Dr|Mr|Mrs|Ms|St|Ft|Jr|Sr|Gen|Lt|Col|Gov|Mt)\.")
SENTENCE = re.compile(r"(?<=[.;])\s+")
TRIGGER = re.compile(
    r"\b(?:(?<!concurrence )with|[Bb]riefed|[Cc]alled on|[Mm]et(?! with)|[Rr]eceived by|[Ww]elcomed by|[Hh]osted by|"
    r"[Cc]onsulted(?! with)|[Jj]oined by) (?=\S)"
)
STOP = re.compile(
    r"[.;]$|; |[ ,]+(?:to (?=[a-z])|on |at |en route|regarding|concerning|about |while |before |after |during |following |"
    r"for (?!Foreign |External |Relations |European )|in |as |where |who |which |that |via |aboard |near |by |from |prior |"
    r"under |over |upon |through |toward|also |"
    r"then |along |together |alongside |\(|both |in order|separately|bilaterally|and (?:to |on |at |in |then |also |"
    r"(?:visited|held|gave|laid|led|co-\w+|met|took|spoke|paid|[a-z]+ed)\b))|, (?:[a-z]+ed|held|gave|led)\b"
)
ITEM = re.compile(r"(?P<joint>,? and |, |/(?=[A-Z]))(?!(?:Jr|Sr|III?)\b)")
LEADING = re.compile(
    r"(?:the|his|her|their|its|a|an|then|newly|recently|new|elected|incoming|visiting|fellow|late|[Ww]ith|President's|"
    r"newly-elected|newly-appointed|counterpart|counterparts|both|including) "
)
QUALIFIED = re.compile(r"(?:[Ff]ormer|[Oo]utgoing|[Ii]nterim|[Aa]cting|[Dd]eposed|[Ee]xiled|[Cc]aretaker) ")
PARTICLE = (
    "al|el|ul|ur|bin|ben|ibn|bint|ould|de|da|do|das|dos|del|della|der|den|di|du|van|von|ter|la|le|y|e|und|abu|zu|"
    "af|av|arap|e-|d|l|los|las|ed|ad|as|ash|i|wa|o|san|ten"
)
NAME = re.compile(rf"(?:(?:[A-ZÀ-ÞŠŽČĐĆŞİ]|(?:{PARTICLE})\b)[\w’'‘`.-]*(?:\s+|$|(?=,))|\([A-Z][\w .]*\)\s*)+")
# "Presidents Mandela and de Klerk": one title for each of the names.
SEVERAL = re.compile(r"(?P<title>President|Prime Minister|Foreign Minister|General|Secretary)s (?=[A-Z])")
BARE = re.compile(
    rf"(?:(?:{PARTICLE}) )?[A-Z][\w’'.-]+(?: (?:(?:{PARTICLE}) )?[A-Z][\w’'.-]+){{0,2}}(?: of (?:the )?[A-Z][\w’' -]+)?"
)
OF = re.compile(r" of (?:the )?(?P<place>[A-Z][\w.' -]+)$")
PLURAL = re.compile(
    r"\b(?:Ministers|Presidents|Officials|officials|Leaders|leaders|Representatives|Heads|heads|Chiefs|Foreign|Council|"
    r"Cabinet|Commission|Union|Government|Organization|Nations|Group|Committee|Parliament|Party|Quartet|NATO|ASEAN|"
    r"Pacific|Africa|African|America|Board|Members|members|Senators|Governors|Ambassadors|Chamber|States|Embassy|League|"
    r"Conference|Summit|Ministerial|Forum|Dialogue|Delegation|Congress|Security|Coalition|Authority|Opposition|Army|"
    r"Commissioners|Secretaries|Corps|Forces|Court|Association|Institute|Partnership|Agreement|Treaty|Peace|East|West|"
    r"North|South|Asian|European|Arab|Kurdish|Catholic|Church|Community|Counterparts|counterparts|University|Ministry|"
    r"Economic|Joint|Chiefs|Bank|Fund|Agency|Office|Department|Consulate|Peninsula|Sea|Gulf|War|World|International|"
    r"American|Americans|Allied|Allies|Armed|Air|Base|House|Legislative|Assembly|Republic|Kingdom|Islands|Special|Mission)\b"
)


# Whose people one meets there.
GOVERNED_BY = {"west-bank": "palestinian-authority"}


@dataclass(frozen=True, slots=True)
class Met:
    """`country` is an id, or "" for somebody who speaks for an organisation of states."""

    title: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Encounter:
    """The people met on one occasion, and the words that say so."""

    people: tuple[Met, ...]
    words: str


def encounters(remarks: str, host: str) -> list[Encounter]:
    """The meetings with named people; a name alone takes up somebody named in full before."""
    found: list[Encounter] = []
    known: list[Met] = []
    for sentence in sentences(remarks):
        people: dict[Met, None] = {}
        for segment in segments(sentence):
            for one in in_segment(segment, host):
                if (meant := taken_up(one, known)) is not None:
                    people.setdefault(meant)
        known += people
        if people:
            found.append(Encounter(tuple(people), sentence))
    return found


def sentences(text: str) -> list[str]:
    guarded = ABBREVIATED.sub(lambda found: found.group().replace(".", "\0"), text)
    return [one.replace("\0", ".").strip() for one in SENTENCE.split(guarded) if one.strip()]


def segments(sentence: str) -> Iterator[str]:
    """From each word that announces people to where they end."""
    starts = list(TRIGGER.finditer(sentence))
    for this, after in zip_longest(starts, starts[1:]):
        rest = sentence[this.end() : after.start() if after else len(sentence)]
        stop = STOP.search(rest)
        yield re.sub(
            r"(?:,? and|,)\s*(?:also )?(?:met|talked|spoke|conferred)?\s*$",
            "",
            rest[: stop.start()] if stop else rest,
        ).strip()


def taken_up(one: Met, known: list[Met]) -> Met | None:
    """Somebody named before, where the name is part of that one; else the one given, if it is more than a surname."""
    words = fold(one.name).split()
    for before in known:
        if words and set(words) <= set(fold(before.name).split()) and (not one.title or one.title == before.title):
            return before
    return one if one.title or len(words) > 1 else None


def in_segment(segment: str, host: str) -> Iterator[Met]:
    held, joint, shared = "", "", ""
    for item, next_joint in items(segment):
        text = f"{held}{joint}{item}" if held else item
        if found := SEVERAL.search(text):
            shared = found["title"]
            text = f"{text[: found.start()]}{shared} {text[found.end() :]}"
        elif shared and BARE.fullmatch(text):
            text = f"{shared} {text}"
        else:
            shared = ""
        one = met(text, host)
        title_only = one is None and is_title(text)
        if title_only and not item.startswith("the ") and next_joint.strip() in ("and", "/"):
            held, joint = text, next_joint
            continue
        held = ""
        if one is not None:
            yield one


def items(segment: str) -> Iterator[tuple[str, str]]:
    """The members of a list, each with the joint after it."""
    start = 0
    for found in ITEM.finditer(segment):
        yield segment[start : found.start()].strip(), found["joint"]
        start = found.end()
    yield segment[start:].strip(), ""


def is_title(text: str) -> bool:
    title, name = split_title(split_country(text)[1])
    return bool(title) and not name


@cache
def _adjectives() -> re.Pattern[str]:
    words = sorted({*demonyms(), *country_names()}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(word) for word in words)})(?:’s|'s)? (?=[A-Za-z])")


def split_country(text: str) -> tuple[str, str]:
    """Country id of the adjective in front, or "", and the text without it."""
    if found := _adjectives().match(text):
        word = re.sub(r"(?:’s|'s)$", "", found.group().strip())
        return demonyms().get(word) or country_names().get(word, ""), text[found.end() :]
    return "", text


# Where there is no title, words that show an office or body which `split_title` does not know.
NO_PERSON = re.compile(
    r"^(?:U\.?S|UN|With)\b|\b(?:President\w*|Prime|Minister|Secretary|Prosecutor|Presidency|Executive|Society|Signatories|"
    r"Electoral|Educational|Triumvirate|Holiness|Generals|Crown|Rica|Salvador|d'Ivoire|Education|Energy|Collective)\b"
)
AMERICAN = re.compile(r"Secretary of (?:Defense|the Treasury)$")
# Who speaks for more than one state belongs to none.
INTERNATIONAL = re.compile(
    r"^(?:NATO|EU|UN|U\.N\.|OAS|OSCE|OAU|AU|IAEA|ASEAN|EC|OECD|CARICOM|WHO|UNESCO|GCC|European|United Nations|Arab League|"
    r"African Union|Commonwealth|Quartet|World|(?:UN |United Nations )?Secretary[- ]General|High Representative|"
    r"[A-Z].*\b(?:Organization|Agency|Bank|Fund))\b"
)


def met(text: str, host: str) -> Met | None:
    """The one person of an item of a list; None where it names nobody."""
    while found := LEADING.match(text):
        text = text[found.end() :]
    former = QUALIFIED.match(text)
    country, text = split_country(text[former.end() :] if former else text)
    if not former and (former := QUALIFIED.match(text)):
        text = text[former.end() :]
    text = STYLE.sub("", text)
    title, rest = split_title(text)
    if found := OF.search(rest):
        country = country or country_names().get(found["place"], "")
        rest = rest[: found.start()]
    named = NAME.match(rest)
    name = named.group().strip(" .,") if named else ""
    if not name or named is None or named.end() < len(rest.rstrip()) or PLURAL.search(name):
        return None
    if not title and (NO_PERSON.search(name) or name in country_names()):
        return None
    if not country and not INTERNATIONAL.match(title):
        country = "united-states" if AMERICAN.match(title) else GOVERNED_BY.get(host, host)
    return Met(f"{former.group().strip()} {title}".strip() if former else title, name, country)
