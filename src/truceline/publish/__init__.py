"""Assessments into what people read: for now, one self-contained page per case."""
