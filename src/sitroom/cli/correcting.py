"""What `sitroom correct` does: a person's correction, split, merge, confirmation and undo, and the list of them."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Sequence

from sitroom.cli.asking import day_option
from sitroom.errors import InputError
from sitroom.store import Store

ACTIONS = {
    "set": "set EVENT FIELD=VALUE...   type, status, modes, contexts, actors, recipients, date (DAY or FROM..TO), deadline",
    "drop": "drop EVENT                 it is no event",
    "merge": "merge EVENT EVENT...       they are one event; the first id goes on",
    "split": "split EVENT REPORT...      what these reports tell is another event",
    "status": "status ENTRY STATUS [DAY]  a ledger entry's status from a day on",
    "confirm": "confirm ENTRY [EVENT]      the proposed event meets the entry's condition",
    "undo": "undo REVISION              take a correction back",
    "list": "list                       all revisions",
}


def correct(place: str, action: str, words: Sequence[str], *, by: str | None, why: str, as_json: bool) -> int:
    """Carry out one action. Raises InputError for a call that does not fit, NotInStore for an unknown id."""
    if action not in ACTIONS:
        listed = "\n  ".join(ACTIONS.values())
        raise InputError(f"{action!r} is no action. There are:\n  {listed}")
    with Store(place, create=False) as store:
        if action == "list":
            return _list(store, as_json)
        with store.correcting(by=by or _user(), why=why) as corrector:
            if action == "set":
                id_, values = _first(action, words), _values(words[1:])
                number = corrector.set(id_, values)
            elif action == "drop":
                number = corrector.drop(_only(action, words))
            elif action == "merge":
                number = corrector.merge(_first(action, words), list(words[1:]))
            elif action == "split":
                number = corrector.split(_first(action, words, 2), list(words[1:]))
            elif action == "status":
                _first(action, words, 2)
                number = corrector.status(words[0], words[1], day_option("DAY", words[2] if len(words) > 2 else None))
            elif action == "confirm":
                number = corrector.confirm(_first(action, words), words[1] if len(words) > 1 else None)
            else:
                number = corrector.undo(_number(_only(action, words)))
    if as_json:
        sys.stdout.write(json.dumps({"revision": number}) + "\n")
    else:
        sys.stderr.write(f"sitroom: revision {number}; take it back with: sitroom correct {place} undo {number}\n")
    return 0


def _list(store: Store, as_json: bool) -> int:
    for row in store.corrections():
        if as_json:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            continue
        undone = "  (undone)" if row["undone"] else ""
        what = (
            f"undoes {row['undoes']}"
            if row["undoes"]
            else f"{json.dumps(row['before'], ensure_ascii=False)} > {json.dumps(row['after'], ensure_ascii=False)}"
        )
        sys.stdout.write(
            f"{row['revision']:>4}  {row['at'][:16]}  {row['by']}  {row['action']} {row['subject']}  {what}{undone}\n"
        )
        if row["why"]:
            sys.stdout.write(f"      why: {row['why']}\n")
        for note in row["look again"]:
            sys.stdout.write(f"      look again: {note}\n")
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise InputError("Say who makes the correction: --by NAME") from error


def _first(action: str, words: Sequence[str], least: int = 1) -> str:
    if len(words) < least:
        raise InputError(f"Too few words. Write: sitroom correct STORE {ACTIONS[action]}")
    return words[0]


def _only(action: str, words: Sequence[str]) -> str:
    if len(words) != 1:
        raise InputError(f"Give one word. Write: sitroom correct STORE {ACTIONS[action]}")
    return words[0]


def _number(word: str) -> int:
    if not word.isdecimal():
        raise InputError(f"{word!r} is no revision. List them: sitroom correct STORE list")
    return int(word)


def _values(words: Sequence[str]) -> dict[str, str]:
    out = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign:
            raise InputError(f"{word!r}: write FIELD=VALUE, as in status=actual")
        out[name.strip()] = value.strip()
    if not out:
        raise InputError(f"Nothing to set. Write: sitroom correct STORE {ACTIONS['set']}")
    return out
