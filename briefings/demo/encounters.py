"""Visits, meetings and events of the sample case, each as uncertain as the documents leave it."""

from typing import Any

from actors.models import Level
from briefings.demo import actors as who
from briefings.demo import documents as said
from briefings.demo import posts
from briefings.demo.entries import Row, To, entry, row
from briefings.models import Certainty, Channel, Event, Meeting, Participation, Role, Visit

YUE_VISIT = To("visits/yue-in-islamabad")
KABULOV_VISIT = To("visits/kabulov-in-islamabad")
WITH_BALOCH = To("meetings/yue-and-baloch")
WITH_WARRAICH = To("meetings/yue-and-warraich")
TAKEOVER = To("events/taliban-take-kabul")
MEDIATION = To("events/china-mediation")

# The sources give the weekday; the day of the month is worked out from it.
THE_DAY: dict[str, Any] = {"when": "2024-11-18?", "when_note": "on Monday"}
AMBASSADOR_YUE = "Ambassador, Special Envoy on Afghanistan"
ADDITIONAL = "Ambassador, Additional Foreign Secretary (Afghanistan and West Asia)"


def yue(role: str) -> Row:
    return row(
        Participation,
        actor=who.YUE,
        role=role,
        on_behalf_of=who.CHINA,
        tenure=posts.YUE_AS_ENVOY,
        title_as_stated=AMBASSADOR_YUE,
    )


VISITS = (
    entry(
        KABULOV_VISIT,
        Visit,
        summary="Russia’s envoy was in Islamabad days before China’s. The report says neither on which day nor whom he met.",
        when="[2024-11-11..2024-11-17]",
        when_note="“days earlier”; taken to be the week before",
        sending_state=who.RUSSIA,
        host_state=who.PAKISTAN,
        place="Islamabad",
        level=Level.ENVOY,
        rows=(
            row(
                Participation,
                actor=who.KABULOV,
                role=Role.VISITOR,
                on_behalf_of=who.RUSSIA,
                tenure=posts.KABULOV_AS_ENVOY,
                title_as_stated="special envoy",
            ),
        ),
        cited=(said.KABULOV_EARLIER,),
    ),
    entry(
        YUE_VISIT,
        Visit,
        summary="China’s envoy on Afghanistan met two senior officials of the Foreign Office. By unnamed sources’ account "
        "Pakistan gave him new evidence of TTP sanctuaries.",
        **THE_DAY,
        sending_state=who.CHINA,
        host_state=who.PAKISTAN,
        place="Islamabad",
        level=Level.ENVOY,
        purpose="Talks on Afghanistan. By the official account the two sides discussed the role of its neighbours, and "
        "agreed that a stable and peaceful Afghanistan is important; in which of the two meetings, the statement does not "
        "say.",
        rows=(
            yue(Role.VISITOR),
            row(
                Participation,
                actor=who.FOREIGN_OFFICE,
                role=Role.HOST,
                on_behalf_of=who.PAKISTAN,
                certainty=Certainty.INFERRED,
            ),
        ),
        cited=(said.ON_MONDAY, said.MET_BALOCH, said.NEIGHBOURS),
    ),
)

MEETINGS = (
    entry(
        WITH_BALOCH,
        Meeting,
        visit=YUE_VISIT,
        **THE_DAY,
        place="Islamabad",
        channel=Channel.OWN_READOUT,
        readout="The statement confirms that they met, and says no more of this meeting.",
        rows=(
            yue(Role.VISITOR),
            row(
                Participation,
                actor=who.BALOCH,
                role=Role.COUNTERPART,
                on_behalf_of=who.PAKISTAN,
                tenure=posts.BALOCH_AS_SECRETARY,
                title_as_stated="Foreign Secretary",
            ),
        ),
        cited=(said.MET_BALOCH,),
    ),
    entry(
        WITH_WARRAICH,
        Meeting,
        visit=YUE_VISIT,
        **THE_DAY,
        place="Islamabad",
        channel=Channel.OWN_READOUT,
        readout="The statement speaks of in-depth discussions. What it then says of the two sides it ties to neither of "
        "the meetings.",
        rows=(
            yue(Role.VISITOR),
            row(
                Participation,
                actor=who.WARRAICH,
                role=Role.COUNTERPART,
                on_behalf_of=who.PAKISTAN,
                tenure=posts.WARRAICH_AS_SECRETARY,
                title_as_stated=ADDITIONAL,
            ),
        ),
        cited=(said.MET_WARRAICH,),
    ),
)

EVENTS = (
    entry(
        TAKEOVER,
        Event,
        title="The Taliban take Kabul",
        summary="From this month the report counts the decline in [[actors/pakistan|Pakistan]]’s security and in its "
        "relations with the [[actors/afghan-taliban]].",
        type=Event.Type.TAKEOVER,
        when="2021-08",
        place="Kabul",
        cited=(said.TOOK_KABUL,),
    ),
    entry(
        MEDIATION,
        Event,
        title="China’s mediation between Pakistan and the Afghan Taliban",
        summary="China tried to bring the two together and failed. When it tried, and how, the report does not say.",
        type=Event.Type.MEDIATION,
        outcome="Failed, mainly because the Afghan Taliban refused to evict the TTP",
        rows=(
            row(Participation, actor=who.CHINA, role=Role.MEDIATOR),
            row(Participation, actor=who.PAKISTAN, role=Role.COUNTERPART),
            row(Participation, actor=who.AFGHAN_TALIBAN, role=Role.COUNTERPART),
        ),
        cited=(said.MEDIATED, said.REFUSED),
    ),
)

ENCOUNTERS = (*VISITS, *MEETINGS, *EVENTS)
