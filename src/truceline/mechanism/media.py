"""How documents of acts are told from others; kept apart, so that a case without any loads no model."""

MEDIA_TYPE = "application/vnd.truceline.acts+jsonl"
"""What the documents are that hold signed acts, a line each."""
