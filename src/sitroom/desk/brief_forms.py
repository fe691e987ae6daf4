"""How a brief looks: for a terminal, as Markdown, as one self-contained page. Everything that comes from a report is escaped."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from sitroom.desk.brief import Brief, Line, Note, Section


def print_brief(console: Console, brief: Brief) -> None:
    """Print a brief. Styles vanish in a pipe."""
    console.print(Text(f"Brief: {brief.about}", style="bold"))
    console.print(Text(_head(brief), style="dim"))
    if not brief.sections:
        console.print(Text("Nothing in these days.", style="italic"))
    for section in brief.sections:
        console.print()
        console.print(Rule(section.heading, align="left"))
        for line in section.lines:
            console.print(_line(line))
        if section.more:
            console.print(Text(_more(section), style="dim"))
    if brief.notes:
        console.print()
        console.print(Rule("Words", align="left"))
        for note in brief.notes:
            console.print(Text(f"[{note.number}] {_note(note)}", style="dim"))


def _line(line: Line) -> Padding:
    out = Text()
    if line.day:
        out.append(f"{line.day}  ", style="cyan")
    out.append(line.words)
    out.append("".join(f" [{n}]" for n in line.notes), style="dim")
    for detail in line.details:
        out.append(f"\n    {detail}", style="dim")
    return Padding(out, (0, 0, 0, 1))


def _head(brief: Brief) -> str:
    return (
        f"{brief.since} to {brief.as_of} · {brief.counts['reports']} reports of these days "
        f"· coded by Sitroom {brief.version}, not checked line by line"
    )


def _more(section: Section) -> str:
    return f"  and {section.more} more"


def _note(note: Note) -> str:
    source = ", ".join(x for x in (note.source, note.published, note.report) if x)
    return f"“{note.quote}” ({source})"


_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_markdown(brief: Brief) -> str:
    """The brief as Markdown with footnotes; marks that a report's words might set are escaped."""
    out = [f"# Brief: {_plain(brief.about)}", "", _head(brief), ""]
    for section in brief.sections:
        out += [f"## {section.heading}", ""]
        for line in section.lines:
            day = f"**{line.day}** " if line.day else ""
            out.append(f"- {day}{_plain(line.words)}{''.join(f'[^{n}]' for n in line.notes)}")
            out += [f"  - {_plain(detail)}" for detail in line.details]
        if section.more:
            out.append(f"- *and {section.more} more*")
        out.append("")
    out += [f"[^{note.number}]: {_plain(_note(note))}" for note in brief.notes]
    return "\n".join(out).rstrip() + "\n"


def _plain(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)


def as_html(brief: Brief) -> str:
    """The brief as one page: no script, nothing fetched, fit for printing and for sending on."""
    environment = Environment(
        loader=PackageLoader("sitroom.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(head_of=_head, source_of=_source)
    return environment.get_template("brief.html").render(brief=brief)


def _source(note: Note) -> str:
    return ", ".join(x for x in (note.source, note.published, note.report) if x)
