"""An alarm by mail. Loaded only where mail is set, for what it brings along."""

import asyncio
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from bot.alarm_settings import AlarmSettings
from bot.not_told import SECONDS, NotTold

SUBJECT = "Check-in bot: something is wrong"


async def send(settings: AlarmSettings, text: str) -> None:
    """Raises when no server took it."""
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
