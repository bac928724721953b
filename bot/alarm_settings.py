"""Where the owner wants to hear that something is wrong."""

import re
import shlex
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from bot import proxies
from bot.secret_files import FromFiles

_MAIL = re.compile(r"[^@\s,]+@[^@\s,]+")


class AlarmSettings(FromFiles):
    """Any number of ways, each on its own. Addresses are secret: they may hold a password or a token."""

    alarm_smtp_url: SecretStr | None = None
    alarm_mail_to: Annotated[str | None, Field(validate_default=True)] = None  # one or more, with commas between
    alarm_mail_from: str | None = None
    alarm_webhook_url: SecretStr | None = None
    alarm_command: str | None = None
    heartbeat_url: SecretStr | None = None

    @field_validator("alarm_smtp_url")
    @classmethod
    def _is_a_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            found = urlsplit(value.get_secret_value())
            if found.scheme not in ("smtp", "smtps") or not found.hostname or not _has_port(value):
                raise ValueError("expected smtp://user:password@host:587, or smtps://")
        return value

    @field_validator("alarm_mail_to", "alarm_mail_from")
    @classmethod
    def _are_mail_addresses(cls, value: str | None, others: ValidationInfo) -> str | None:
        if value is not None and not all(_MAIL.fullmatch(one.strip()) for one in value.split(",")):
            raise ValueError("expected a mail address, like beheer@example.org")
        if others.field_name == "alarm_mail_to" and (value is None) != (others.data.get("alarm_smtp_url") is None):
            raise ValueError("ALARM_MAIL_TO and ALARM_SMTP_URL go together")
        return value

    @field_validator("alarm_webhook_url", "heartbeat_url")
    @classmethod
    def _is_a_web_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            found = urlsplit(value.get_secret_value())
            if found.scheme not in ("http", "https") or not found.hostname or not _has_port(value):
                raise ValueError("expected an address like https://example.org/…")
            proxies.for_address(value.get_secret_value())
        return value

    @field_validator("alarm_command")
    @classmethod
    def _is_a_command(cls, value: str | None) -> str | None:
        try:
            if value is not None and not shlex.split(value):
                raise ValueError("empty")
        except ValueError:
            raise ValueError("expected a program and its arguments, quoted as for a shell") from None
        return value


def _has_port(address: SecretStr) -> bool:
    try:
        return urlsplit(address.get_secret_value()).port != 0
    except ValueError:
        return False
