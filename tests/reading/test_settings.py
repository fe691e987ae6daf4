"""Thresholds of decoding as the model file carries them."""

from __future__ import annotations

from sitroom.reading.labels import STRETCH_FIELDS
from sitroom.reading.settings import Thresholds


def test_every_field_has_the_shared_limits_where_the_model_file_has_none_of_its_own():
    limits = Thresholds.of({"stretch": 0.7, "link": 0.6})

    assert {limits.stretch_of(name) for name in STRETCH_FIELDS} == {0.7}
    assert {limits.link_of(name) for name in STRETCH_FIELDS} == {0.6}


def test_a_field_can_have_limits_of_its_own():
    own = [0.1 * (n + 1) for n in range(len(STRETCH_FIELDS))]

    limits = Thresholds.of({"stretch": 0.9, "stretches": own, "links": own[::-1]})

    assert [limits.stretch_of(name) for name in STRETCH_FIELDS] == own
    assert [limits.link_of(name) for name in STRETCH_FIELDS] == own[::-1]
