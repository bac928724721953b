"""The ways to the owner: each takes a text, and raises when it did not arrive. None ever tells an address."""

import asyncio
import os
import shlex
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from urllib.parse import urlsplit, urlunsplit

import aiohttp

from bot import proxies
from bot.alarm_settings import AlarmSettings
from bot.not_told import SECONDS, NotTold
from rules import causes
from rules.command_line import to_type

Channel = Callable[[str], Awaitable[None]]

#: What a command gets of our environment: no setting, and so no secret.
ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ")


def somebody() -> str:
    """What to do when nobody hears an alarm."""
    return (
        "set ALARM_SMTP_URL and ALARM_MAIL_TO, ALARM_WEBHOOK_URL, ALARM_COMMAND or HEARTBEAT_URL, or invite a manager "
        f"({to_type('invite --role manager')})."
    )


def channels(settings: AlarmSettings) -> Mapping[str, Channel]:
    """By name: those that are set."""
    found: dict[str, Channel] = {}
    if settings.alarm_smtp_url and settings.alarm_mail_to:
        from bot import alarm_mail  # what it brings is nobody else’s

        found["mail"] = partial(alarm_mail.send, settings)
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
        raise NotTold(f"no answer ({causes.told(error)})") from None
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
