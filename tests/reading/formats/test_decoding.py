import pytest
from tests.reading.formats.looking import issues, read

from truceline.errors import InputError

# "Gunmen killed three civilians in the city", "Militants shelled the town twice"
ARABIC = "قتل المسلحون ثلاثة مدنيين في المدينة"
RUSSIAN = "Боевики обстреляли город два раза"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_unicode_is_read_without_its_mark_and_without_a_word(encoding):
    document = read("Caf\u00e9 shelled, five killed.".encode(encoding))
    assert document.text == "Caf\u00e9 shelled, five killed."
    assert "bad-encoding" not in issues(document)


@pytest.mark.parametrize(
    ("text", "encoding", "called", "language"),
    [
        ("The caf\u00e9 was \u201cshelled\u201d on Monday", "cp1252", "Windows-1252", "en"),
        (ARABIC, "cp1256", "Windows-1256", "ar"),
        (RUSSIAN, "cp1251", "Windows-1251", "ru"),
    ],
)
def test_a_code_page_is_guessed_from_its_letters_and_told(text, encoding, called, language):
    document = read(text.encode(encoding))
    assert document.text == text
    assert called in issues(document)["bad-encoding"]
    assert document.language == language


def test_utf_8_with_a_few_broken_bytes_is_still_utf_8():
    document = read("\u00e9t\u00e9 ".encode() * 20 + b"\xff shelled")
    assert "unreadable-characters" in issues(document)
    assert document.text.startswith("\u00e9t\u00e9")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "no text"),
        (b"Report\0\0 of the day " * 20, "NUL"),
        (b"Report\0".decode().encode("utf-16"), "NUL"),
        (bytes(range(1, 256)) * 40, "control characters"),
        ("Militants shelled the town".encode("utf-16-le"), "UTF-16"),
        (b"{\\rtf1 Report}", "Rich Text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "DOCX"),
        (b"\x89PNG\r\n\x1a\n....", "OCR"),
        (b"PK\x03\x04 some other zip", "only DOCX"),
        (b"\x1f\x8b\x08\0\0", "unpack"),
        (b"%PDF-1.7 nothing more", "damaged"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "web archive"),
    ],
)
def test_what_is_no_text_is_refused_once_with_the_reason(data, reason):
    with pytest.raises(InputError, match=reason) as caught:
        read(data, "thing.txt")
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].file == "thing.txt"


def test_a_missing_file_is_an_input_error(tmp_path):
    from truceline.reading.formats.read import read_document

    with pytest.raises(InputError, match="cannot be read"):
        read_document(tmp_path / "nowhere.txt")


def test_look_alike_letters_stay_in_the_text_and_are_told():
    document = read("M\u0456litants shelled Idl\u0456b.")
    assert document.text == "M\u0456litants shelled Idl\u0456b."
    assert issues(document)["look-alike-letters"].startswith("2 words")


def test_invisible_and_turning_characters_stay_and_are_told():
    document = read("Zero\u200bwidth and \u202eturned\u202c words.")
    assert {"invisible-characters", "direction-marks"} <= set(issues(document))
    assert "\u200b" in document.text


def test_right_to_left_and_mixed_text_is_no_oddity():
    document = read(f"{ARABIC} in Idlib", published=None)
    assert set(issues(document)) == {"no-date"}


def test_a_mass_of_odd_letters_is_counted_only_so_far():
    assert "more than 10,000" in issues(read("a\u0430 " * 20_000))["look-alike-letters"]
