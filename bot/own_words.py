"""What keeps the bot from starting, or ends it, and says in its own words what somebody has to mend."""

from bot.going_live import NotFilledIn
from bot.proxies import UnusableProxy
from bot.retry import MustBeMended, TokenRefused
from bot.settings import SettingsError
from bot.upgrading import OlderAtWork
from rules.question_version import QuestionChanged
from storage.backup import BackupError
from storage.identity_cipher import IdentityKeyError
from storage.practices import SlugChanged
from storage.schema import NewerDatabase
from storage.which_bot import OtherBot

#: Of any other error the words may quote an address, a password or an answer.
SAY_WHAT_TO_MEND = (
    *(SettingsError, UnusableProxy, NotFilledIn, MustBeMended, TokenRefused),
    *(NewerDatabase, OlderAtWork, BackupError),
    *(IdentityKeyError, OtherBot, QuestionChanged, SlugChanged),
)
