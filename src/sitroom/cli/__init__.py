"""The command line `sitroom`: parse the input, call, print. No rules live here."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; a mistake of the user's ends in one message and a non-zero status, never in a traceback."""
    from sitroom.cli.app import app
    from sitroom.errors import SitroomError

    try:
        app()
    except SitroomError as error:
        print(f"sitroom: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except BrokenPipeError:
        # The reader of a pipe went away (`sitroom read … | head`): nothing is wrong, and nothing more can be said.
        sys.stdout = None
        sys.exit(0)


__all__ = ["main"]
