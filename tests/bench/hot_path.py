"""`python -m tests.bench.hot_path`: says when what every tap passes through changed since it was last measured."""

from hashlib import sha256
from pathlib import Path

import typer

from tests.bench import history

ROOT = Path(__file__).parents[2]
#: What a tap passes through, from Telegram and back. tests/stories/test_hot_path.py follows one and compares.
FILES = (
    "bot/json_in.py",
    "bot/process_metrics.py",
    "bot/proofs.py",
    "bot/receiver.py",
    "bot/retry.py",
    "bot/transport.py",
    "delivery/rate_limit.py",
    "delivery/recording.py",
    "delivery/rendering/check_in.py",
    "delivery/rendering/further.py",
    "delivery/rendering/leading.py",
    "delivery/rendering/renderers.py",
    "delivery/sender.py",
    "delivery/taking_away.py",
    "delivery/telegram.py",
    "handlers/answering.py",
    "handlers/batch.py",
    "handlers/check_in.py",
    "handlers/reachability.py",
    "handlers/refusals.py",
    "handlers/registry.py",
    "handlers/tapping.py",
    "handlers/telegram_update.py",
    "handlers/turn.py",
    "handlers/update_worker.py",
    "programme/form.py",
    "programme/model.py",
    "rules/access.py",
    "rules/check_in.py",
    "rules/payloads/payload.py",
    "rules/typed_text.py",
    "storage/among.py",
    "storage/announcements.py",
    "storage/answers.py",
    "storage/broadcast_lease.py",
    "storage/check_ins.py",
    "storage/connection.py",
    "storage/database.py",
    "storage/dialect.py",
    "storage/identity_cipher.py",
    "storage/inbox.py",
    "storage/outbox.py",
    "storage/people.py",
    "storage/same_file.py",
    "storage/sending.py",
    "storage/shown_messages.py",
    "storage/tables/columns.py",
    "storage/unit_of_work.py",
    "storage/worker.py",
    "texts/callback_data.py",
    "texts/catalogue.py",
    "texts/escaping.py",
    "texts/layout.py",
    "texts/message.py",
    "texts/messages/answers.py",
    "texts/messages/check_in.py",
    "texts/translator.py",
)
#: No tap passes through these; they decide what a connection to PostgreSQL keeps: once it planned every statement anew.
CONNECTING = ("storage/asyncpg_arguments.py", "storage/postgresql_engine.py")


def fingerprint() -> str:
    """The same as long as no byte of the hot path changes, whatever becomes of the commits."""
    found = sha256()
    for name in FILES + CONNECTING:
        found.update((ROOT / name).read_bytes())
    return found.hexdigest()[:8]


def main() -> None:
    last = history.last()
    if last is None or last.hot_path != fingerprint():
        when = f"since {last.on} (commit {last.commit})" if last else "and was never measured"
        typer.echo(f"The hot path changed {when}: `make bench-quick` says whether a tap became dearer.")


if __name__ == "__main__":
    typer.run(main)
