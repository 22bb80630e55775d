"""Photographs for the public: the picture alone, without position, time, device or thumbnail."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from truceline.errors import InputError, Problem
from truceline.extras import require_extra

_FORMATS = ("JPEG", "PNG")
_QUALITY = 90


def public_copy(content: bytes, name: str) -> bytes:
    """A photograph with nothing of its file but the picture; InputError where it is none.

    It is drawn anew, so that nothing hidden comes along: no EXIF (the position!), no XMP, no comment, no
    embedded thumbnail, nothing after the end. The original is not touched.
    """
    require_extra("forms", "mechanism photograph", ("PIL",))
    # An extra, and 50 ms.
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415

    try:
        with _no_bombs(), Image.open(BytesIO(content), formats=_FORMATS) as opened:
            kind = opened.format or "JPEG"
            # How it was held is in the data that goes: the picture is turned instead.
            upright = ImageOps.exif_transpose(opened)
            drawn = Image.new("RGB", upright.size)
            drawn.paste(upright.convert("RGB"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _unfit(name, "it has more pixels than any telephone takes") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise _unfit(name, "it is no JPEG or PNG that can be opened") from None
    stream = BytesIO()
    drawn.save(stream, format=kind, quality=_QUALITY)
    return stream.getvalue()


@contextmanager
def _no_bombs() -> Iterator[None]:
    """Refuse what Pillow only warns of: a small file that unfolds to a huge picture."""
    from PIL import Image  # noqa: PLC0415 - as above

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def _unfit(name: str, message: str) -> InputError:
    return InputError(Problem(name, 0, "", message))
