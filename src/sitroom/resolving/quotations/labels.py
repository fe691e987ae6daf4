"""Sources without a verb: "Tolvik: Talks are over" and “We need peace” – Tolvik."""

from __future__ import annotations

from collections.abc import Sequence

from sitroom.resolving.quotations.contents import content_end, is_speech
from sitroom.resolving.quotations.found import Found
from sitroom.resolving.quotations.phrases import is_verb, phrase_after
from sitroom.resolving.quotations.records import Reason
from sitroom.resolving.quotations.tables import lexicon
from sitroom.resolving.quotations.words import DASHES, Piece

_MAX_NAME = 7
_MIN_WORDS = 3


def labelled(pieces: Sequence[Piece], first_cue: int) -> Found | None:
    """The quotation of a line headed by a name, or ended by one; first_cue is the position of its first verb of saying."""
    if len(pieces) > 2 and is_speech(pieces[0]) and pieces[1].text in (*DASHES, "-"):
        return _name_behind(pieces)
    mark = next((k for k in range(min(len(pieces) - 1, _MAX_NAME)) if _hands_over(pieces, k)), 0)
    if not mark or first_cue < mark or not _is_name(pieces[:mark]):
        return None
    if len(pieces) - mark <= _MIN_WORDS and not is_speech(pieces[mark + 1]):
        return None
    if not any(is_verb(piece) or is_speech(piece) for piece in pieces[mark:]):
        return None
    source = phrase_after(pieces, 0, mark)
    end = content_end(pieces, mark + 1, (), None)
    if source is None or source[1] != mark or end <= mark + 1:
        return None
    reason: Reason = "name and colon" if pieces[mark].text == ":" else "name and dash"
    return Found(((mark + 1, end),), (mark, mark + 1), source, None, "speech", reason)


def _hands_over(pieces: Sequence[Piece], at: int) -> bool:
    """A colon, or a dash before a quotation."""
    if pieces[at].text == ":":
        return True
    return pieces[at].text in DASHES and at + 1 < len(pieces) and is_speech(pieces[at + 1])


def _is_name(pieces: Sequence[Piece]) -> bool:
    """No time of day, no "Editor's note", no clause."""
    if not pieces[0].capital or any(map(is_verb, pieces)):
        return False
    return not any(piece.text.isdigit() or lexicon().is_a(piece.lower, "label", "time") for piece in pieces)


def _name_behind(pieces: Sequence[Piece]) -> Found | None:
    source = phrase_after(pieces, 2, len(pieces))
    if source is None or not pieces[2].capital or any(piece.kind == "word" for piece in pieces[source[1] :]):
        return None
    return Found(((0, 1),), (1, 2), source, None, "speech", "name and dash")
