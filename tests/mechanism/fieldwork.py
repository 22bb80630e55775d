"""Submissions as servers hand them out, and a photograph that knows where it was taken."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO

from truceline.mechanism.forms import ASKED, form_of

FILLED_IN = "2030-01-10T09:30:00.000+02:00"
RECEIVED = "2030-01-11T18:00:00.000Z"
WHO = "Canary McCanaryface"
"""Who filled a form in, by the server: to be found nowhere in a case."""


def asked(case, kind, version=None):
    """The hidden answer that says which form it is."""
    return f"{kind}/{version or form_of(kind, case.agreement).version}"


def central(case, kind, *rows, version=None):
    """ODK Central's CSV: each row is (id, answers), or (id, answers, columns of the server's own)."""
    full = []
    for instance, answers, *own in rows:
        server = {
            "SubmissionDate": RECEIVED,
            "start": FILLED_IN,
            "end": FILLED_IN,
            ASKED: asked(case, kind, version),
            "meta-instanceID": f"uuid:{instance}",
            "meta-instanceName": "",
            "KEY": f"uuid:{instance}",
            "SubmitterID": "12",
            "SubmitterName": WHO,
            "AttachmentsPresent": "0",
            "DeviceID": f"collect:{WHO}",
            "Edits": "0",
            "FormVersion": form_of(kind, case.agreement).version,
        }
        full.append(server | answers | (own[0] if own else {}))
    return table(full)


def table(rows, delimiter=","):
    """A table with every column that any row has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    stream = StringIO()
    writer = csv.DictWriter(stream, columns, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def odata(case, kind, instance, answers, **system):
    """ODK Central's OData JSON, of one submission."""
    return {
        "__id": f"uuid:{instance}",
        "__system": {"submissionDate": RECEIVED, "submitterName": WHO, "edits": 0, "formVersion": "1"}
        | system,
        "start": FILLED_IN,
        "end": FILLED_IN,
        ASKED: asked(case, kind),
        "meta": {"instanceID": f"uuid:{instance}"},
    } | answers


def kobo(case, kind, instance, answers, **own):
    """KoboToolbox's JSON, of one submission."""
    return (
        {
            "_id": 1,
            "formhub/uuid": "abc",
            "start": FILLED_IN,
            "end": FILLED_IN,
            ASKED: asked(case, kind),
            "__version__": "vKobosOwn",
            "meta/instanceID": f"uuid:{instance}",
            "meta/rootUuid": f"uuid:{instance}",
            "_xform_id_string": "aKobosOwn",
            "_uuid": instance,
            "_attachments": [{"filename": WHO}],
            "_submission_time": "2030-01-11T18:00:00",
            "_submitted_by": WHO,
        }
        | answers
        | own
    )


def xml(case, kind, instance, answers, edits=""):
    """A submission as a telephone sends it."""
    fields = "".join(f"<{name}>{value}</{name}>" for name, value in answers.items())
    replaced = f"<orx:deprecatedID>uuid:{edits}</orx:deprecatedID>" if edits else ""
    return (
        f'<?xml version="1.0"?><data xmlns:orx="http://openrosa.org/xforms" id="x" version="1">'
        f"<start>{FILLED_IN}</start><end>{FILLED_IN}</end><{ASKED}>{asked(case, kind)}</{ASKED}>{fields}"
        f"<orx:meta><orx:instanceID>uuid:{instance}</orx:instanceID>{replaced}</orx:meta></data>"
    )


def as_json(*submissions, under="value"):
    """An answer of a server: OData's `value`, Kobo's `results`."""
    return json.dumps({under: submissions})


def jpeg(*, latitude=36.1234, size=(40, 20)):
    """A JPEG with its position, its camera and a comment, as a telephone takes it."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = "CanaryPhone"
    exif[0x0112] = 6  # held upright
    exif.get_ifd(0x8825).update({1: "N", 2: (latitude, 0.0, 0.0), 3: "E", 4: (36.5, 0.0, 0.0)})
    stream = BytesIO()
    Image.new("RGB", size, "green").save(stream, "JPEG", exif=exif, comment=b"CanaryComment")
    return stream.getvalue()
