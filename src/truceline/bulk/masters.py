"""Sessions with a cluster, by the URL of its master; what goes wrong there in one clear sentence."""

from __future__ import annotations

import os
import re
import sys
import warnings
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from truceline.errors import InputError, Problem
from truceline.extras import require_extra

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KNOWN = ("sc://HOST:PORT", "local[N]", "local-cluster[N,CORES,MB]", "spark://HOST:PORT", "yarn", "k8s://URL")
_CLASSIC = re.compile(r"^(local(\[[^\]]*\]|-cluster\[[^\]]*\])?|spark://.+|yarn|k8s://.+)$")
_HOME = frozenset({"localhost", "127.0.0.1", "::1"})
_CONNECT_PORT = 15002
_PATIENCE_S = 10
_POLL_S = 0.5
_OURS = re.compile(r"truceline\.errors\.\w*(?:Error|Failed): (.+)")
_LAST = re.compile(r"^\s*(?:\w+\.)*(\w*(?:Error|Exception|Interrupt)): (.+)$", re.MULTILINE)
_LACKING = re.compile(r"No module named '(\w+)")


def require_master(master: str) -> None:
    """InputError where this is no master's URL, or the package that speaks to it is missing."""
    is_connect = master.startswith("sc://")
    if not is_connect and not _CLASSIC.match(master):
        raise InputError(Problem("--master", 0, "", f"{master!r} is no master's URL", KNOWN))
    require_extra("spark", "--engine spark")
    if not is_connect and not _has_spark():
        told = (
            f"{master} needs Spark itself, with Java: pip install 'pyspark>=4' pandas. "
            "The extra `spark` speaks to Spark Connect and Sail alone"
        )
        raise InputError(Problem("--master", 0, "", told, ("sc://HOST:PORT",)))


def is_near(master: str) -> bool:
    """Whether its workers run on this machine."""
    if master.startswith("local"):
        return True
    return master.startswith("sc://") and urlsplit(master).hostname in _HOME


@contextmanager
def session(master: str) -> Iterator[Any]:
    """A session of our own with the master; InputError where it does not answer."""
    require_master(master)
    with warnings.catch_warnings():
        # It warns of pandas, which is not used here.
        warnings.simplefilter("ignore", FutureWarning)
        spark = _connected(master) if master.startswith("sc://") else _started(master)
    try:
        yield spark
    finally:
        with suppress(Exception):
            spark.stop()


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what a cluster says of a failed job into one clear error."""
    from pyspark.errors import PySparkException

    try:
        yield
    except PySparkException as error:
        raise InputError(Problem("--engine spark", 0, "", reason(str(error)))) from error


@contextmanager
def watched(spark: Any, tasks: int, rows: int, advance: Callable[[int], object]) -> Iterator[None]:
    """Tell of progress while a job runs, as far as the cluster tells of it: by tasks done, in rows."""
    told = 0

    def tell(done: int) -> None:
        nonlocal told
        now = min(done, tasks) * rows // tasks
        if now > told:
            advance(now - told)
            told = now

    with _followed(spark, tell):
        yield
    tell(tasks)


def cancelled(spark: Any) -> None:
    """Have the cluster give up what this session set going."""
    with suppress(Exception):
        if hasattr(spark, "interruptAll") and not _is_classic(spark):
            spark.interruptAll()
        else:
            spark.sparkContext.cancelAllJobs()


@contextmanager
def _followed(spark: Any, tell: Callable[[int], object]) -> Iterator[None]:
    if _is_classic(spark):
        tracker, over = spark.sparkContext.statusTracker(), Event()

        def poll() -> None:
            while not over.wait(_POLL_S):
                stages = (tracker.getStageInfo(one) for one in tracker.getActiveStageIds())
                tell(max((stage.numCompletedTasks for stage in stages if stage), default=0))

        thread = Thread(target=poll, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
        return

    def handler(stages: Any, **_: object) -> None:
        tell(max((stage.num_completed_tasks for stage in stages or ()), default=0))

    spark.registerProgressHandler(handler)
    try:
        yield
    finally:
        spark.removeProgressHandler(handler)


def _connected(master: str) -> Any:
    _require_answer(master)
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    try:
        spark = SparkSession.builder.remote(master).create()
        assert spark.version
    except (PySparkException, ImportError) as error:
        raise InputError(Problem("--master", 0, "", f"{master}: {reason(str(error))}")) from error
    return spark


def _require_answer(master: str) -> None:
    """Asked beforehand: Spark's own client would go on trying for ten minutes."""
    import grpc

    url = urlsplit(master)
    try:
        port = url.port or _CONNECT_PORT
    except ValueError as error:
        raise InputError(Problem("--master", 0, "", f"{master!r} is no master's URL", KNOWN)) from error
    place = f"{url.hostname}:{port}"
    is_secret = "use_ssl=true" in url.path or "token=" in url.path
    channel = (
        grpc.secure_channel(place, grpc.ssl_channel_credentials())
        if is_secret
        else grpc.insecure_channel(place)
    )
    try:
        grpc.channel_ready_future(channel).result(_PATIENCE_S)
    except grpc.FutureTimeoutError as error:
        told = f"nobody answers at {place} as Spark Connect does"
        raise InputError(Problem("--master", 0, "", told)) from error
    finally:
        channel.close()


def _started(master: str) -> Any:
    from pyspark.sql import SparkSession

    if is_near(master):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("truceline")
    try:
        spark = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    except Exception as error:  # Java's own errors reach us as they are
        raise InputError(Problem("--master", 0, "", f"{master}: {reason(str(error))}")) from error
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def _is_classic(spark: Any) -> bool:
    return ".connect." not in type(spark).__module__


def _has_spark() -> bool:
    """Whether Spark itself is here, rather than its client alone."""
    if "SPARK_HOME" in os.environ:
        return True
    try:
        return bool(version("pyspark"))
    except PackageNotFoundError:
        return False


def reason(told: str) -> str:
    """The one sentence that matters of a trace through two languages."""
    ours = _OURS.findall(told)
    if ours:
        return str(ours[-1]).strip()
    last = _LAST.findall(told)
    if last:
        kind, why = last[0]
        lacking = _LACKING.search(why)
        if lacking:
            return f"the workers have no {lacking[1]}: install truceline[bulk] on each"
        return f"{kind}: {why.strip()}"
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return lines[0][:500] if lines else "it failed and says nothing of why"
