"""The phones that are on the page from the start: three people of one practice, and a manager of the programme."""

from bot.demo.reading import Reader
from bot.demo.sign_up_links import HOME, token
from bot.demo.stage import Stage
from rules.access import Role
from simulator.phone import Phone

NAMES = {
    Role.CAREGIVER: "Anneke (mantelzorger)",
    Role.PARTICIPANT: "Bram (deelnemer)",
    Role.COORDINATOR: "Corrie (coördinator)",
    Role.MANAGER: "Marja (programmaleider)",
}


async def come_in(stage: Stage) -> None:
    """A caregiver, a participant, a coordinator and a manager. What is on their phones, the bot has really said.

    Who leads comes in first, as in life: who takes part already would be told of a new coordinator.
    """
    phones = {role: await stage.telegram.person(name, pinned=True) for role, name in NAMES.items()}
    await _marja(await _invited(stage, phones[Role.MANAGER], Role.MANAGER))
    await _corrie(await _invited(stage, phones[Role.COORDINATOR], Role.COORDINATOR))
    await _anneke(await _invited(stage, phones[Role.CAREGIVER], Role.CAREGIVER))
    await _bram(await _invited(stage, phones[Role.PARTICIPANT], Role.PARTICIPANT))


async def _invited(stage: Stage, phone: Phone, role: Role) -> Reader:
    await phone.opens(await token(stage.wiring, role, None if role is Role.MANAGER else HOME))
    reader = Reader(phone)
    await reader.sees("Doet u mee?")
    await reader.taps("Ja, ik doe mee")
    return reader


async def _marja(marja: Reader) -> None:
    await marja.sees("/programma")
    await marja.phone.says("/programma")
    await marja.sees("171")


async def _anneke(anneke: Reader) -> None:
    await anneke.sees("Uw eerste check-in")


async def _bram(bram: Reader) -> None:
    await bram.sees("Bij wat voor organisatie")
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
