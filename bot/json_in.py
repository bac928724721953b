"""Reading JSON as it really comes in."""

import json
import math
from typing import Any

import orjson


def read(payload: bytes) -> Any:
    """The value. ValueError when it is no JSON."""
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        # orjson refuses half a character, which Telegram does pass on; one such text must not make the bot deaf.
        return json.loads(payload.decode("utf-8", "replace"), parse_float=_finite, parse_constant=_finite)


def _finite(number: str) -> float | None:
    """None for what no JSON can hold, as orjson writes it too."""
    return float(number) if math.isfinite(float(number)) else None
