"""What a file that leaves by letter holds of what is kept of somebody: nothing that names anybody else."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

#: By section of rules.own_data; each row a value by column.
Sections = Mapping[str, Sequence[Mapping[str, Any]]]
#: Columns in which somebody else can stand: words on buttons (a nickname), an update as it came, whom an invitation is
#: for, a file as it was read.
CAN_NAME_OTHERS = {
    "outbox": {"buttons", "params"},
    "inbox": {"payload"},
    "invitations": {"name"},
    "imports": {"plan", "problems", "file_id"},
}
#: What hangs on a check-in, or on an answer in it.
_OF_CHECK_INS = ("check_in_experiments", "answers")
_OF_ANSWERS = ("released_texts", "publications")


def without_others(found: Sections) -> dict[str, list[dict[str, Any]]]:
    """All but the people without Telegram whom somebody fills in for, and what was filled in for them."""
    own = _of_check_ins(found, [row["id"] for row in found["check_ins"] if row["proxy_id"] is None])
    about = {name: [row for row in found[name] if row["proxy_id"] is None] for name in ("codes", "erasure_requests")}
    return {name: _without(name, rows) for name, rows in {**found, **own, **about, "proxies": []}.items()}


def of_proxy(found: Sections, proxy_id: int) -> dict[str, list[dict[str, Any]]]:
    """Of what is kept of who fills in, only what is of this somebody without Telegram; not who fills in."""
    theirs = _of_check_ins(found, [row["id"] for row in found["check_ins"] if row["proxy_id"] == proxy_id])
    proxies = [row for row in found["proxies"] if row["id"] == proxy_id]
    about = {
        name: [row for row in found[name] if row["proxy_id"] == proxy_id] for name in ("codes", "erasure_requests")
    }
    whole = {**theirs, **about, "proxies": proxies}
    return {
        name: [{key: row[key] for key in row if key != "person_id"} for row in rows] for name, rows in whole.items()
    }


def _of_check_ins(found: Sections, check_in_ids: Collection[int]) -> dict[str, list[Mapping[str, Any]]]:
    kept = {"check_ins": [row for row in found["check_ins"] if row["id"] in check_in_ids]}
    kept |= {name: [row for row in found[name] if row["check_in_id"] in check_in_ids] for name in _OF_CHECK_INS}
    answer_ids = {row["id"] for row in kept["answers"]}
    return kept | {name: [row for row in found[name] if row["answer_id"] in answer_ids] for name in _OF_ANSWERS}


def _without(name: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    hidden = CAN_NAME_OTHERS.get(name, set())
    return [{key: row[key] for key in row if key not in hidden} for row in rows]
