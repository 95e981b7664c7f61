"""The posts of the sample case and who held them. Of each tenure no more is known than that it covers one day."""

from typing import Any

from actors.models import Level, Post, Tenure
from briefings.demo import actors as who
from briefings.demo import documents as said
from briefings.demo.entries import Entry, Passage, To, entry

CHINA_ENVOY = To("posts/china-special-envoy-on-afghanistan")
RUSSIA_ENVOY = To("posts/russia-special-envoy")
FOREIGN_SECRETARY = To("posts/foreign-secretary-of-pakistan")
ADDITIONAL_SECRETARY = To("posts/additional-foreign-secretary-afghanistan-and-west-asia")

YUE_AS_ENVOY = To("tenures/yue-as-envoy")
KABULOV_AS_ENVOY = To("tenures/kabulov-as-envoy")
BALOCH_AS_SECRETARY = To("tenures/baloch-as-foreign-secretary")
WARRAICH_AS_SECRETARY = To("tenures/warraich-as-additional-secretary")

POSTS = (
    entry(
        CHINA_ENVOY,
        Post,
        title="China’s Special Envoy on Afghanistan",
        role="Special Envoy on Afghanistan",
        state=who.CHINA,
        level=Level.ENVOY,
        cited=(said.MET_BALOCH, said.ON_MONDAY),
    ),
    entry(
        RUSSIA_ENVOY,
        Post,
        title="Russia’s Special Envoy",
        summary="The report gives the title without a subject. That it is Afghanistan, as with China’s envoy, is inferred.",
        role="Special Envoy",
        state=who.RUSSIA,
        level=Level.ENVOY,
        cited=(said.KABULOV_EARLIER,),
    ),
    entry(
        FOREIGN_SECRETARY,
        Post,
        title="Foreign Secretary of Pakistan",
        role="Foreign Secretary",
        organisation=who.FOREIGN_OFFICE,
        state=who.PAKISTAN,
        level=Level.ENVOY,
        cited=(said.MET_BALOCH,),
    ),
    entry(
        ADDITIONAL_SECRETARY,
        Post,
        title="Additional Foreign Secretary of Pakistan (Afghanistan and West Asia)",
        role="Additional Foreign Secretary (Afghanistan and West Asia)",
        organisation=who.FOREIGN_OFFICE,
        state=who.PAKISTAN,
        level=Level.SENIOR,
        cited=(said.MET_WARRAICH,),
    ),
)

INFERRED_DAY = "The day is inferred: the report says “on Monday”."


def held_on_the_day(at: To, person: To, post: To, cited: tuple[Passage, ...], **more: Any) -> Entry:
    """In post on the day of the talks: begun by then, not ended before the next. Neither date is known."""
    return entry(
        at,
        Tenure,
        person=person,
        post=post,
        started="[..2024-11-18]",
        started_note=f"Already in post at the talks of 18 November 2024. {INFERRED_DAY}",
        ended="[2024-11-19..]",
        ended_note="Still in post at the talks; nothing later is recorded here.",
        cited=cited,
        **more,
    )


TENURES = (
    held_on_the_day(
        YUE_AS_ENVOY,
        who.YUE,
        CHINA_ENVOY,
        (said.MET_BALOCH, said.ON_MONDAY),
        title_as_stated="Special Envoy on Afghanistan",
    ),
    held_on_the_day(
        BALOCH_AS_SECRETARY, who.BALOCH, FOREIGN_SECRETARY, (said.MET_BALOCH,), title_as_stated="Foreign Secretary"
    ),
    held_on_the_day(
        WARRAICH_AS_SECRETARY,
        who.WARRAICH,
        ADDITIONAL_SECRETARY,
        (said.MET_WARRAICH,),
        title_as_stated="Additional Foreign Secretary (Afghanistan and West Asia)",
    ),
    entry(
        KABULOV_AS_ENVOY,
        Tenure,
        person=who.KABULOV,
        post=RUSSIA_ENVOY,
        title_as_stated="special envoy",
        started="[..2024-11-17]",
        started_note=f"Already in post when he was in Islamabad, days before 18 November 2024. {INFERRED_DAY}",
        cited=(said.KABULOV_EARLIER,),
    ),
)
