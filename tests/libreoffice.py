"""LibreOffice, where it is installed: a third reader of what is made, and the one that people have."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

MISSING = "LibreOffice is not installed: apt-get install libreoffice-calc-nogui"
#: Comma, quotation mark, UTF-8, from the first row, as shown; then which sheet.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false"


def as_csv(workbook: Path, sheet: int) -> list[list[str]]:
    """The rows of a sheet (from 1) as LibreOffice reads them. Skips the test where it is not installed."""
    made = _converted(workbook, f"{_CSV},{sheet}", workbook.with_suffix("") / str(sheet))
    return list(csv.reader(made.read_text(encoding="utf-8").splitlines()))


def saved_as(kind: str, workbook: bytes, folder: Path) -> bytes:
    """An XLSX as LibreOffice saves it in another kind of file ("ods"), or in its own kind of XLSX."""
    sent = folder / "sent.xlsx"
    sent.write_bytes(workbook)
    return _converted(sent, kind, folder / "saved").read_bytes()


def _converted(file: Path, kind: str, into: Path) -> Path:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip(MISSING)
    home = f"-env:UserInstallation=file://{file.parent}/home"
    command = [program, "--headless", home, "--convert-to", kind, "--outdir", str(into), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = next(into.glob("*"), None)
    if made is None:
        pytest.skip(MISSING)  # of LibreOffice there is only another part
    return made
