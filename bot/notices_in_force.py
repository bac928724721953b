"""The notice as the owner has it now: whoever agreed to another one is asked again, before anything else is asked."""

import logging
from collections.abc import Mapping

from bot.wiring import Wiring
from rules.consent import CHOSEN_FREELY
from storage import outdated_notices
from texts.notice import edition, edition_of_purpose, terms_of

log = logging.getLogger(__name__)


async def ask_again(wiring: Wiring) -> None:
    """To be called at the start, for that is when what the owner filled in can have changed."""
    async with wiring.database.write() as connection:
        changed = await outdated_notices.mark(connection, editions(wiring))
        outdated = await outdated_notices.mark_choices(connection, editions_of_purposes(wiring), wiring.clock())
    if outdated:
        log.warning("what somebody says yes to in /privacy is worded otherwise now: %d yeses are asked again", outdated)
    if changed:
        log.warning("the privacy notice is another one now: %d roles are asked again, or no longer", changed)


def editions(wiring: Wiring) -> Mapping[str | None, frozenset[str]]:
    """Those in force by practice, one for each language; none where something is empty, for nobody can agree to it."""
    return {slug: _in_force(wiring, slug) for slug in (None, *(one.slug for one in wiring.programme.practices))}


def editions_of_purposes(wiring: Wiring) -> Mapping[str, frozenset[str]]:
    """The same of what is chosen in `/privacy`, by purpose."""
    own, spoken = wiring.programme.texts, [wiring.catalogues.translator(one) for one in wiring.programme.languages]
    return {purpose: frozenset(edition_of_purpose(t, purpose, own) for t in spoken) for purpose in CHOSEN_FREELY}


def _in_force(wiring: Wiring, slug: str | None) -> frozenset[str]:
    programme, settings = wiring.programme, wiring.settings
    terms = terms_of(programme, slug, settings.keeping, settings.minimum_group)
    spoken = () if programme.unfilled(slug) else programme.languages
    return frozenset(edition(wiring.catalogues.translator(language), terms) for language in spoken)
