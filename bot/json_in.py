"""Reading JSON as it really comes in."""

import json
import math
from typing import Any

import orjson


def read(payload: bytes) -> Any:
    """The value. ValueError when it is no JSON, or nested deeper than anything that makes sense."""
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        # orjson refuses half a character, which Telegram does pass on; one such text must not make the bot deaf.
        return _leniently(payload.decode("utf-8", "replace"))


def _leniently(text: str) -> Any:
    try:
        return json.loads(text, parse_float=_finite, parse_constant=_finite, parse_int=_whole)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _whole(number: str) -> int | float | None:
    """As orjson has it: what is too large for a whole number is one with a point."""
    return int(number) if len(number) < 19 else _finite(number)


def _finite(number: str) -> float | None:
    """None for what no JSON can hold, as orjson writes it too."""
    return float(number) if math.isfinite(float(number)) else None
