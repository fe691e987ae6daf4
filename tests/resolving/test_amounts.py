"""Amount phrases of news English: the tables are the specification (CODEBOOK section 1, `amount`; rule 19)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitroom.codebook.values import Amount
from sitroom.resolving.amounts import find_amounts, resolve_amount
from sitroom.resolving.amounts.currencies import currencies
from sitroom.resolving.amounts.numbers import spell_digits

MONEY = [
    # phrase, country, min, max, unit, qualifier
    ("at least $100 million", None, 100_000_000, None, "USD", "at least"),
    ("no less than $40 million", None, 40_000_000, None, "USD", "at least"),
    ("more than $2.5 billion", None, 2_500_000_000, None, "USD", "more than"),
    ("$3 million", None, 3_000_000, 3_000_000, "USD", None),
    ("$3m", None, 3_000_000, 3_000_000, "USD", None),
    ("$3mn", None, 3_000_000, 3_000_000, "USD", None),
    ("$3bn", None, 3_000_000_000, 3_000_000_000, "USD", None),
    ("$1.2tn", None, 1_200_000_000_000, 1_200_000_000_000, "USD", None),
    ("US$3bn", None, 3_000_000_000, 3_000_000_000, "USD", None),
    ("US $40 million", None, 40_000_000, 40_000_000, "USD", None),
    ("A$20 million", None, 20_000_000, 20_000_000, "AUD", None),
    ("C$5 million", None, 5_000_000, 5_000_000, "CAD", None),
    ("HK$900", None, 900, 900, "HKD", None),
    ("R$10 million", None, 10_000_000, 10_000_000, "BRL", None),
    ("USD 40 million", None, 40_000_000, 40_000_000, "USD", None),
    ("40 million USD", None, 40_000_000, 40_000_000, "USD", None),
    ("EUR 15,000", None, 15_000, 15_000, "EUR", None),
    ("15 euros", None, 15, 15, "EUR", None),
    ("half a billion euros", None, 500_000_000, 500_000_000, "EUR", None),
    ("a billion dollars", None, 1_000_000_000, 1_000_000_000, "USD", None),
    ("one and a half billion dollars", None, 1_500_000_000, 1_500_000_000, "USD", None),
    ("two and a half million dollars", None, 2_500_000, 2_500_000, "USD", None),
    ("a million dollars", None, 1_000_000, 1_000_000, "USD", None),
    ("a quarter of a billion dollars", None, 250_000_000, 250_000_000, "USD", None),
    ("three quarters of a million pounds", None, 750_000, 750_000, "GBP", None),
    ("€1.2bn", None, 1_200_000_000, 1_200_000_000, "EUR", None),
    ("€ 750 million", None, 750_000_000, 750_000_000, "EUR", None),
    ("£2m", None, 2_000_000, 2_000_000, "GBP", None),
    ("£30 million of aid", None, 30_000_000, 30_000_000, "GBP", None),
    ("20 pounds sterling", None, 20, 20, "GBP", None),
    ("50 million Swiss francs", None, 50_000_000, 50_000_000, "CHF", None),
    ("3 million Nigerian naira", None, 3_000_000, 3_000_000, "NGN", None),
    ("30 billion naira", None, 30_000_000_000, 30_000_000_000, "NGN", None),
    ("₦500 million", None, 500_000_000, 500_000_000, "NGN", None),
    ("₹20 crore", None, 200_000_000, 200_000_000, "INR", None),
    ("Rs 500 crore", "IND", 5_000_000_000, 5_000_000_000, "INR", None),
    ("Rs 500", "PAK", 500, 500, "PKR", None),
    ("900 Pakistani rupees", None, 900, 900, "PKR", None),
    ("10,000 rupees", None, 10_000, 10_000, "rupee", None),
    ("1.5 trillion rubles", None, 1_500_000_000_000, 1_500_000_000_000, "RUB", None),
    ("100 billion roubles", None, 100_000_000_000, 100_000_000_000, "RUB", None),
    ("2 billion yuan", None, 2_000_000_000, 2_000_000_000, "CNY", None),
    ("40 billion yen", None, 40_000_000_000, 40_000_000_000, "JPY", None),
    ("¥500 billion", "CHN", 500_000_000_000, 500_000_000_000, "CNY", None),
    ("¥500 billion", None, 500_000_000_000, 500_000_000_000, "JPY", None),
    ("6 million shekels", None, 6_000_000, 6_000_000, "ILS", None),
    ("70 million Egyptian pounds", None, 70_000_000, 70_000_000, "EGP", None),
    ("12 million birr", None, 12_000_000, 12_000_000, "ETB", None),
    ("200 million hryvnias", None, 200_000_000, 200_000_000, "UAH", None),
    ("80 million zlotys", None, 80_000_000, 80_000_000, "PLN", None),
    ("5 million Saudi riyals", None, 5_000_000, 5_000_000, "SAR", None),
    ("1.5 trillion CFA francs", None, 1_500_000_000_000, 1_500_000_000_000, "cfa franc", None),
    ("1.5 trillion CFA francs", "SEN", 1_500_000_000_000, 1_500_000_000_000, "XOF", None),
    ("500 million CFA francs", "CMR", 500_000_000, 500_000_000, "XAF", None),
    ("$200 million", "CAN", 200_000_000, 200_000_000, "CAD", None),
    ("$200 million", "NER", 200_000_000, 200_000_000, "USD", None),
    ("$50", "AUS", 50, 50, "AUD", None),
    ("50,000 pounds", "EGY", 50_000, 50_000, "EGP", None),
    ("50,000 pounds", None, 50_000, 50_000, "GBP", None),
    ("3 million francs", "NER", 3_000_000, 3_000_000, "XOF", None),
    ("3 million francs", None, 3_000_000, 3_000_000, "franc", None),
    ("200 pesos", "MEX", 200, 200, "MXN", None),
    ("200 pesos", None, 200, 200, "peso", None),
    ("20 million dinars", None, 20_000_000, 20_000_000, "dinar", None),
    ("20 million dinars", "IRQ", 20_000_000, 20_000_000, "IQD", None),
    ("4 million rials", "IRN", 4_000_000, 4_000_000, "IRR", None),
    ("300 shillings", "KEN", 300, 300, "KES", None),
    ("$5m a year", None, 5_000_000, 5_000_000, "USD", "per year"),
    ("$5 million per month", None, 5_000_000, 5_000_000, "USD", "per month"),
    ("€10 million annually", None, 10_000_000, 10_000_000, "EUR", "per year"),
    ("$80 a barrel", None, 80, 80, "USD", "per barrel"),
    ("$3.8 billion in annual military aid", None, 3_800_000_000, 3_800_000_000, "USD", "per year"),
    ("up to $500 million a year", None, None, 500_000_000, "USD", "up to, per year"),
    ("$5-10 million", None, 5_000_000, 10_000_000, "USD", "between"),
    ("$5 million-$10 million", None, 5_000_000, 10_000_000, "USD", "between"),
    ("between $1 million and $2 million", None, 1_000_000, 2_000_000, "USD", "between"),
    ("US$3bn to US$4bn", None, 3_000_000_000, 4_000_000_000, "USD", "between"),
    ("20 to 30 million euros", None, 20_000_000, 30_000_000, "EUR", "between"),
    ("from 2 to 3 billion dollars", None, 2_000_000_000, 3_000_000_000, "USD", "between"),
    ("as much as $1 billion", None, None, 1_000_000_000, "USD", "up to"),
    ("millions of dollars", None, 2_000_000, None, "USD", "millions"),
]


@pytest.mark.parametrize(("phrase", "country", "low", "high", "unit", "qualifier"), MONEY)
def test_money_has_bounds_and_a_currency(
    phrase: str, country: str | None, low: float | None, high: float | None, unit: str, qualifier: str | None
) -> None:
    assert resolve_amount(phrase, country=country) == Amount(low, high, unit, qualifier)


COUNTS = [
    # phrase, min, max, unit, qualifier
    ("500 pounds of explosives", 500, 500, "pounds of explosives", None),
    ("some 300", 300, 300, None, "about"),
    ("about 40 people", 40, 40, "people", "about"),
    ("around 1,000 soldiers", 1000, 1000, "soldiers", "about"),
    ("roughly 60 tanks", 60, 60, "tanks", "about"),
    ("an estimated 5,000 refugees", 5000, 5000, "refugees", "about"),
    ("approximately 12 officers", 12, 12, "officers", "about"),
    ("nearly 3,000 people", 3000, 3000, "people", "nearly"),
    ("almost 200 houses", 200, 200, "houses", "nearly"),
    ("close to 90 prisoners", 90, 90, "prisoners", "nearly"),
    ("30-odd villages", 30, 30, "villages", "about"),
    ("100 or so fighters", 100, 100, "fighters", "about"),
    ("more than 40 killed", 40, None, "killed", "more than"),
    ("at least 12 dead", 12, None, "killed", "at least"),
    ("no fewer than 17 wounded", 17, None, "wounded", "at least"),
    ("over 500 detained", 500, None, "detained", "more than"),
    ("100 or more protesters", 100, None, "protesters", "at least"),
    ("1,500+ arrests", 1500, None, "arrested", "at least"),
    ("in excess of 20,000 troops", 20_000, None, "troops", "more than"),
    ("up to 2,000 troops", None, 2000, "troops", "up to"),
    ("as many as 30 hostages", None, 30, "hostages", "up to"),
    ("at most 15 observers", None, 15, "observers", "up to"),
    ("no more than 50 people", None, 50, "people", "up to"),
    ("fewer than 100 supporters", None, 100, "supporters", "less than"),
    ("less than 5 percent", None, 5, "percent", "less than"),
    ("under 20 years", None, 20, "years", "less than"),
    ("between 20 and 30 people", 20, 30, "people", "between"),
    ("20 to 30 people", 20, 30, "people", "between"),
    ("20-30 people", 20, 30, "people", "between"),
    ("five to seven killed", 5, 7, "killed", "between"),
    ("10 or 12 soldiers", 10, 12, "soldiers", "between"),
    ("dozens", 24, None, None, "dozens"),
    ("dozens of protesters", 24, None, "protesters", "dozens"),
    ("scores of civilians", 40, None, "civilians", "scores"),
    ("hundreds of protesters", 200, None, "protesters", "hundreds"),
    ("hundreds killed", 200, None, "killed", "hundreds"),
    ("thousands of people", 2000, None, "people", "thousands"),
    ("tens of thousands of displaced people", 20_000, None, "displaced", "tens of thousands"),
    ("hundreds of thousands of refugees", 200_000, None, "refugees", "hundreds of thousands"),
    ("several soldiers", 2, None, "soldiers", "several"),
    ("several hundred fighters", 200, None, "fighters", "several"),
    ("a few hundred people", 200, None, "people", "few"),
    ("a handful of lawmakers", 2, None, "lawmakers", "handful"),
    ("a couple of officers", 2, 2, "officers", None),
    ("several thousand troops", 2000, None, "troops", "several"),
    ("a dozen soldiers", 12, 12, "soldiers", None),
    ("two dozen lawmakers", 24, 24, "lawmakers", None),
    ("half a dozen officers", 6, 6, "officers", None),
    ("one person", 1, 1, "people", None),
    ("three people", 3, 3, "people", None),
    ("twelve ministers", 12, 12, "ministers", None),
    ("twenty-five wounded", 25, 25, "wounded", None),
    ("two hundred and fifty fighters", 250, 250, "fighters", None),
    ("three thousand five hundred troops", 3500, 3500, "troops", None),
    ("a hundred peacekeepers", 100, 100, "peacekeepers", None),
    ("one million two hundred thousand voters", 1_200_000, 1_200_000, "voters", None),
    ("a million and a half refugees", 1_500_000, 1_500_000, "refugees", None),
    ("1.2 million displaced", 1_200_000, 1_200_000, "displaced", None),
    ("1,234,567 votes", 1_234_567, 1_234_567, "votes", None),
    ("2 500 troops", 2500, 2500, "troops", None),
    ("a soldier", 1, 1, "soldier", None),
    ("a single civilian", 1, 1, "civilian", None),
    ("40 people were killed", 40, 40, "killed", None),
    ("40 people killed", 40, 40, "killed", None),
    ("killed 12 people", 12, 12, "killed", None),
    ("killing at least 40 civilians", 40, None, "killed", "at least"),
    ("a death toll of at least 41", 41, None, "killed", "at least"),
    ("14 fatalities", 14, 14, "killed", None),
    ("three civilians wounded", 3, 3, "wounded", None),
    ("60 were injured", 60, 60, "injured", None),
    ("8 hurt", 8, 8, "injured", None),
    ("two soldiers died", 2, 2, "killed", None),
    ("25 missing", 25, 25, "missing", None),
    ("200,000 people displaced", 200_000, 200_000, "displaced", None),
    ("some 70 detentions", 70, 70, "detained", "about"),
    ("15 arrests", 15, 15, "arrested", None),
    ("nine abducted", 9, 9, "abducted", None),
    ("no casualties", 0, 0, "casualties", None),
    ("no deaths", 0, 0, "killed", None),
    ("zero fatalities", 0, 0, "killed", None),
    ("2.5 per cent", 2.5, 2.5, "percent", None),
    ("2.5%", 2.5, 2.5, "percent", None),
    ("51 percent", 51, 51, "percent", None),
    ("3 percentage points", 3, 3, "percentage points", None),
    ("10-15 percent", 10, 15, "percent", "between"),
    ("20% to 25%", 20, 25, "percent", "between"),
    ("nearly 60 percent of the vote", 60, 60, "percent", "nearly"),
    ("two-thirds of the seats", 66.67, 66.67, "percent", None),
    ("half of the population", 50, 50, "percent", None),
    ("about a third of its members", 33.33, 33.33, "percent", "about"),
    ("three-quarters of the budget", 75, 75, "percent", None),
    ("a 500-strong force", 500, 500, "people", None),
    ("300 tonnes of wheat", 300, 300, "tonnes of wheat", None),
    ("12 F-16 jets", 12, 12, "f-16 jets", None),
    ("18 armored vehicles", 18, 18, "armored vehicles", None),
    ("100,000 barrels per day", 100_000, 100_000, "barrels", "per day"),
    ("24 rockets", 24, 24, "rockets", None),
    ("155 missiles and drones", 155, 155, "missiles", None),
    ("two aircraft carriers", 2, 2, "aircraft carriers", None),
]


@pytest.mark.parametrize(("phrase", "low", "high", "unit", "qualifier"), COUNTS)
def test_counts_have_bounds_and_what_is_counted(
    phrase: str, low: float | None, high: float | None, unit: str | None, qualifier: str | None
) -> None:
    assert resolve_amount(phrase) == Amount(low, high, unit, qualifier)


@pytest.mark.parametrize(
    "phrase", ["the ceasefire", "sanctions", "Niamey", "many people", "F-16 jets", "the 4th battalion", ""]
)
def test_words_without_a_number_are_no_amount(phrase: str) -> None:
    assert resolve_amount(phrase) is None


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("two hundred and fifty", "250"),
        ("between twenty and thirty", "between 20 and 30"),
        ("a thousand and one", "1001"),
        ("twenty-four hours", "24 hours"),
        ("one million two hundred thousand", "1200000"),
        ("several hundred", "several hundred"),
        ("someone", "someone"),
    ],
)
def test_number_words_become_digits(words: str, digits: str) -> None:
    assert spell_digits(words) == digits


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        (
            "At least 40 people were killed and more than 100 wounded.",
            ["At least 40 people were killed", "more than 100 wounded"],
        ),
        ("The EU froze €1.2bn in aid in 2023.", ["€1.2bn in aid"]),
        ("Some 300 soldiers and dozens of protesters clashed.", ["Some 300 soldiers", "dozens of protesters"]),
        ("It pays $5m a year for 24 drones.", ["$5m a year", "24 drones"]),
        ("He won 51.3 percent of the vote on 8 August.", ["51.3 percent"]),
        ("The summit ends on Friday.", []),
        ("", []),
    ],
)
def test_amount_phrases_are_found_in_running_text(text: str, phrases: list[str]) -> None:
    assert [each.text for each in find_amounts(text)] == phrases


def test_every_currency_has_a_code_a_name_and_a_country() -> None:
    table = currencies()
    assert len(table.codes) > 140
    assert all(len(code) == 3 and code.isupper() for code in table.codes)
    assert all(len(country) == 3 and country.isupper() for country in table.by_country)


TEXTS = st.text(max_size=120) | st.lists(
    st.sampled_from(
        "$ € 5 40 1.2 1,000 million bn dozen hundreds of at least up to between and killed people % half a -".split()
    ),
    max_size=10,
).map(" ".join)


@given(phrase=TEXTS, country=st.sampled_from([None, "NER", "CAN", "xyz"]))
def test_no_text_raises_and_bounds_are_in_order(phrase: str, country: str | None) -> None:
    amount = resolve_amount(phrase, country=country)
    if amount is not None:
        assert amount.min is not None or amount.max is not None
        assert amount.min is None or amount.max is None or amount.min <= amount.max


@given(text=TEXTS)
def test_found_amounts_quote_the_text_in_order_and_apart(text: str) -> None:
    found = find_amounts(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))


@given(count=st.integers(1, 10**6), scale=st.sampled_from(["thousand", "million", "billion"]))
def test_digits_with_a_scale_word_multiply(count: int, scale: str) -> None:
    amount = resolve_amount(f"${count:,} {scale}")
    factor = {"thousand": 10**3, "million": 10**6, "billion": 10**9}[scale]
    assert amount == Amount(count * factor, count * factor, "USD", None)
