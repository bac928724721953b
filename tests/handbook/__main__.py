"""`python -m tests.handbook [--screens]`: makes the handbook's PDF anew, and its pictures before it if so asked."""

import asyncio
import sys

from reports.handbook import FILE
from tests.handbook.pages import pdf
from tests.handbook.screens import FOLDER, as_kept, taken


def main() -> None:
    if "--screens" in sys.argv[1:]:
        FOLDER.mkdir(exist_ok=True)
        for name, picture in asyncio.run(taken()).items():
            as_kept(picture).save(FOLDER / f"{name}.png", optimize=True)
    FILE.write_bytes(pdf())


if __name__ == "__main__":
    main()
