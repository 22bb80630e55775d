"""The ledger's schema, version by version; run by Alembic, never edited once released."""
