"""The map's script is what its sources make, byte for byte, and asks for nothing that our pages forbid."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

import build_map

IN_CI = os.environ.get("CI") == "true"


def committed(name: str) -> str:
    return (build_map.OUT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing and not IN_CI:
        pytest.skip(f"{' and '.join(missing)} not installed (tools/have_node)")
    out = tmp_path_factory.mktemp("map")
    try:
        build_map.build(out)
    except subprocess.CalledProcessError as error:
        if IN_CI or error.cmd[0] != "npm":
            raise
        pytest.skip("the packages cannot be fetched here: npm ci failed")
    return out


@pytest.mark.parametrize("name", build_map.BUILT)
def test_the_committed_file_is_what_the_sources_make(rebuilt: Path, name: str):
    assert (rebuilt / name).read_bytes() == (build_map.OUT / name).read_bytes()


def test_the_manifest_names_the_sources_as_they_are():
    manifest = json.loads(committed(build_map.MANIFEST))
    for name, digest in manifest["inputs"].items():
        assert sha256((build_map.SOURCE / name).read_bytes()).hexdigest() == digest, name
    for name, digest in manifest["outputs"].items():
        assert sha256((build_map.OUT / name).read_bytes()).hexdigest() == digest, name


def test_every_version_is_exact_and_every_package_has_its_digest():
    package = json.loads((build_map.SOURCE / "package.json").read_text(encoding="utf-8"))
    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values()), wanted
    locked = json.loads((build_map.SOURCE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, told in locked.items():
        assert "resolved" not in told, name
        assert not name or told["integrity"].startswith("sha512-"), name


def test_every_package_inside_has_its_licence_beside_it():
    manifest, licences = json.loads(committed(build_map.MANIFEST)), committed(build_map.LICENCES)
    for name, version in manifest["packages"].items():
        assert f"{name} {version} (" in licences


@pytest.mark.parametrize(
    "wanted", [r"\beval\(", r"new Function\b", r"<[a-z]+ [^>]*style=", r"setAttribute\(\"style\""]
)
def test_the_script_does_nothing_that_a_strict_policy_forbids(wanted: str):
    assert not re.search(wanted, committed(build_map.SCRIPT))


def test_the_script_names_no_place_to_fetch_from():
    hosts = set(re.findall(r"https?://([\w.-]+)", committed(build_map.SCRIPT)))
    # Names of XML's and of coordinates' vocabularies are addresses in form only.
    assert hosts <= {"www.w3.org", "www.opengis.net"}
