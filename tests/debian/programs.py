"""Programs of the machine that no pip package brings along: where they are, and how they run as somebody else."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

#: `make nightly` sets it: there nothing may be skipped.
DEMANDED = "DEBIAN_DEMANDED"
FOLDERS = (
    "/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/15/bin:/usr/lib/postgresql/16/bin:/usr/lib/postgresql/17/bin"
)
PATIENCE_SECONDS = 30


def needs(program: str, package: str) -> str:
    """Where it is. Skips the test when it is not installed, and fails it where nothing may be skipped."""
    found = shutil.which(program, path=FOLDERS)
    if found:
        return found
    words = f"{program} is not installed: apt-get install {package}"
    if os.environ.get(DEMANDED):
        pytest.fail(words)
    pytest.skip(words)


def somebody() -> str | None:
    """Who servers run as that refuse to run as root; None: whoever we are."""
    if os.getuid() != 0:
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def theirs(*paths: Path) -> None:
    """Gives these to who the servers run as."""
    if name := somebody():
        for path in paths:
            shutil.chown(path, name)


def let_through(folder: Path) -> None:
    """Somebody else gets at this folder, in pytest's own folder that is ours alone."""
    for one in (folder, *folder.parents):
        if somebody() and one.stat().st_uid == os.getuid():
            one.chmod(one.stat().st_mode | 0o055)
        if one.name.startswith("pytest-of-"):
            return


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def opens(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def comes_true(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(0.05)


@contextmanager
def runs(*command: str, listens_at: int, as_root: bool = False) -> Iterator["subprocess.Popen[bytes]"]:
    """A server, from the moment it answers; ended on leaving."""
    process = subprocess.Popen(command, user=None if as_root else somebody(), stdout=subprocess.DEVNULL)
    try:
        comes_true(lambda: process.poll() is not None or opens(listens_at))
        assert process.poll() is None, f"{command[0]} ended by itself"
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)
