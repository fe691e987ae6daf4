"""What the first lines of a report tell: day, source, place, title, and where its own sentences begin."""

from __future__ import annotations

from datetime import date

import pytest

from sitroom.intake.assemble import NO_DATE, report_from_text
from sitroom.intake.header import understand

BODY = "The president of the country said on Tuesday that he would not step down."
AUG_8 = date(2023, 8, 8)


@pytest.mark.parametrize(
    ("header", "source", "place", "published", "month_day"),
    [
        ("NIAMEY, Aug 8 (Reuters) - ", "Reuters", "NIAMEY", None, (8, 8)),
        ("NIAMEY, Aug. 8, 2023 (AFP) - ", "AFP", "NIAMEY", AUG_8, None),
        ("NIAMEY, 8 August 2023 (Reuters) – ", "Reuters", "NIAMEY", AUG_8, None),
        ("NIAMEY, Tuesday, Aug. 8 (UPI) -- ", "UPI", "NIAMEY", None, (8, 8)),
        ("ADDIS ABABA (AP) — ", "AP", "ADDIS ABABA", None, None),
        ("ADDIS ABABA, Ethiopia (AP) _ ", "AP", "ADDIS ABABA, Ethiopia", None, None),
        ("KYIV, Ukraine — ", None, "KYIV, Ukraine", None, None),
        ("Kyiv, Ukraine — ", None, "Kyiv, Ukraine", None, None),
        ("KYIV. July 5 (Interfax-Ukraine) – ", "Interfax", "KYIV", None, (7, 5)),
        ("GENEVA, 14 March 2024 - ", None, "GENEVA", date(2024, 3, 14), None),
        ("GENEVA (8 August 2023) – ", None, "GENEVA", AUG_8, None),
        ("UNITED NATIONS, Aug. 8 (Xinhua) -- ", "Xinhua", "UNITED NATIONS", None, (8, 8)),
        ("MOSCOW, August 8. /TASS/. ", "TASS", "MOSCOW", None, (8, 8)),
        ("New Delhi, Aug 8 (PTI) ", "PTI", "New Delhi", None, (8, 8)),
        ("New Delhi, 8 Aug (IANS) ", "IANS", "New Delhi", None, (8, 8)),
        ("Berlin (dpa) - ", "DPA", "Berlin", None, None),
        ("ANKARA (AA) – ", "Anadolu Agency", "ANKARA", None, None),
        ("LAGOS (NAN): ", "NAN", "LAGOS", None, None),
        ("PORT-AU-PRINCE, Haiti (AP) — ", "AP", "PORT-AU-PRINCE, Haiti", None, None),
        ("N'DJAMENA, Chad, Aug. 8 — ", None, "N'DJAMENA, Chad", None, (8, 8)),
        ("ST. PETERSBURG, Aug 8 (Reuters) - ", "Reuters", "ST. PETERSBURG", None, (8, 8)),
        ("WASHINGTON, D.C. — ", None, "WASHINGTON, D.C.", None, None),
        ("NIAMEY/ABUJA, Aug 8 (Reuters) - ", "Reuters", "NIAMEY/ABUJA", None, (8, 8)),
        ("NIAMEY (Reuters/AFP) - ", "Reuters", "NIAMEY", None, None),
        ("SARAJEVO, Bosnia and Herzegovina — ", None, "SARAJEVO, Bosnia and Herzegovina", None, None),
        ("SANTIAGO DE CHILE, Aug 8 (EFE) .- ", "EFE", "SANTIAGO DE CHILE", None, (8, 8)),
        ("NIAMEY, Feb 29 (Reuters) - ", "Reuters", "NIAMEY", None, (2, 29)),
        ("NIAMEY (ANPX) — ", "ANPX", "NIAMEY", None, None),
        ("(Reuters) - ", "Reuters", None, None, None),
        ("AFP - ", "AFP", None, None, None),
    ],
)
def test_a_dateline_tells_place_source_and_day(
    header: str,
    source: str | None,
    place: str | None,
    published: date | None,
    month_day: tuple[int, int] | None,
) -> None:
    found = understand(header + BODY)
    assert (found.source, found.place, found.published, found.dateline_day) == (source, place, published, month_day)
    assert found.body_start == (len(header) if place or source else 0)


@pytest.mark.parametrize(
    "sentence",
    [
        "Niger — a landlocked country — has a new government after the coup.",
        "Nairobi — the capital — was calm.",
        "President Mohamed Bazoum (in office since 2021) - whom the army deposed - is held.",
        "ECOWAS, the regional bloc, said on Tuesday that sanctions would stay.",
        "On Aug 8 (a Tuesday) - the deadline day - nothing happened.",
        "Aug 8 - The deadline passed.",
        "BREAKING - The president was deposed.",
        "UPDATE 1-Niger junta refuses talks",
        "The talks ended on 8 August 2023 without an agreement.",
        "Date palms were burnt by the armed men, farmers said.",
        "Published accounts of the talks differ.",
        "By Friday the army had taken the airport.",
    ],
)
def test_a_sentence_is_no_header(sentence: str) -> None:
    found = understand(sentence)
    assert (found.title, found.published, found.source, found.place, found.body_start) == (None, None, None, None, 0)


@pytest.mark.parametrize(
    ("header", "published", "source", "title"),
    [
        (" date 2023-11-08 ", date(2023, 11, 8), None, None),
        ("date: 2023-11-08 ", date(2023, 11, 8), None, None),
        ("Date: 8 August 2023\n\n", AUG_8, None, None),
        ("DATE: AUG 8, 2023\n", AUG_8, None, None),
        ("Date: Tue, 08 Aug 2023 14:05:00 +0000\n", AUG_8, None, None),
        ("Published: 2023-08-08T23:30:00-04:00\n", AUG_8, None, None),
        ("Published 8 August 2023 at 14:05 GMT\n", AUG_8, None, None),
        ("Published: 8 August 2023 Updated: 9 August 2023\n", AUG_8, None, None),
        ("Last updated: 8 August 2023\n", AUG_8, None, None),
        ("Tuesday, August 8, 2023 10:15 GMT\n\n", AUG_8, None, None),
        ("2023/08/08\n\n", AUG_8, None, None),
        ("20230808\n\n", AUG_8, None, None),
        ("Reuters, 8 August 2023\n", AUG_8, "Reuters", None),
        ("BBC News | 8 August 2023\n", AUG_8, "BBC", None),
        ("8 August 2023 - Al Jazeera\n", AUG_8, "Al Jazeera", None),
        ("Niamey, 8 August 2023\n\n", AUG_8, None, None),
        ("Junta refuses talks - Reuters\n\n", None, "Reuters", "Junta refuses talks"),
        ("World | Africa | 8 August 2023\n", AUG_8, None, None),
        ("By Jane Doe, Reuters\n", None, "Reuters", None),
        ("By JANE DOE and JOHN SMITH, Associated Press\n", None, "AP", None),
        ("By Jane Doe in Niamey and John Smith in Abuja\n", None, None, None),
        ("BBC News, Niamey\n", None, "BBC", None),
        ("BC-NIGER-COUP-3RD-LD\n\n", None, None, None),
        ("Copyright 2023 The Associated Press. All rights reserved.\n\n", None, None, None),
        ("Title: Niger junta refuses talks\nSource: The Associated Press\nDate: 8 August 2023\n\n", AUG_8, "AP",
         "Niger junta refuses talks"),
        ("Subject: Talks fail\nFrom: Desk of the North\n\n", None, "Desk of the North", "Talks fail"),
        ("Niger junta refuses talks with envoy\n\n", None, None, "Niger junta refuses talks with envoy"),
        ("“We will not go,” says junta\n\n", None, None, "“We will not go,” says junta"),
        ("Niger junta refuses talks\nBy Jane Doe\nNIAMEY, Aug 8, 2023 (Reuters) - ", AUG_8, "Reuters",
         "Niger junta refuses talks"),
        ("Niger junta refuses talks\n8 August 2023\n\n", AUG_8, None, "Niger junta refuses talks"),
        ("Date: 8 August 2023\nNiger junta refuses\n\nABUJA (AFP) - ", AUG_8, "AFP", "Niger junta refuses"),
        ("Date: 9 August 2023\nNIAMEY, 8 August 2023 (AFP) - ", date(2023, 8, 9), "AFP", None),
        ("Updated: 9 August 2023\nPublished: 8 August 2023\n", AUG_8, None, None),
        ("Date: 03/04/2024\nNIAMEY, March 4 (AFP) - ", date(2024, 3, 4), "AFP", None),
    ],
)  # fmt: skip
def test_lines_before_the_report_are_its_header(
    header: str, published: date | None, source: str | None, title: str | None
) -> None:
    found = understand(header + BODY)
    assert (found.published, found.source, found.title) == (published, source, title)
    assert (header + BODY)[found.body_start :] == BODY


def test_a_first_line_that_ends_as_a_sentence_is_no_headline() -> None:
    assert understand(f"The talks failed on Tuesday.\n\n{BODY}").title is None


def test_a_known_title_is_passed_over_with_the_name_of_the_site() -> None:
    text = f"Niger junta refuses talks\n8 August 2023\n{BODY}"
    found = understand(text, title="Niger junta refuses talks - The Daily")
    assert text[found.body_start :] == BODY
    assert found.published == AUG_8


def test_a_text_of_nothing_but_a_header_is_its_own_body() -> None:
    assert understand("Title: Niger junta refuses talks\nDate: 8 August 2023\n").body_start == 0


def test_the_text_stays_whole_and_the_body_starts_after_the_header() -> None:
    text = f"NIAMEY, Aug 8 (Reuters) - {BODY}\n\n(Reporting by Jane Doe; Editing by John Smith)\n© 2023 Reuters"
    report = report_from_text(text, published=date(2023, 8, 8))
    assert report.text == text
    assert report.body.startswith(BODY)
    assert report.body.endswith("© 2023 Reuters")
    assert report.warnings == ()


def test_a_dateline_without_a_year_makes_up_none() -> None:
    report = report_from_text(f"NIAMEY, Aug 8 (Reuters) - {BODY}")
    assert report.published is None
    assert report.warnings == ('publication date not certain: "Aug 8" has no year', NO_DATE)


def test_a_report_without_a_date_says_so() -> None:
    assert report_from_text(BODY).warnings == (NO_DATE,)


def test_both_readings_of_an_ambiguous_date_are_named() -> None:
    report = report_from_text(f"Date: 03/04/2024\n\n{BODY}")
    assert report.published is None
    assert report.warnings[0] == ('publication date not certain: "03/04/2024" can be 3 April 2024 or 4 March 2024')


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("31/02/2024", '"31/02/2024" is not a day of the calendar'),
        ("the day after", '"the day after" is not a date'),
        ("August 2023", '"August 2023" is not a date'),
        ("08/09/23", '"08/09/23" has a year of two digits'),
    ],
)
def test_a_labelled_date_that_names_no_day_is_quoted(value: str, problem: str) -> None:
    report = report_from_text(f"Date: {value}\n\n{BODY}")
    assert report.published is None
    assert report.warnings[0] == f"publication date not certain: {problem}"


def test_a_given_day_goes_before_the_header_and_says_so() -> None:
    report = report_from_text(f"Date: 8 August 2023\n\n{BODY}", published=date(2023, 8, 9))
    assert report.published == date(2023, 8, 9)
    assert report.warnings == ("the report's header says 2023-08-08; the given 2023-08-09 is taken",)


def test_a_dateline_far_from_the_publication_date_is_doubted() -> None:
    report = report_from_text(f"NIAMEY, Aug 8 (Reuters) - {BODY}", published=date(2023, 11, 8))
    assert report.warnings == ("the dateline says 8 August, the publication date is 2023-11-08: check it",)


def test_the_turn_of_the_year_lies_between_dateline_and_publication() -> None:
    assert report_from_text(f"NIAMEY, Dec 31 (AP) - {BODY}", published=date(2024, 1, 1)).warnings == ()


def test_a_publication_date_in_the_future_is_doubted() -> None:
    report = report_from_text(BODY, published=date(2999, 1, 2))
    assert report.warnings == ("the publication date 2999-01-02 (2 January 2999) lies in the future",)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("22nd June 2009 09:49 AM ", date(2009, 6, 22)),
        ("September 27, 2008 00:00 IST ", date(2008, 9, 27)),
        ("Express News Service: Lucknow, Thu Dec 13 2012, 04:52 hrs ", date(2012, 12, 13)),
        ("PUBLISHED: Wednesday, 08 October, 2014, 4:52am ", date(2014, 10, 8)),
        ("2023-08-08 14:20 ", AUG_8),
    ],
)
def test_a_day_with_its_clock_between_headline_and_text_is_the_publication_day(stamp: str, day: date) -> None:
    found = understand(f"Two held after clash in the hills {stamp}{BODY}")
    assert (found.published, found.body_start) == (day, 0)


@pytest.mark.parametrize(
    "told",
    [
        "The talks broke off on March 3, 2012 10:15 am, the ministry said.",
        "The ship that left port on 3 March 2012 at 10:15 has sunk.",
        "The order of 3 March 2012 10:15 was withdrawn.",
        "The cabinet met 3 March 2012 and sat until dawn.",
        "The clash lasted from 09:49 to 10:15 in the morning.",
        "Of the 2012 men 10:15 stayed.",
        "The log has 03/04/2012 10:15 for it.",
    ],
)
def test_a_day_that_the_report_speaks_of_is_no_publication_day(told: str) -> None:
    assert understand(f"{told} {BODY}").published is None


def test_a_stamp_far_into_the_text_is_of_the_text() -> None:
    assert understand(f"{BODY * 5} 22nd June 2009 09:49 AM {BODY}").published is None


def test_a_stamp_does_not_stand_against_a_header() -> None:
    assert understand(f"Published: 8 August 2023\n\nTwo held 22nd June 2009 09:49 AM {BODY}").published == AUG_8
