"""Events, ledger and changes of a store for people at a terminal, or as plain text in a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sitroom.codebook.records import Json
from sitroom.desk.brief import entry_words, event_words, terms_of, when_of


def _console() -> Console:
    return Console(highlight=False, soft_wrap=False)


def print_events(events: Iterable[Json]) -> None:
    """One event a paragraph: day, act, parties, terms, how often told, the words of its first report."""
    console, none = _console(), True
    for event in events:
        console.print(event_paragraph(event))
        none = False
    if none:
        console.print(Text("No events fit.", style="italic"))


def event_paragraph(event: Json) -> Padding:
    out = Text()
    out.append(f"{when_of(event) or (event['first_reported'] or 'undated') + ' (reported)'}  ", style="cyan")
    out.append(event_words(event), style="bold" if event["confidence"] >= 0.5 else "")
    out.append(f"  {event['id']}", style="dim")
    details = list(terms_of(event))
    count = event["report_count"]
    details.append(
        f"{count} report{'s' if count != 1 else ''}, {event['publishers']} independent, confidence {event['confidence']:.2f}"
    )
    details += [
        f"contested: {c['field']}: {' / '.join(v['value'] for v in c['versions'])}" for c in event["contradictions"]
    ]
    if event["corrected"]:
        details.append(f"set by a person: {', '.join(event['corrected'])}")
    for detail in details:
        out.append(f"\n    {detail}", style="dim")
    return Padding(out, (0, 0, 0, 0))


def print_ledger(entries: Iterable[Json], as_of: date | None) -> None:
    """One entry a paragraph, with its history."""
    console, none = _console(), True
    console.print(Text(f"As of {as_of or 'the last report'}", style="bold"))
    for entry in entries:
        console.print(entry_paragraph(entry))
        none = False
    if none:
        console.print(Text("No entries fit.", style="italic"))


def entry_paragraph(entry: Json) -> Padding:
    out = Text()
    out.append(entry_words(entry), style="bold")
    out.append(f"  {entry['id']}", style="dim")
    for detail in terms_of(entry):
        out.append(f"\n    {detail}", style="dim")
    for line in entry["history"]:
        day = line["date"] or (f"told {line['known']}" if line["known"] else "day not stated")
        out.append(f"\n    {day}  {line['status'].replace('_', ' ')}", style="cyan")
        if line["report"]:
            out.append(f"  “{' '.join(line['evidence']['text'].split())}” ({line['report']})", style="dim")
        if line["note"]:
            out.append(f"  {line['note']}", style="dim")
    for proposal in entry["proposals"]:
        out.append(
            f"\n    condition met? {proposal['event']}: {proposal['reason']} (score {proposal['score']})",
            style="yellow",
        )
    return Padding(out, (0, 0, 0, 0))


def print_changes(changes: Iterable[Json]) -> None:
    """One change a line: moment, what, whether it was withdrawn and why."""
    console, none = _console(), True
    for change in changes:
        none = False
        words = event_words(change) if change["record"] == "event" else entry_words(change)
        line = Text(f"{change['changed'][:16]}  ", style="cyan")
        gone = change.get("withdrawn")
        line.append(
            "withdrawn  " if gone else "added  " if change["added"] == change["changed"] else "changed  ", style="bold"
        )
        line.append(words)
        line.append(f"  {change['id']}", style="dim")
        if gone:
            line.append(
                f"  {gone['reason']}" + (f", see {gone['continued']}" if gone.get("continued") else ""), style="dim"
            )
        console.print(line)
    if none:
        console.print(Text("Nothing changed.", style="italic"))
