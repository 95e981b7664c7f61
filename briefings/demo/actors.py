"""Who the sample case is about: states, bodies, groups, officials, and the two voices of the report."""

from typing import Any

from actors.models import Actor, Category, Name, Relation
from briefings.demo import documents as said
from briefings.demo.entries import Entry, Passage, Row, To, entry, row

ISO, WIKIDATA = "iso3166-1", "wikidata"

PAKISTAN = To("actors/pakistan")
CHINA = To("actors/china")
AFGHANISTAN = To("actors/afghanistan")
RUSSIA = To("actors/russia")
FOREIGN_OFFICE = To("actors/foreign-office-of-pakistan")
AFGHAN_TALIBAN = To("actors/afghan-taliban")
TTP = To("actors/tehreek-e-taliban-pakistan")
YUE = To("actors/yue-xiaoyong")
KABULOV = To("actors/zamir-kabulov")
BALOCH = To("actors/amna-baloch")
WARRAICH = To("actors/ahmad-naseem-warraich")
UNNAMED = To("actors/sources-who-were-not-named")
NEWSPAPER = To("actors/the-reporting-newspaper")


def state(at: To, title: str, iso: str, wikidata: str) -> Entry:
    """A state; the one that is in the knowledge base already, where one is."""
    known = ((ISO, iso), (WIKIDATA, wikidata))
    return entry(at, Actor, title=title, category=Category.STATE, identifiers=known)


def official(at: To, title: str, sort_name: str, of: To, **more: Any) -> Entry:
    return entry(at, Actor, title=title, sort_name=sort_name, category=Category.PERSON, state=of, **more)


def name(text: str, kind: str = Name.Kind.ALIAS, language: str = "", script: str = "") -> Row:
    return row(Name, text=text, kind=kind, language=language, script=script)


STATES = (
    state(PAKISTAN, "Pakistan", "pk", "Q843"),
    state(AFGHANISTAN, "Afghanistan", "af", "Q889"),
    state(CHINA, "China", "cn", "Q148"),
    state(RUSSIA, "Russia", "ru", "Q159"),
)

BODIES = (
    entry(
        FOREIGN_OFFICE,
        Actor,
        title="Foreign Office of Pakistan",
        summary="Pakistan’s foreign ministry. Its statement on the envoy’s talks is the official account in this case.",
        category=Category.GOVERNMENT_BODY,
        state=PAKISTAN,
        rows=(name("Ministry of Foreign Affairs of Pakistan"), name("Foreign Office", Name.Kind.AS_STATED)),
        cited=(said.CONFIRMS,),
    ),
    entry(
        AFGHAN_TALIBAN,
        Actor,
        title="Afghan Taliban",
        summary="They took Kabul in August 2021. Pakistan holds that they promised to act against groups that use "
        "Afghan soil, and did not.",
        category=Category.ORGANISATION,
        state=AFGHANISTAN,
        rows=(name("Taliban", Name.Kind.AS_STATED), name("طالبان", language="ps", script="Arab")),
        cited=(said.TOOK_KABUL,),
    ),
    entry(
        TTP,
        Actor,
        title="Tehreek-e-Taliban Pakistan",
        summary="An armed group that the report calls proscribed. By Pakistan’s account it has sanctuaries on Afghan soil.",
        category=Category.ARMED_GROUP,
        rows=(
            name("TTP", Name.Kind.ACRONYM),
            name("Tehrik-i-Taliban Pakistan", Name.Kind.TRANSLITERATION),
            name("Tehrik-e-Taliban Pakistan", Name.Kind.TRANSLITERATION),
            name("Pakistani Taliban"),
            name("تحریک طالبان پاکستان", language="ur", script="Arab"),
        ),
        cited=(said.PROSCRIBED,),
    ),
)

VOICES = (
    entry(
        UNNAMED,
        Actor,
        title="Sources who were not named",
        summary="Those on whom the newspaper relies for what was said behind closed doors. Who they are, how many, and "
        "for whom they speak, the report does not say. They are kept apart from the "
        "[[actors/foreign-office-of-pakistan|Foreign Office]], whose statement leaves out what they tell.",
        category=Category.COMMUNITY,
        cited=(said.NOT_NAMED,),
    ),
    entry(
        NEWSPAPER,
        Actor,
        title="The reporting newspaper",
        summary="It is recorded as the speaker where its report states something and names no source for it. What it "
        "relays from others is recorded as theirs.",
        category=Category.MEDIA,
        cited=(said.OWN_VOICE,),
    ),
)

OFFICIALS = (
    official(
        YUE,
        "Yue Xiaoyong",
        "Yue Xiaoyong",
        CHINA,
        summary="China’s special envoy on Afghanistan. Pakistan briefed him in Islamabad in November 2024.",
        rows=(name("岳晓勇", language="zh", script="Hans"), name("Ambassador Yue Xiaoyong", Name.Kind.AS_STATED)),
        cited=(said.MET_BALOCH, said.ON_MONDAY),
    ),
    official(
        KABULOV,
        "Zamir Kabulov",
        "Kabulov, Zamir",
        RUSSIA,
        summary="Russia’s special envoy. He was in Islamabad days before China’s.",
        rows=(name("Замир Кабулов", language="ru", script="Cyrl"),),
        cited=(said.KABULOV_EARLIER,),
    ),
    official(
        BALOCH,
        "Amna Baloch",
        "Baloch, Amna",
        PAKISTAN,
        summary="Foreign Secretary of Pakistan. She met China’s envoy, as the Foreign Office confirms.",
        rows=(name("آمنہ بلوچ", language="ur", script="Arab"),),
        cited=(said.MET_BALOCH,),
    ),
    official(
        WARRAICH,
        "Ahmad Naseem Warraich",
        "Warraich, Ahmad Naseem",
        PAKISTAN,
        summary="Ambassador, and Additional Foreign Secretary for Afghanistan and West Asia. He held in-depth discussions "
        "with China’s envoy.",
        rows=(name("Ambassador Ahmad Naseem Warraich", Name.Kind.AS_STATED),),
        cited=(said.MET_WARRAICH,),
    ),
)


def proscription(cited: Passage) -> Entry:
    return entry(
        To("relations/pakistan-proscribes-the-ttp"),
        Relation,
        subject=PAKISTAN,
        object=TTP,
        type=Relation.Type.PROSCRIBES,
        summary="The report calls the group proscribed and says no more: that Pakistan is meant is inferred, and the day "
        "is not known.",
        cited=(cited,),
    )


ACTORS = (*STATES, *BODIES, *VOICES, *OFFICIALS, proscription(said.PROSCRIBED))
