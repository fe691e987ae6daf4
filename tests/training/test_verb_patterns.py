"""The open verb dictionary as clauses: past forms, and what a pattern's signs become."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from training.verb_patterns import Pattern, clause, load_patterns, past, past_form


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("condemn", "condemned"),
        ("ban", "banned"),
        ("accuse", "accused"),
        ("deny", "denied"),
        ("deploy", "deployed"),
        ("call off", "called off"),
        ("set up", "set up"),
        ("boycott", "boycotted"),
    ],
)
def test_regular_pasts(verb: str, expected: str) -> None:
    assert past(verb) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("FORBID {FORBIDS FORBIDDING FORBADE }", "forbade"),
        ("+TAKE LEAVE {+TAKES_LEAVE +TAKING_LEAVE +TOOK_LEAVE }", "took leave"),
        ("EXPEDITE", "expedited"),
    ],
)
def test_listed_pasts_go_before_regular_ones(entry: str, expected: str) -> None:
    assert past_form(entry) == expected


def test_a_coded_pattern_becomes_words_with_a_type(tmp_path: Path) -> None:
    (tmp_path / "plover_reference").mkdir()
    (tmp_path / "plover_reference/cameo_codes.tsv").write_text(
        "code\tplover_type_2_0\tmode_2_0\n072\tAID\t\n163\tSANCTION\tdiscontinue\n010\t\t\n"
    )
    folder = tmp_path / "actor_dictionaries"
    folder.mkdir()
    with gzip.open(folder / "cameo_synonym_sets.tsv.gz", "wt") as out:
        out.write("set\tterm\n&WEAPON\tRIFLES\n")
    with gzip.open(folder / "cameo_verb_patterns.tsv.gz", "wt") as out:
        out.write("kind\tblock\tblock_code\tform_or_pattern\tcode\n")
        out.write("verb\tSEND\t---\tSEND {SENDS SENDING SENT }\t---\n")
        out.write("pattern\tSEND\t---\t* {ARMS SHIPMENT} (TO +)\t072:043\n")
        out.write("pattern\tSEND\t---\t&WEAPON * (AFTER EMBARGO)\t163\n")
        out.write("pattern\tSEND\t---\t* REGARDS\t010\n")
    assert load_patterns(tmp_path) == [
        Pattern(("sent",), "", "arms shipment to", "AID", None),
        Pattern(("sent",), "rifles", "after embargo", "SANCTION", "discontinue"),
    ]


def test_an_object_is_linked_to_the_recipient_and_a_bare_verb_may_be_passive() -> None:
    sent = Pattern(("sent",), "", "arms shipment", "AID", None)
    pieces, passive = clause(sent, "sent", random.Random(1))
    assert (pieces[1], pieces[2].split()[-2:], pieces[3], passive) == ("sent", ["arms", "shipment"], "to", 0)
    pieces, _ = clause(Pattern(("sent",), "", "arms shipment to", "AID", None), "sent", random.Random(1))
    assert pieces[3] == ""
    condemned = Pattern(("condemned",), "", "", "ACCUSE", "disapprove")
    made = [clause(condemned, "condemned", random.Random(n)) for n in range(20)]
    assert {passive for _, passive in made} == {0, 1}
    assert all(pieces[2:4] == ["", ""] for pieces, _ in made)
