"""What lies beside a report: its figures as tables, maps, dates and provenance, in the field's formats."""
