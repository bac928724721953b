"""How long what people said is kept, and when that is over."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import asdict

#: What was said to somebody is known so many days, to recognise what was said already.
TRACES_DAYS = 30


class Keeping(Struct, frozen=True):
    """The terms. programme_ends_on: the last day; without it no answer's term begins.

    texts_days: after the round closed, unless the writer agreed to research. answers_months: after the programme's end,
    and who gave them as long. accounts_months: after somebody stopped, left, or could not be reached any more.
    withdrawn_days: after somebody took back their yes. strangers_days: after who never joined wrote to the bot.
    """

    texts_days: int = 90
    answers_months: int = 12
    programme_ends_on: date | None = None
    accounts_months: int = 12
    strangers_days: int = 30
    withdrawn_days: int = 30
    dead_letter_hours: int = 24
    audit_years: int = 2
    wrong_tokens_days: int = 1

    def or_longer(self, other: "Keeping") -> "Keeping":
        """Of each term the longer one; a programme without an end ends last."""
        ends = (self.programme_ends_on, other.programme_ends_on)
        mine, theirs = asdict(self), asdict(other)
        terms = {name: max(mine[name], theirs[name]) for name in mine if name != "programme_ends_on"}
        return Keeping(**terms, programme_ends_on=max(filter(None, ends)) if all(ends) else None)

    def texts_until(self, now: datetime) -> datetime:
        """Rounds closed at this aware time or earlier keep no texts."""
        return now - timedelta(days=self.texts_days)

    def answers_are_over(self, now: datetime) -> bool:
        """Whether the programme ended so long ago that no answer is kept."""
        return self.programme_ends_on is not None and now.date() > after_months(
            self.programme_ends_on, self.answers_months
        )

    def accounts_until(self, now: datetime) -> datetime:
        """Of who has been gone since this aware time or earlier, nothing is kept."""
        return datetime.combine(after_months(now.date(), -self.accounts_months), now.timetz())

    def strangers_until(self, now: datetime) -> datetime:
        """Nor of who came at this time or earlier, and never joined."""
        return now - timedelta(days=self.strangers_days)

    def withdrawn_until(self, now: datetime) -> datetime:
        """Nor of who took back their yes at this time or earlier."""
        return now - timedelta(days=self.withdrawn_days)

    def dead_letters_until(self, now: datetime) -> datetime:
        """Dead letters of this time or earlier are forgotten."""
        return now - timedelta(hours=self.dead_letter_hours)

    def audit_until(self, now: datetime) -> datetime:
        """Lines of the audit of this time or earlier go."""
        return now - timedelta(days=366 * self.audit_years)

    def wrong_tokens_until(self, now: datetime) -> datetime:
        """Wrong invitations tried at this time or earlier are forgotten."""
        return now - timedelta(days=self.wrong_tokens_days)


def after_months(day: date, months: int) -> date:
    """The same day so many months later (below 0: earlier); the month's last when it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
