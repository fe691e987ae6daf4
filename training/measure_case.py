"""Joining and the ledger on annotated cases: the store's own path, from annotated events or from the reader's.

    python -m training.measure_case [--cases corpus/case,corpus/histories/history-1] [--read | --joined] [--errors]

Without --read the annotated events of each report go in, named by each report's own words: what is measured is joining and the
ledger. With --joined they are joined as annotated, and taken by a book that sees every entry: what is measured is the ledger alone.
With --read the packaged reader reads the texts: what is measured is everything together. Figures: B3 of joined events; F1
of ledger entries of the same kind with agreeing parties (matched one to one, shared events first); share of days, from the day on
which an entry is known to the case's end, on which a found entry has the right status.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sitroom.codebook.records import Reading
from sitroom.ledger.acts import Act, in_turn
from sitroom.ledger.book import Book
from sitroom.ledger.entries import Entry
from sitroom.reader import Reader
from sitroom.record.accounts import accounts_of
from sitroom.record.merging import merge
from sitroom.store import Store
from sitroom.store.adding import kept_of
from sitroom.store.documents import Kept
from sitroom.store.queries import Query, entry_view
from sitroom.store.refreshing import act_of
from tests.gate.score_events import assign, side_agrees
from tests.gate.score_events import sentences as scorer_sentences
from tests.gate.score_events import touched as scorer_touched
from training.annotation import PRONOUNS, align, load
from training.gold import reading_of

Json = dict[str, Any]
EXCHANGED = {None: "not in it", True: "found", False: "missed"}


@dataclass
class CaseFigures:
    """Figures of one case. status: share of days; kinds: kind -> (annotated, read, found)."""

    b3: float
    b3_precision: float
    b3_recall: float
    ledger: float
    status: float
    kinds: dict[str, tuple[int, int, int]]
    events: tuple[int, int]
    exchanged: bool | None
    copies: tuple[int, int]
    errors: list[str] = field(default_factory=list)


def measure(folder: Path, reader: Reader | None = None) -> CaseFigures:
    """The figures of the case in a folder (reports.jsonl, record.json)."""
    rows = load(folder / "reports.jsonl")
    annotated = [align(r) for r in rows]
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    readings = {}
    for gold in annotated:
        own = reading_of(gold, own_words=True)
        readings[gold["id"]] = own if reader is None else reader.read(own.report)
    ordered = sorted(readings.values(), key=lambda r: (r.report.published or date.max, r.report.id))
    with tempfile.TemporaryDirectory() as place, Store(Path(place) / "case.db") as store:
        for reading in ordered:
            store.add(reading, reader="measure")
        events = list(store.events())
        stored = _stored_accounts(store)
        days = _days(annotated, record)
        entries = {day: {e["id"]: e for e in store.ledger(Query(as_of=day))} for day in days}
        last = {e["id"]: e for e in store.ledger(Query(as_of=days[-1]))}
        copies = store.copies()
        exchanged = _exchanged(store, record)
    return _figures(
        annotated, record, readings, events, stored, entries, last, days, copies, exchanged, reader is not None
    )


def measure_joined(folder: Path) -> CaseFigures:
    """The figures of the ledger where events are joined as annotated, report by report as the store adds them."""
    annotated = [align(r) for r in load(folder / "reports.jsonl")]
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    key_of = {m: g["key"] for g in record["events"] for m in g["mentions"]}
    readings = {gold["id"]: reading_of(gold, own_words=True) for gold in annotated}
    kept: dict[str, list[Kept]] = defaultdict(list)
    stored: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    entries: list[Entry] = []
    for gold in sorted(annotated, key=lambda g: (readings[g["id"]].report.published or date.max, g["id"])):
        names: dict[tuple[int, int], list[str]] = defaultdict(list)
        for event in gold["events"]:
            names[event["trigger"]["start"], event["trigger"]["end"]].append(f"{gold['id']}/{event['id']}")
        touched: dict[str, None] = {}
        for one in kept_of(readings[gold["id"]]):
            at = one.account.event.trigger.start, one.account.event.trigger.end
            name = names[at].pop(0)
            key = f"e-{key_of.get(name, name)}"
            kept[key].append(one)
            stored[gold["id"], *at].append(key)
            touched[key] = None
        book = Book.of(entries)
        for act in in_turn([_joined_act(key, kept[key]) for key in touched]):
            book.take(act)
        entries = list(book.entries.values())
    days = _days(annotated, record)
    views = {e.id: entry_view(e, None, None, {}) for e in entries}
    on_day = {day: {e.id: {"status": e.status_on(day)} for e in entries} for day in days}
    return _figures(annotated, record, readings, [], stored, on_day, views, days, [], None, False)


def _joined_act(key: str, kept: list[Kept]) -> Act:
    merged = merge(key, [k.account for k in kept])
    return act_of(merged, next(k for k in kept if k.account.report == merged.report), kept)


def _stored_accounts(store: Store) -> dict[tuple[str, int, int], list[str]]:
    """Joined event ids by report id and trigger."""
    out: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    from sqlalchemy import text

    with store.reading() as connection:
        rows = connection.execute(
            text(
                "SELECT r.id, a.document, e.id FROM account a JOIN report r ON r.seq = a.report JOIN event e ON e.seq = a.event"
            )
        ).all()
    for report, document, event in rows:
        trigger = json.loads(document)["event"]["trigger"]
        out[report, trigger["start"], trigger["end"]].append(event)
    return out


def _days(annotated: Sequence[Json], record: Json) -> list[date]:
    """Every day of the case, from its first report to a week after its last."""
    published = [date.fromisoformat(r["published"]) for r in annotated if r.get("published")]
    exchanged = record.get("exchanged_date")
    if exchanged:
        published = [d for d in published if d.isoformat() != exchanged["written"]] + [
            date.fromisoformat(exchanged["true"])
        ]
    first, last = min(published), max(published) + timedelta(days=7)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _exchanged(store: Store, record: Json) -> bool | None:
    told = record.get("exchanged_date")
    return store.report(told["report"])["exchanged"] == told["true"] if told else None


def _figures(
    annotated: Sequence[Json],
    record: Json,
    readings: Mapping[str, Reading],
    events: Sequence[Json],
    stored: Mapping[tuple[str, int, int], list[str]],
    entries: Mapping[date, dict[str, Json]],
    last: Mapping[str, Json],
    days: Sequence[date],
    copies: Sequence[Sequence[str]],
    exchanged: bool | None,
    by_reader: bool,
) -> CaseFigures:
    errors: list[str] = []
    gold_of = {m: g["key"] for g in record["events"] for m in g["mentions"]}
    gold_of_event = {}
    read_of_event: dict[str, str] = {}
    for report in annotated:
        match = _matched(report, readings[report["id"]]) if by_reader else None
        for event in report["events"]:
            name = f"{report['id']}/{event['id']}"
            if match is not None and event["id"] not in match:
                continue
            trigger = match[event["id"]] if match is not None else (event["trigger"]["start"], event["trigger"]["end"])
            found = stored.get((report["id"], *trigger), [])
            if found:
                gold_of_event[name] = gold_of.get(name, name)
                read_of_event[name] = found.pop(0) if len(found) > 1 else found[0]
    precision, recall, b3 = _b3(gold_of_event, read_of_event, errors)
    gold_entries = record["ledger"]
    names = _names(annotated)
    pairs = []
    ids = sorted(last)
    for i, g in enumerate(gold_entries):
        own = {read_of_event[m] for m in g["events"] if m in read_of_event}
        for j, key in enumerate(ids):
            e = last[key]
            if e["kind"] == g["kind"] and _agree(g, e, names):
                shared = len(own & set(e["events"]))
                pairs.append((1.0 + min(shared, 9) + shared / max(1, len(e["events"])), i, j))
    found_entries = assign(pairs)
    right = total = 0
    confused: Counter[str] = Counter()
    for i, j in found_entries.items():
        for day in days:
            want = _gold_status(gold_entries[i], day)
            if want is None:
                continue
            total += 1
            got = entries[day].get(ids[j], {}).get("status")
            right += got == want
            if got != want:
                confused[
                    f"{gold_entries[i]['key']} {gold_entries[i]['kind']} {gold_entries[i]['what'][:50]}: {want} > {got}"
                ] += 1
    errors += [f"status {n} days: {what}" for what, n in confused.most_common()]
    for i, g in enumerate(gold_entries):
        if i not in found_entries:
            errors.append(f"missed {g['key']} {g['kind']} | {g['what']} | {g['by']} > {g['to']} | {g['events']}")
    for j, key in enumerate(ids):
        if j not in found_entries.values():
            e = last[key]
            by, to = ([p["name"] for p in e[own]] for own in ("by", "to"))
            errors.append(f"extra {e['kind']} {e['status']} | {e['what']} | {by} > {to} | {e['events']}")
    kinds = {}
    for kind in sorted({g["kind"] for g in gold_entries} | {e["kind"] for e in last.values()}):
        kinds[kind] = (
            sum(g["kind"] == kind for g in gold_entries),
            sum(e["kind"] == kind for e in last.values()),
            sum(gold_entries[i]["kind"] == kind for i in found_entries),
        )
    f1 = 2 * len(found_entries) / (len(gold_entries) + len(ids)) if gold_entries or ids else 0.0
    wanted = {tuple(sorted(pair)) for pair in record.get("near_copies", [])}
    got_copies = {tuple(sorted((a, b))) for group in copies for n, a in enumerate(group) for b in group[n + 1 :]}
    return CaseFigures(
        b3, precision, recall, f1, right / total if total else 0.0, kinds, (len(events), len(set(gold_of_event.values()))),
        exchanged, (len(wanted & got_copies), len(wanted | got_copies)), errors,
    )  # fmt: skip


def _matched(report: Json, reading: Reading) -> dict[str, tuple[int, int]]:
    """Annotated event id -> trigger of the read event that stands for it, as the scorer pairs them: same type, same sentence."""
    bounds = scorer_sentences(report["text"])
    read = [(a.event, (a.event.trigger.start, a.event.trigger.end)) for a in accounts_of(reading)]
    pairs = []
    for i, g in enumerate(report["events"]):
        at = scorer_touched([g["trigger"], *g["other_mentions"]], bounds)
        for j, (event, _) in enumerate(read):
            if event.type == g["type"] and at & scorer_touched([event.trigger.to_dict()], bounds):
                sides = side_agrees(g["actors"], [p.to_dict() for p in event.actors]) + side_agrees(
                    g["recipients"], [p.to_dict() for p in event.recipients]
                )
                close = g["trigger"]["start"] < event.trigger.end and event.trigger.start < g["trigger"]["end"]
                pairs.append((sides + close + 0.5 * (g["status"] == event.status), i, j))
    return {report["events"][i]["id"]: read[j][1] for i, j in assign(pairs).items()}


def _b3(gold: Mapping[str, str], read: Mapping[str, str], errors: list[str]) -> tuple[float, float, float]:
    """B3 precision, recall and F1 over the mentions that both have."""
    by_gold: dict[str, set[str]] = defaultdict(set)
    by_read: dict[str, set[str]] = defaultdict(set)
    for m in gold:
        by_gold[gold[m]].add(m)
        by_read[read[m]].add(m)
    if not gold:
        return 0.0, 0.0, 0.0
    precision = sum(len(by_gold[gold[m]] & by_read[read[m]]) / len(by_read[read[m]]) for m in gold) / len(gold)
    recall = sum(len(by_gold[gold[m]] & by_read[read[m]]) / len(by_gold[gold[m]]) for m in gold) / len(gold)
    for own in by_gold.values():
        parts = {read[m] for m in own}
        if len(parts) > 1:
            errors.append(
                "parted " + " | ".join(", ".join(sorted(m for m in own if read[m] == p)) for p in sorted(parts))
            )
    for own in by_read.values():
        if len({gold[m] for m in own}) > 1:
            errors.append("wrongly joined " + ", ".join(f"{m} ({gold[m]})" for m in sorted(own)))
    return precision, recall, 2 * precision * recall / (precision + recall)


def _names(annotated: Sequence[Json]) -> dict[str, list[str]]:
    """Everything that the case calls an entity, by its full name."""
    out: dict[str, list[str]] = defaultdict(list)
    for report in annotated:
        for entity in report["entities"]:
            told = (m["text"] for m in entity["mentions"] if m["text"].lower() not in PRONOUNS)
            words = [*entity.get("aka", []), *told]
            out[entity["name"]] += [w for w in words if w not in out[entity["name"]]]
    return out


def _agree(gold: Json, entry: Json, names: Mapping[str, list[str]]) -> bool:
    def parties(side: str) -> list[Json]:
        return [{"name": n, "aka": names.get(n, [])} for n in gold[side]]

    return side_agrees(parties("by"), entry["by"]) and (side_agrees(parties("to"), entry["to"]) or not gold["to"])


def _gold_status(entry: Json, day: date) -> str | None:
    """The annotated status on a day: of the last line that is known and holds by then."""
    status = None
    for line in entry["history"]:
        known = max(d for d in (line["known"], line["date"]) if d) if line["known"] or line["date"] else None
        if known is None or date.fromisoformat(known) <= day:
            status = line["status"]
    return status


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--cases",
        default="corpus/histories/history-1,corpus/histories/history-2,corpus/histories/history-3,corpus/histories/history-4,corpus/histories/history-5,corpus/histories/history-6,corpus/case,corpus/heldout",
    )
    parser.add_argument("--read", action="store_true", help="let the packaged reader read the texts")
    parser.add_argument("--joined", action="store_true", help="join the annotated events as annotated")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    args = parser.parse_args()
    reader = None
    if args.read:
        from sitroom.reader import load as load_reader

        reader = load_reader()
    for name in args.cases.split(","):
        found = measure_joined(Path(name)) if args.joined else measure(Path(name), reader)
        print(
            f"{name}: B3 {found.b3:.3f} (precision {found.b3_precision:.3f}, recall {found.b3_recall:.3f}; {found.events[0]} events, "
            f"{found.events[1]} annotated)  ledger F1 {found.ledger:.3f}  status on a day {found.status:.3f}"
            f"  copies {found.copies[0]}/{found.copies[1]}  exchanged day {EXCHANGED[found.exchanged]}"
        )
        print("  " + ", ".join(f"{k} {n}/{r} found {h}" for k, (n, r, h) in found.kinds.items()))
        if args.errors:
            for error in found.errors:
                print("   ", error)


if __name__ == "__main__":
    main()
