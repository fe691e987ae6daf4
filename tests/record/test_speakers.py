"""Whose words an act is told in (CODEBOOK rule 14): the quotation around its trigger tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitroom.codebook.stretches import Stretch
from sitroom.reader import Reader
from sitroom.reading.marks import Marks, MentionMark, TriggerMark
from sitroom.record.speakers import speakers_of
from sitroom.resolving.cast import cast_of
from tests.standin import StandIn


def marks_of(text: str, trigger: str, *mentions: str) -> Marks:
    def at(words: str) -> Stretch:
        return Stretch.of(text, text.index(words), text.index(words) + len(words))

    return Marks(
        ((0, len(text)),),
        tuple(MentionMark(at(words), "person", 0, 1.0) for words in mentions),
        (TriggerMark(at(trigger), "ASSAULT", (), (), "actual", 0, 1.0, 1.0, 1.0),),
        (), (), (), (), (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "trigger", "speaker"),
    [
        ("Colonel Baro said the rebels shelled the town.", "shelled", "Colonel Baro"),
        ("The rebels shelled the town, Colonel Baro said.", "shelled", "Colonel Baro"),
        ("“They shelled the town,” Colonel Baro told reporters.", "shelled", "Colonel Baro"),
        ("The rebels shelled the town. Colonel Baro said it would rain.", "shelled", None),
        ("Colonel Baro fears that the rebels shelled the town.", "shelled", None),
    ],
)
def test_the_speaker_is_the_source_of_the_words_around_the_trigger(
    text: str, trigger: str, speaker: str | None
) -> None:
    marks = marks_of(text, trigger, "Colonel Baro")
    cast = cast_of(marks, text=text, on=None, limit=0.5)
    found = speakers_of(text, marks, cast)
    assert [cast.entities[entity].name for entity, _ in found.of_trigger.values()] == ([speaker] if speaker else [])


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        ("“We will shell the town,” Colonel Baro warned.", "We", "Colonel Baro"),
        ("Colonel Baro said: “They have shelled us twice.”", "us", "Colonel Baro"),
        ("We fear that the rebels shelled the town. Colonel Baro was silent.", "We", None),
        ("Colonel Baro said the US shelled the town.", "US", None),
        ("Colonel Baro said they shelled the town.", "they", None),
    ],
)
def test_we_is_whoever_says_so(text: str, word: str, who: str | None) -> None:
    marks = marks_of(text, "shell", "Colonel Baro", word)
    cast = cast_of(marks, text=text, on=None, limit=0.5)
    found = speakers_of(text, marks, cast)
    assert {cast.entities[e].name: cast.entities[s].name for e, s in found.of_entity.items()} == (
        {word: who} if who else {}
    )


def test_we_that_two_say_is_neither() -> None:
    text = "“We shelled it,” Colonel Baro said. “We did,” General Tolvik said."
    marks = marks_of(text, "shelled", "Colonel Baro", "General Tolvik")
    at = [Stretch(n, n + 2, "We") for n in (text.index("We"), text.rindex("We"))]
    both = replace(marks, mentions=(*marks.mentions, *(MentionMark(one, "person", 0, 1.0) for one in at)))
    cast = replace(cast_of(both, text=text, on=None, limit=0.5))
    assert speakers_of(text, both, cast).of_entity == {}


def test_an_event_of_we_is_the_speakers(standin: Reader) -> None:
    assert isinstance(standin.scorer, StandIn)
    knows_we = replace(standin.scorer, mentions={**standin.scorer.mentions, "we": "person"})
    (event,) = replace(standin, scorer=knows_we).read("“We bombed Chad,” Mali said.").events
    assert [party.name for party in event.actors] == ["Mali"]
