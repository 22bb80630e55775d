"""`truceline schema`: what the documents look like, for editors and programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from truceline.agreement.schema import agreement_schema
from truceline.assess.result import Assessment, NormStatus
from truceline.cli.ailments import Diagnosis
from truceline.cli.bulk_documents import BulkAssessed, BulkLocated, BulkRows, BulkSorted, BulkTile
from truceline.cli.console import raw
from truceline.cli.documents import (
    BulkAttached,
    BulkDetached,
    BulkTables,
    Checked,
    Claims,
    Imported,
    Issues,
    Located,
    Postures,
    Register,
)
from truceline.cli.feed_documents import FeedsListed
from truceline.cli.ledger_documents import (
    CheckpointChecked,
    Corrections,
    Custody,
    DisclosuresShown,
    KeyFileShown,
    SignerKeys,
    TombstonesShown,
    Verified,
)
from truceline.cli.mechanism_documents import (
    ActsShown,
    CollectedShown,
    CountsShown,
    CoverageShown,
    FormsShown,
    LinesCompared,
    MattersShown,
    SightingsShown,
    SubmissionsShown,
    WaitsShown,
)
from truceline.cli.reading_document import Read
from truceline.cli.replies_documents import Announced, MentionsLooked, RepliesListed
from truceline.evidence.schema import claim_schema
from truceline.ledger.checkpoint import Checkpoint
from truceline.mechanism.files import acts_schema
from truceline.mechanism.kinds import deed_schema
from truceline.outlook.document import Outlook
from truceline.outlook.frozen import Scores
from truceline.outlook.supposing import Supposing
from truceline.publish.beside.figures import Figures
from truceline.publish.beside.folder import Index
from truceline.publish.bulletin.manifest import Checked as BulletinChecked
from truceline.replies.shown import ShownReplies

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTS: dict[str, Callable[[], dict[str, Any]]] = {
    "agreement": agreement_schema,
    "claim": claim_schema,
    "assessment": lambda: Assessment.model_json_schema(mode="serialization"),
    "status": lambda: NormStatus.model_json_schema(mode="serialization"),
    "register": lambda: Register.model_json_schema(mode="serialization"),
    "postures": lambda: Postures.model_json_schema(mode="serialization"),
    "claims": lambda: Claims.model_json_schema(mode="serialization"),
    "check": lambda: Checked.model_json_schema(mode="serialization"),
    "located": lambda: Located.model_json_schema(mode="serialization"),
    "bulk-assessed": lambda: BulkAssessed.model_json_schema(mode="serialization"),
    "bulk-attached": lambda: BulkAttached.model_json_schema(mode="serialization"),
    "bulk-detached": lambda: BulkDetached.model_json_schema(mode="serialization"),
    "bulk-located": lambda: BulkLocated.model_json_schema(mode="serialization"),
    "bulk-rows": lambda: BulkRows.model_json_schema(mode="serialization"),
    "bulk-sorted": lambda: BulkSorted.model_json_schema(mode="serialization"),
    "bulk-tables": lambda: BulkTables.model_json_schema(mode="serialization"),
    "bulk-tile": lambda: BulkTile.model_json_schema(mode="serialization"),
    "imports": lambda: Imported.model_json_schema(mode="serialization"),
    "reading": lambda: Read.model_json_schema(mode="serialization"),
    "deed": deed_schema,
    "acts": acts_schema,
    "lines-compared": lambda: LinesCompared.model_json_schema(mode="serialization"),
    "waits": lambda: WaitsShown.model_json_schema(mode="serialization"),
    "coverage": lambda: CoverageShown.model_json_schema(mode="serialization"),
    "counts": lambda: CountsShown.model_json_schema(mode="serialization"),
    "sightings": lambda: SightingsShown.model_json_schema(mode="serialization"),
    "forms": lambda: FormsShown.model_json_schema(mode="serialization"),
    "collected": lambda: CollectedShown.model_json_schema(mode="serialization"),
    "submissions": lambda: SubmissionsShown.model_json_schema(mode="serialization"),
    "acts-shown": lambda: ActsShown.model_json_schema(mode="serialization"),
    "matters": lambda: MattersShown.model_json_schema(mode="serialization"),
    "outlook": lambda: Outlook.model_json_schema(mode="serialization"),
    "outlook-supposing": lambda: Supposing.model_json_schema(mode="serialization"),
    "outlook-scores": lambda: Scores.model_json_schema(mode="serialization"),
    "bulletin-checked": lambda: BulletinChecked.model_json_schema(mode="serialization"),
    "report": lambda: Figures.model_json_schema(mode="serialization"),
    "report-files": lambda: Index.model_json_schema(mode="serialization"),
    "issues": lambda: Issues.model_json_schema(mode="serialization"),
    "verified": lambda: Verified.model_json_schema(mode="serialization"),
    "checkpoint": lambda: Checkpoint.model_json_schema(mode="serialization"),
    "checkpoint-checked": lambda: CheckpointChecked.model_json_schema(mode="serialization"),
    "custody": lambda: Custody.model_json_schema(mode="serialization"),
    "disclosures": lambda: DisclosuresShown.model_json_schema(mode="serialization"),
    "tombstones": lambda: TombstonesShown.model_json_schema(mode="serialization"),
    "corrections": lambda: Corrections.model_json_schema(mode="serialization"),
    "key": lambda: KeyFileShown.model_json_schema(mode="serialization"),
    "keys": lambda: SignerKeys.model_json_schema(mode="serialization"),
    "doctor": lambda: Diagnosis.model_json_schema(mode="serialization"),
    "feeds": lambda: FeedsListed.model_json_schema(mode="serialization"),
    "replies": lambda: RepliesListed.model_json_schema(mode="serialization"),
    "shown-replies": lambda: ShownReplies.model_json_schema(mode="serialization"),
    "mentions": lambda: MentionsLooked.model_json_schema(mode="serialization"),
    "announced": lambda: Announced.model_json_schema(mode="serialization"),
}


@click.command("schema")
@click.argument("document", type=click.Choice(tuple(DOCUMENTS)), metavar="|".join(DOCUMENTS))
def command(document: str) -> None:
    """Print the JSON Schema of a DOCUMENT that truceline reads or writes."""
    schema = {"$schema": DIALECT} | DOCUMENTS[document]()
    raw(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
