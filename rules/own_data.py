"""What is kept of somebody: who else can see it, and until when. One row for each table that hangs on a person."""

from msgspec import Struct


class Section(Struct, frozen=True):
    """seen_by, kept_until: words of docs/own-data.md, which explains them."""

    seen_by: str
    kept_until: str


SECTIONS = {
    "people": Section("nobody", "erased"),
    "memberships": Section("counted", "erased"),
    "experiment_members": Section("counted", "erased"),
    "consents": Section("nobody", "erased"),
    "check_ins": Section("counted", "erased"),
    "check_in_experiments": Section("counted", "erased"),
    "answers": Section("counted_and_shared_texts", "texts_and_answers"),
    "released_texts": Section("counted_and_shared_texts", "texts_and_answers"),
    "publications": Section("nobody", "texts_and_answers"),
    "proxies": Section("nobody", "erased"),
    "window_people": Section("counted", "erased"),
    "call_backs": Section("coordinators", "erased"),
    "call_backs_handled": Section("nobody", "erased"),
    "feedback": Section("practice", "erased"),
    "replies": Section("practice", "erased"),
    "introductions": Section("coordinators", "erased"),
    "role_endings": Section("coordinators", "expired"),
    "circulars": Section("practice", "erased"),
    "invitations": Section("coordinators", "erased"),
    "exports": Section("nobody", "erased"),
    "imports": Section("nobody", "erased"),
    "wrong_tokens": Section("nobody", "received"),
    "codes": Section("nobody", "expired"),
    "erasure_requests": Section("operators", "erased"),
    "audit": Section("operators", "audit"),
    "inbox": Section("nobody", "received"),
    "outbox": Section("nobody", "said"),
}
#: What is not in the file, and why.
LEFT_OUT = {
    ("call_backs", "handled_by"): "somebody else: who saw to it",
    ("introductions", "agreed_by"): "somebody else: who said yes",
    ("role_endings", "asked_by"): "somebody else: who has the letter",
    ("invitations", "token_hash"): "opens a door for whoever holds the token",
    ("codes", "code_hash"): "opens a door for whoever knows the code",
    ("outbox", "subject_id"): "a number of what is spoken of, which may be somebody else",
    ("outbox", "dedupe_key"): "by which the bot knows that it said something already: numbers of rows",
    ("outbox", "lease_owner"): "which process is speaking",
}
#: Tables that say nothing of a person.
OF_NOBODY = {
    "practices": "places",
    "design_questions": "of a practice",
    "experiments": "of a practice",
    "rewordings": "of a practice",
    "experience_cards": "of an experiment",
    "expectations": "of an experiment: a practice's records, without who wrote them",
    "experiment_statuses": "of an experiment",
    "readiness_ratings": "of an experiment",
    "cycles": "of an experiment",
    "lessons": "of an experiment: a practice's records, without who wrote them",
    "takeovers": "of experiments",
    "help_cards": "of a practice: organisations to call",
    "experiment_organisations": "kinds of organisations only",
    "outside_participants": "numbers only",
    "rounds": "occasions of a practice",
    "question_versions": "how questions were asked",
    "indicator_days": "counts of the whole programme",
    "snapshots": "figures of groups",
    "windows": "figures of groups",
    "medians": "rounds of a practice",
    "arrivals": "numbers only",
    "research_windows": "numbers, and marks from which nobody can be told",
    "schedule": "one for all",
    "programme_file": "how questions were asked, and when",
    "notice_texts": "our own words",
    "owner_messages": "our own words",
    "erasures": "marks from which nobody can be told",
    "unscrubbed": "names of tables",
    "telegram": "the bot itself",
    "alarms": "sorts of trouble",
    "replicas": "processes",
}
