"""JSON as it goes over the wire, also what orjson refuses: lone surrogates, which hostile phones send."""

import json
from typing import Any

import orjson

JSON = dict[str, Any]
Fragment = orjson.Fragment


def dumps(value: Any) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value).encode()


def loads(data: bytes | str) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return json.loads(data)


def array(items: list[bytes]) -> Fragment:
    return Fragment(b"[" + b",".join(items) + b"]")
