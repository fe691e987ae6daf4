"""Tables of the user's own, which win over the packaged ones: entities, and a larger gazetteer. For the whole process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sitroom.errors import InputError


@dataclass(slots=True)
class OwnTables:
    """Files that the resolvers take beside the packaged tables; None: none. in_use: something was resolved with them already."""

    entities: Path | None = None
    gazetteer: Path | None = None
    in_use: bool = False


OWN = OwnTables()


def use_tables(*, entities: str | Path | None = None, gazetteer: str | Path | None = None) -> None:
    """Take the user's own entities (a table, docs/own-tables.md) and a gazetteer made by `sitroom gazetteer`.

    Call it before anything is resolved or read: tables are read once in a process. Both files are checked at once. Raises
    InputError, which names the file and line, where a table cannot be used, and where the packaged ones are in use already.
    """
    new = OwnTables(Path(entities) if entities else None, Path(gazetteer) if gazetteer else None)
    if (new.entities, new.gazetteer) == (OWN.entities, OWN.gazetteer):
        return
    if OWN.in_use:
        raise InputError(
            "use_tables came too late: names were resolved with other tables already. Call it first, once in a process."
        )
    if new.entities is not None:
        from sitroom.resolving.actors.knowledge import knowledge_with

        knowledge_with(new.entities)
    if new.gazetteer is not None:
        from sitroom.resolving.places.gazetteer import read_gazetteer_file

        read_gazetteer_file(new.gazetteer)
    OWN.entities, OWN.gazetteer = new.entities, new.gazetteer
