from aiohttp import content_disposition_filename, parse_content_disposition

Part = tuple[str, str | None, bytes]


def parse(body: bytes, content_type: str) -> list[Part]:
    """The parts of a multipart form as (name, file name, content)."""
    boundary = content_type.partition("boundary=")[2].partition(";")[0].strip('"')
    chunks = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    return [_part(chunk) for chunk in chunks[1:] if not chunk.startswith(b"--")]


def _part(chunk: bytes) -> Part:
    head, _, content = chunk.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    headers = dict(_header(line) for line in head.decode().split("\r\n") if ":" in line)
    _, parameters = parse_content_disposition(headers.get("content-disposition"))
    return parameters.get("name", ""), content_disposition_filename(parameters), content


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()
