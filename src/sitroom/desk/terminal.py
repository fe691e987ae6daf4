"""A reading for people at a terminal, or as plain text in a pipe."""

from __future__ import annotations

from rich.console import Console, Group
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from sitroom.codebook.records import Event, LedgerEntry, Reading
from sitroom.desk import words

_STATUS_STYLE = {"actual": "green", "future": "cyan", "hypothetical": "yellow", "negation": "red", "historical": "dim"}


def print_reading(console: Console, reading: Reading) -> None:
    """Print the record: events in text order, then the ledger, then warnings. Styles vanish in a pipe."""
    console.print(_head(reading))
    if not reading.events:
        console.print(Text("No events of the 16 types found.", style="italic"))
    for number, event in enumerate(reading.events, 1):
        console.print(_event(number, event, reading.report.text))
    if reading.ledger:
        console.print()
        console.print(Rule("Ledger at the report's end", align="left"))
        for name, entries in words.by_section(reading):
            console.print(Text(name, style="bold"))
            for entry in entries:
                console.print(_entry(entry))
    if reading.warnings:
        console.print()
        console.print(Rule("Warnings", align="left"))
        for warning in reading.warnings:
            console.print(Text(f"! {warning}", style="yellow"))


def _head(reading: Reading) -> Group:
    report = reading.report
    title = Text(words.title_of(reading), style="bold")
    day = report.published.isoformat() if report.published else "date not stated"
    line = Text(f"{day} · {report.source or 'source not stated'} · {report.id}", style="dim")
    return Group(Rule(style="dim"), title, line, Text(""))


def _event(number: int, event: Event, text: str) -> Group:
    head = Text()
    head.append(f"{number:>3}  ", style="dim")
    head.append(words.kind_of_act(event), style="bold")
    head.append(f"  {event.status}", style=_STATUS_STYLE[event.status])
    head.append(f"  {event.confidence:.2f}", style="dim")
    who = Text(words.parties(event.actors))
    if event.recipients:
        who.append("  →  ", style="bold")
        who.append(words.parties(event.recipients))
    lines: list[Text] = [who]
    for field in words.fields_of(event):
        line = Text(f"{field.label}: ", style="dim")
        line.append(field.value, style="default")
        lines.append(line)
    lines.append(_quote(event, text))
    return Group(head, *(Padding(line, (0, 0, 0, 5)) for line in lines))


def _quote(event: Event, text: str) -> Text:
    start, end = words.sentence_around(text, event.trigger)
    out = Text("“", style="dim italic")
    out.append(text[start : event.trigger.start].replace("\n", " "), style="dim italic")
    out.append(event.trigger.text.replace("\n", " "), style="bold italic")
    out.append(text[event.trigger.end : end].replace("\n", " ") + "”", style="dim italic")
    return out


def _entry(entry: LedgerEntry) -> Padding:
    line = Text()
    line.append(f"{entry.kind:<9}", style="cyan")
    line.append(words.status_of(entry), style="bold")
    line.append(f"  {', '.join(p.name for p in entry.by) or 'not stated'}")
    if entry.to:
        line.append(f" → {', '.join(p.name for p in entry.to)}")
    line.append(f": “{' '.join(entry.what.split())}”", style="italic")
    for label, value in (
        ("deadline", entry.deadline and (entry.deadline.date or entry.deadline.stretch.text)),
        ("if", entry.condition and entry.condition.text),
        ("except", entry.exemption and entry.exemption.text),
        ("amount", entry.amount and entry.amount.stretch.text),
    ):
        if value:
            line.append(f"  [{label}: {value}]", style="dim")
    return Padding(line, (0, 0, 0, 2))
