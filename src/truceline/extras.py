"""Extras of the installation: heavy libraries that not every door needs, and what is told where they lack."""

from __future__ import annotations

from importlib.util import find_spec
from types import MappingProxyType

from truceline.errors import InputError, Problem

PACKAGES = MappingProxyType(
    {
        "bulk": ("numba", "pyarrow", "scipy"),
        "forms": ("PIL", "defusedxml", "pyxform"),
        "map": ("duckdb", "pyarrow"),
        "outlook": ("scipy",),
        "report": ("babel", "icalendar", "prov", "typst"),
        "server": (
            *(
                "argon2",
                "authlib",
                "babel",
                "defusedxml",
                "fastapi",
                "feedparser",
                "httpx",
                "jinja2",
                "joserfc",
            ),
            *("lxml", "prometheus_client", "psycopg", "pyotp", "python_multipart", "segno", "starlette"),
            "uvicorn",
        ),
        "spark": ("pyspark",),
        "tables": ("pyarrow",),
        "timestamp": ("cryptography", "rfc3161_client"),
    }
)
"""Extra -> the packages that are looked for; `spark` brings those of `bulk`, which are asked for before."""


def require_extra(extra: str, door: str, needed: tuple[str, ...] | None = None) -> None:
    """InputError that names the door (a command, option or file) where packages of an extra are missing.

    `needed` are those that the door uses [default: all of the extra].
    """
    missing = [name for name in needed or PACKAGES[extra] if find_spec(name) is None]
    if missing:
        raise InputError(Problem(door, 0, "", f"needs {', '.join(missing)}: {installed(extra)}"))


def installed(extra: str) -> str:
    """How to install an extra."""
    return f"pip install 'truceline[{extra}]'"
