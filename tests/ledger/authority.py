"""A timestamp authority for the tests alone: its own root, and OpenSSL to answer (RFC 3161)."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

_CONFIG = """
[tsa]
default_tsa = ours
[ours]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = {digests}
accuracy = secs:1
tsa_name = yes
ess_cert_id_alg = sha256
"""
_LEAF = "extendedKeyUsage=critical,{purpose}\nbasicConstraints=CA:FALSE\n"


@dataclass(frozen=True)
class Authority:
    """A folder with a root certificate, and one that signs timestamps."""

    folder: Path

    @classmethod
    def made(cls, folder: Path, purpose: str = "timeStamping") -> Authority:
        """A new authority, good for a day."""
        if shutil.which("openssl") is None:
            assert not os.environ.get("CI"), "the openssl program is missing"
            pytest.skip("the openssl program is not installed")
        made = cls(folder)
        (folder / "leaf.cnf").write_text(_LEAF.format(purpose=purpose))
        (folder / "serial").write_text("01\n")
        new = ("-newkey", "rsa:2048", "-nodes", "-subj")
        made.run(
            "req", "-x509", *new, "/CN=Throwaway root", "-keyout", "ca.key", "-out", "ca.pem", "-days", "1"
        )
        made.run("req", *new, "/O=Tests/CN=Throwaway", "-keyout", "leaf.key", "-out", "leaf.csr")
        signed = (
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-extfile",
            "leaf.cnf",
            "-days",
            "1",
        )
        made.run("x509", "-req", "-in", "leaf.csr", "-out", "leaf.pem", *signed)
        return made

    @property
    def root(self) -> Path:
        return self.folder / "ca.pem"

    def answer(self, question: bytes, digests: str = "sha256") -> bytes:
        """What it answers; empty where OpenSSL would not."""
        (self.folder / "tsa.cnf").write_text(_CONFIG.format(digests=digests))
        (self.folder / "q.tsq").write_bytes(question)
        (self.folder / "a.tsr").unlink(missing_ok=True)
        signer = ("-signer", "leaf.pem", "-inkey", "leaf.key")
        self.run(
            "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", *signer, "-out", "a.tsr", check=False
        )
        found = self.folder / "a.tsr"
        return found.read_bytes() if found.exists() else b""

    def run(self, *words: str, check: bool = True) -> None:
        subprocess.run(["openssl", *words], cwd=self.folder, check=check, capture_output=True)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Answers over http at an address of this machine alone, as long as it is asked."""
        ours = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                if self.path == "/breaks":
                    self.connection.close()
                    return
                question = self.rfile.read(int(self.headers["Content-Length"]))
                said = {"/refuses": 503, "/elsewhere": 302}.get(self.path, 200)
                self.send_response(said)
                if said == 302:
                    self.send_header("Location", "/")
                self.end_headers()
                self.wfile.write(ours.answer(question) if said == 200 else b"")

            def log_message(self, *_: object) -> None:
                """Nothing to say."""

        server = HTTPServer(("127.0.0.1", 0), Door)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
