from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from tests.mechanism.fieldwork import jpeg

from truceline.errors import InputError
from truceline.publish.photographs import public_copy

HIDDEN = (b"Canary", b"Exif", b"GPS", b"http://ns.adobe.com", b"Photoshop")
POSITION = 0x8825


def opened(content):
    return Image.open(BytesIO(content))


def test_the_photograph_that_was_taken_knows_where():
    assert opened(jpeg()).getexif().get_ifd(POSITION)[2] == (36.1234, 0.0, 0.0)
    assert b"CanaryComment" in jpeg()


def test_the_public_copy_knows_neither_where_nor_when_nor_with_what():
    copy = public_copy(jpeg(), "x")
    assert not opened(copy).getexif()
    assert set(opened(copy).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not any(hidden in copy for hidden in HIDDEN)


def test_what_is_hidden_after_the_end_of_a_file_does_not_come_along():
    assert b"CanaryTail" not in public_copy(jpeg() + b"CanaryTail", "x")


def test_it_stands_upright_without_the_note_of_how_it_was_held():
    assert opened(jpeg(size=(40, 20))).size == (40, 20)
    assert opened(public_copy(jpeg(size=(40, 20)), "x")).size == (20, 40)


def test_a_png_loses_its_words_too():
    stream = BytesIO()
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Location", "CanaryPlace")
    Image.new("RGBA", (8, 8), "red").save(stream, "PNG", pnginfo=words)
    copy = public_copy(stream.getvalue(), "x")
    assert (opened(copy).format, opened(copy).info) == ("PNG", {})
    assert b"Canary" not in copy


def test_the_same_photograph_gives_the_same_copy():
    assert public_copy(jpeg(), "x") == public_copy(jpeg(), "x")


@pytest.mark.parametrize("content", [b"", b"no picture", jpeg()[:200], b"GIF89a" + b"\0" * 30])
def test_what_is_no_photograph_is_refused(content):
    with pytest.raises(InputError, match="it is no JPEG or PNG that can be opened"):
        public_copy(content, "x")


def test_a_picture_of_more_pixels_than_any_telephone_takes_is_refused(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    for size in ((11, 11), (100, 100)):
        with pytest.raises(InputError, match="more pixels than any telephone takes"):
            public_copy(jpeg(size=size), "x")
