"""python -m simulator: the simulator by itself, to try a bot by hand."""

import argparse
import asyncio
import sys

from simulator.app import create_app
from simulator.serving import serve


async def run(host: str, port: int) -> None:
    async with serve(create_app(), host, port) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A Telegram of our own on this machine.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    given = parser.parse_args()
    try:
        asyncio.run(run(given.host, given.port))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
