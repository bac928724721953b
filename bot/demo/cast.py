"""The three phones that are on the page from the start: people of one practice, invited and registered."""

from bot.demo.doors import HOME, token
from bot.demo.reading import Reader
from bot.demo.stage import Stage
from rules.access import Role


async def come_in(stage: Stage) -> None:
    """A caregiver, a participant and a coordinator. What is on their phones, the bot has really said."""
    await _anneke(await _invited(stage, "Anneke (mantelzorger)", Role.CAREGIVER))
    await _bram(await _invited(stage, "Bram (deelnemer)", Role.PARTICIPANT))
    await _corrie(await _invited(stage, "Corrie (coördinator)", Role.COORDINATOR))


async def _invited(stage: Stage, name: str, role: Role) -> Reader:
    phone = await stage.telegram.person(name, pinned=True)
    await phone.opens(await token(stage.wiring, role, HOME))
    reader = Reader(phone)
    await reader.sees("Doet u mee?")
    await reader.taps("Ja, ik doe mee")
    return reader


async def _anneke(anneke: Reader) -> None:
    await anneke.sees("Uw eerste check-in")


async def _bram(bram: Reader) -> None:
    await bram.sees("organisatie")
    await bram.taps("Welzijnsorganisatie")
    for experiment in ("Soep en een praatje", "Klok die de dag uitlegt"):
        await bram.sees("experimenten")
        await bram.taps(experiment)
    await bram.sees("Tik op Klaar")
    await bram.taps("Klaar")
    await bram.sees("Uw eerste check-in")


async def _corrie(corrie: Reader) -> None:
    await corrie.sees("/samenvatting")
    await corrie.phone.says("/samenvatting")
    await corrie.sees("Zwolle, ronde")
