"""A request's parameters, in any of the ways the Bot API takes them."""

from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request

from simulator import errors
from simulator.bot_api import multipart
from simulator.wire import JSON


class Upload(NamedTuple):
    name: str
    content: bytes


class Parameters:
    def __init__(self, values: JSON, uploads: dict[str, Upload]) -> None:
        self._values = values
        self._uploads = uploads

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        value = self._values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """What is not a number counts as not given, as with Telegram."""
        try:
            return int(self._values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1", "yes")

    def value(self, name: str) -> Any:
        """An object or array: as it is in a JSON request, encoded in a form."""
        value = self._values.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise errors.bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """A file under its own name, or attached under another."""
        return self.attached(self.text(name)) or self._uploads.get(name)

    def attached(self, reference: str) -> Upload | None:
        """A file that a parameter refers to, as attach://name."""
        return self._uploads.get(reference.removeprefix("attach://"))

    def chat_id(self) -> int | None:
        return self.integer("chat_id") or None


async def read(request: Request) -> Parameters:
    try:
        return await _read(request)
    except (UnicodeError, orjson.JSONDecodeError):
        raise errors.bad_request("strings must be encoded in UTF-8") from None


async def _read(request: Request) -> Parameters:
    values: JSON = dict(_pairs(request.scope["query_string"]))
    uploads: dict[str, Upload] = {}
    body = await request.body()
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("application/json"):
        values |= orjson.loads(body or b"{}")
    elif content_type.startswith("multipart/form-data"):
        for name, file_name, content in multipart.parse(body, content_type):
            if file_name is None:
                values[name] = content.decode()
            else:
                uploads[name] = Upload(file_name, content)
    else:
        values |= _pairs(body)
    return Parameters(values, uploads)


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    return parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict") if encoded else []
