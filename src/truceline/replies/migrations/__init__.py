"""The schema of replies, version by version; run by Alembic, never edited once released."""
