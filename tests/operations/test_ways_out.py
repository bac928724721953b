"""What is wrong with the way to Telegram or to PostgreSQL, met on real sockets, is told by what it is."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from telegram.error import NetworkError

from bot.settings import Settings
from bot.transport import Transport
from bot.wiring import telegram_bot
from rules import causes
from storage.database import Database
from tests.operations.test_causes import kind
from tests.postgres import Postgres
from tests.running_bot import TOKEN

Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its owner signed it, for another name."""
    folder = tmp_path_factory.mktemp("untrusted")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=elders.example.org", "-days", "1"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate


@pytest.fixture
def untrusted(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    return context


@asynccontextmanager
async def answering(answer: Answering, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Somebody who listens on a port, and says this."""

    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await answer(reader, writer)
        writer.close()

    server = await asyncio.start_server(answered, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def says_no_proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")


async def says_a_portal(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n<html>Log in here</html")


async def says_bad_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(100)
    writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


async def wants_no_tls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(8)
    writer.write(b"N")
    await writer.drain()


async def found(address: str) -> str | None:
    """What comes of asking Telegram at this address."""
    settings = Settings(_env_file=None, bot_token=TOKEN, bot_api_url=address)
    transport = Transport()
    await transport.initialize()
    try:
        with pytest.raises(NetworkError) as failed:
            await telegram_bot(settings, transport).get_me()
    finally:
        await transport.shutdown()
    cause = causes.of(failed.value)
    assert cause is None or TOKEN not in cause.line
    return cause.kind if cause else None


async def test_a_certificate_that_nobody_trusts(untrusted: ssl.SSLContext) -> None:
    async with answering(says_a_portal, untrusted) as port:
        assert await found(f"https://127.0.0.1:{port}") == "the certificate is not trusted"


async def test_a_port_that_speaks_no_tls() -> None:
    async with answering(says_bad_request) as port:
        assert await found(f"https://127.0.0.1:{port}") == "TLS is refused"


async def test_a_portal_that_answers_in_the_place_of_telegram() -> None:
    async with answering(says_a_portal) as port:
        assert await found(f"http://127.0.0.1:{port}") == "the answer is not Telegram's"


async def test_a_name_that_nobody_knows() -> None:
    assert await found("http://nergens.invalid") == "the name is not known"


async def test_a_port_where_nobody_is(port: int) -> None:
    assert await found(f"http://127.0.0.1:{port}") == "nobody answers at that address"


async def test_a_proxy_that_does_not_let_us_through(monkeypatch: pytest.MonkeyPatch) -> None:
    async with answering(says_no_proxy) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        assert await found("https://telegram.invalid") == "the proxy refuses"


async def test_a_proxy_that_is_away(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
    assert await found("https://telegram.invalid") == "the proxy does not answer"


async def test_postgresql_that_wants_no_tls() -> None:
    async with answering(wants_no_tls) as port:
        assert await kind(f"postgresql://bot@127.0.0.1:{port}/bot?ssl=require") == "TLS is refused"


async def test_postgresql_with_a_certificate_for_another_name(
    untrusted: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGSSLROOTCERT", str(certificate))

    async def upgrades(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(8)
        writer.write(b"S")
        await writer.drain()
        await writer.start_tls(untrusted)

    async with answering(upgrades) as port:
        address = f"postgresql://bot@127.0.0.1:{port}/bot?ssl=verify-full"
        assert await kind(address) == "the certificate is not trusted"


async def test_postgresql_that_has_too_many_connections(postgres: Postgres) -> None:
    with postgres.database() as address:
        database = Database(address)
        try:
            async with database.write() as connection:
                await connection.execute(text("CREATE ROLE druk LOGIN CONNECTION LIMIT 0"))
            crowded = make_url(address).set(username="druk").render_as_string(hide_password=False)
            assert await kind(crowded) == "too many connections"
        finally:
            async with database.write() as connection:
                await connection.execute(text("DROP ROLE druk"))
            await database.close()
