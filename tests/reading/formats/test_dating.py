from datetime import UTC, date, timedelta, timezone

import pytest
from tests.reading.formats.looking import issues, read, texts

from truceline.reading.formats.dating import day_of

BODY = "Two posts were shelled on Monday.\n"


def headed(**lines: str) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + f"---\n\n{BODY}"


@pytest.mark.parametrize(
    "written",
    [
        "2018-10-15",
        "2018-10-15T12:00:00Z",
        "2018-10-15 12:00:00 +0300",
        "2018-10-15T12:00",
        "Mon, 15 Oct 2018 12:00:00 GMT",
        "15 October 2018",
        "October 15, 2018",
        "Monday, October 15, 2018",
        "15.10.2018",
        "20181015",
    ],
)
def test_a_date_written_in_a_form_that_can_be_read_one_way_is_read(written):
    assert day_of(written, None) == date(2018, 10, 15)


@pytest.mark.parametrize(
    "written", ["10/11/2018", "yesterday", "", "2018-02-30", "2018", "x" * 500, "9:00 AM"]
)
def test_any_other_is_not_guessed(written):
    assert day_of(written, None) is None


def test_an_instant_is_a_day_of_the_agreements_clock():
    damascus = timezone(timedelta(hours=3))
    assert day_of("2018-10-15T22:30:00Z", damascus) == date(2018, 10, 16)
    assert day_of("2018-10-15T22:30:00Z", UTC) == date(2018, 10, 15)


@pytest.mark.parametrize("name", ["r.txt", "r.md"])
def test_front_matter_tells_the_day_and_gives_no_text(name):
    document = read(headed(title="Two posts", date="2018-10-15 10:00:00 +0300"), name)
    assert (document.published_on, document.published_basis) == (date(2018, 10, 15), "front_matter")
    assert document.title == "Two posts"
    assert texts(document) == [BODY.strip()]
    assert not document.issues


def test_published_comes_before_date():
    document = read(headed(date="2018-10-15", published="2018-10-16"))
    assert document.published_on == date(2018, 10, 16)
    assert "date-differs" in issues(document)


def test_the_given_day_wins_and_a_difference_is_told():
    document = read(headed(date="2018-10-15"), published=date(2018, 10, 17))
    assert (document.published_on, document.published_basis) == (date(2018, 10, 17), "given")
    assert "2018-10-15" in issues(document)["date-differs"]


def test_the_same_day_given_again_is_no_difference():
    assert not read(headed(date="2018-10-15"), published=date(2018, 10, 15)).issues


def test_no_day_at_all_is_told():
    document = read(BODY)
    assert document.published_on is None
    assert document.published_basis is None
    assert set(issues(document)) == {"no-date"}


def test_a_day_that_cannot_be_read_is_told_and_not_guessed():
    document = read(headed(date="10/11/2018"))
    assert document.published_on is None
    assert set(issues(document)) == {"bad-date", "no-date"}


def test_a_day_to_come_is_told():
    document = read(BODY, published=date(2018, 10, 16), today=date(2018, 10, 15))
    assert set(issues(document)) == {"future-date"}


def test_a_day_long_past_is_told():
    assert set(issues(read(BODY, published=date(1018, 10, 15)))) == {"doubtful-date"}


def test_a_head_that_is_no_yaml_is_left_out_and_told():
    document = read("---\ntitle: [unclosed\n---\nText.\n")
    assert "bad-front-matter" in issues(document)
    assert texts(document) == ["Text."]


def test_a_text_between_two_rules_is_no_head():
    assert texts(read("---\nJust prose here.\n---\nMore prose.\n")) == ["Just prose here.", "More prose."]
