"""Makes small PDF files for tests: lines of text at places, pages without text, protected files."""

from __future__ import annotations

from typing import NamedTuple


class Put(NamedTuple):
    """A line of text and where its first letter stands, in points from the lower left corner."""

    text: str
    x: float = 72
    y: float = 700
    size: float = 11
    bold: bool = False


def column(text: str, *, x: float = 72, top: float = 700, step: float = 14, size: float = 11) -> list[Put]:
    """The lines of a text, one below the other."""
    return [Put(line, x, top - step * number, size) for number, line in enumerate(text.strip().split("\n"))]


def pdf(pages: list[list[Put]], *, info: str = "", encrypt: str = "") -> bytes:
    """A PDF of A4 pages; an empty page shows a filled square, as a scanned one shows a picture."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        drawn = "\n".join(map(_drawn, page)) or "100 100 300 300 re f"
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream")
    return _file(objects, encrypt)


def _drawn(put: Put) -> str:
    text = put.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F{2 if put.bold else 1} {put.size} Tf 1 0 0 1 {put.x} {put.y} Tm ({text}) Tj ET"


def _file(objects: list[str], encrypt: str) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    root = f"<< /Size {size} /Root 1 0 R /Info 5 0 R {encrypt} >>"
    end = f"trailer\n{root}\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def protected() -> bytes:
    """A PDF that asks for a password nobody knows."""
    mark = "00" * 32
    dictionary = f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{mark}> /U <{mark}> >>"
    return pdf([[Put("Secret.")]], encrypt=f"/Encrypt {dictionary} /ID [<{mark}> <{mark}>]")
