"""Date phrases of news English on the calendar: the tables are the specification (CODEBOOK rule 18).

Days are written YYYY-MM-DD, intervals FIRST..LAST with both ends included; an open end is left out.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitroom.codebook.values import Interval
from sitroom.errors import InputError
from sitroom.resolving.dates import DateReading, find_dates, read_date, read_deadline, resolve_date, resolve_deadline
from sitroom.resolving.dates.anchor import Tense, UnresolvedKind

THURSDAY = "2024-03-14"
"""The report's day where a table does not give another."""


def days(interval: Interval | None) -> str | None:
    """FIRST..LAST, or the day alone."""
    if interval is None:
        return None
    start, end = (str(end) if end else "" for end in (interval.start, interval.end))
    return start if start == end else f"{start}..{end}"


def span(text: str) -> Interval:
    start, _, end = text.partition("..")
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    return Interval(first, last, "day" if first == last else "range", "")


DATES_WITH_THEIR_OWN_YEAR = [
    ("8 August 2023", "2023-08-08", "day"),
    ("8th of August 2023", "2023-08-08", "day"),
    ("August 8, 2023", "2023-08-08", "day"),
    ("Aug. 8, 2023", "2023-08-08", "day"),
    ("Tuesday, August 8, 2023", "2023-08-08", "day"),
    ("Tues., Aug. 8, 2023", "2023-08-08", "day"),
    ("Tuesday 8 August 2023", "2023-08-08", "day"),
    ("the 8th of August, 2023", "2023-08-08", "day"),
    ("on 8 August 2023", "2023-08-08", "day"),
    ("8-Aug-2023", "2023-08-08", "day"),
    ("2023-08-08", "2023-08-08", "day"),
    ("2023/08/08", "2023-08-08", "day"),
    ("20230808", "2023-08-08", "day"),
    ("2023-08-08T14:05:00Z", "2023-08-08", "day"),
    ("2023-08", "2023-08-01..2023-08-31", "month"),
    ("2023-W32", "2023-08-07..2023-08-13", "week"),
    ("25.12.2022", "2022-12-25", "day"),
    ("8.11.2023", "2023-11-08", "day"),
    ("31/12/2022", "2022-12-31", "day"),
    ("12/31/2022", "2022-12-31", "day"),
    ("5/5/2021", "2021-05-05", "day"),
    ("August 2023", "2023-08-01..2023-08-31", "month"),
    ("in August of 2023", "2023-08-01..2023-08-31", "month"),
    ("Sept. 2019", "2019-09-01..2019-09-30", "month"),
    ("in 2023", "2023-01-01..2023-12-31", "year"),
    ("the year 2011", "2011-01-01..2011-12-31", "year"),
    ("'98", "1998-01-01..1998-12-31", "year"),
    ("the 1990s", "1990-01-01..1999-12-31", "range"),
    ("the 1990's", "1990-01-01..1999-12-31", "range"),
    ("in the '80s", "1980-01-01..1989-12-31", "range"),
    ("the early 1990s", "1990-01-01..1993-12-31", "range"),
    ("the mid-1990s", "1994-01-01..1996-12-31", "range"),
    ("in the late 1970s", "1977-01-01..1979-12-31", "range"),
    ("the nineties", "1990-01-01..1999-12-31", "range"),
    ("the 19th century", "1801-01-01..1900-12-31", "range"),
    ("the first quarter of 2022", "2022-01-01..2022-03-31", "quarter"),
    ("Q3 2023", "2023-07-01..2023-09-30", "quarter"),
    ("2023 Q4", "2023-10-01..2023-12-31", "quarter"),
    ("the fourth quarter of 2020", "2020-10-01..2020-12-31", "quarter"),
    ("the first half of 2024", "2024-01-01..2024-06-30", "range"),
    ("in the second half of 2019", "2019-07-01..2019-12-31", "range"),
    ("H1 2021", "2021-01-01..2021-06-30", "range"),
    ("the last half of 1989", "1989-07-01..1989-12-31", "range"),
    ("the first nine months of 2023", "2023-01-01..2023-09-30", "range"),
    ("the last three months of 2021", "2021-10-01..2021-12-31", "range"),
    ("summer 2022", "2022-06-01..2022-08-31", "range"),
    ("in the spring of 2011", "2011-03-01..2011-05-31", "range"),
    ("the fall of 1989", "1989-09-01..1989-11-30", "range"),
    ("the winter of 2022-23", "2022-12-01..2023-02-28", "range"),
    ("early 2027", "2027-01-01..2027-04-30", "range"),
    ("mid-2025", "2025-05-01..2025-08-31", "range"),
    ("late 2019", "2019-09-01..2019-12-31", "range"),
    ("in early March 2022", "2022-03-01..2022-03-10", "range"),
    ("late February 2022", "2022-02-21..2022-02-28", "range"),
    ("mid-October 2021", "2021-10-11..2021-10-20", "range"),
    ("the end of March 2022", "2022-03-21..2022-03-31", "range"),
    ("the beginning of 2020", "2020-01-01..2020-04-30", "range"),
    ("in the middle of May 2021", "2021-05-11..2021-05-20", "range"),
    ("by the end of June 2025", "2025-06-30", "day"),
    ("by the start of July 2025", "2025-07-01", "day"),
    ("Christmas Day 2022", "2022-12-25", "day"),
    ("Easter 2024", "2024-03-31", "day"),
    ("Good Friday 2023", "2023-04-07", "day"),
    ("New Year's Eve 2020", "2020-12-31", "day"),
    ("March 3-9, 2024", "2024-03-03..2024-03-09", "range"),
    ("3-9 March 2024", "2024-03-03..2024-03-09", "range"),
    ("between 3 and 9 March 2024", "2024-03-03..2024-03-09", "range"),
    ("from March 3 to March 9, 2024", "2024-03-03..2024-03-09", "range"),
    ("from 28 February to 4 March 2022", "2022-02-28..2022-03-04", "range"),
    ("December 28, 2022 to January 3, 2023", "2022-12-28..2023-01-03", "range"),
    ("from November 2023 to January 2024", "2023-11-01..2024-01-31", "range"),
    ("November to January 2024", "2023-11-01..2024-01-31", "range"),
    ("January to March 2024", "2024-01-01..2024-03-31", "range"),
    ("2019-2021", "2019-01-01..2021-12-31", "range"),
    ("2019-20", "2019-01-01..2020-12-31", "range"),
    ("from 2011 to 2014", "2011-01-01..2014-12-31", "range"),
    ("between 1991 and 1995", "1991-01-01..1995-12-31", "range"),
    ("since 2014", "2014-01-01..", "open"),
    ("since October 7, 2023", "2023-10-07..", "open"),
    ("since early 2022", "2022-01-01..", "open"),
    ("after June 30, 2023", "2023-07-01..", "open"),
    ("before 2011", "..2010-12-31", "open"),
    ("prior to May 2020", "..2020-04-30", "open"),
    ("from 1 January 2025", "2025-01-01..", "open"),
    ("with effect from 1 March 2024", "2024-03-01..", "open"),
    ("the week of April 8, 2024", "2024-04-08..2024-04-14", "week"),
    ("the weekend of May 4, 2024", "2024-05-04..2024-05-05", "range"),
    ("the first week of May 2023", "2023-05-01..2023-05-07", "week"),
    ("the second Sunday of March 2024", "2024-03-10", "day"),
    ("the last day of February 2024", "2024-02-29", "day"),
    ("the last week of December 2023", "2023-12-25..2023-12-31", "week"),
    ("the eve of Christmas 2022", "2022-12-24", "day"),
    ("as of 1 June 2022", "2022-06-01", "day"),
    ("on or before 31 March 2026", "2026-03-31", "day"),
    ("no later than April 15, 2025", "2025-04-15", "day"),
    ("29 February 2024", "2024-02-29", "day"),
    ("nineteen ninety-four", "1994-01-01..1994-12-31", "year"),
    ("at 10:30 p.m. on 8 August 2023", "2023-08-08", "day"),
    ("the night of 15 July 2016", "2016-07-15", "day"),
]


@pytest.mark.parametrize(("phrase", "expected", "precision"), DATES_WITH_THEIR_OWN_YEAR)
@pytest.mark.parametrize("published", [None, THURSDAY])
def test_a_date_with_its_own_year_needs_no_report_date(
    phrase: str, expected: str, precision: str, published: str | None
) -> None:
    found = resolve_date(phrase, published=published)
    assert (days(found), found and found.precision) == (expected, precision)


COUNTED_FROM_THE_REPORT = [
    ("Tuesday", "past", "2024-03-12", "day"),
    ("on Tuesday", "past", "2024-03-12", "day"),
    ("Thursday", "past", "2024-03-14", "day"),
    ("on Friday", "past", "2024-03-08", "day"),
    ("on Monday", "past", "2024-03-11", "day"),
    ("Sunday", "past", "2024-03-10", "day"),
    ("Saturday", "past", "2024-03-09", "day"),
    ("on Wednesday", "past", "2024-03-13", "day"),
    ("Tuesday", "future", "2024-03-19", "day"),
    ("on Friday", "future", "2024-03-15", "day"),
    ("Thursday", "future", "2024-03-14", "day"),
    ("on Wednesday", "future", "2024-03-20", "day"),
    ("Wednesday", None, "2024-03-13", "day"),
    ("late on Tuesday", None, "2024-03-12", "day"),
    ("early Tuesday", None, "2024-03-12", "day"),
    ("late Tuesday night", None, "2024-03-12", "day"),
    ("Tuesday night", None, "2024-03-12", "day"),
    ("Wednesday afternoon", None, "2024-03-13", "day"),
    ("Tuesday morning", None, "2024-03-12", "day"),
    ("at 10 p.m. on Tuesday", None, "2024-03-12", "day"),
    ("9:30 a.m. local time Wednesday", None, "2024-03-13", "day"),
    ("at 2200 GMT on Tuesday", None, "2024-03-12", "day"),
    ("shortly before midnight on Wednesday", None, "2024-03-13", "day"),
    ("Weds.", None, "2024-03-13", "day"),
    ("this Tuesday", None, "2024-03-12", "day"),
    ("this Sunday", "future", "2024-03-17", "day"),
    ("this Monday", "past", "2024-03-11", "day"),
    ("this Saturday", None, "2024-03-16", "day"),
    ("last Friday", None, "2024-03-08", "day"),
    ("last Thursday", None, "2024-03-07", "day"),
    ("this past Sunday", None, "2024-03-10", "day"),
    ("next Monday", None, "2024-03-18", "day"),
    ("next Thursday", None, "2024-03-21", "day"),
    ("this coming Friday", None, "2024-03-15", "day"),
    ("Friday last week", None, "2024-03-08", "day"),
    ("on Monday of next week", None, "2024-03-18", "day"),
    ("Wednesday of last week", None, "2024-03-06", "day"),
    ("last week on Tuesday", None, "2024-03-05", "day"),
    ("two weeks ago Friday", None, "2024-02-23", "day"),
    ("a week from Monday", None, "2024-03-25", "day"),
    ("by Sunday", None, "2024-03-17", "day"),
    ("by Thursday", None, "2024-03-14", "day"),
    ("before Friday", None, "2024-03-15", "day"),
    ("until Saturday", None, "2024-03-16", "day"),
    ("no later than Monday", None, "2024-03-18", "day"),
    ("by Friday evening", None, "2024-03-15", "day"),
    ("by midnight on Sunday", None, "2024-03-17", "day"),
    ("through Friday", None, "2024-03-15", "day"),
    ("since Monday", None, "2024-03-11..", "open"),
    ("after Saturday", None, "2024-03-10..", "open"),
    ("starting Monday", None, "2024-03-18..", "open"),
    ("from Monday", None, "2024-03-18..", "open"),
    ("Monday to Wednesday", None, "2024-03-11..2024-03-13", "range"),
    ("from Friday to Sunday", "future", "2024-03-15..2024-03-17", "range"),
    ("Saturday and Sunday", None, "2024-03-09..2024-03-10", "range"),
    ("Monday-Wednesday", None, "2024-03-11..2024-03-13", "range"),
    ("today", None, "2024-03-14", "day"),
    ("earlier today", None, "2024-03-14", "day"),
    ("late today", None, "2024-03-14", "day"),
    ("tonight", None, "2024-03-14", "day"),
    ("this morning", None, "2024-03-14", "day"),
    ("yesterday", None, "2024-03-13", "day"),
    ("yesterday afternoon", None, "2024-03-13", "day"),
    ("late yesterday", None, "2024-03-13", "day"),
    ("tomorrow", None, "2024-03-15", "day"),
    ("tomorrow morning", None, "2024-03-15", "day"),
    ("last night", None, "2024-03-13", "day"),
    ("overnight", None, "2024-03-13..2024-03-14", "range"),
    ("the day before yesterday", None, "2024-03-12", "day"),
    ("the day after tomorrow", None, "2024-03-16", "day"),
    ("by tomorrow", None, "2024-03-15", "day"),
    ("three days ago", None, "2024-03-11", "day"),
    ("a day ago", None, "2024-03-13", "day"),
    ("two days ago", None, "2024-03-12", "day"),
    ("10 days ago", None, "2024-03-04", "day"),
    ("a week ago", None, "2024-03-04..2024-03-10", "week"),
    ("two weeks ago", None, "2024-02-26..2024-03-03", "week"),
    ("six weeks ago", None, "2024-01-29..2024-02-04", "week"),
    ("a fortnight ago", None, "2024-02-26..2024-03-03", "week"),
    ("a month ago", None, "2024-02-01..2024-02-29", "month"),
    ("three months ago", None, "2023-12-01..2023-12-31", "month"),
    ("eighteen months ago", None, "2022-09-01..2022-09-30", "month"),
    ("a year ago", None, "2023-01-01..2023-12-31", "year"),
    ("two years ago", None, "2022-01-01..2022-12-31", "year"),
    ("nearly 20 years ago", None, "2004-01-01..2004-12-31", "year"),
    ("about five years ago", None, "2019-01-01..2019-12-31", "year"),
    ("more than a decade ago", None, "2014-01-01..2014-12-31", "year"),
    ("a century ago", None, "1924-01-01..1924-12-31", "year"),
    ("a year and a half ago", None, "2022-09-01..2022-09-30", "month"),
    ("two and a half years ago", None, "2021-09-01..2021-09-30", "month"),
    ("48 hours ago", None, "2024-03-12", "day"),
    ("a few hours ago", None, "2024-03-14", "day"),
    ("a few days ago", None, "2024-03-08..2024-03-12", "range"),
    ("several weeks ago", None, "2024-01-29..2024-03-03", "range"),
    ("two or three weeks ago", None, "2024-02-19..2024-03-03", "range"),
    ("a couple of months ago", None, "2024-01-01..2024-01-31", "month"),
    ("a week or so ago", None, "2024-03-04..2024-03-10", "week"),
    ("a year ago today", None, "2023-03-14", "day"),
    ("in three days", None, "2024-03-17", "day"),
    ("in two weeks", None, "2024-03-25..2024-03-31", "week"),
    ("in two weeks' time", None, "2024-03-25..2024-03-31", "week"),
    ("in a month", None, "2024-04-01..2024-04-30", "month"),
    ("a year from now", None, "2025-01-01..2025-12-31", "year"),
    ("two months from now", None, "2024-05-01..2024-05-31", "month"),
    ("last week", None, "2024-03-04..2024-03-10", "week"),
    ("this week", None, "2024-03-11..2024-03-17", "week"),
    ("next week", None, "2024-03-18..2024-03-24", "week"),
    ("late last week", None, "2024-03-08..2024-03-10", "range"),
    ("early next week", None, "2024-03-18..2024-03-19", "range"),
    ("early this week", None, "2024-03-11..2024-03-12", "range"),
    ("earlier this week", None, "2024-03-11..2024-03-14", "range"),
    ("later this week", None, "2024-03-15..2024-03-17", "range"),
    ("the week after next", None, "2024-03-25..2024-03-31", "week"),
    ("the week before last", None, "2024-02-26..2024-03-03", "week"),
    ("last month", None, "2024-02-01..2024-02-29", "month"),
    ("this month", None, "2024-03-01..2024-03-31", "month"),
    ("next month", None, "2024-04-01..2024-04-30", "month"),
    ("earlier this month", None, "2024-03-01..2024-03-14", "range"),
    ("later this month", None, "2024-03-15..2024-03-31", "range"),
    ("early last month", None, "2024-02-01..2024-02-10", "range"),
    ("in the middle of next month", None, "2024-04-11..2024-04-20", "range"),
    ("at the end of last month", None, "2024-02-21..2024-02-29", "range"),
    ("by the end of the month", None, "2024-03-31", "day"),
    ("before the end of the week", None, "2024-03-17", "day"),
    ("the first week of next month", None, "2024-04-01..2024-04-07", "week"),
    ("last quarter", None, "2023-10-01..2023-12-31", "quarter"),
    ("this quarter", None, "2024-01-01..2024-03-31", "quarter"),
    ("next quarter", None, "2024-04-01..2024-06-30", "quarter"),
    ("last year", None, "2023-01-01..2023-12-31", "year"),
    ("this year", None, "2024-01-01..2024-12-31", "year"),
    ("next year", None, "2025-01-01..2025-12-31", "year"),
    ("early this year", None, "2024-01-01..2024-04-30", "range"),
    ("late last year", None, "2023-09-01..2023-12-31", "range"),
    ("earlier this year", None, "2024-01-01..2024-03-14", "range"),
    ("later this year", None, "2024-03-15..2024-12-31", "range"),
    ("so far this year", None, "2024-01-01..2024-03-14", "range"),
    ("the end of last year", None, "2023-09-01..2023-12-31", "range"),
    ("the start of next year", None, "2025-01-01..2025-04-30", "range"),
    ("until the end of the year", None, "2024-12-31", "day"),
    ("by year's end", None, "2024-12-31", "day"),
    ("by the end of next week", None, "2024-03-24", "day"),
    ("this decade", None, "2020-01-01..2029-12-31", "range"),
    ("this century", None, "2001-01-01..2100-12-31", "range"),
    ("the last decade", None, "2014-03-14..2024-03-14", "range"),
    ("over the weekend", None, "2024-03-09..2024-03-10", "range"),
    ("last weekend", None, "2024-03-09..2024-03-10", "range"),
    ("this weekend", None, "2024-03-16..2024-03-17", "range"),
    ("next weekend", None, "2024-03-23..2024-03-24", "range"),
    ("at the weekend", "past", "2024-03-09..2024-03-10", "range"),
    ("at the weekend", "future", "2024-03-16..2024-03-17", "range"),
    ("in recent days", None, "2024-03-08..2024-03-14", "range"),
    ("in recent weeks", None, "2024-02-01..2024-03-14", "range"),
    ("in recent months", None, "2023-09-14..2024-03-14", "range"),
    ("recent years", None, "2018-03-14..2024-03-14", "range"),
    ("the past few days", None, "2024-03-08..2024-03-14", "range"),
    ("over the last several weeks", None, "2024-02-01..2024-03-14", "range"),
    ("for the past three weeks", None, "2024-02-22..2024-03-14", "range"),
    ("in the past 24 hours", None, "2024-03-13..2024-03-14", "range"),
    ("over the past two days", None, "2024-03-12..2024-03-14", "range"),
    ("during the last six months", None, "2023-09-14..2024-03-14", "range"),
    ("in the last five years", None, "2019-03-14..2024-03-14", "range"),
    ("the past week", None, "2024-03-07..2024-03-14", "range"),
    ("the past month", None, "2024-02-14..2024-03-14", "range"),
    ("the past year", None, "2023-03-14..2024-03-14", "range"),
    ("the past decade", None, "2014-03-14..2024-03-14", "range"),
    ("within 72 hours", None, "2024-03-14..2024-03-17", "range"),
    ("within 48 hours", None, "2024-03-14..2024-03-16", "range"),
    ("within a week", None, "2024-03-14..2024-03-21", "range"),
    ("within 30 days", None, "2024-03-14..2024-04-13", "range"),
    ("within three months", None, "2024-03-14..2024-06-14", "range"),
    ("in the next 48 hours", None, "2024-03-14..2024-03-16", "range"),
    ("over the next two weeks", None, "2024-03-14..2024-03-28", "range"),
    ("in the next few days", None, "2024-03-14..2024-03-20", "range"),
    ("in the coming days", None, "2024-03-14..2024-03-20", "range"),
    ("the coming weeks", None, "2024-03-14..2024-04-25", "range"),
    ("in the coming week", None, "2024-03-14..2024-03-21", "range"),
    ("the next week", None, "2024-03-14..2024-03-21", "range"),
    ("the rest of the year", None, "2024-03-15..2024-12-31", "range"),
    ("the remainder of this week", None, "2024-03-15..2024-03-17", "range"),
    ("later in the month", None, "2024-03-15..2024-03-31", "range"),
    ("earlier in the week", None, "2024-03-11..2024-03-14", "range"),
    ("midweek", None, "2024-03-13..2024-03-14", "range"),
    ("since last week", None, "2024-03-04..", "open"),
    ("since yesterday", None, "2024-03-13..", "open"),
    ("since last month", None, "2024-02-01..", "open"),
    ("the coming weekend", None, "2024-03-16..2024-03-17", "range"),
    ("by the weekend", None, "2024-03-16..2024-03-17", "range"),
    ("until midnight on Friday", None, "2024-03-15", "day"),
    ("since noon on Monday", None, "2024-03-11..", "open"),
    ("by 6 p.m. on Saturday", None, "2024-03-16", "day"),
]


@pytest.mark.parametrize(("phrase", "tense", "expected", "precision"), COUNTED_FROM_THE_REPORT)
def test_relative_phrases_count_from_the_report(
    phrase: str, tense: Tense | None, expected: str, precision: str
) -> None:
    found = resolve_date(phrase, published=THURSDAY, tense=tense)
    assert (days(found), found and found.precision) == (expected, precision)


DATES_WITHOUT_A_YEAR = [
    ("Aug. 8", "past", "2023-08-08", "day"),
    ("March 13", "past", "2024-03-13", "day"),
    ("13 March", "past", "2024-03-13", "day"),
    ("on the 5th", "past", "2024-03-05", "day"),
    ("on the 20th", "future", "2024-03-20", "day"),
    ("March 20", "past", "2023-03-20", "day"),
    ("March 20", "future", "2024-03-20", "day"),
    ("Jan. 5", "future", "2025-01-05", "day"),
    ("October 7", None, "2023-10-07", "day"),
    ("on April 2", None, "2024-04-02", "day"),
    ("Tuesday, March 12", None, "2024-03-12", "day"),
    ("Wednesday, Feb. 28", None, "2024-02-28", "day"),
    ("this Sunday, March 17", None, "2024-03-17", "day"),
    ("November", "past", "2023-11-01..2023-11-30", "month"),
    ("in March", "past", "2024-03-01..2024-03-31", "month"),
    ("in May", "past", "2023-05-01..2023-05-31", "month"),
    ("in May", "future", "2024-05-01..2024-05-31", "month"),
    ("in March", "future", "2024-03-01..2024-03-31", "month"),
    ("in December", None, "2023-12-01..2023-12-31", "month"),
    ("in April", None, "2024-04-01..2024-04-30", "month"),
    ("last June", None, "2023-06-01..2023-06-30", "month"),
    ("last March", None, "2023-03-01..2023-03-31", "month"),
    ("next June", None, "2024-06-01..2024-06-30", "month"),
    ("next March", None, "2025-03-01..2025-03-31", "month"),
    ("this May", None, "2024-05-01..2024-05-31", "month"),
    ("June last year", None, "2023-06-01..2023-06-30", "month"),
    ("in September of last year", None, "2023-09-01..2023-09-30", "month"),
    ("March of this year", None, "2024-03-01..2024-03-31", "month"),
    ("next January", None, "2025-01-01..2025-01-31", "month"),
    ("early February", None, "2024-02-01..2024-02-10", "range"),
    ("in late February", None, "2024-02-21..2024-02-29", "range"),
    ("mid-April", None, "2024-04-11..2024-04-20", "range"),
    ("until mid-October", None, "2024-10-11..2024-10-20", "range"),
    ("by the end of June", None, "2024-06-30", "day"),
    ("by mid-May", None, "2024-05-11..2024-05-20", "range"),
    ("by June 30", None, "2024-06-30", "day"),
    ("until 15 May", None, "2024-05-15", "day"),
    ("before 1 April", None, "2024-04-01", "day"),
    ("by March", None, "2024-03-01..2024-03-31", "month"),
    ("since January", "past", "2024-01-01..", "open"),
    ("since February 24", None, "2024-02-24..", "open"),
    ("since Oct. 7", None, "2023-10-07..", "open"),
    ("the first quarter", None, "2024-01-01..2024-03-31", "quarter"),
    ("in the third quarter", "past", "2023-07-01..2023-09-30", "quarter"),
    ("the second quarter", "future", "2024-04-01..2024-06-30", "quarter"),
    ("the fourth quarter of last year", None, "2023-10-01..2023-12-31", "quarter"),
    ("next year's first quarter", None, "2025-01-01..2025-03-31", "quarter"),
    ("the first half of this year", None, "2024-01-01..2024-06-30", "range"),
    ("the second half of last year", None, "2023-07-01..2023-12-31", "range"),
    ("in the first half of next year", None, "2025-01-01..2025-06-30", "range"),
    ("the first two months of this year", None, "2024-01-01..2024-02-29", "range"),
    ("last summer", None, "2023-06-01..2023-08-31", "range"),
    ("this summer", None, "2024-06-01..2024-08-31", "range"),
    ("next spring", None, "2025-03-01..2025-05-31", "range"),
    ("last autumn", None, "2023-09-01..2023-11-30", "range"),
    ("last winter", None, "2023-12-01..2024-02-29", "range"),
    ("in the summer", "past", "2023-06-01..2023-08-31", "range"),
    ("Christmas", None, "2023-12-25", "day"),
    ("last Christmas", None, "2023-12-25", "day"),
    ("Christmas", "future", "2024-12-25", "day"),
    ("New Year's Eve", None, "2023-12-31", "day"),
    ("Easter", None, "2024-03-31", "day"),
    ("May Day", None, "2024-05-01", "day"),
    ("Thanksgiving", None, "2023-11-23", "day"),
    ("the eve of Easter", None, "2024-03-30", "day"),
    ("March 3-9", None, "2024-03-03..2024-03-09", "range"),
    ("3-9 March", None, "2024-03-03..2024-03-09", "range"),
    ("between 3 and 9 March", None, "2024-03-03..2024-03-09", "range"),
    ("from May 3 to May 9", None, "2024-05-03..2024-05-09", "range"),
    ("May 3 through May 9", None, "2024-05-03..2024-05-09", "range"),
    ("from 28 February to 4 March", "past", "2024-02-28..2024-03-04", "range"),
    ("April-June", None, "2024-04-01..2024-06-30", "range"),
    ("between April and June", None, "2024-04-01..2024-06-30", "range"),
    ("from November to January", "past", "2023-11-01..2024-01-31", "range"),
    ("the week of April 6", None, "2024-04-01..2024-04-07", "week"),
    ("the week beginning April 8", None, "2024-04-08..2024-04-14", "week"),
    ("the weekend of March 23", None, "2024-03-23..2024-03-24", "range"),
    ("the first week of April", None, "2024-04-01..2024-04-07", "week"),
    ("the last Sunday of March", None, "2024-03-31", "day"),
    ("the first day of next month", None, "2024-04-01", "day"),
    ("the end of May", None, "2024-05-21..2024-05-31", "range"),
    ("by the start of April", None, "2024-04-01", "day"),
    ("starting April 1", None, "2024-04-01..", "open"),
    ("from 1 May onwards", None, "2024-05-01..", "open"),
    ("after 31 March", None, "2024-04-01..", "open"),
    ("before January", "past", "..2023-12-31", "open"),
    ("as early as April", None, "2024-04-01..2024-04-30", "month"),
    ("around March 1", None, "2024-03-01", "day"),
]


@pytest.mark.parametrize(("phrase", "tense", "expected", "precision"), DATES_WITHOUT_A_YEAR)
def test_a_date_without_a_year_takes_the_nearest_that_fits_the_tense(
    phrase: str, tense: Tense | None, expected: str, precision: str
) -> None:
    found = resolve_date(phrase, published=THURSDAY, tense=tense)
    assert (days(found), found and found.precision) == (expected, precision)


@pytest.mark.parametrize(("phrase", "tense", "expected", "precision"), COUNTED_FROM_THE_REPORT + DATES_WITHOUT_A_YEAR)
def test_relative_phrases_in_an_undated_report_are_not_guessed(
    phrase: str, tense: Tense | None, expected: str, precision: str
) -> None:
    reading = read_date(phrase, published=None, tense=tense)
    assert (reading.interval, reading.unresolved) == (None, "needs a report date")


UNRESOLVED: list[tuple[str, UnresolvedKind]] = [
    ("until further notice", "not a time"),
    ("indefinitely", "not a time"),
    ("the junta", "not a time"),
    ("Niamey", "not a time"),
    ("a ceasefire", "not a time"),
    ("500 soldiers", "not a time"),
    ("the May government", "not a time"),
    ("the second Gulf War", "not a time"),
    ("2.5 percent", "not a time"),
    ("5000000 years ago", "not a time"),
    ("fiscal 2024", "period not resolved"),
    ("the first quarter of fiscal 2023", "period not resolved"),
    ("the last financial year", "period not resolved"),
    ("this academic year", "period not resolved"),
    ("during Diwali", "period not resolved"),
    ("before the lunar new year", "period not resolved"),
    ("the Lunar New Year", "period not resolved"),
    ("Diwali", "period not resolved"),
    ("every Friday", "period not resolved"),
    ("each year", "period not resolved"),
    ("on Sundays", "period not resolved"),
    ("daily", "period not resolved"),
    ("once a week", "period not resolved"),
    ("recently", "period not resolved"),
    ("now", "period not resolved"),
    ("currently", "period not resolved"),
    ("soon", "period not resolved"),
    ("in the near future", "period not resolved"),
    ("in the past", "period not resolved"),
    ("someday", "period not resolved"),
    ("three weeks", "period not resolved"),
    ("for three weeks", "period not resolved"),
    ("for more than two hours", "period not resolved"),
    ("hours", "period not resolved"),
    ("31 February 2024", "period not resolved"),
    ("31 April", "period not resolved"),
    ("03/04/2024", "period not resolved"),
    ("the winter of 1994", "period not resolved"),
    ("at 10 p.m.", "period not resolved"),
    ("at noon", "period not resolved"),
    ("decades ago", "period not resolved"),
    ("the following day", "needs another event"),
    ("the next day", "needs another event"),
    ("that day", "needs another event"),
    ("the same week", "needs another event"),
    ("the previous month", "needs another event"),
    ("two days later", "needs another event"),
    ("a week earlier", "needs another event"),
    ("a year earlier", "needs another event"),
    ("a day after the coup", "needs another event"),
    ("30 days after the vote", "needs another event"),
    ("two weeks before the election", "needs another event"),
    ("the day after the attack", "needs another event"),
    ("the eve of the summit", "needs another event"),
    ("shortly after the coup", "needs another event"),
    ("until the restoration of the elected government", "needs another event"),
    ("since the ceasefire", "needs another event"),
    ("hours after the announcement", "needs another event"),
]


@pytest.mark.parametrize(("phrase", "kind"), UNRESOLVED)
def test_what_cannot_be_placed_stays_undated_with_its_kind_and_reason(phrase: str, kind: UnresolvedKind) -> None:
    reading = read_date(phrase, published=THURSDAY)
    assert (reading.interval, reading.unresolved) == (None, kind)
    assert reading.reason


OTHER_REPORT_DAYS = [
    # published, tense, phrase, expected
    ("2023-11-08", None, "Sunday", "2023-11-05"),
    ("2024-01-02", "past", "Dec. 28", "2023-12-28"),
    ("2024-01-02", "past", "Monday", "2024-01-01"),
    ("2024-01-02", None, "last week", "2023-12-25..2023-12-31"),
    ("2024-01-02", None, "last month", "2023-12-01..2023-12-31"),
    ("2024-01-02", None, "the fourth quarter", "2023-10-01..2023-12-31"),
    ("2023-12-30", "future", "Jan. 5", "2024-01-05"),
    ("2023-12-30", None, "next week", "2024-01-01..2024-01-07"),
    ("2023-12-30", None, "next month", "2024-01-01..2024-01-31"),
    ("2023-12-31", None, "tomorrow", "2024-01-01"),
    ("2024-03-01", None, "yesterday", "2024-02-29"),
    ("2024-03-31", None, "a month ago", "2024-02-01..2024-02-29"),
    ("2024-03-31", None, "later this month", "2024-03-31"),
    ("2024-03-16", None, "the weekend", "2024-03-16..2024-03-17"),
    ("2024-03-18", None, "the weekend", "2024-03-16..2024-03-17"),
    ("2024-03-18", None, "this weekend", "2024-03-16..2024-03-17"),
    ("2024-03-18", None, "earlier this week", "2024-03-18"),
    ("2024-02-10", "past", "29 February", "2020-02-29"),
]


@pytest.mark.parametrize(("published", "tense", "phrase", "expected"), OTHER_REPORT_DAYS)
def test_turns_of_week_month_and_year(published: str, tense: Tense | None, phrase: str, expected: str) -> None:
    assert days(resolve_date(phrase, published=published, tense=tense)) == expected


@pytest.mark.parametrize(
    ("phrase", "reference", "expected"),
    [
        ("the following day", "2023-07-26", "2023-07-27"),
        ("the next day", "2023-07-26", "2023-07-27"),
        ("that day", "2023-07-26", "2023-07-26"),
        ("the same week", "2023-07-26", "2023-07-24..2023-07-30"),
        ("the previous month", "2023-07-26", "2023-06-01..2023-06-30"),
        ("the following Monday", "2023-07-26", "2023-07-31"),
        ("two days later", "2023-07-26", "2023-07-28"),
        ("three days earlier", "2023-07-26", "2023-07-23"),
        ("a week later", "2023-07-26", "2023-08-02"),
        ("a day after the coup", "2023-07-26", "2023-07-27"),
        ("30 days after the vote", "2024-05-01", "2024-05-31"),
        ("two weeks before the election", "2024-05-26", "2024-05-12"),
        ("the day after the attack", "2024-05-26", "2024-05-27"),
        ("the eve of the summit", "2024-05-26", "2024-05-25"),
        ("since the ceasefire", "2024-05-26", "2024-05-26.."),
        ("until the handover", "2024-05-26", "..2024-05-25"),
    ],
)
def test_phrases_that_count_from_another_event_use_its_day(phrase: str, reference: str, expected: str) -> None:
    assert days(read_date(phrase, published=THURSDAY, reference=span(reference)).interval) == expected


@pytest.mark.parametrize(
    ("phrase", "event"),
    [
        ("a day after the coup", "the coup"),
        ("30 days after the vote", "the vote"),
        ("shortly before the Abuja summit", "the Abuja summit"),
        ("the eve of Bazoum's arrest", "Bazoum's arrest"),
        ("the following day", None),
    ],
)
def test_the_words_of_the_other_event_are_given(phrase: str, event: str | None) -> None:
    reading = read_date(phrase, published=THURSDAY)
    assert (reading.unresolved, reading.event) == ("needs another event", event)


@pytest.mark.parametrize(
    ("phrase", "clause", "expected"),
    [
        ("Friday", "The two sides will meet on Friday in Doha.", "2024-03-15"),
        ("Friday", "The two sides met on Friday in Doha.", "2024-03-08"),
        ("Saturday", "Talks are due to resume on Saturday.", "2024-03-16"),
        ("Saturday", "Rebels shelled the town on Saturday.", "2024-03-09"),
        ("in May", "The junta has promised to hold elections in May.", "2024-05-01..2024-05-31"),
    ],
)
def test_the_clause_gives_a_bare_date_its_direction(phrase: str, clause: str, expected: str) -> None:
    assert days(read_date(phrase, published=THURSDAY, clause=clause).interval) == expected


@pytest.mark.parametrize(
    ("phrase", "day_first", "expected"),
    [
        ("03/04/2024", True, "2024-04-03"),
        ("03/04/2024", False, "2024-03-04"),
        ("03/04/2024", None, None),
        ("13/04/2024", None, "2024-04-13"),
        ("04/13/2024", None, "2024-04-13"),
        ("03.04.2024", None, "2024-04-03"),
    ],
)
def test_a_numeric_date_that_reads_two_ways_is_left_to_the_caller(
    phrase: str, day_first: bool | None, expected: str | None
) -> None:
    assert days(resolve_date(phrase, published=THURSDAY, day_first=day_first)) == expected


DEADLINES = [
    # phrase, clause, last day
    ("within 48 hours", None, "2024-03-16"),
    ("within 12 to 16 months", None, "2025-07-14"),
    ("within 24-36 hours", None, "2024-03-16"),
    ("in the next two or three weeks", None, "2024-04-04"),
    ("within forty-eight hours", None, "2024-03-16"),
    ("within 72 hours", None, "2024-03-17"),
    ("in the next 10 days", None, "2024-03-24"),
    ("48-hour ultimatum", None, "2024-03-16"),
    ("a 30-day deadline", None, "2024-04-13"),
    ("by Sunday", None, "2024-03-17"),
    ("by Friday evening", None, "2024-03-15"),
    ("before Friday", None, "2024-03-15"),
    ("until the end of the year", None, "2024-12-31"),
    ("by the end of the month", None, "2024-03-31"),
    ("by the end of June", None, "2024-06-30"),
    ("the end of June", None, "2024-06-30"),
    ("no later than 31 March", None, "2024-03-31"),
    ("until mid-October", None, "2024-10-15"),
    ("by the middle of October", None, "2024-10-15"),
    ("by June 2025", None, "2025-06-30"),
    ("by 2030", None, "2030-12-31"),
    ("March 31 deadline", None, "2024-03-31"),
    ("the Sunday deadline", None, "2024-03-17"),
    ("Sunday", "The Sunday deadline passed without any significant action.", "2024-03-10"),
    ("the Sunday deadline", "The Sunday deadline passed without any significant action.", "2024-03-10"),
    ("not a day beyond April 30", None, "2024-04-30"),
    ("and not later than 30 April", None, "2024-04-30"),
    ("until at least 30 April", None, "2024-04-30"),
    ("inside five days", None, "2024-03-19"),
    ("ten more days", None, "2024-03-24"),
    ("ten clear days", None, "2024-03-24"),
    ("for a further 30 days", None, "2024-04-13"),
    ("another five days", None, "2024-03-19"),
    ("before the month is out", None, "2024-03-31"),
    ("by Saint George's day", None, "2024-04-23"),
    ("by Orthodox Christmas", None, "2025-01-07"),
    ("before Whitsun", None, "2024-05-18"),  # the last day that is left
    ("before Christmas", None, "2024-12-24"),
    ("before Friday", None, "2024-03-15"),
    ("before the 28th", None, "2024-03-28"),
    ("before the weekend", None, "2024-03-15"),
    ("before the elections of 29 June", None, "2024-06-28"),
    ("if by the 20th they have not answered", None, "2024-03-20"),
    ("by Eid al-Adha", None, "2024-06-16"),
    ("before Eid al-Fitr", None, "2024-04-09"),
    ("by the end of Ramadan", None, "2024-04-09"),
    ("by Orthodox Easter", None, "2024-05-05"),
    ("by Advent", None, "2024-12-01"),
    ("by Three Kings", None, "2025-01-06"),
    ("by the feast of Saint Luke", None, "2024-10-18"),
    ("within the week", None, "2024-03-17"),
    ("within this month", None, "2024-03-31"),
    ("before nightfall", None, "2024-03-14"),
    ("ten working days", None, "2024-03-28"),
    ("by the summer", None, "2024-06-21"),
    ("before the winter", None, "2024-12-20"),
    ("from Friday", None, "2024-03-15"),
    ("by March 4", None, "2024-03-04"),  # ten days ago, or 355 ahead
    ("by March 4 next year", None, "2025-03-04"),
    ("by November 4", None, "2024-11-04"),
    ("on Friday", "The ultimatum expired on Friday.", "2024-03-08"),
    ("by Friday", "They want eighteen men freed by Friday; the deputies have passed the list to Kabul.", "2024-03-15"),
    ("before the autumn session", None, None),
    ("by Monday", "The bloc gave the junta until Monday to free the president.", "2024-03-18"),
    ("within 48 hours", "The 48-hour ultimatum expired.", None),
    ("until further notice", None, None),
    ("30 days after the vote", None, None),
    ("since Monday", None, None),
]


def test_a_length_of_time_is_counted_from_the_day_on_which_it_was_set_if_that_is_known():
    told = read_deadline("within 48 hours", published=THURSDAY, said=date(2024, 3, 12))

    assert told.interval is not None
    assert told.interval.end == date(2024, 3, 14)


def test_a_day_that_is_named_does_not_hang_on_the_day_on_which_it_was_set():
    told = read_deadline("by Friday", published=THURSDAY, said=date(2024, 3, 5))

    assert told.interval is not None
    assert told.interval.end == date(2024, 3, 15)


@pytest.mark.parametrize(("phrase", "clause", "latest"), DEADLINES)
def test_a_deadline_runs_forward_unless_its_clause_says_that_it_passed(
    phrase: str, clause: str | None, latest: str | None
) -> None:
    found = resolve_deadline(phrase, published=THURSDAY, clause=clause)
    assert (str(found.end) if found else None) == latest


@pytest.mark.parametrize("published", ["31/02/2026", "2026-02-31", "soon", ""])
def test_a_report_date_that_is_no_day_is_refused_with_its_value(published: str) -> None:
    with pytest.raises(InputError, match="not a day of the calendar"):
        resolve_date("Friday", published=published)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("The envoy arrived on Tuesday and left three days later.", ["Tuesday", "three days later"]),
        ("Troops seized the palace on July 26, 2023, in Niamey.", ["July 26, 2023"]),
        ("The May government fell in 2019, an aide said last week.", ["2019", "last week"]),
        ("They may march on the capital by the end of June.", ["the end of June"]),
        ("Sanctions imposed in the late 1990s ended a decade ago.", ["the late 1990s", "a decade ago"]),
        ("The second envoy spoke to 500 soldiers.", []),
        ("", []),
    ],
)
def test_date_phrases_are_found_in_running_text(text: str, phrases: list[str]) -> None:
    assert [each.text for each in find_dates(text)] == phrases


ANCHORS = st.dates(date(1950, 1, 1), date(2090, 1, 1))
TENSES: st.SearchStrategy[Tense | None] = st.sampled_from(["past", "present", "future", None])
WEEKDAY_PHRASES = st.sampled_from(
    [
        "Monday", "on Tuesday", "late on Wednesday", "last Thursday", "next Friday", "by Saturday", "this Sunday",
        "yesterday", "three days ago", "last week", "next week", "two weeks ago", "over the weekend", "within 72 hours",
        "Monday to Friday", "the past three weeks", "Friday last week", "since Tuesday",
    ]
)  # fmt: skip
WORDS = st.sampled_from(
    "the of in last next by until since from to between and early late mid end week month year day Monday Friday March "
    "May "
    "2024 1990s 3 31 48 hours days ago later after before coup quarter first half weekend - "
    ", . ' at 10 p.m. Easter".split()
)


@given(phrase=WEEKDAY_PHRASES, anchor=ANCHORS, tense=TENSES, weeks=st.integers(-60, 60))
def test_moving_the_report_by_whole_weeks_moves_weekdays_with_it(
    phrase: str, anchor: date, tense: Tense | None, weeks: int
) -> None:
    step = timedelta(days=7 * weeks)
    here, there = (resolve_date(phrase, published=day, tense=tense) for day in (anchor, anchor + step))
    assert here is not None and there is not None
    moved = tuple(day and day + step for day in (here.start, here.end))
    assert moved == (there.start, there.end)


def is_sound(reading: DateReading) -> bool:
    found = reading.interval
    if found is None:
        return reading.unresolved is not None
    ordered = found.start is None or found.end is None or found.start <= found.end
    return reading.unresolved is None and ordered and (found.precision == "open") == (None in (found.start, found.end))


@given(phrase=st.text(max_size=170), anchor=st.none() | ANCHORS, tense=TENSES)
def test_no_text_raises_and_no_interval_runs_backwards(phrase: str, anchor: date | None, tense: Tense | None) -> None:
    assert is_sound(read_date(phrase, published=anchor, tense=tense))


@settings(max_examples=400)
@given(
    words=st.lists(WORDS, max_size=9),
    anchor=st.none() | st.dates(),
    tense=TENSES,
    reference=st.none() | st.dates().map(lambda day: Interval(day, day, "day", "")),
)
def test_no_order_of_date_words_raises_or_runs_backwards(
    words: list[str], anchor: date | None, tense: Tense | None, reference: Interval | None
) -> None:
    phrase = " ".join(words)
    assert is_sound(read_date(phrase, published=anchor, tense=tense, clause=phrase + " passed", reference=reference))
    resolve_deadline(phrase, published=anchor, clause=phrase)


@given(text=st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=300))
def test_found_phrases_quote_the_text_in_order_and_apart(text: str) -> None:
    found = find_dates(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))
