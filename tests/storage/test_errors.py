"""What the database says when it refuses something: why, and nothing of what it refused."""

from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.tables import practices

ANSWER = "mijn moeder vergeet alles"


@pytest.mark.parametrize("way", ["write", "long_write"])
async def test_an_error_carries_no_answer(database: Database, way: str) -> None:
    """Whoever prints it, in a shell or a log of their own, sees the statement and no values."""
    writing: AbstractAsyncContextManager[Any] = getattr(database, way)()
    with pytest.raises(DBAPIError) as refused:
        async with writing as connection:
            await connection.execute(practices.insert().values(slug=ANSWER, name=ANSWER, region=None))
    assert ANSWER not in str(refused.value)
