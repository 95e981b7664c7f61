"""The sections of the bar at the top: each is led to from every page and marks itself."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/briefings/", "/visits/", "/claims/", "/commitments/", "/actors/", "/timeline/", "/changes/"]
)
def test_a_section_is_in_the_bar_and_marked_where_it_is_open(client: Client, address: str) -> None:
    bar = re.findall(r'<nav aria-label="Sections">.*?</nav>', client.get(address).content.decode(), re.DOTALL)[0]
    assert re.findall(r'<a href="([^"]*)" aria-current="true">', bar) == [address]
    assert len(re.findall("<a ", bar)) == 7
