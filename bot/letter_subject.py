"""Who a letter is about: found in one of three ways, each noted in the audit without a name."""

from collections.abc import Sequence

from msgspec import Struct

from bot.running import prepare
from bot.tracing import NoSuchCode
from bot.wiring import Wiring
from rules.code import Purpose
from rules.subject import Subject
from storage import audit, codes, subjects
from storage.connection import Connection


class LetterError(Exception):
    """What a letter asks cannot be done so; the message says what to give or do instead."""


class Meant(Struct, frozen=True):
    """Who a letter is about: one of a practice (slug) with a nickname, a number of Telegram, or a code."""

    practice: str | None = None
    nickname: str | None = None
    telegram: int | None = None
    code: str | None = None

    @property
    def way(self) -> str:
        """How they are meant. LetterError when in no way, in two, or in half of one."""
        ways = {"telegram": self.telegram, "code": self.code, "nickname": self.practice and self.nickname}
        given = [name for name, value in ways.items() if value is not None]
        if len(given) != 1 or (given != ["nickname"] and (self.practice or self.nickname)):
            raise LetterError("Say who is meant in one way: --practice with --nickname, or --telegram, or --code.")
        return given[0]


async def one(wiring: Wiring, meant: Meant, action: str) -> Subject:
    """The only one who is meant; a code is used up by it. action: of the audit. LetterError unless there is one."""
    found = await everybody(wiring, meant, action, uses_up=True)
    if not found:
        raise LetterError("There is nobody.")
    if len(found) > 1:
        raise LetterError(f"There are {len(found)} with this nickname: the code on their page tells them apart.")
    return found[0]


async def everybody(wiring: Wiring, meant: Meant, action: str, *, uses_up: bool) -> Sequence[Subject]:
    """All who are meant. NoSuchCode when the code is no good."""
    way = meant.way
    await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=wiring.settings.bot_id)
    async with wiring.database.write() as connection:
        found = await _look(connection, wiring, meant, uses_up)
        await audit.note(connection, action, None, wiring.clock(), by="owner", way=way, found=len(found))
    if way == "code" and not found:  # not above: that it was wrong has to be counted
        raise NoSuchCode
    return found


async def _look(connection: Connection, wiring: Wiring, meant: Meant, uses_up: bool) -> list[Subject]:
    if meant.telegram is not None:
        return await subjects.by_address(connection, meant.telegram)
    if meant.code is not None:
        take = codes.redeem if uses_up else codes.look_up
        found = await take(connection, meant.code, Purpose.LETTER, wiring.clock())
        return [found] if found else []
    return await subjects.by_nickname(connection, meant.practice or "", meant.nickname or "")
