import pytest
from django.test import Client
from django.utils import timezone

from actors.models import Actor, Name
from records.access import Handling
from tests.actors.test_state_views import page, section
from tests.factories import a_citation, a_document, a_post, a_relation, a_source, a_state, a_tenure, an_actor
from tests.factories import an_armed_group as a_group

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("category", "label", "schema"),
    [
        ("organisation", "Organisation", "Organization"),
        ("government_body", "Government body", "GovernmentOrganization"),
        ("igo", "Intergovernmental body", "Organization"),
        ("party", "Party", "PoliticalParty"),
        ("media", "Media", "NewsMediaOrganization"),
        ("community", "Community", "Organization"),
    ],
)
def test_every_kind_of_body_has_its_page(client: Client, category: str, label: str, schema: str) -> None:
    body = page(client, an_actor("The Body", category))
    assert f"<span>{label}</span>" in body and f'"@type": "{schema}"' in body and "In office now" in body


def test_a_body_says_what_it_is_part_of_and_what_is_part_of_it(client: Client) -> None:
    state = a_state("Pakistan")
    ministry = an_actor("Ministry of Foreign Affairs", "government_body", state=state)
    academy = an_actor("Foreign Service Academy", "government_body", parent=ministry)
    assert "Foreign Service Academy" in section(page(client, ministry), "Parts")
    facts = page(client, academy).partition("</dl>")[0]
    assert '<dt>Part of</dt><dd><a href="/actors/ministry-of-foreign-affairs/">' in facts


def test_a_parent_that_may_not_be_seen_is_withheld(client: Client) -> None:
    hidden = an_actor("Secret Service", "government_body", handling=Handling.RED)
    body = page(client, an_actor("Front Company", "organisation", parent=hidden))
    assert '<dt>Part of</dt><dd><span class="withheld">withheld</span></dd>' in body
    assert "Secret Service" not in body and "secret-service" not in body


def test_the_posts_of_a_body_and_who_holds_them(client: Client) -> None:
    ministry = an_actor("Ministry of Foreign Affairs", "government_body")
    post = a_post("Foreign Secretary", organisation=ministry)
    a_tenure(an_actor("Amna Baloch"), post, started="2024", ended=str(timezone.localdate().year + 2))
    a_tenure(an_actor("Predecessor"), post, started="2020", ended="2023")
    body = page(client, ministry)
    assert "Foreign Secretary" in section(body, "Posts")
    assert "Amna Baloch" in section(body, "In office now") and "certain" in section(body, "In office now")
    assert "Predecessor" not in section(body, "In office now")


def banned(group: Actor, by: str, when: str, **given: object) -> Actor:
    state = a_state(by)
    a_citation(
        a_document(f"Order of {by}", source=a_source(reliability="A")),
        a_relation(state, "proscribes", group, when=when, **given),
        credibility=1,
    )
    return state


def test_who_proscribed_a_group_and_when_is_a_section_of_its_own(client: Client) -> None:
    group = a_group("The Group")
    banned(group, "Second State", "2010-09-01")
    banned(group, "First State", "2008-08-25")
    body = page(client, group)
    ban = section(body, "Proscribed by")
    assert ban.index("First State") < ban.index("Second State")
    assert "25 Aug 2008" in ban and "Order of First State" in ban and "A1" in ban
    assert "First State" not in section(body, "Relations")


def test_a_group_that_nobody_proscribed_says_so(client: Client) -> None:
    body = page(client, a_group("The Group"))
    assert "No proscription that you may read is on record" in body
    assert "Nobody that you may read of is on record" in section(body, "Leaders")


def test_a_proscription_that_may_not_be_seen_is_not_there(client: Client) -> None:
    group = a_group("The Group")
    banned(group, "Quiet State", "2010-09-01", handling=Handling.RED)
    body = page(client, group)
    assert "Quiet State" not in body and "1 Sep 2010" not in body and "Order of" not in body


def test_a_source_that_may_not_be_seen_leaves_no_grade(client: Client) -> None:
    group = a_group("The Group")
    relation = a_relation(a_state("First State"), "proscribes", group)
    a_citation(a_document("Secret Paper", handling=Handling.RED), relation)
    ban = section(page(client, group), "Proscribed by")
    assert "no source" in ban and "Secret Paper" not in ban


def test_other_relations_of_a_group_stand_by_themselves(client: Client) -> None:
    group = a_group("The Group")
    a_relation(a_group("The Hosts"), "shelters", group, when="2021-08-15/")
    a_relation(group, "proscribes", a_group("The Rivals"))
    relations = section(page(client, group), "Relations")
    assert "is sheltered by" in relations and "The Hosts" in relations and "end unknown" in relations
    assert "The Rivals" in relations


def test_leaders_are_those_of_today_and_of_the_past(client: Client) -> None:
    group = a_group("The Group")
    emir = a_post("Emir", organisation=group)
    a_tenure(an_actor("First Emir"), emir, started="2013-11-07", ended="2018-06-14", end_reason="died_in_office")
    a_tenure(an_actor("Second Emir"), emir, started="2018-06-22")
    leaders = section(page(client, group), "Leaders")
    assert leaders.index("Second Emir") < leaders.index("First Emir")
    assert "possible" in leaders and "died in office" in leaders


def test_the_names_of_a_group_read_in_their_own_direction(client: Client) -> None:
    group = a_group("The Group")
    Name.objects.create(actor=group, text="TG", kind=Name.Kind.ACRONYM)
    Name.objects.create(actor=group, text="جماعت", language="ps")
    body = page(client, group)
    assert "<bdi>TG</bdi> (acronym)" in body and '<bdi lang="ps" dir="rtl">جماعت</bdi> (Pashto)' in body
