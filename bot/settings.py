"""The settings: from the environment or `.env`, checked before anything starts."""

import os
import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as SourceError

from bot import env_file, proxies, state_folder
from bot.alarm_settings import AlarmSettings
from bot.state_folder import settings_file
from rules.command_line import to_type
from rules.keeping import Keeping
from rules.telling import MINIMUM_GROUP
from storage import address
from storage.address import with_driver
from storage.identity_cipher import KEY_BITS, IdentityCipher

TELEGRAM = "https://api.telegram.org"
#: In the place of a token, for commands that need none.
NO_TOKEN = SecretStr("0:" + "-" * 20)
#: Where updates and questions about health come in when only WEBHOOK_URL is set: for a proxy on the same machine.
LISTEN_BY_DEFAULT = "127.0.0.1:8443"
#: What LISTEN answers besides Telegram's posts.
OWN_PATHS = ("/healthz", "/readyz", "/metrics")
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
_ADDRESS = re.compile(r"https?://[^/\s]+(/[^\s]*)?")
_KEY = re.compile(rf"[0-9a-f]{{{KEY_BITS // 4}}}")
_LISTEN = re.compile(r"(?P<host>[^\s:]+|\[[0-9A-Fa-f:.]+\]):(?P<port>\d{1,5})")


#: Source: setWebhook in the Bot API. None: that of https.
TELEGRAM_PORTS = {None, 443, 80, 88, 8443}


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it in one line."""


class Settings(AlarmSettings):
    """Every setting with its default; README tells what each is for."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True)

    state_dir: Annotated[Path, Field(default_factory=state_folder.by_default)]
    bot_token: SecretStr
    bot_token_before: SecretStr | None = None  # only for move
    bot_api_url: str = TELEGRAM
    database_url: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")  # may hold a password
    programme_file: Path | None = None
    registration: Literal["invite", "open"] = "invite"
    minimum_group: Annotated[int, Field(ge=2, le=100), AfterValidator(partial(max, MINIMUM_GROUP))] = MINIMUM_GROUP
    webhook_url: str | None = None
    webhook_secret: Annotated[SecretStr | None, Field(validate_default=True)] = None
    listen: str | None = None
    identity_key: SecretStr | None = None
    identity_key_before: SecretStr | None = None  # only for rotate-key
    erasure_ledger: Path | None = None
    keep_texts_days: Annotated[int, Field(ge=1, le=3650)] = Keeping().texts_days
    keep_answers_months: Annotated[int, Field(ge=0, le=120)] = Keeping().answers_months
    keep_accounts_months: Annotated[int, Field(ge=1, le=120)] = Keeping().accounts_months
    keep_set_aside_hours: Annotated[int, Field(ge=1, le=48)] = Keeping().dead_letter_hours
    keep_audit_years: Annotated[int, Field(ge=1, le=10)] = Keeping().audit_years
    programme_ends_on: date | None = None
    backup_within_hours: Annotated[int | None, Field(ge=1, le=8784)] = None  # None: nobody expects one
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("state_dir")
    @classmethod
    def _is_one_place(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("bot_token", "bot_token_before")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("expected the token that BotFather gave, like 123456789:AAE…")
        return value

    @field_validator("bot_api_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not _ADDRESS.fullmatch(value):
            raise ValueError(f"expected an address like {TELEGRAM}")
        proxies.for_address(value)
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _is_reachable(cls, value: str | None, others: ValidationInfo) -> str | None:
        if value is None:
            return None
        if not _ADDRESS.fullmatch(value):
            raise ValueError("expected an address like https://bot.example.org/telegram")
        if others.data.get("bot_api_url") == TELEGRAM and not value.startswith("https://"):
            raise ValueError("Telegram only calls https addresses")
        if others.data.get("bot_api_url") == TELEGRAM and _port(value) not in TELEGRAM_PORTS:
            raise ValueError("Telegram only posts to ports 443, 80, 88 and 8443")
        if urlsplit(value).path in OWN_PATHS:
            raise ValueError(f"{urlsplit(value).path} tells how the bot does; choose another path")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _is_a_secret(cls, value: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        if value is None and others.data.get("webhook_url") is None:
            return None
        if value is None or not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("WEBHOOK_URL needs a secret of 16 to 256 letters, digits, - and _")
        return value

    @field_validator("identity_key", "identity_key_before")
    @classmethod
    def _is_a_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _KEY.fullmatch(value.get_secret_value()):
            raise ValueError(f"expected what {to_type('new-key')} prints")
        return value

    @field_validator("listen")
    @classmethod
    def _is_host_and_port(cls, value: str | None) -> str | None:
        found = _LISTEN.fullmatch(value) if value is not None else None
        if value is not None and (found is None or int(found["port"]) > 65535):
            raise ValueError(f"expected host:port, like {LISTEN_BY_DEFAULT}")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: SecretStr, others: ValidationInfo) -> SecretStr:
        chosen = value if value.get_secret_value() else _in_state(others.data)
        address.check(chosen.get_secret_value())
        return chosen

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @property
    def bot_id(self) -> int:
        """Which bot the token is of: it stays the same when BotFather gives another token."""
        return int(self.bot_token.get_secret_value().partition(":")[0])

    @property
    def has_token(self) -> bool:
        """False for a command that needs none, when there is none."""
        return self.bot_token != NO_TOKEN

    @property
    def ledger(self) -> Path:
        """The file that keeps the marks of the erased; beside a SQLite database when it is not set."""
        url = with_driver(self.database_url.get_secret_value())
        beside = url.database if url.get_backend_name() == "sqlite" else None
        return self.erasure_ledger or (Path(f"{beside}.erasures") if beside else self.state_dir / "erasures")

    @property
    def identity_cipher(self) -> IdentityCipher:
        """What keeps people unnamed to whoever has the database without this process."""
        return _identity_cipher(self.identity_key)

    @property
    def seal_before(self) -> IdentityCipher:
        """What did so until now, when that is to change."""
        return _identity_cipher(self.identity_key_before)

    @property
    def keeping(self) -> Keeping:
        """How long what people said is kept."""
        return Keeping(
            texts_days=self.keep_texts_days,
            answers_months=self.keep_answers_months,
            accounts_months=self.keep_accounts_months,
            programme_ends_on=self.programme_ends_on,
            dead_letter_hours=self.keep_set_aside_hours,
            audit_years=self.keep_audit_years,
        )

    @property
    def webhook_path(self) -> str:
        """The path of WEBHOOK_URL, at which updates come in."""
        return urlsplit(self.webhook_url or "").path or "/"

    @property
    def listens_at(self) -> tuple[str, int] | None:
        """Host and port to listen on; None: nothing listens."""
        address = self.listen or (LISTEN_BY_DEFAULT if self.webhook_url else None)
        found = _LISTEN.fullmatch(address) if address else None
        return (found["host"].strip("[]"), int(found["port"])) if found else None


def _in_state(before: dict[str, Any]) -> SecretStr:
    return SecretStr(address.of_file(Path(before.get("state_dir", "/")) / "bot.db"))


def _port(address: str) -> int | None:
    try:
        return urlsplit(address).port
    except ValueError:
        return 0


def _identity_cipher(key: SecretStr | None) -> IdentityCipher:
    return IdentityCipher(key.get_secret_value() if key else None)


def load(*, needs_token: bool = True) -> Settings:
    """The settings of this process. SettingsError names the first one that is missing or wrong.

    needs_token: else BOT_TOKEN may be missing, for who only looks at a database or puts one back. Empty in the
    environment it is none, also where .env has one.
    """
    try:
        env_file.check(os.environ, {name.upper() for name in Settings.model_fields} | proxies.NAMES)
        return _as_given() if needs_token else _with_or_without_token()
    except (SourceError, proxies.UnusableProxy) as error:
        raise SettingsError(str(error)) from None
    except ValidationError as error:
        raise SettingsError(_in_one_line(error)) from None


def refuse_none_meant() -> None:
    """SettingsError where BOT_TOKEN= says that there is none: a drill does not run as a second bot on that of .env."""
    if _is_none_meant():
        raise SettingsError("BOT_TOKEN is empty in the environment, which means: none, also when .env has one")


def _with_or_without_token() -> Settings:
    if _is_none_meant():
        return _without_token()
    try:
        return _as_given()
    except ValidationError as error:
        if _lacks_the_token(error):
            return _without_token()  # or what else is wrong
        raise


def _is_none_meant() -> bool:
    """BOT_TOKEN= in the environment; it may as well be empty because it lies in a file."""
    return os.environ.get("BOT_TOKEN") == "" and not {"BOT_TOKEN_FILE", "SECRETS_DIR"} & os.environ.keys()


def _as_given() -> Settings:
    return Settings(_env_file=settings_file(), _env_file_encoding=env_file.encoding())


def _without_token() -> Settings:
    return Settings(_env_file=settings_file(), _env_file_encoding=env_file.encoding(), bot_token=NO_TOKEN)


def _lacks_the_token(error: ValidationError) -> bool:
    return ("missing", ("bot_token",)) in [(one["type"], one["loc"]) for one in error.errors(include_input=False)]


def _in_one_line(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]).upper()
    if first["type"] == "missing":
        return f"{name} is not set; put it in the environment or in .env (see README, Settings)"
    return f"{name} is wrong: {first['msg'].removeprefix('Value error, ')}"
