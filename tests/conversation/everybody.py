"""Many people of one language with the bot at once, each brought to a screen, and each typing one thing there."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.demo.population import PersonPlan, settle
from rules.access import Role
from simulator.phone import Phone
from storage.tables import answers, check_ins, people
from tests.conversation.outcomes import changed, said
from tests.once import CATALOGUES
from tests.running_bot import ROUND_OPENS, RunningBot
from texts.callback_data import CODES

#: By screen: who sees it, and how they come there: what is typed, or the data of what is tapped.
SCREENS: dict[str, tuple[str, tuple[str, ...]]] = {
    "stranger": ("nobody", ()),
    "consent": ("invited", ()),
    "organisation": ("invited participant", ("^jc.*1",)),
    "moving": ("moving", ()),
    "waiting": ("late", ()),
    "scale": ("caregiver", ()),
    "volhouden": ("caregiver", ("samen.4$",)),
    "goed": ("caregiver", ("samen.4$", "volhouden.4$")),
    "text": ("caregiver", ("samen.4$", "volhouden.4$", "goed.4$")),
    "share": ("caregiver", ("samen.4$", "volhouden.4$", "goed.4$", "> Buurvrouw helpt mee.")),
    "thanks": ("caregiver", ("samen.4$", "volhouden.4$", "goed.4$", "remark.-$")),
    "shared": ("caregiver", ("samen.4$", "volhouden.4$", "goed.4$", "> Buurvrouw helpt mee.", "shared.yes$")),
    "meant": ("caregiver", ("> 4",)),
    "declined": ("caregiver", ("^n.",)),
    "status": ("participant", ()),
    "did": ("participant", ("status:\\d+.busy$",)),
    "voice": ("participant", ("status:\\d+.busy$", "did:\\d+.-$")),
    "pause": ("caregiver", ("> /pauze",)),
    "weeks": ("caregiver", ("> /pauze", "holiday$")),
    "date": ("caregiver", ("> /pauze", "holiday$", "^qd")),
    "paused": ("caregiver", ("samen.4$", "> /pauze", "other$", "^qw.*4$")),
    "language": ("caregiver", ("> /taal",)),
    "time": ("caregiver", ("> /tijd",)),
    "erase": ("caregiver", ("> /wissen",)),
    "stop": ("caregiver", ("> stop",)),
    "contact": ("caregiver", ("> /hulp", "^ho")),
    "asked contact": ("late", ("> /hulp", "^ho", "^hy.1")),
    "stopped": ("caregiver", ("> /stop",)),
    "bereaved": ("caregiver", ("> /pauze", "^qb", "^qy.1")),
    "coordinator": ("coordinator", ()),
    "reminded": ("caregiver", ()),
    "closed": ("caregiver", ("samen.4$",)),
}
#: Screens that come by themselves, so long after the round opened.
COME_LATER = {"reminded": timedelta(days=2), "closed": timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    screen: str
    typed: str
    happens: str

    def __str__(self) -> str:
        return f"{self.screen} | {self.typed} | {self.happens}"


@dataclass(slots=True)
class Somebody:
    """A person at their row. seen: the newest version of the chat before they typed."""

    row: Row
    phone: Phone
    before: dict[str, Any]
    seen: int = 0

    @property
    def kind(self) -> str:
        return SCREENS[self.row.screen][0]


async def what_happens(bot: RunningBot, language: str, rows: Sequence[Row]) -> list[str]:
    """Each row with what happened, in order."""
    everybody = [
        Somebody(row, await bot.telegram.person("P", language, id=5_000_000_000 + number, started=True), {})
        for number, row in enumerate(rows)
    ]
    await _move_in(bot, language, [one for one in everybody if one.kind not in ("nobody", "late")])
    await bot.registers(await bot.telegram.person("Corrie"), "coordinator")  # who can be asked for contact
    assert (await bot.tick(ROUND_OPENS)).opened
    await _settles(bot)
    await _move_in(bot, language, [one for one in everybody if one.kind == "late"])
    await _come_to_their_screens(bot, everybody)
    found = await _type(bot, language, [one for one in everybody if one.row.screen not in COME_LATER])
    for screen, after in COME_LATER.items():
        await bot.tick(ROUND_OPENS + after)
        await _settles(bot)
        found |= await _type(bot, language, [one for one in everybody if one.row.screen == screen])
    return [f"{one.row.screen} | {one.row.typed} | {found[one.phone.id]}" for one in everybody]


async def _settles(bot: RunningBot) -> None:
    """With the patience that hundreds of people at once ask for."""
    for _ in range(10):
        with suppress(TimeoutError):
            await bot.settles()
            return
    await bot.settles()


async def _move_in(bot: RunningBot, language: str, them: Sequence[Somebody]) -> None:
    (tried,) = await bot.tries_out("Zorgmap") if them else (0,)
    zwolle, ede = await bot.practice_id("zwolle"), await bot.practice_id("ede")
    roles = {"caregiver": Role.CAREGIVER, "late": Role.CAREGIVER, "moving": Role.CAREGIVER}
    roles |= {"participant": Role.PARTICIPANT, "coordinator": Role.COORDINATOR}
    plans = [
        PersonPlan(
            one.phone.id,
            [roles[one.kind]],
            ede if one.kind == "moving" else zwolle,
            language=language,
            experiments=[tried] if one.kind == "participant" else (),
        )
        for one in them
        if one.kind in roles
    ]
    async with bot.wiring.database.write() as connection:
        await settle(connection, plans, bot.clock.now())


async def _come_to_their_screens(bot: RunningBot, everybody: Sequence[Somebody]) -> None:
    """Step by step, everybody at once."""
    for one in everybody:
        if one.kind.startswith("invited") or one.kind == "moving":
            role = "participant" if "participant" in one.kind else "caregiver"
            await one.phone.opens(await bot.invite(role))
    await _settles(bot)
    for number in range(max(len(path) for _, path in SCREENS.values())):
        for one in everybody:
            path = SCREENS[one.row.screen][1]
            if number < len(path):
                await _do(one.phone, path[number])
        await _settles(bot)


async def _do(phone: Phone, act: str) -> None:
    if act.startswith("> "):
        await phone.says(act.removeprefix("> "))
        return
    for shown in reversed(await phone.messages()):
        for button in shown.buttons:
            if button.data and button.data.split("|")[0] in CODES and re.search(act, button.data.replace("|", ".")):
                await phone.taps_data(shown, button.data)
                return
    raise AssertionError(f"nothing like {act} to tap on {await phone.last()}")


async def _type(bot: RunningBot, language: str, them: Sequence[Somebody]) -> dict[int, str]:
    given = await _answers(bot)
    for one in them:
        one.before = given.get(one.phone.id, {})
        one.seen = max((shown.id for shown in await one.phone.messages()), default=0)
    for one in them:
        await one.phone.says(one.row.typed)
    await _settles(bot)
    given, t = await _answers(bot), CATALOGUES.translator(language)
    happened = {}
    for one in them:
        new = [shown for shown in await one.phone.messages() if shown.by_bot and shown.id > one.seen]
        answered = changed(one.before, given.get(one.phone.id, {}), one.row.typed)
        happened[one.phone.id] = " ".join([*said(t, new), *answered]) or "nothing"
    return happened


async def _answers(bot: RunningBot) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    every = select(people.c.address, answers.c.step, answers.c.option, answers.c.text)
    every = every.join_from(answers, check_ins).join(people, people.c.id == check_ins.c.person_id)
    async with bot.wiring.database.read() as connection:
        for person, step, option, text in await connection.execute(every):
            found.setdefault(person, {})[step.partition(":")[0]] = (option, text)
    return found
