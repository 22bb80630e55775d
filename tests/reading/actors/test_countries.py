import pytest
from tests.reading.actors.naming import codes, kinds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The US told us this.", ("US", "USA")),
        ("Niger waited.", ("Niger", "NER")),
        ("Nigeria waited.", ("Nigeria", "NGA")),
        ("Guinea-Bissau waited.", ("Guinea-Bissau", "GNB")),
        ("Papua New Guinea waited.", ("Papua New Guinea", "PNG")),
        ("Equatorial Guinea waited.", ("Equatorial Guinea", "GNQ")),
        ("Congo waited.", ("Congo", "COD")),
        ("The Republic of Congo waited.", ("Republic of Congo", "COG")),
        ("Swiss doctors waited.", ("Swiss doctors", "CHE")),
        ("Hezbollah waited.", ("Hezbollah", "LBN")),
        ("Lebanon's Hezbollah waited.", ("Hezbollah", "LBN")),
        ("The Tamil Tigers waited.", ("Tamil Tigers", "LKA")),
        ("The United Nations waited.", ("United Nations", "IGO")),
        ("UN peacekeepers waited.", ("UN peacekeepers", "IGO")),
        ("Human Rights Watch waited.", ("Human Rights Watch", "NGO")),
        ("A human rights group waited.", ("human rights group", "NGO")),
        ("Reuters waited.", ("Reuters", "MED")),
        ("Opposition parties in Nepal waited.", ("Opposition parties", "NPL")),
        ("The Vietnamese-led forces waited.", ("Vietnamese-led forces", "VNM")),
        ("Nigerian labour unions waited.", ("Nigerian labour unions", "NGA")),
        ("The Israeli Cabinet waited.", ("Israeli Cabinet", "ISR")),
        ("U.S. officials waited.", ("U.S. officials", "USA")),
        ("Kofi Annan waited.", ("Kofi Annan", "IGO")),
        ("The Peruvian Foreign Ministry's spokesman waited.", ("Peruvian Foreign Ministry", "PER")),
    ],
)
def test_words_that_tell_a_country_give_its_code(text, found):
    assert codes(text)[0] == found


@pytest.mark.parametrize(
    "text",
    [
        "They sat by the Jordan River.",
        "Yesterday Vernon Jordan sang.",
        "They polish the table.",
        "We bought a turkey.",
        "Chad Smith sang.",
        "He stayed in Amman, Jordan.",
        "Male patients came.",
    ],
)
def test_namesakes_of_countries_give_none(text):
    assert [code for _, code in codes(text) if code] == []


def test_people_of_a_country_are_people():
    assert kinds("US citizens and Syrian journalists came.", None) == [
        ("US citizens", "people"),
        ("Syrian journalists", "people"),
    ]


def test_an_office_holder_is_not_confused_with_a_namesake():
    assert codes("Yesterday Walter Putin sang.") == []
    assert codes("The Putin Museum opened.") == []
