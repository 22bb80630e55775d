"""Use cases on one case folder: start, open, import, assess, suppose, replay."""
