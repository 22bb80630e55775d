"""What the server counts of itself, in Prometheus' words: routes, never addresses or names."""

from __future__ import annotations

import hmac
import os
import stat
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from truceline.errors import InputError, Problem, TrucelineError
from truceline.web.guards import Seen

_LEAST = 16
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_NAMES = ("localhost", "127.0.0.1", "::1")


class Metrics:
    """The counts of one server; each has registers of its own, so that several can live in one process."""

    def __init__(self, gauges: Iterable[Gauge] = ()) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "truceline_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "truceline_request_seconds",
            "How long answers took.",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._registry.register(_Gauges(tuple(gauges)))

    def see(self, seen: Seen) -> None:
        """Count one answer."""
        self._requests.labels(seen.method, seen.route, str(seen.status)).inc()
        # A stream is open for hours: how long says nothing about how quickly pages come.
        if not seen.is_stream:
            self._seconds.labels(seen.route).observe(seen.ms / 1000)

    def told(self) -> bytes:
        """All counts, as Prometheus reads them."""
        return generate_latest(self._registry)


class Gauge:
    """Something that is asked for when somebody looks: its name, what it is, and its values by label."""

    def __init__(self, name: str, told: str, label: str, values: Callable[[], Mapping[str, float]]) -> None:
        self.name = name
        self.told = told
        self.label = label
        self.values = values


class _Gauges(Collector):
    def __init__(self, gauges: tuple[Gauge, ...]) -> None:
        self._gauges = gauges

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """The names alone: nothing is asked of a ledger before somebody looks."""
        for gauge in self._gauges:
            yield GaugeMetricFamily(gauge.name, gauge.told, labels=(gauge.label,))

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The values now; what cannot be had just now is left out."""
        for gauge in self._gauges:
            family = GaugeMetricFamily(gauge.name, gauge.told, labels=(gauge.label,))
            with suppress(TrucelineError):
                for label, value in gauge.values().items():
                    family.add_metric((label,), value)
            yield family


def tallied(values: Iterable[str]) -> dict[str, float]:
    """How often each value is there."""
    return {value: float(count) for value, count in Tally(values).items()}


def token_in(path: Path) -> str:
    """The token that opens the metrics, of a file nobody else can read; InputError for one of no use."""
    try:
        mode = path.stat().st_mode
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(path, f"it cannot be read: {getattr(error, 'strerror', None) or 'no text'}") from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise _wrong(path, "others can read it; close it to them with `chmod 600`")
    if len(token) < _LEAST or not token.isascii() or not token.isprintable():
        raise _wrong(path, f"a token has at least {_LEAST} characters, all of them ASCII")
    return token


def _wrong(path: Path, told: str) -> InputError:
    return InputError(Problem("--metrics", 0, str(path), told))


class MetricsDoor:
    """Answers who may see the metrics; to all others there is no such page."""

    def __init__(self, metrics: Metrics, token: str | None, *, is_behind_proxy: bool = False) -> None:
        """Without a token only this machine may look, and nobody where a proxy would make all seem so."""
        self._metrics = metrics
        self._token = token
        self._is_behind_proxy = is_behind_proxy

    def give(self, request: Request) -> Response:
        """The counts, or that there is no such page."""
        if not self._may(request):
            return Response("not found", 404, media_type="text/plain")
        return Response(self._metrics.told(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _may(self, request: Request) -> bool:
        if self._token is not None:
            shown = request.headers.get("authorization", "")
            due = f"Bearer {self._token}"
            return hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), due.encode())
        if self._is_behind_proxy or any(name in request.headers for name in _FORWARDED):
            return False
        return _is_here(request)


def _is_here(request: Request) -> bool:
    """Whether this machine itself asks, and by a name of its own (not one that was bent to mean it)."""
    if request.client is None or request.url.hostname not in _NAMES:
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
