"""A PostgreSQL database copied by PostgreSQL's own programs, which have to be on the PATH."""

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from storage import postgresql_address

CONNECT_SECONDS = "10"
CHUNK = 64 * 1024


class ProgramFailed(Exception):
    """A program of PostgreSQL is missing or failed; the message says which, and what it said."""


async def copy_out(source: str, schema: str, file: Path) -> None:
    """The tables of this schema as they are at one moment, compressed, into `file`: others may be another program's."""
    only = '--table="{}".*'.format(schema.replace('"', '""'))
    dump = await _start(source, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", only, f"--file={file}")
    await succeeds(dump, "pg_dump")


async def copy_in(file: Path, target: str, before: Sequence[str], after: Sequence[str]) -> None:
    """Loads the file in one transaction, with these statements before and after it. A failure changes nothing."""
    script = await _start(target, "pg_restore", "--no-owner", "--no-privileges", "--file=-", str(file), output=PIPE)
    commands = [f"--command={statement}" for statement in ("BEGIN", *before)]
    load = await _start(
        target, "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", *commands, "--file=-", input=PIPE
    )
    try:
        await _pass_on(script, load)
        await succeeds(script, "pg_restore")
    except BaseException:
        with suppress(ProcessLookupError):
            load.kill()
        await load.wait()
        raise
    await _commit(load, after)
    await succeeds(load, "psql")


async def read(file: Path, *tables: str) -> Process:
    """A process that says everything that is in the file, or in these tables, as SQL. It connects to nothing."""
    only = [f"--table={table}" for table in tables]
    return await _start("postgresql://", "pg_restore", "--data-only", *only, "--file=-", str(file), output=PIPE)


async def _pass_on(source: Process, sink: Process) -> None:
    """Everything the one says goes to the other, while that listens."""
    assert source.stdout is not None
    assert sink.stdin is not None
    while chunk := await source.stdout.read(CHUNK):
        sink.stdin.write(chunk)
        with suppress(ConnectionError):  # it failed, and will tell why
            await sink.stdin.drain()


async def _commit(load: Process, after: Sequence[str]) -> None:
    """Said last: when this process is killed, the end of its input is not the end of the backup."""
    assert load.stdin is not None
    with suppress(ConnectionError):
        load.stdin.write("".join(f"{one};\n" for one in ("RESET search_path", *after, "COMMIT")).encode())
        await load.stdin.drain()
    load.stdin.close()


async def _start(address: str, program: str, *arguments: str, input: int = DEVNULL, output: int = DEVNULL) -> Process:
    path = shutil.which(program)
    if path is None:
        raise ProgramFailed(f"{program} is not on the PATH; install the client programs of the server's version")
    return await asyncio.create_subprocess_exec(
        path, *arguments, env=_environment(address), stdin=input, stdout=output, stderr=PIPE
    )


def _environment(address: str) -> dict[str, str]:
    """How to connect: not among the arguments, where everybody on the machine could read the password."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return others | {"PGCONNECT_TIMEOUT": CONNECT_SECONDS} | postgresql_address.environment(address)


async def succeeds(process: Process, program: str) -> None:
    """Waits for the end. Of what went wrong only the first line is told, and not when it may quote somebody's text."""
    assert process.stderr is not None
    complaint = (await process.stderr.read()).decode(errors="replace").partition("\n")[0]
    if await process.wait() != 0:
        told = "a row could not be loaded" if "COPY" in complaint else complaint
        raise ProgramFailed(f"{program} failed: {told or process.returncode}")
