"""Datelines: "NIAMEY, Aug 8 (Reuters) -", "KYIV, Ukraine —", "GENEVA, 14 March 2024 -", "MOSCOW, August 8. /TASS/."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitroom.intake.agencies import source_named
from sitroom.intake.written_dates import WrittenDate, match_date, match_month_day

_WORD = r"[^\W\d_][\w.'’]*"
_PLACE = re.compile(rf"{_WORD}(?:(?:[ /]|-(?! )){_WORD}){{0,4}}")
_SMALL = frozenset(re.findall(r"\w+", "of and the de del da do du des la le el al las los es st upon sur an am"))
_BRACKETED = re.compile(r"\s*\(([^()\n]{2,50})\)|\s*/([^/\n]{2,30})/|\s*\[([^\[\]\n]{2,50})\]")
_DASH = re.compile(r"\s*\.?(?:[-_]{1,3}(?=\s)|--|[‒–—―])\s*")
_COLON = re.compile(r"\s*:\s+")
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.(?= |$)")
_GAP = re.compile(r"\.?\s+")
_LONG_DASH = re.compile(r"\s*\.?(?:--|[–—―])")
_BODY = re.compile(r"[\"'“”‘’«(]*[^\W_]")
_STEP = re.compile(r"[,.]?[ ]+|,")
_RUBRICS = frozenset(
    re.findall(
        r"\w+",
        "ALERT ANALYSIS BREAKING CORRECTED CORRECTION EXCLUSIVE EXPLAINER FACTBOX FEATURE INTERVIEW LIVE NEWS NOTE"
        " OPINION REFILE TIMELINE UPDATE UPDATED URGENT WATCH WRAPUP",
    )
)
"""What desks put before a headline, in capitals as places are."""

MOST_PARTS = 5
"""Parts after the place: a region, a day, a source, each at most twice in some desks' styles."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence of an agency report.

    written is the day, mostly without its year; end is the offset of the first word of the report itself.
    """

    place: str | None
    written: WrittenDate | None
    source: str | None
    end: int


def read_dateline(text: str, start: int = 0) -> Dateline | None:
    """The dateline that begins at start; None if the words there can as well be the first of a sentence.

    A place in capitals and a dash make a dateline; a place in small letters needs a day, a known source or a region
    besides ("Niger — a landlocked country —" is a sentence).
    """
    place_end = start
    place: str | None = None
    if found := _PLACE.match(text, start):
        place, place_end = found[0], found.end()
        if place in _RUBRICS or match_date(text, start) or match_month_day(text, start):
            return None
        if stop := _FULL_STOP.search(place):  # "KYIV. July 5", but not "ST. PETERSBURG" or "D.C."
            place, place_end = place[: stop.start()], start + stop.start()
    parts = _Parts.after(text, place_end)
    if place is None and parts.source is None:
        return None
    # Some desks leave out the dash after the name of the agency: "New Delhi, Aug 8 (PTI) The ..."
    dash = _DASH.match(text, parts.end)
    known = parts.source is not None and source_named(parts.source) is not None
    gap = dash or (_COLON.match(text, parts.end) if parts.bracketed_last else None)
    gap = gap or (_GAP.match(text, parts.end) if known and parts.bracketed_last else None)
    if gap is None or gap.end() >= len(text) or not _begins_a_sentence(text, gap.end()):
        return None
    if place is not None and not _is_dateline_place(place, parts, known, bool(_LONG_DASH.match(text, parts.end))):
        # "AFP - The president": the slug of an agency alone.
        return None
    source = (source_named(parts.source) or parts.source) if parts.source else None
    if place is not None and source is None and not parts.region and (slug := source_named(place)):
        return Dateline(None, parts.written, slug, gap.end())
    return Dateline(f"{place}, {parts.region}" if place and parts.region else place, parts.written, source, gap.end())


@dataclass(slots=True)
class _Parts:
    """The parts between the place and the dash."""

    end: int
    region: str | None = None
    written: WrittenDate | None = None
    source: str | None = None
    bracketed_last: bool = False

    @classmethod
    def after(cls, text: str, position: int) -> _Parts:
        parts = cls(position)
        for _ in range(MOST_PARTS):
            if not (parts._take_bracket(text) or parts._take_plain(text)):
                break
        return parts

    def _take_bracket(self, text: str) -> bool:
        step = _STEP.match(text, self.end)
        bracket = _BRACKETED.match(text, self.end) or (_BRACKETED.match(text, step.end()) if step else None)
        if bracket is None:
            return False
        words = next(group for group in bracket.groups() if group)
        written = match_date(words) or match_month_day(words)
        if written is not None and written.end == len(words) and self.written is None:
            self.written = written
        elif self.source is None and (source_named(words) or _is_acronym(words)):
            self.source = words.strip()
        else:
            return False
        self.end = bracket.end()
        self.bracketed_last = True
        return True

    def _take_plain(self, text: str) -> bool:
        step = _STEP.match(text, self.end)
        if step is None:
            return False
        if self.written is None and (written := match_date(text, step.end()) or match_month_day(text, step.end())):
            self.written, self.end, self.bracketed_last = written, written.end, False
            return True
        if self.region is None and text[step.start()] == "," and (found := _PLACE.match(text, step.end())):
            region = found[0]
            if _is_title(region):
                self.region, self.end, self.bracketed_last = region, found.end(), False
                return True
        return False


def _is_dateline_place(place: str, parts: _Parts, known_source: bool, long_dash: bool) -> bool:
    if not _is_title(place):
        return False
    if place.upper() == place and len(place) > 1:
        return True
    if source_named(place):
        return long_dash or parts.written is not None
    return known_source or parts.written is not None or (parts.region is not None and long_dash)


def _is_title(words: str) -> bool:
    pieces = re.split(r"[ /-]+", words)
    return pieces[0][:1].isupper() and all(piece[:1].isupper() or piece in _SMALL for piece in pieces)


def _is_acronym(words: str) -> bool:
    letters = words.replace("/", "").replace("-", "").replace(" ", "")
    return 2 <= len(letters) <= 10 and letters.isalpha() and letters.isupper()


def _begins_a_sentence(text: str, position: int) -> bool:
    found = _BODY.match(text, position)
    return found is not None and not found[0][-1].islower()
