"""`python -m tests.debian.confined UNIT COMMAND …`: the command, with the system calls that the unit leaves it.

A systemd that booted does this by the same library. Also MemoryDenyWriteExecute=, which is a rule about three calls.
"""

import ctypes
import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from mmap import PROT_EXEC, PROT_WRITE
from pathlib import Path

LIBRARY = "libseccomp.so.2"
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
MASKED_EQUAL = 7


class Comparison(ctypes.Structure):
    """Source: struct scmp_arg_cmp in seccomp.h."""

    _fields_ = (
        ("argument", ctypes.c_uint),
        ("how", ctypes.c_int),
        ("mask", ctypes.c_uint64),
        ("value", ctypes.c_uint64),
    )


@cache
def calls_in(name: str) -> frozenset[str]:
    """The system calls of a set, such as @system-service, as this systemd has them; of a name, itself."""
    if not name.startswith("@"):
        return frozenset({name})
    told = subprocess.run(
        ["systemd-analyze", "syscall-filter", name], capture_output=True, text=True, check=True
    ).stdout
    names = re.findall(r"^    ([@\w-]+)$", told, re.MULTILINE)
    return frozenset().union(*map(calls_in, names))


def allowed_by(unit: str) -> frozenset[str]:
    """What its SystemCallFilter= lines leave; @default always."""
    allowed = calls_in("@default")
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit, re.MULTILINE):
        named = frozenset().union(*map(calls_in, line.lstrip("~").split()))
        allowed = allowed - named if line.startswith("~") else allowed | named
    return allowed


def _rules(call: str) -> Iterator[tuple[Comparison, ...]]:
    """When it is allowed: always, or by what memory is asked to be."""
    if call in ("mmap", "mprotect", "pkey_mprotect"):
        yield (Comparison(2, MASKED_EQUAL, PROT_EXEC, 0),)
    else:
        yield ()
    if call == "mmap":
        yield (Comparison(2, MASKED_EQUAL, PROT_EXEC | PROT_WRITE, PROT_EXEC),)


def confine(unit: str) -> None:
    """From now on this process, and what it starts, may do no more than that."""
    library = ctypes.CDLL(LIBRARY)
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(REFUSE))
    for call in sorted(allowed_by(unit)):
        number = library.seccomp_syscall_resolve_name(call.encode())
        for compared in _rules(call) if number >= 0 else ():
            rule = (Comparison * len(compared))(*compared)
            assert library.seccomp_rule_add_array(context, ALLOW, number, len(compared), rule) == 0, call
    assert library.seccomp_load(context) == 0


if __name__ == "__main__":
    confine(Path(sys.argv[1]).read_text(encoding="utf-8"))
    os.execvp(sys.argv[2], sys.argv[2:])
