"""A name is found however it is spelt, and what is hidden changes no answer."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.models import Name
from records.access import Handling, Stage
from records.models import NameWord
from records.names import consonants, keys
from records.search.name_words import name_words
from records.search.spellings import alike, keep_names
from tests.cast import editor
from tests.factories import a_visit, an_actor
from tests.searching import OneNamedAtWill

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
PEOPLE = (
    "Amir Khan Muttaqi", "Recep Tayyip Erdoğan", "Conan O’Brien", "Ban Ki-moon", "Lech Wałęsa", "Muammar Qaddafi",
    "Nguyễn Phú Trọng", "Li Qiang", "Hassan Rouhani", "Imran Khan", "Sergey Lavrov",
)  # fmt: skip
# What is typed, and what is meant; "" where it is spelt as somebody's name and needs no other spelling.
TYPED = {
    "Muttaqi": "", "Mottaki": "Muttaqi", "Mutaqi": "Muttaqi", "amir khan mottaki": "amir khan Muttaqi",
    "Erdoğan": "", "Erdogan": "", "Ardogan": "Erdoğan", "Erdogen": "Erdoğan",
    "O'Brien": "", "OBrien": "", "O Brien": "", "o’brian": "O’Brien",
    "Ki-moon": "", "Kimoon": "Ki-moon", "Ki moon": "", "Kimun": "Ki-moon",
    "Wałęsa": "", "Walesa": "", "Valesa": "Wałęsa",
    "Qaddafi": "", "Gaddafi": "Qaddafi", "Khadafi": "Qaddafi", "Kadhafi": "Qaddafi", "Gathafi": "Qaddafi",
    "Nguyen Phu Trong": "", "Fu Trong": "Phú Trọng", "Lee": "Li", "Hasan Ruhani": "Hassan Rouhani",
    "Lavrof": "Lavrov", "Lavrovv": "Lavrov", "Larov": "Lavrov",
    "Hussein": "", "zzz": "", "": "", "…": "", "42": "",
}  # fmt: skip


def kept(*names: str, **more: Any) -> None:
    for name in names:
        an_actor(name, **more)


def meant(text: str, reader: Any = NOBODY) -> str:
    return next((one.text.replace(text, "") for one in alike(text.split(), reader)), "")


def test_every_probe_finds_the_name_that_is_meant() -> None:
    kept(*PEOPLE)
    assert {typed: meant(typed) for typed in TYPED} == TYPED


def test_two_words_are_looked_for_in_one_name() -> None:
    kept("Amir Khan Muttaqi", "Manouchehr Mottaki")
    assert meant("amir mottaki") == "amir Muttaqi"
    assert meant("manouchehr muttaqi") == "manouchehr Mottaki"


def test_a_word_that_is_like_none_stays_as_it_was_typed() -> None:
    kept("Amir Khan Muttaqi")
    assert meant("mottaki ceasefire") == "Muttaqi ceasefire"


def test_a_name_in_another_script_is_found_in_that_script() -> None:
    Name.objects.create(actor=an_actor("Amir Khan Muttaqi"), text="امیر خان متقی")
    assert meant("متقی") == "" and NameWord.objects.filter(shown="متقی").exists()


def test_of_two_that_are_alike_the_one_named_more_comes_first() -> None:
    kept("Anna Walesi", "Maria Walisi")
    for _ in range(4):
        a_visit(next(iter([NameWord.objects.get(word="walisi").record.as_actor])))
    assert [one.text for one in alike(["welisi"], NOBODY)] == ["Walisi", "Walesi"]


@pytest.mark.parametrize("hidden", [{"handling": Handling.GREEN}, {"stage": Stage.DRAFT}, {"stage": Stage.REVIEW}])
def test_hidden_names_are_offered_to_nobody_and_change_nothing(hidden: dict[str, Any]) -> None:
    kept(*PEOPLE)
    asked = [*TYPED, "falkenfuss", "Mutaki Falkenfus"]
    before = [alike(typed.split(), NOBODY) for typed in asked]
    kept("Falkenfuß", "Mottaki", "Gaddafi", "Lavrof", "Amir Mutaki Falkenfus", **hidden)
    assert [alike(typed.split(), NOBODY) for typed in asked] == before
    reader = editor()
    assert meant("falkenfus", reader) == "" and meant("falkenfuz", reader) != ""


def test_what_names_a_record_in_secret_does_not_raise_it() -> None:
    kept("Anna Walesi", "Maria Walisi")
    walisi = NameWord.objects.get(word="walisi").record.as_actor
    for hidden in ({"handling": Handling.GREEN}, {"stage": Stage.DRAFT}):
        a_visit(walisi, **hidden)
    assert set(NameWord.objects.values_list("renown", flat=True)) == {0}
    visit = a_visit(walisi)
    assert NameWord.objects.get(word="walisi").renown == 1
    visit.handling = Handling.RED
    visit.save()
    assert NameWord.objects.get(word="walisi").renown == 0


def test_names_follow_a_renaming_and_an_alias_that_goes() -> None:
    actor = an_actor("Amir Muttaqi")
    alias = Name.objects.create(actor=actor, text="Mawlawi")
    assert set(NameWord.objects.values_list("word", flat=True)) == {"amir", "muttaqi", "amir muttaqi", "mawlawi"}
    alias.delete()
    actor.title = "Amir Mottaki"
    actor.save()
    assert (
        NameWord.objects.filter(word="amir mottaki").exists() and not NameWord.objects.filter(word="mawlawi").exists()
    )
    keep_names({actor.pk: []})
    assert not NameWord.objects.exists()


def test_words_that_sound_alike_share_a_key() -> None:
    assert consonants("Qaddafi") == consonants("Khadafi") == consonants("Gaddafi") == "kdf"
    assert consonants("Thani") == consonants("Tani") and consonants("Wazir") == consonants("Vasir")
    assert keys("muttaqi") == {"mtk", "mt", "mk", "tk"}
    assert keys("phu") == keys("fu") == {"f"} and keys("ai") == set()


class AnyNameKept(OneNamedAtWill):
    @settings(max_examples=40)
    @given(st.text(max_size=60), st.text(max_size=60))
    def test_any_text_may_be_a_name_and_may_be_asked_for(self, name: str, asked: str) -> None:
        keep_names({self.actor.pk: [name]})
        words = {word for word, _ in name_words(name)}
        assert set(NameWord.objects.filter(record=self.actor).values_list("word", flat=True)) == words
        alike(asked.split(), NOBODY)
        alike([asked], NOBODY)

    @settings(max_examples=40)
    @given(st.text(max_size=60))
    def test_whoever_types_a_name_exactly_is_offered_no_other(self, name: str) -> None:
        keep_names({self.actor.pk: [name]})
        assert alike(name.split(), NOBODY) == []
