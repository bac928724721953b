"""The settings: from the environment or `.env`, checked before anything starts."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.database import with_driver

TELEGRAM = "https://api.telegram.org"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it in one line."""


class Settings(BaseSettings):
    """Every setting with its default; README tells what each is for."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    bot_token: SecretStr
    bot_api_url: str = TELEGRAM
    database_url: SecretStr = SecretStr("sqlite:///var/bot.db")  # may hold a password
    programme_file: Path | None = None
    registration: Literal["invite", "open"] = "invite"
    minimum_group: Annotated[int, Field(ge=2, le=100)] = 5
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr) -> SecretStr:
        if not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("expected the token that BotFather gave, like 123456789:AAE…")
        return value

    @field_validator("bot_api_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^/\s]+(/[^\s]*)?", value):
            raise ValueError(f"expected an address like {TELEGRAM}")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: SecretStr) -> SecretStr:
        with_driver(value.get_secret_value())
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value


def load() -> Settings:
    """The settings of this process. SettingsError names the first one that is missing or wrong."""
    try:
        return Settings()  # type: ignore[call-arg]  # pydantic fills them in from the environment
    except ValidationError as error:
        raise SettingsError(_in_one_line(error)) from None


def _in_one_line(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]).upper()
    if first["type"] == "missing":
        return f"{name} is not set; put it in the environment or in .env (see README, Settings)"
    return f"{name} is wrong: {first['msg'].removeprefix('Value error, ')}"
