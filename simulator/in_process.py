"""The simulator without a network: a request goes straight to its app, in the same process."""

from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp, Message, Scope

from simulator.remote import Remote


async def ask(app: ASGIApp, method: str, target: str, body: bytes = b"", content_type: str = "") -> tuple[int, bytes]:
    """Status and body of the answer. target: path and query.

    RuntimeError where the app waits for the other side to hang up, or does so itself: that takes a connection.
    """
    answer: list[Message] = []
    bodies = [body]

    async def receive() -> Message:
        if not bodies:
            raise RuntimeError("nobody hangs up inside one process: reach the simulator over HTTP")
        return {"type": "http.request", "body": bodies.pop()}

    async def send(message: Message) -> None:
        answer.append(message)

    await app(_scope(method, target, content_type), receive, send)
    return int(answer[0]["status"]), b"".join(part["body"] for part in answer[1:])


def _scope(method: str, target: str, content_type: str) -> Scope:
    address = urlsplit(target)
    return {
        "type": "http",
        "method": method,
        "path": unquote(address.path),
        "root_path": "",
        "query_string": address.query.encode(),
        "headers": [(b"content-type", content_type.encode())],
        "extensions": {"hang_up": lambda: None},
    }


class InProcess(Remote):
    """The control side, when the simulator is in this process."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def _ask(self, method: str, target: str, body: bytes) -> tuple[int, bytes]:
        return await ask(self._app, method, target, body)
