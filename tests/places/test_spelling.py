import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.places.spelling import key


@pytest.mark.parametrize(
    "names",
    [
        ("Ma'arrat al-Nu'man", "Maarrat an-Numan", "MAARRAT EL NUMAN", "Ma\u2019arrat al\u2010Nu\u02bfman"),
        ("Deir ez-Zor", "Deir al-Zor", "deir el zor"),
        ("Al B\u0101b", "al-Bab", "El Bab"),
        ("The Hague", "hague"),
        ("\u0130dlib", "Idlib", "\u00cedl\u00eeb"),
        ("\u0627\u0644\u0644\u0627\u0630\u0642\u064a\u0629", "\u0644\u0627\u0630\u0642\u064a\u0647"),
        ("\u0625\u062f\u0644\u0628", "\u0627\u062f\u0644\u0628"),
        ("\u0625\u0650\u062f\u0652\u0644\u0650\u0628", "\u0625\u062f\u0644\u0640\u0640\u0628"),
        ("\u0645\u0648\u0633\u0649", "\u0645\u0648\u0633\u064a"),
        ("\u0141\u00f3d\u017a", "Lodz"),
        ("Jisr_al-Shughur", "Jisr  ash-Shughur"),
    ],
)
def test_spellings_of_one_name_have_one_key(names):
    assert len(set(map(key, names))) == 1
    assert key(names[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Homs", "Hama"),
        ("Aleppo", "Aleppo West"),
        ("Alma", "Ma"),
        ("Alep", "Ep"),
        ("Ashdod", "Dod"),
    ],
)
def test_different_names_have_different_keys(one, other):
    assert key(one) != key(other)


def test_nothing_has_no_key():
    assert key(" -'- ") == ""


@given(st.lists(st.text(st.characters(exclude_characters="|\n")), max_size=5))
def test_names_on_lines_get_the_keys_they_get_alone(names):
    together = key("\n".join(names)).split("\n")
    assert together == ([key(name) for name in names] or [""])


@given(st.text(st.characters(exclude_characters="|\n")))
def test_a_key_has_no_case_and_no_space_to_spare(name):
    found = key(name)
    assert found == " ".join(found.split(" ")).strip(" ")
    assert "  " not in found
