"""The commands. Each one's libraries load when it runs, so that help stays quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

app = typer.Typer(
    name="sitroom",
    help="Reads news reports about political crises and keeps the record: who did what to whom, when, where, on what condition.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        from sitroom import __version__

        typer.echo(f"sitroom {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Sitroom."""


@app.command(epilog="Example: sitroom read report.txt --published 2023-08-08 --html record.html")
def read(
    files: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads this form on every supported Python
        typer.Argument(
            help="Reports: text, Markdown, HTML, PDF, JSON or JSON Lines; - reads standard input.", show_default=False
        ),
    ] = None,
    json_lines: Annotated[bool, typer.Option("--json", help="Print one JSON line a report.")] = False,
    html: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--html", metavar="FILE", help="Write a self-contained page: text with marks beside the record."),
    ] = None,
    published: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="DAY", help="Publication day, YYYY-MM-DD, of all the reports."),
    ] = None,
    source: Annotated[Optional[str], typer.Option(help="Who published the reports.")] = None,  # noqa: UP045
    model: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="FOLDER", help="Another model than the packaged one."),
    ] = None,
) -> None:
    """Read reports and print the record: for people, or --json for programs."""
    from sitroom.cli.reading import run

    raise typer.Exit(
        run(files or ["-"], json_lines=json_lines, html=html, published=published, source=source, model=model)
    )


@app.command(epilog="Example: sitroom example")
def example(
    html: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--html", metavar="FILE", help="Write the page instead of printing."),
    ] = None,
    json_lines: Annotated[bool, typer.Option("--json", help="Print one JSON line.")] = False,
) -> None:
    """Read the packaged report, to see what a record looks like."""
    from importlib import resources

    from sitroom.cli.reading import run

    with resources.as_file(resources.files("sitroom") / "examples" / "niger.txt") as path:
        raise typer.Exit(run([str(path)], json_lines=json_lines, html=html, published=None, source=None, model=None))
