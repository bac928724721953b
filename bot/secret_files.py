"""Secrets from files: BOT_TOKEN_FILE and its like name one, SECRETS_DIR a folder with one named after each setting.

So a supervisor or a container can hand them over without an environment that other programs may look into.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from pydantic_settings.exceptions import SettingsError

from bot.env_file import ALIKE_ELSEWHERE, almost, secret_in

SECRETS = (
    *("bot_token", "database_url", "identity_key", "identity_key_before", "webhook_secret"),
    *("alarm_smtp_url", "alarm_webhook_url", "heartbeat_url"),
)


class FromFiles(BaseSettings):
    """The settings that name files with secrets."""

    secrets_dir: Path | None = None
    bot_token_file: Path | None = None
    database_url_file: Path | None = None
    identity_key_file: Path | None = None
    identity_key_before_file: Path | None = None
    webhook_secret_file: Path | None = None
    alarm_smtp_url_file: Path | None = None
    alarm_webhook_url_file: Path | None = None
    heartbeat_url_file: Path | None = None

    @property
    def secret_files(self) -> list[Path]:
        """The files with secrets that are ours: those of a container or a supervisor are theirs to guard."""
        named = [file for name in SECRETS if (file := getattr(self, f"{name}_file"))]
        folder = self.secrets_dir.iterdir() if self.secrets_dir else ()
        lying = [file for file in folder if file.name.lower() in SECRETS]  # the others are somebody else's
        return [file for file in (*named, *lying) if os.path.isfile(file) and file.stat().st_uid == os.getuid()]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """After all others: it looks where they say."""
        return init_settings, env_settings, dotenv_settings, SecretFiles(settings_cls)


class SecretFiles(PydanticBaseSettingsSource):
    """Reads what the other sources name. SettingsError, in one line: given twice, or not to be read."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Of one setting; None: no file is named."""
        file = self._file_of(field_name)
        return (None if file is None else _read(field_name, file)), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Every secret that lies in a file."""
        return {name: _read(name, file) for name in SECRETS if (file := self._file_of(name))}

    def _file_of(self, name: str) -> Path | None:
        given: dict[str, Path | None] = {name.upper(): None} if self.current_state.get(name) else {}
        if named := self.current_state.get(f"{name}_file"):
            given[f"{name.upper()}_FILE"] = Path(str(named))
        given |= {f"SECRETS_DIR/{file.name}": file for file in self._folder() if file.name.lower() == name}
        if len(given) > 1:
            raise SettingsError(f"{' and '.join(given)} are both given; keep one")
        return next(iter(given.values()), None)

    def _folder(self) -> list[Path]:
        folder = self.current_state.get("secrets_dir")
        try:
            files = sorted(Path(str(folder)).iterdir()) if folder else []
        except OSError as error:
            raise SettingsError(f"SECRETS_DIR cannot be read: {error.strerror}") from None
        _check_names({file.name.lower(): file for file in files})
        return files


def _check_names(files: Mapping[str, Path]) -> None:
    """What others keep in the folder is theirs; what is almost one of ours, and lies nowhere else, is not."""
    missing = {name.upper() for name in SECRETS if name not in files}
    for name, file in files.items():
        meant = None if name in SECRETS else almost(name, missing, ALIKE_ELSEWHERE)
        if meant:
            raise SettingsError(f"SECRETS_DIR/{file.name}: did you mean {meant.lower()}?")


def _read(name: str, file: Path) -> str:
    try:
        secret = secret_in(file)
    except SettingsError as why:
        raise SettingsError(f"{name.upper()} cannot be read from {file}: {why}") from None
    if not secret:
        raise SettingsError(f"{name.upper()} cannot be read from {file}: it is empty")
    return secret
