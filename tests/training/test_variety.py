"""What the corpus's variety is counted by: lemmas, frames, forms of triggers, places in the plan; and the pages it fills."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sitroom.errors import AnnotationError
from training.annotation import align
from training.corpus_pages import _MARKED, PAGES, TABLES, filled
from training.lemmas import form, head, lemma
from training.marked import compile_draft
from training.plan import genre, invented, kinds, region
from training.variety import (
    common_words,
    frames,
    lemmas,
    masked,
    measured,
    most_frequent,
    sentences,
    skeleton,
    spread,
    table,
)

ROOT = Path(__file__).parents[2]
CLOSED = """id: w-x-1
title: Velmora shuts border crossing
published: 2024-05-21
genre: wire
region: invented (Velmora, Tashkur; Central Asia)
crisis: x-crossing
---
VELMORA CITY, May 21 (Reuters) - [E1:Velmora] {1:closed} the Dorn crossing on Monday, though [E2:Tashkur] {2:had asked} for talks.

The {3:expulsion} of [E3:two envoys], who {4:were accused} of spying, came later. Nobody was hurt.
---
E1 | Velmora | state | - | GOV
E2 | Tashkur | state | - | GOV
E3 | two envoys of Tashkur | person | - | GOV
1 | COERCE restrict | actual | E1 > E2
2 | REQUEST meet | actual | E2 > E1
3 | SANCTION expel | actual | E1 > E3
4 | ACCUSE allege | actual | - > E3
"""
EMPTY = """id: w-x-2
title: Rain at last
published: 2024-05-22
genre: weather
region: Europe (Spain)
crisis: none-rain
---
It rained in Lugo for three days. The river did not mind.
---
"""


def reports() -> list[dict[str, Any]]:
    return [align(compile_draft(draft)) for draft in (CLOSED, EMPTY)]


@pytest.mark.parametrize(
    "forms",
    [
        "refuse refuses refused refusing",
        "stop stops stopped stopping",
        "expel expels expelled expelling",
        "kill kills killed killing",
        "deny denies denied denying",
        "agree agrees agreed agreeing",
        "withdraw withdrew withdrawn withdraws",
        "die died dies dying",
        "strike strikes struck striking",
        "sanction sanctions sanctioned",
    ],
)
def test_the_forms_of_a_word_have_one_lemma(forms: str) -> None:
    assert len({lemma(word) for word in forms.split()}) == 1


@pytest.mark.parametrize("words", ["refuse refusal", "need feed", "arrest rest", "expel expulsion", "rob robe riot"])
def test_other_words_have_other_lemmas(words: str) -> None:
    assert len({lemma(word) for word in words.split()}) > 1


@pytest.mark.parametrize(
    ("before", "trigger", "expected"),
    [
        ("The bloc ", "has imposed sanctions", "imposed"),
        ("The minister ", "was denied access", "denied"),
        ("The two are ", "expected to meet", "meet"),
        ("A partial ", "import ban", "ban"),
        ("The dockers are ", "on strike", "strike"),
        ("They plan to ", "hold talks", "hold"),
        ("The ", "release of the hostages", "release"),
        ("An ", "attempted coup", "coup"),
    ],
)
def test_the_head_of_a_trigger_is_the_word_that_names_the_act(before: str, trigger: str, expected: str) -> None:
    assert head(trigger, before) == expected


@pytest.mark.parametrize(
    ("before", "trigger", "after", "expected"),
    [
        ("The envoy ", "was expelled", " on Monday.", "passive"),
        ("Three men were later ", "arrested", ".", "passive"),
        ("A town ", "taken", " by rebels.", "passive"),
        ("Police ", "arrested", " three men.", "active"),
        ("The army will ", "attack", " at dawn.", "active"),
        ("The ", "attack", " came at dawn.", "noun"),
        ("Mali's ", "suspension", " was lifted.", "noun"),
        ("The ", "killing", " of two deputies", "noun"),
        ("She is ", "on the road", ".", "noun"),
    ],
)
def test_a_trigger_is_passive_active_or_a_noun(before: str, trigger: str, after: str, expected: str) -> None:
    assert form(trigger, before, after) == expected


def test_a_sentence_knows_its_triggers_and_loses_its_dateline() -> None:
    first, second, third = sentences(reports()[0])
    assert first.text.startswith("Velmora closed")
    assert [(name, first.text[a:b]) for name, a, b in first.triggers] == [
        ("COERCE", "closed"),
        ("REQUEST", "had asked"),
    ]
    assert [second.text[a:b] for _, a, b in second.triggers] == ["expulsion", "were accused"]
    assert third.triggers == ()


def test_lemmas_are_counted_by_type_and_named_by_their_commonest_form() -> None:
    found = lemmas(sentences(reports()[0]))
    assert {name: list(own) for name, own in found.items() if own} == {
        "REQUEST": ["ask"],
        "ACCUSE": ["accus"],
        "SANCTION": ["expulsion"],
        "COERCE": ["clos"],
    }
    assert most_frequent(found["COERCE"]) == [("closed", 1.0)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mali on Monday expelled two envoys.", "Niger on 3 June 2021 expelled 14 envoys."),
        ("Foreign Minister Ana Tolvik said no.", "Ban said no."),
        ("The Ministry of Defence said no.", "Mali said no."),
    ],
)
def test_names_numbers_and_dates_make_no_other_frame(one: str, other: str) -> None:
    assert masked(one, frozenset()) == masked(other, frozenset())


def test_a_word_at_the_head_of_a_sentence_is_no_name_if_it_stands_elsewhere_in_small_letters() -> None:
    common = common_words(["the troops left"])
    assert masked("Troops left Gao.", common) == ["troops", "left", "X", "."]
    assert masked("Gao fell.", common) == ["X", "fell", "."]


def test_a_skeleton_keeps_function_words_alone() -> None:
    assert (
        skeleton(masked("The weary men of Gao did not leave before dawn.", frozenset({"the"})))
        == "the _ of X did not _ before _ ."
    )


def test_frames_leave_out_web_addresses_and_scraps() -> None:
    counted = frames(["http://example.org/a/b is where it stands", "No.", "Gao fell on Monday at dawn."], frozenset())
    assert counted["opening"] == {"X fell on #": 1}
    assert sum(counted["whole"].values()) == 1


def test_quantiles_are_values_that_stand_there() -> None:
    assert spread([1, 2, 3, 4, 10]) == {"mean": 4.0, "q10": 1, "q25": 2, "q50": 3, "q75": 4, "q90": 10}
    assert spread([]) == {"mean": 0.0}


def test_the_figures_of_a_small_corpus() -> None:
    own = measured({"written": reports(), "real": []})
    written = own["written"]
    assert {k: written[k] for k in ("reports", "documents", "sentences", "events", "without_event")} == {
        "reports": 2, "documents": 2, "sentences": 5, "events": 4, "without_event": 0.5,
    }  # fmt: skip
    assert written["paragraphs_without_event"] == pytest.approx(1 / 3, abs=1e-4)
    assert written["triggers"] == {"active": 0.5, "noun": 0.25, "passive": 0.25}
    assert written["counts"]["mode"]["SANCTION expel"] == 1
    assert written["counts"]["mode"]["PROTEST hunger"] == 0
    assert own["both"]["lemmas"]["COERCE"] == 1
    assert "trigger lemmas" in table(own)


def test_copies_are_told_apart_by_whether_they_tell_of_one_crisis() -> None:
    one, _ = reports()
    reprint = {**one, "id": "w-x-3"}
    stolen = {**one, "id": "w-x-4", "crisis": "another"}
    meant = measured({"written": [one, reprint]})["written"]
    assert (meant["near_copies"], meant["near_copies_across"]) == (1.0, 0.0)
    assert measured({"written": [one, stolen]})["written"]["near_copies_across"] == 1.0


@pytest.mark.parametrize(
    ("header", "where", "is_invented"),
    [
        ("East Africa (Kenya, Somalia)", "East Africa", False),
        ("invented (Zembala, West Africa)", "West Africa", True),
        ("invented (Lethovia, Brenmark)", "invented, unsaid or several", True),
        ("Central America (real states, invented persons)", "Latin America", False),
        ("South Asia (Pakistan), Middle East (Iran)", "South Asia", False),
        ("Asia (Japan)", "East Asia", False),
    ],
)
def test_headers_regions_are_sorted_into_world_regions(header: str, where: str, is_invented: bool) -> None:
    assert (region({"region": header}), invented({"region": header})) == (where, is_invented)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("wire", "wire"),
        ("UN press release", "UN or ministry press release"),
        ("local politics", "local paper"),
        ("weekly briefing", "situation report"),
        ("live blog entry", "live blog"),
        ("markets", "sport, business, science, culture ..."),
    ],
)
def test_headers_genres_are_sorted_into_those_of_the_plan(header: str, expected: str) -> None:
    assert genre({"genre": header}) == expected


def test_kinds_of_crisis_come_from_the_head_of_the_report_and_from_its_acts() -> None:
    closed, empty = reports()
    assert kinds(closed) == ["border clash", "mediation, talks", "expulsion of diplomats"]
    assert kinds(empty) == []


def test_a_page_keeps_its_words_and_gets_its_tables_anew() -> None:
    page = "Before.\n<!-- figures: size -->\nold\n<!-- end -->\nAfter."
    assert filled(page, {"size": "| new |"}) == "Before.\n<!-- figures: size -->\n| new |\n<!-- end -->\nAfter."
    with pytest.raises(AnnotationError, match=r"no table is called 'size'\. Write one of cells"):
        filled(page, {"cells": ""})


def test_the_pages_ask_only_for_tables_that_are_made() -> None:
    asked = [found["name"] for page in PAGES for found in _MARKED.finditer((ROOT / page).read_text(encoding="utf-8"))]
    assert asked
    assert set(asked) <= set(TABLES)
