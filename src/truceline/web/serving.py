"""Serving an app on this machine: one process, bounded, silent about who asks."""

from __future__ import annotations

import logging
import sys

import uvicorn
from starlette.types import ASGIApp

from truceline.web.guards import LOG

_AT_ONCE = 100
_IDLE_S = 5
_LAST_WORDS_S = 10
_HEAD_BYTES = 16_384


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Answer until interrupted. uvicorn's own log of requests stays off: it names addresses and queries."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(lines)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    try:
        uvicorn.Server(configured(app, host, port)).run()
    finally:
        LOG.removeHandler(lines)


def configured(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    """How uvicorn is run; only a proxy on this machine is believed about whose request it passes on."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http="h11",
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1",
        limit_concurrency=_AT_ONCE,
        timeout_keep_alive=_IDLE_S,
        timeout_graceful_shutdown=_LAST_WORDS_S,
        h11_max_incomplete_event_size=_HEAD_BYTES,
    )
