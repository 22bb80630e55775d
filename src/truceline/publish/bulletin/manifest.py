"""What a site consists of, and who vouches for it: so that a mirror or a memory stick can be checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from truceline.core.canonical import canonical_json, digest_bytes
from truceline.errors import InputError, Problem
from truceline.evidence.strict import Strict
from truceline.ledger.signing import PublicKey, Signature, Signer

FILE = "manifest.json"
PURPOSE = "bulletin"
"""What a signature on a manifest is made for."""
_LARGEST = 20_000_000


class Manifest(Strict):
    """Every file of the site by its SHA-256, perhaps with a signature over all of them."""

    format: Literal["truceline/bulletin/1"] = "truceline/bulletin/1"
    title: str
    files: dict[str, Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]]
    signer: str | None = None
    key: str | None = None
    """The signer's public key; it proves something only to somebody who knows whose it is."""
    signature: str | None = None

    @property
    def content(self) -> bytes:
        """What is signed: canonical JSON of everything but the signature."""
        return canonical_json(self.model_dump(mode="json", include={"format", "title", "files"}))

    def signed(self, signer: Signer) -> Manifest:
        """The manifest with a signature."""
        made = signer.sign(self.content, PURPOSE)
        told = {"signer": signer.name, "key": str(signer.public), "signature": made.text}
        return self.model_copy(update=told)


def is_site(folder: Path) -> bool:
    """Whether a bulletin stands in a folder: its manifest does."""
    try:
        Manifest.model_validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return False
    return True


class Checked(Strict):
    """How a site's files compare with its manifest."""

    format: Literal["truceline/bulletin-checked/1"] = "truceline/bulletin-checked/1"
    files: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    """Files that the manifest does not name."""
    signer: str | None
    key: str | None
    signature: Literal["none", "fits", "does not fit"]
    expected: bool | None
    """Whether it is the key that was asked for; null where none was."""

    @property
    def is_sound(self) -> bool:
        """Whether the site is as its signer made it, as far as could be asked."""
        whole = not (self.changed or self.missing or self.added)
        return whole and self.signature != "does not fit" and self.expected is not False


def manifest_of(title: str, files: dict[str, bytes]) -> Manifest:
    """The manifest of a site's files."""
    return Manifest(title=title, files={path: digest_bytes(files[path]) for path in sorted(files)})


def check(folder: Path, key: PublicKey | None = None) -> Checked:
    """Compare a site with its manifest. InputError where there is none, or one that cannot be read."""
    told = _read(folder / FILE)
    there = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / FILE
    }
    changed = [
        path
        for path, digest in told.files.items()
        if path in there and digest_bytes(there[path].read_bytes()) != digest
    ]
    signature = _signature(told)
    return Checked(
        files=len(told.files),
        changed=tuple(changed),
        missing=tuple(path for path in told.files if path not in there),
        added=tuple(path for path in there if path not in told.files),
        signer=told.signer,
        key=told.key,
        signature=signature,
        expected=None if key is None else signature == "fits" and told.key == str(key),
    )


def _signature(told: Manifest) -> Literal["none", "fits", "does not fit"]:
    if told.key is None or told.signature is None:
        return "none"
    try:
        fits = Signature.of(told.key, told.signature).fits(told.content, PURPOSE)
    except InputError:
        fits = False
    return "fits" if fits else "does not fit"


def _read(file: Path) -> Manifest:
    try:
        if file.stat().st_size > _LARGEST:
            raise InputError(Problem(str(file), 0, "", f"is larger than {_LARGEST:,} bytes"))
        return Manifest.model_validate_json(file.read_bytes())
    except OSError as error:
        told = (error.strerror or str(error)).lower()
        raise InputError(Problem(str(file), 0, "", f"a bulletin has its manifest there: {told}")) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise InputError(Problem(str(file), 0, field, first["msg"])) from error
