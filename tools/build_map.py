"""Build the map's script from its sources: `python tools/build_map.py [FOLDER]`.

OpenLayers is fetched at the versions of the lock file, each checked by its digest, and only what the map uses
goes into one file, with the licences of all that is in it and the digests of what it was made from. No script
of a package is run. The outcome is committed: nobody who installs truceline needs Node.js.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

WEB = Path(__file__).resolve().parents[1] / "src" / "truceline" / "web"
SOURCE = WEB / "map" / "source"
OUT = WEB / "static"
SCRIPT, LICENCES, MANIFEST = "map.js", "map.LICENSES.txt", "map.bundle.json"
BUILT = (SCRIPT, LICENCES, MANIFEST)
_FETCH = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
_BUNDLE = (
    "node_modules/.bin/esbuild",
    "map.js",
    "--bundle",
    "--format=iife",
    "--target=es2022",
    "--minify",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=warning",
    "--metafile=meta.json",
)
_TEXTS = ("LICEN", "COPYING")
_RULE = "\n\n" + "=" * 78 + "\n\n"


def build(out: Path) -> None:
    """Write the script, its licences and its manifest into a folder; CalledProcessError where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for path in SOURCE.iterdir():
            shutil.copyfile(path, work / path.name)
        _run(work, *_FETCH)
        _run(work, *_BUNDLE, f"--outfile={SCRIPT}.out")
        used = _packages(work)
        out.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(work / f"{SCRIPT}.out", out / SCRIPT)
        (out / LICENCES).write_text(_licences(work, used), encoding="utf-8")
        (out / MANIFEST).write_text(json.dumps(_manifest(out, used), indent=2) + "\n", encoding="utf-8")


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=300)


def _packages(work: Path) -> dict[str, str]:
    """The packages of which anything is in the script, with their versions."""
    meta = json.loads((work / "meta.json").read_text(encoding="utf-8"))
    (bundle,) = meta["outputs"].values()
    inside = [name for name, told in bundle["inputs"].items() if told["bytesInOutput"]]
    names = sorted({_package(name) for name in inside if name.startswith("node_modules/")})
    return {name: _about(work, name)["version"] for name in names}


def _package(path: str) -> str:
    parts = path.split("/")[1:]
    return "/".join(parts[:2]) if parts[0].startswith("@") else parts[0]


def _about(work: Path, package: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((work / "node_modules" / package / "package.json").read_text("utf-8"))
    return found


def _licences(work: Path, used: dict[str, str]) -> str:
    """The licence of each package, whole."""
    texts = []
    for name, version in used.items():
        folder = work / "node_modules" / name
        files = sorted(path for path in folder.iterdir() if path.name.upper().startswith(_TEXTS))
        if not files:
            raise SystemExit(f"{name} {version} carries no licence text")
        told = "\n\n".join(path.read_text(encoding="utf-8").strip() for path in files)
        texts.append(f"{name} {version} ({_about(work, name)['license']})\n\n{told}")
    return _RULE.join(texts) + "\n"


def _manifest(out: Path, used: dict[str, str]) -> dict[str, Any]:
    locked = json.loads((SOURCE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {
        "made_by": "tools/build_map.py",
        "esbuild": locked["node_modules/esbuild"]["version"],
        "packages": used,
        "inputs": {path.name: _digest(path) for path in sorted(SOURCE.iterdir())},
        "outputs": {name: _digest(out / name) for name in (SCRIPT, LICENCES)},
    }


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
