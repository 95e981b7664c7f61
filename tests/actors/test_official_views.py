import pytest
from django.test import Client
from django.utils import timezone

from actors.models import Name, Nomination, NotSame, Tenure
from records.access import Handling, Stage
from records.models import Identifier
from tests import cast
from tests.factories import a_post, a_relation, a_state, a_tenure, an_actor, an_armed_group

pytestmark = pytest.mark.django_db
LONG = "Friedrich Karl Maria Ludwig Wilhelm Johann Nepomuk " * 5


def page(client: Client, actor: object) -> str:
    return client.get(actor.get_absolute_url()).content.decode()  # type: ignore[attr-defined]


def test_the_page_names_the_person_and_says_what_it_is_of(client: Client) -> None:
    state = a_state("Pakistan")
    body = page(client, an_actor("Amna Baloch", state=state, when="1966/.."))
    assert "<h1" in body and "Amna Baloch" in body and "<span>Official</span>" in body
    assert '<a href="/actors/pakistan/">Pakistan</a>' in body
    assert 'born <time datetime="1966">1966</time>, living' in body
    assert '"@type": "Person"' in body and '"nationality"' in body


def test_an_official_of_whom_nothing_is_known_says_what_would_stand_there(client: Client) -> None:
    body = page(client, an_actor("Nobody"))
    assert "The posts that somebody held" in body
    assert "No relation that you may read is on record" in body
    assert "No record that you may read names this one" in body


def test_a_post_with_an_end_to_come_is_certain_today(client: Client) -> None:
    person = an_actor("Amna Baloch")
    a_tenure(person, a_post("Foreign Secretary"), started="2020-01-01", ended=f"{timezone.localdate().year + 2}")
    body = page(client, person)
    assert "certain" in body and "Last known post" not in body


def test_an_unknown_end_is_possible_today_and_never_certain(client: Client) -> None:
    person = an_actor("Amna Baloch")
    a_tenure(person, a_post("Foreign Secretary"), started="2024-09-11")
    body = page(client, person)
    assert "possible" in body and "certain" not in body
    assert "end unknown" in body


def test_a_post_of_the_past_is_the_last_known(client: Client) -> None:
    person = an_actor("Amna Baloch")
    a_tenure(person, a_post("Consul-General"), started="2014", ended="2017")
    a_tenure(person, a_post("High Commissioner"), started="2018", ended="2021")
    facts = page(client, person).partition("</dl>")[0]
    assert "Last known post" in facts and "High Commissioner" in facts and "Consul-General" not in facts
    assert "possible" not in facts


def test_somebody_whom_another_one_followed_is_not_in_office(client: Client) -> None:
    person, post = an_actor("Amna Baloch"), a_post("Foreign Secretary")
    a_tenure(person, post, started="2010-01-01")
    a_tenure(an_actor(), post, started="2015-01-01")
    assert "Last known post" in page(client, person)


def test_the_body_and_the_state_of_the_post_are_those_served(client: Client) -> None:
    state = a_state("Pakistan")
    ministry = an_actor("Ministry of Foreign Affairs", "government_body", state=state)
    person = an_actor("Amna Baloch")
    a_tenure(person, a_post("Foreign Secretary", organisation=ministry, state=state), started="2024")
    body = page(client, person)
    served = body[body.index("<dt>Serves</dt>") :].partition("</dd>")[0]
    assert "Ministry of Foreign Affairs" in served and "Pakistan" in served


def test_a_post_that_may_not_be_seen_is_withheld_with_what_it_belongs_to(client: Client) -> None:
    ministry = an_actor("Ministry of Foreign Affairs", "government_body")
    person = an_actor("Amna Baloch")
    a_tenure(person, a_post("Secret Envoy", organisation=ministry, handling=Handling.RED), started="2024")
    body = page(client, person)
    assert '<span class="withheld">withheld</span> on' in body
    assert "Secret Envoy" not in body and "secret-envoy" not in body and "Ministry" not in body


def test_a_tenure_that_may_not_be_seen_is_not_there_at_all(client: Client) -> None:
    person = an_actor("Amna Baloch")
    a_tenure(person, a_post("Foreign Secretary"), started="2024", handling=Handling.AMBER)
    assert "Foreign Secretary" not in page(client, person)
    client.force_login(cast.analyst(Handling.AMBER))
    assert "Foreign Secretary" in page(client, person)


def test_the_table_behind_the_strip_has_dates_with_reasons_and_notes(client: Client) -> None:
    person = an_actor("Amna Baloch")
    a_tenure(
        person,
        a_post("High Commissioner"),
        capacity=Tenure.Capacity.AD_INTERIM,
        appointed="2018-05~",
        started="2018-09-03",
        started_note="credentials presented",
        ended="2021-06",
        end_reason=Tenure.EndReason.PROMOTED,
        ended_note="to Brussels",
        title_as_stated="Envoy",
    )
    table = page(client, person).partition("<details>")[2].partition("</details>")[0]
    for words in (
        "ad interim",
        "about",
        "3 Sep 2018",
        "credentials presented",
        "promoted",
        "to Brussels",
        "as “Envoy”",
    ):
        assert words in table
    assert "/tenures/t-" in table


def test_somebody_put_forward_who_never_served_is_kept_apart(client: Client) -> None:
    person, post = an_actor("Tehmina Janjua"), a_post("Foreign Secretary")
    Nomination.objects.create(post=post, person=person, appointed="2016-11", outcome="not commissioned")
    body = page(client, person)
    assert "Put forward, never served" in body and "not commissioned" in body
    assert "Last known post" not in body


def test_a_nomination_for_a_post_that_may_not_be_seen_is_not_there(client: Client) -> None:
    person = an_actor("Tehmina Janjua")
    Nomination.objects.create(post=a_post("Hidden", handling=Handling.RED), person=person, outcome="declined")
    body = page(client, person)
    assert "Put forward" not in body and "declined" not in body


def test_names_say_language_direction_and_kind(client: Client) -> None:
    person = an_actor("Amna Baloch")
    Name.objects.create(actor=person, text="آمنہ بلوچ", language="ur", script="Arab")
    Name.objects.create(actor=person, text="Aamna Baloch", kind=Name.Kind.TRANSLITERATION)
    Name.objects.create(actor=person, text="Amna Khan", kind=Name.Kind.FORMER)
    Name.objects.create(actor=person, text="Ambassador Baloch", kind=Name.Kind.AS_STATED)
    body = page(client, person)
    assert '<bdi lang="ur-Arab" dir="rtl">آمنہ بلوچ</bdi> (Urdu)' in body
    assert "<bdi>Aamna Baloch</bdi> (transliteration)" in body
    assert "<dt>Former names</dt><dd><bdi>Amna Khan</bdi></dd>" in body
    assert "<dt>As stated</dt><dd>“<bdi>Ambassador Baloch</bdi>”</dd>" in body


def test_a_wikidata_number_is_a_link_and_anything_else_is_text(client: Client) -> None:
    person = an_actor("Amna Baloch")
    Identifier.objects.create(record=person, scheme="wikidata", value="Q42")
    Identifier.objects.create(record=person, scheme="un-sc", value="<b>QDi.1</b>")
    body = page(client, person)
    assert '<a href="https://www.wikidata.org/wiki/Q42" rel="external noreferrer">Q42</a>' in body
    assert "un-sc &lt;b&gt;QDi.1&lt;/b&gt;" in body


def test_a_wikidata_number_of_the_wrong_form_is_no_link(client: Client) -> None:
    person = an_actor("Amna Baloch")
    Identifier.objects.create(record=person, scheme="wikidata", value='Q42"onclick=')
    assert "wikidata.org" not in page(client, person)


def test_whom_the_person_is_not_is_said_on_both_pages(client: Client) -> None:
    one, other = an_actor("Amna Baloch"), an_actor("Amina Baloch")
    NotSame.objects.create(one=one, other=other, reason="member of an assembly")
    for here, there in ((one, other), (other, one)):
        assert f'{there.get_absolute_url()}">{there.title}</a>, member of an assembly' in page(client, here)


def test_a_namesake_who_may_not_be_seen_is_not_mentioned(client: Client) -> None:
    one, other = an_actor("Amna Baloch"), an_actor("Amina Baloch", handling=Handling.RED)
    NotSame.objects.create(one=one, other=other, reason="an agent")
    body = page(client, one)
    assert "Not the same as" not in body and "an agent" not in body


def test_relations_are_read_from_both_sides(client: Client) -> None:
    one, other = an_actor("Amna Baloch"), an_armed_group("The Group")
    a_relation(one, "opposes", other, when="2007/..", note="As she says.")
    assert "opposes" in page(client, one) and "As she says." in page(client, one)
    assert "is opposed by" in page(client, other)


def test_a_relation_with_somebody_who_may_not_be_seen_withholds_the_name(client: Client) -> None:
    one = an_actor("Amna Baloch")
    a_relation(one, "family", an_actor("Hidden Cousin", handling=Handling.RED))
    body = page(client, one)
    assert "is of the family of" in body and "withheld" in body
    assert "Hidden Cousin" not in body and "hidden-cousin" not in body


def test_a_draft_is_no_page_for_an_analyst_and_one_for_an_editor(client: Client) -> None:
    person = an_actor("Amna Baloch", stage=Stage.DRAFT)
    client.force_login(cast.analyst(Handling.RED))
    assert client.get(person.get_absolute_url()).status_code == 404
    client.force_login(cast.editor())
    assert client.get(person.get_absolute_url()).status_code == 200


def test_names_of_any_length_and_form_are_printed_whole_and_escaped(client: Client) -> None:
    person = an_actor(f"{LONG}<script>"[:300])
    a_tenure(person, a_post("<b>" * 20), started="2024")
    body = page(client, person)
    assert "&lt;script&gt;" in body and "<script>alert" not in body and "<b><b>" not in body


def test_more_than_fifty_posts_are_shown_in_part_with_the_way_to_all(client: Client) -> None:
    person, post = an_actor("Amna Baloch"), a_post("Envoy")
    for year in range(1940, 1992):
        a_tenure(person, post, started=str(year), ended=str(year))
    body = page(client, person)
    assert '<a class="more" href="/tenures/?person=amna-baloch">All 52</a>' in body
    assert body.count("/tenures/t-") >= 50 and ">1991<" in body and '<time datetime="1940">' not in body


def test_an_end_that_conflicts_with_the_start_says_so(client: Client) -> None:
    person = an_actor("Amna Baloch")
    a_tenure(person, a_post("Envoy"), started="2005-01-01", ended="2001-01-01", dates_conflict=True)
    assert "conflicts with the start" in page(client, person)


def test_the_day_of_a_standing_is_said(client: Client) -> None:
    person = an_actor("Amna Baloch")
    a_tenure(person, a_post("Envoy"), started="2024")
    assert f'on <time datetime="{timezone.localdate()}">' in page(client, person)
