"""The ways to the owner: each takes a text, and raises when it did not arrive. None ever tells an address."""

import asyncio
import os
import shlex
import smtplib
import ssl
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from functools import partial
from urllib.parse import unquote, urlsplit, urlunsplit

import aiohttp

from bot import proxies
from bot.alarm_settings import AlarmSettings

Channel = Callable[[str], Awaitable[None]]

#: What to do when nobody hears an alarm.
SOMEBODY = (
    "set ALARM_SMTP_URL and ALARM_MAIL_TO, ALARM_WEBHOOK_URL, ALARM_COMMAND or HEARTBEAT_URL, or invite a manager "
    "(python -m bot invite --role manager)."
)
SUBJECT = "Check-in bot: something is wrong"
#: Of each way: whoever does not answer keeps nobody waiting for the next minute's look.
SECONDS = 5.0
#: What a command gets of our environment: no setting, and so no secret.
ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ")


class NotTold(Exception):
    """Why an alarm did not arrive, in words of our own."""


def channels(settings: AlarmSettings) -> Mapping[str, Channel]:
    """By name: those that are set."""
    found: dict[str, Channel] = {}
    if settings.alarm_smtp_url and settings.alarm_mail_to:
        found["mail"] = partial(_mail, settings)
    if settings.alarm_webhook_url:
        found["webhook"] = partial(_webhook, settings.alarm_webhook_url.get_secret_value())
    if settings.alarm_command:
        found["command"] = partial(_command, shlex.split(settings.alarm_command))
    return found


async def beat(address: str, wrong: str | None) -> None:
    """Tells a service that waits for us that all is well (GET), or at `/fail` what is wrong (POST)."""
    if wrong is None:
        await _ask("GET", address)
    else:
        parts = urlsplit(address)
        await _ask("POST", urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/fail")), data=wrong.encode())


async def _mail(settings: AlarmSettings, text: str) -> None:
    await asyncio.to_thread(_send, settings, text)


def _send(settings: AlarmSettings, text: str) -> None:
    assert settings.alarm_smtp_url
    url = urlsplit(settings.alarm_smtp_url.get_secret_value())
    server = _connected(url.scheme, str(url.hostname), url.port)
    try:
        if url.username and not isinstance(server.sock, ssl.SSLSocket):
            raise NotTold("the server offers no TLS, and a password goes nowhere without")
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(_letter(settings, text))
    finally:
        with suppress(smtplib.SMTPException, OSError):  # whatever it says to goodbye: the letter is there, or not
            server.quit()
        server.close()


def _connected(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    """Enciphered wherever the server can."""
    trusted = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or smtplib.SMTP_SSL_PORT, timeout=SECONDS, context=trusted)
    server = smtplib.SMTP(host, port or 587, timeout=SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=trusted)
    return server


def _letter(settings: AlarmSettings, text: str) -> EmailMessage:
    letter = EmailMessage()
    to = str(settings.alarm_mail_to)
    letter["Subject"], letter["To"], letter["From"] = SUBJECT, to, settings.alarm_mail_from or to.partition(",")[0]
    letter["Date"], letter["Message-ID"] = formatdate(), make_msgid()
    letter.set_content(text)
    return letter


async def _webhook(address: str, text: str) -> None:
    await _ask("POST", address, json={"text": text})


async def _ask(method: str, address: str, **body: object) -> None:
    timeout = aiohttp.ClientTimeout(SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.request(method, address, proxy=proxies.for_address(address), **body) as answer,  # type: ignore[arg-type]
        ):
            status = answer.status
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:  # their words hold the address
        raise NotTold(f"no answer ({type(error).__name__})") from None
    if status >= 400:
        raise NotTold(f"it answered {status}")


async def _command(words: list[str], text: str) -> None:
    """The text on its standard input."""
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    away = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *words, stdin=asyncio.subprocess.PIPE, stdout=away, stderr=away, env=environment
    )
    try:
        async with asyncio.timeout(SECONDS):
            await process.communicate(text.encode())
    except TimeoutError:
        raise NotTold("it did not end") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise NotTold(f"it ended with {process.returncode}")
