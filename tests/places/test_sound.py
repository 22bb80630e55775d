import pytest

from truceline.places.sound import alike, is_clear, sound
from truceline.places.spelling import key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saraqib", "Seraqeb"),
        ("Deir ez-Zor", "Deir Ezzor"),
        ("Khan Shaykhun", "Khan Sheikhoun"),
        ("Kafr Nabl", "Kafranbel"),
        ("Al-Lataminah", "Latamneh"),
        ("Avdiivka", "Avdeevka"),
    ],
)
def test_spellings_of_one_name_sound_alike(one, other):
    assert sound(key(one)) == sound(key(other)) != ""
    assert alike(sound(key(one)), key(one), key(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Homs", "Hama"), ("Saraqib", "Sarmin"), ("Northford", "Nordwall")]
)
def test_other_names_do_not(one, other):
    assert sound(key(one)) != sound(key(other))


def test_letters_shared_by_chance_are_not_enough():
    assert not alike("kfrnt", "kfrnt", "kaafooreenaatoo")


@pytest.mark.parametrize("name", ["\u062d\u0645\u0635", "ou", "", "aa"])
def test_other_scripts_and_short_names_have_no_sound(name):
    assert sound(name) == ""


def test_a_short_sound_is_not_clear():
    assert is_clear("srkb")
    assert not is_clear("hms")
