"""Everything that is kept of one person as a JSON file: the layout is in docs/own-data.md."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rules.own_data import SECTIONS

#: Raised when a reader of an older file would misread a newer one.
FORMAT = 1


def own_data(
    found: Mapping[str, Sequence[Mapping[str, Any]]], names: Mapping[str, Mapping[int, str]], made_at: datetime
) -> bytes:
    """UTF-8, indented, in the order of the sections. found: rows by section; names: what their ids stand for."""
    sections = {
        name: {"seen_by": section.seen_by, "kept_until": section.kept_until, "rows": list(found.get(name, ()))}
        for name, section in SECTIONS.items()
    }
    document = {"format": FORMAT, "made_at": made_at, "names": names, "sections": sections}
    return json.dumps(document, indent=2, ensure_ascii=False, default=_written).encode()


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
