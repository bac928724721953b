"""`python -m reports.streamed KIND FILE`: writes an export as its tables come in, so that nobody holds it as a whole.

What comes in are pickled tuples: ("begin", name, header), ("add", rows), and ("end",) when nothing is missing.
"""

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from reports.export import CsvExport, Export, XlsxExport
from reports.priority import step_back

KINDS: dict[str, Callable[[Path], Export]] = {"xlsx": XlsxExport, "csv": CsvExport}
#: What a file of this kind is called: a CSV for each table comes in one zip.
SUFFIXES = {"xlsx": "xlsx", "csv": "zip"}


def write(kind: str, target: Path, source: BinaryIO) -> None:
    """EOFError when what comes in breaks off before its end."""
    with KINDS[kind](target) as export:
        while True:
            match pickle.load(source):
                case ("begin", name, header):
                    export.begin(name, header)
                case ("add", rows):
                    export.add(rows)
                case ("end",):
                    return


if __name__ == "__main__":
    step_back()
    write(sys.argv[1], Path(sys.argv[2]), sys.stdin.buffer)
