"""Whose words an act is told in (CODEBOOK rule 14): the quotation around its trigger tells."""

from __future__ import annotations

import pytest

from sitroom.codebook.stretches import Stretch
from sitroom.reading.marks import Marks, MentionMark, TriggerMark
from sitroom.record.speakers import quoted_speakers
from sitroom.resolving.cast import cast_of


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
    found = quoted_speakers(text, marks, cast)
    assert [cast.entities[entity].name for entity, _ in found.values()] == ([speaker] if speaker else [])
