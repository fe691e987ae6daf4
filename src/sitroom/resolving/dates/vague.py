"""Words of time that name no stretch of the calendar: they are recognised, and left unresolved with the reason."""

from __future__ import annotations

import re

from sitroom.resolving.dates.anchor import UnresolvedKind
from sitroom.resolving.dates.words import UNITS, WEEKDAY

_PLURAL_WEEKDAY = f"{WEEKDAY}s"
_LENGTH = r"(?:[0-9]+(?:\.[0-9]+)?|few|several|many|some|dozens of|hundreds of)(?: or [0-9]+| to [0-9]+|-[0-9]+)?"

_RELIGIOUS = (
    r"eid(?! (?:al|ul|el) )|hajj|muharram|passover|hanukkah|yom kippur|rosh hashanah|sukkot|diwali|lunar new year|"
    r"chinese new year|tet|vesak"
)


def _whole(shape: str) -> re.Pattern[str]:
    return re.compile(shape, re.ASCII)


_ON = "(?:(?:on|in|at|for|during|since|until|till|by|from|over|throughout|the|as of) )*"

VAGUE: tuple[tuple[re.Pattern[str], UnresolvedKind, str], ...] = (
    (
        _whole(r".*\b(?:fiscal|fy ?'?[0-9]{2,4}|fy|financial year|tax year|school year|academic year)\b.*"),
        "period not resolved",
        "fiscal and school years differ from country to country",
    ),
    (
        _whole(rf".*\b(?:{_RELIGIOUS})\b.*"),
        "period not resolved",
        "the feast moves with a calendar that this grammar does not hold",
    ),
    (
        _whole(r"(?:until|till|pending) further (?:notice|orders?)|indefinitely|for good|forever|open ended"),
        "not a time",
        "the words leave the time open",
    ),
    (
        _whole(
            rf"(?:.* )?(?:every|each) .*|{_ON}{_PLURAL_WEEKDAY}|(?:twice |once )?(?:daily|weekly|monthly|quarterly|"
            rf"yearly|annual|"
            rf"annually|biweekly|biannual|nightly)|(?:.* )?(?:1|per|a) (?:day|week|month|year)s? (?:basis)|"
            rf"(?:once|twice|[0-9]+ times) (?:a|per|1) (?:day|week|month|year)"
        ),
        "period not resolved",
        "the words tell how often, not when",
    ),
    (
        _whole(
            rf"{_ON}(?:right |just |until |till |by |up to |even |only )*(?:now|present|currently|current|nowadays|"
            r"these days|the present|the moment|at present|this time|presently|today day|the time being)(?: time)?"
        ),
        "period not resolved",
        "the words name the present without a day",
    ),
    (
        _whole(
            rf"{_ON}(?:very |more |most )?(?:recent|recently|lately|past|previously|formerly|earlier|ago|once|long ago|"
            r"previous|before|ever|already|so far|to date|thus far|recent (?:times|history|past))(?: past| times)?"
        ),
        "period not resolved",
        "the words name the past without a day",
    ),
    (
        _whole(
            rf"{_ON}(?:very |as |too |foreseeable |near |immediate |not too distant )*(?:soon|shortly|eventually|"
            rf"future|"
            r"the future|imminently|later|sooner or later|1 day|someday|some day|in due course|coming|near term|"
            r"long term|short term|soon as possible|upcoming|next)(?: future)?"
        ),
        "period not resolved",
        "the words name the future without a day",
    ),
    (
        _whole(
            r"(?:for |lasting |over |during |under )?(?:(?:about|nearly|more than|over|at least|up to|almost|the|as) )*"
            rf"{_LENGTH} {UNITS}(?: long)?"
        ),
        "period not resolved",
        "the words tell how long, not when",
    ),
    (
        _whole(r"(?:for |within |over )?(?:the )?(?:seconds|minutes|hours|days|weeks|months|years|decades|centuries)"),
        "period not resolved",
        "the words tell how long, not when",
    ),
)
