"""A certificate for `localhost`, by an authority that nobody but the test knows."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.debian import programs


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files: of the authority, and of the server with its key."""

    root: Path
    server: Path
    key: Path


def make(folder: Path, host: str = "localhost") -> Certificates:
    """For this name only, and not for the number behind it."""
    found = Certificates(folder / "root.crt", folder / "server.crt", folder / "server.key")
    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30")
    authority = str(folder / "root.key")
    _openssl(*new, "-subj", "/CN=Een gezag", "-keyout", authority, "-out", str(found.root))
    signed = ("-CA", str(found.root), "-CAkey", authority, "-addext", f"subjectAltName=DNS:{host}")
    leaf = ("-addext", "basicConstraints=critical,CA:FALSE")
    _openssl(*new, *signed, *leaf, "-subj", f"/CN={host}", "-keyout", str(found.key), "-out", str(found.server))
    return found


def _openssl(*arguments: str) -> None:
    subprocess.run([programs.needs("openssl", "openssl"), *arguments], check=True, capture_output=True)
