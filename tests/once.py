"""What each start of a bot makes anew, made once for all stories: nothing of it changes between them."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import Engine

from bot import wiring
from programme.loading import DEFAULT_FILE, load
from programme.model import Programme
from storage.database import Database
from storage.identity_cipher import IdentityCipher
from tests import owned_programme
from texts.catalogue import Catalogues, load_catalogues

#: As it is shipped, and of an owner who filled in all that only an owner can: else nobody may say yes to anything.
SHIPPED = load()
with TemporaryDirectory(prefix="programme-") as _folder:
    PROGRAMME = load(owned_programme.write_to(Path(_folder)))
CATALOGUES = load_catalogues(PROGRAMME)


def read_once(patch: pytest.MonkeyPatch) -> None:
    """Reading the programme and its texts in all languages takes longer than many a story."""
    programmes: dict[bytes, Programme] = {DEFAULT_FILE.read_bytes(): SHIPPED}
    catalogues: dict[str, Catalogues] = {PROGRAMME.model_dump_json(): CATALOGUES}

    def programme_of(file: Path | None = None) -> Programme:
        path = file or DEFAULT_FILE
        content = path.read_bytes() if path.is_file() else b""
        if content not in programmes:
            programmes[content] = load(path)
        return programmes[content]

    def catalogues_of(programme: Programme) -> Catalogues:
        described = programme.model_dump_json()
        if described not in catalogues:
            catalogues[described] = load_catalogues(programme)
        return catalogues[described]

    patch.setattr(wiring, "load", programme_of)
    patch.setattr(wiring, "load_catalogues", catalogues_of)


def compile_once(patch: pytest.MonkeyPatch) -> None:
    """Engines of one driver share their dialect, and with it the statements that were compiled for it."""
    first: dict[str, Engine] = {}
    make: Any = Database.__init__

    def share(engine: Engine) -> None:
        shared = first.setdefault(engine.driver, engine)
        if shared.dialect.server_version_info is None:  # it never connected
            first[engine.driver] = engine
            return
        engine.dialect = engine.pool._dialect = shared.dialect
        engine._compiled_cache = shared._compiled_cache

    def made(self: Database, address: str, identity_cipher: IdentityCipher | None = None) -> None:
        make(self, address, identity_cipher)
        if self.identity_cipher.fingerprint is None:  # a key belongs to a dialect
            for engine in (self.engine.sync_engine, self._in_loop):
                if engine is not None:
                    share(engine)

    patch.setattr(Database, "__init__", made)
