"""Whom an alarm reaches in tests: a mail server, and a web server, that keep what they are told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_string
from email.message import Message

from aiohttp import web
from aiohttp.test_utils import TestServer


class MailServer:
    """As little of SMTP (RFC 5321) as it takes. letters: those that came in. refuses: it takes none."""

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.said: list[str] = []
        self.refuses = False
        self.url = ""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := (await reader.readline()).decode().strip():
            self.said.append(line)
            verb = line.upper()
            if verb.startswith("DATA"):
                writer.write(b"354 go on\r\n")
                letter = (await reader.readuntil(b"\r\n.\r\n")).decode()
                self.letters.append(message_from_string(letter[: -len("\r\n.\r\n")]))
            writer.write(b"550 no\r\n" if self.refuses and verb.startswith("RCPT") else b"250 fine\r\n")
            if verb.startswith("QUIT"):
                break
        writer.close()


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    """On a port of its own."""
    mail = MailServer()
    server = await asyncio.start_server(mail.talk, "127.0.0.1")
    mail.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield mail


class WebServer:
    """Keeps (method, path, body) of what it was asked, and answers with `status`."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.status = 200
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append((request.method, request.path_qs, await request.text()))
        return web.Response(status=self.status)


@asynccontextmanager
async def web_server() -> AsyncIterator[WebServer]:
    """On a port of its own."""
    listener = WebServer()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", listener.answer)
    async with TestServer(application) as server:
        listener.url = str(server.make_url("")).rstrip("/")
        yield listener
