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
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    entities: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            envvar="SITROOM_ENTITIES",
            help="Your own table of entities and offices; its rows win over the packaged ones (docs/own-tables.md).",
        ),
    ] = None,
    gazetteer: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="FILE", envvar="SITROOM_GAZETTEER", help="A gazetteer made by `sitroom gazetteer`, for places."
        ),
    ] = None,
) -> None:
    """Sitroom."""
    if (entities is not None or gazetteer is not None) and context.invoked_subcommand != "gazetteer":
        from sitroom.resolving.own_tables import use_tables

        use_tables(entities=entities, gazetteer=gazetteer)


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


@app.command(epilog="Example: sitroom demo --store demo.db")
def demo(
    store: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--store", metavar="FILE", help="Keep the store there, to look further; by default it is thrown away."
        ),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Replay a day between 2027-03-30 and 2027-05-11.")
    ] = None,
    html: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--html", metavar="FILE", help="Write the brief as a page instead of printing it."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the brief as one JSON object.")] = False,
) -> None:
    """Read the packaged case - 30 reports of an invented crisis - into a store and print its brief."""
    from sitroom.cli.demo import demo as run

    raise typer.Exit(run(store, as_of, html, as_json))


Store = Annotated[
    str, typer.Argument(metavar="STORE", help="A file name (SQLite) or a URL (postgresql://USER@HOST/NAME).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON line each.")]
About = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--about", metavar="NAME", help="An entity or a country; give it again for more."),
]
Crisis = Annotated[Optional[str], typer.Option("--crisis", metavar="NAME", help="A saved query.")]  # noqa: UP045
Since = Annotated[Optional[str], typer.Option("--since", metavar="DAY", help="From this day on, YYYY-MM-DD or today.")]  # noqa: UP045
Until = Annotated[Optional[str], typer.Option("--until", metavar="DAY", help="To this day.")]  # noqa: UP045
AsOf = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="As the reports published by this day tell it; without it, the newest report's day.",
    ),
]


@app.command(epilog="Example: sitroom add crisis.db reports/*.txt")
def add(
    store: Store,
    files: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Reports, as for read; - reads standard input.", show_default=False),
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
    processes: Annotated[int, typer.Option(metavar="N", help="Read in so many processes; one writes.")] = 1,
    reread: Annotated[
        bool,
        typer.Option("--reread", help="Read stored reports again that another model has read; corrections are kept."),
    ] = False,
) -> None:
    """Read reports into a store. Known reports are left alone; interrupted, run it again."""
    from sitroom.cli import storing

    raise typer.Exit(
        storing.add(
            store, files or [], published=published, source=source, model=model, processes=processes, reread=reread
        )
    )


@app.command(epilog="Example: sitroom events crisis.db --about Niger --type SANCTION --since 2023-08-01")
def events(
    store: Store,
    since: Since = None,
    until: Until = None,
    about: About = None,
    type: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="PLOVER type; again for more.")
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option("--status", metavar="STATUS", help="Status; again for more.")
    ] = None,
    search: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Told by reports in which all these words stand.")
    ] = None,
    contested: Annotated[
        bool, typer.Option("--contested", help="Only those of which reports say different things.")
    ] = False,
    as_of: AsOf = None,
    crisis: Crisis = None,
    limit: Annotated[Optional[int], typer.Option(metavar="N", help="At most so many.")] = None,  # noqa: UP045
    as_json: AsJson = False,
) -> None:
    """The joined events of a store, each once, with all the reports that tell it."""
    from sitroom.cli import asking
    from sitroom.store.queries import Query

    query = Query(
        since=asking.day_option("--since", since),
        until=asking.day_option("--until", until),
        about=tuple(about or ()),
        types=tuple(t.upper() for t in type or ()),
        statuses=tuple(status or ()),
        as_of=asking.day_option("--as-of", as_of),
        limit=limit,
        contested=contested,
        search=search,
    )
    raise typer.Exit(asking.events(store, query, crisis, as_json))


@app.command(epilog="Example: sitroom ledger crisis.db --kind measure --status in_force --as-of 2023-08-20")
def ledger(
    store: Store,
    as_of: AsOf = None,
    kind: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--kind", metavar="KIND", help="measure, demand, pledge, meeting, position or claim; again for more."
        ),
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option("--status", metavar="STATUS", help="Status on that day; again for more.")
    ] = None,
    due: Annotated[
        str | None, typer.Option(metavar="SPAN", help="With a deadline or a day within so many days: 7d, 2w.")
    ] = None,
    since: Since = None,
    until: Until = None,
    about: About = None,
    crisis: Crisis = None,
    limit: Annotated[Optional[int], typer.Option(metavar="N", help="At most so many.")] = None,  # noqa: UP045
    as_json: AsJson = False,
) -> None:
    """What is in force, asked, promised, scheduled, held and claimed, with its dated history, as of any day."""
    from sitroom.cli import asking
    from sitroom.store.queries import Query

    query = Query(
        since=asking.day_option("--since", since),
        until=asking.day_option("--until", until),
        about=tuple(about or ()),
        statuses=tuple(status or ()),
        kinds=tuple(kind or ()),
        as_of=asking.day_option("--as-of", as_of),
        due=asking.due_option(due),
        limit=limit,
    )
    raise typer.Exit(asking.ledger(store, query, crisis, as_json))


@app.command(epilog="Example: sitroom brief crisis.db --since 2023-08-01 --about Niger --html brief.html")
def brief(
    store: Store,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="What counts as new; by default the last seven days.")
    ] = None,
    as_of: AsOf = None,
    about: About = None,
    crisis: Crisis = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown with footnotes.")] = False,
    html: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--html", metavar="FILE", help="Write a self-contained page."),
    ] = None,
) -> None:
    """What is new, in force, coming up, overdue, changed, contested and unsure, each line footnoted to its words."""
    from sitroom.cli import asking

    raise typer.Exit(
        asking.brief(
            store,
            since=asking.day_option("--since", since),
            as_of=asking.day_option("--as-of", as_of),
            about=about or [],
            crisis=crisis,
            as_json=as_json,
            markdown=markdown,
            html=html,
        )
    )


@app.command(epilog="Example: sitroom changes crisis.db --since 2023-08-09 --json")
def changes(
    store: Store,
    since: Annotated[str, typer.Option(metavar="DAY", help="A day, or a moment in UTC as the store prints it.")],
    as_json: AsJson = False,
) -> None:
    """Events and entries that the store added, changed or withdrew since a day, withdrawn ones with their reason."""
    from sitroom.cli import asking

    raise typer.Exit(asking.changes(store, since, as_json))


@app.command(epilog='Example: sitroom crisis crisis.db "Niger 2023" --about Niger --since 2023-07-26')
def crisis(
    store: Store,
    name: Annotated[
        str | None, typer.Argument(help="Under which name; without one, the saved ones are listed.")
    ] = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Save a query under a name, or list the saved ones."""
    from sitroom.cli import asking

    raise typer.Exit(
        asking.crisis(
            store, name, about or [], asking.day_option("--since", since), asking.day_option("--until", until)
        )
    )


@app.command(epilog="Example: sitroom export crisis.db --format csv -o events.csv")
def export(
    store: Store,
    format: Annotated[str, typer.Option("--format", metavar="NAME", help="jsonl or csv.")],
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", metavar="FILE", help="Write a file instead of standard output."),
    ] = None,
    since: Since = None,
    until: Until = None,
    about: About = None,
    crisis: Crisis = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin with the mark that Excel needs to read UTF-8.")] = False,
) -> None:
    """Write the joined events in a format that other tools read."""
    from sitroom.cli import asking
    from sitroom.store.queries import Query

    query = Query(
        since=asking.day_option("--since", since), until=asking.day_option("--until", until), about=tuple(about or ())
    )
    raise typer.Exit(asking.export(store, query, crisis, format, out, bom))


@app.command(
    epilog='Example: sitroom correct crisis.db set e-1f2e3d4c5b6a7988 status=actual --by AK --why "it was signed"'
)
def correct(
    store: Store,
    action: Annotated[str, typer.Argument(help="set, drop, merge, split, status, confirm, undo or list.")],
    words: Annotated[Optional[list[str]], typer.Argument(help="Ids and values, as the action needs them.")] = None,  # noqa: UP045
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who makes the correction; by default the user of this machine."),
    ] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "",
    as_json: AsJson = False,
) -> None:
    """Correct what was read: set fields, join or part events, confirm a proposal, undo. What was read is kept."""
    from sitroom.cli import correcting

    raise typer.Exit(correcting.correct(store, action, words or [], by=by, why=why, as_json=as_json))


@app.command(name="gazetteer", epilog="Example: sitroom gazetteer NE.zip --out niger.gaz")
def build_gazetteer(
    dumps: Annotated[
        list[Path],
        typer.Argument(
            metavar="DUMP...", help="GeoNames tables as published: NE.zip, allCountries.txt, cities500.txt."
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the gazetteer goes; use it with --gazetteer.")],
    country: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(metavar="CODE", help="Only places of this country, alpha-3; give it again for more."),
    ] = None,
    classes: Annotated[
        str, typer.Option(help="GeoNames feature classes: A regions, P towns, H waters, L areas, T mountains, S spots.")
    ] = "APHLTS",
    min_population: Annotated[int, typer.Option(help="Of towns; 0 takes villages of unknown size too.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was made as one JSON object.")] = False,
) -> None:
    """Add the places of a GeoNames dump, which you have downloaded, to the packaged gazetteer."""
    from sitroom.cli.building import gazetteer as run

    raise typer.Exit(run(dumps, out, country or [], classes, min_population, as_json=as_json))
