"""When: date phrases of news English placed on the calendar (CODEBOOK rule 18).

    phrase -> plain form -> grammar, against an Anchor -> DateReading(interval | why not)

`resolve_date` and `resolve_deadline` answer with an interval or None; `read_date` and `read_deadline` also say why;
`find_dates` marks the date phrases of a text.
"""

from sitroom.resolving.dates.anchor import Tense, UnresolvedKind
from sitroom.resolving.dates.deadlines import read_deadline, resolve_deadline
from sitroom.resolving.dates.finding import find_dates
from sitroom.resolving.dates.reading import DateReading, read_date, resolve_date

__all__ = [
    "DateReading",
    "Tense",
    "UnresolvedKind",
    "find_dates",
    "read_date",
    "read_deadline",
    "resolve_date",
    "resolve_deadline",
]
