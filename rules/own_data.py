"""What is kept of somebody: who else can see it, and until when. One row for each table that hangs on a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """seen_by, kept_until: words of docs/own-data.md, which explains them."""

    seen_by: str
    kept_until: str


SECTIONS = {
    "people": Section("nobody", "programme_end"),
    "memberships": Section("counted", "programme_end"),
    "experiment_members": Section("counted", "programme_end"),
    "consents": Section("nobody", "programme_end"),
    "check_ins": Section("counted", "programme_end"),
    "check_in_experiments": Section("counted", "programme_end"),
    "answers": Section("counted_and_shared_texts", "texts_and_answers"),
    "proxies": Section("nobody", "programme_end"),
    "call_backs": Section("coordinators", "programme_end"),
    "call_backs_handled": Section("nobody", "programme_end"),
    "feedback": Section("practice", "programme_end"),
    "circulars": Section("practice", "programme_end"),
    "invitations": Section("coordinators", "programme_end"),
    "exports": Section("nobody", "programme_end"),
    "imports": Section("nobody", "programme_end"),
    "wrong_tokens": Section("nobody", "received"),
    "audit": Section("operators", "audit"),
    "inbox": Section("nobody", "received"),
    "outbox": Section("nobody", "said"),
}
#: What is not in the file, and why.
LEFT_OUT = {
    ("call_backs", "handled_by"): "somebody else: who saw to it",
    ("invitations", "token_hash"): "opens a door for whoever holds the token",
    ("outbox", "subject_id"): "a number of what is spoken of, which may be somebody else",
    ("outbox", "lease_owner"): "which process is speaking",
}
#: Tables that say nothing of a person.
OF_NOBODY = {
    "practices": "places",
    "design_questions": "of a practice",
    "experiments": "of a practice",
    "experience_cards": "of an experiment",
    "outside_participants": "numbers only",
    "rounds": "occasions of a practice",
    "snapshots": "figures of groups",
    "schedule": "one for all",
    "erasures": "marks from which nobody can be told",
    "telegram": "the bot itself",
    "replicas": "processes",
}
