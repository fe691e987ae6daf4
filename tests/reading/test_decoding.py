"""Decoding keeps to the codebook whatever the scores say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sitroom
from sitroom.codebook import ontology
from sitroom.codebook.reports import Report
from sitroom.errors import InputError
from sitroom.reader import Reader
from sitroom.reading.decoding import modes_of, tag_spans
from sitroom.reading.labels import PLACES, SPAN_HEADS, TAG_LAYERS
from sitroom.reading.packaged import FIRST_LAYERS, OnnxScorer
from sitroom.reading.scorer import Floats, Ints
from tests.standin import HIGH, StandIn


def make(text: str) -> Report:
    return Report("r", text, None, None, None, "en", None, ())


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("OOOO", []),
        ("OBIO", [(1, 3)]),
        ("BBIO", [(0, 1), (1, 3)]),
        ("OIIO", [(1, 3)]),  # a span may begin with I where no B was likelier
        ("BIOB", [(0, 2), (3, 4)]),
    ],
)
def test_tags_become_spans(tags: str, spans: list[tuple[int, int]]) -> None:
    probabilities = np.asarray([[0.9 if t == x else 0.05 for x in "OBI"] for t in tags], np.float32)
    found = tag_spans(probabilities, np.arange(len(tags) + 1), 0.5)
    assert [(a, b) for a, b, _ in found] == spans


def test_an_event_never_gets_a_mode_of_another_type() -> None:
    every = np.ones(len(ontology.type_modes()), np.float32)
    for name in ontology.EVENT_TYPES:
        assert set(modes_of(name, every, 0.5)) <= set(ontology.modes()[name])


def test_marks_point_at_their_words(standin: Reader) -> None:
    text = "Mali condemned Kenya. Yesterday Ghana bombed Chad."
    marks = standin.marks(make(text))
    assert [m.stretch.text for m in marks.mentions] == ["Mali", "Kenya", "Ghana", "Chad"]
    assert [(t.stretch.text, t.type, t.modes) for t in marks.triggers] == [
        ("condemned", "ACCUSE", ("disapprove",)),
        ("bombed", "ASSAULT", ("heavy-weapons",)),
    ]
    assert [(f.field, f.stretch.text) for f in marks.fields] == [("date", "Yesterday")]


def test_a_long_report_reads_like_its_parts(standin: Reader) -> None:
    sentence = "Mali condemned Kenya in a long statement about many things that nobody needs to know of at all. "
    marks = standin.marks(make(sentence * 60))
    assert len(marks.triggers) == 60
    assert len({t.stretch for t in marks.triggers}) == 60


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Mali", "Kenya", "condemned", "urged", "on", "the", "2019", "yesterday", ".", "\n", "“", "met", "she"]
        ),
        max_size=120,
    )
)
def test_the_batch_size_changes_nothing(standin: Reader, words: list[str]) -> None:
    text = " ".join(words)
    alone = [standin.marks(make(text)), standin.marks(make("Mali met Kenya."))]
    together = [r.to_dict() for r in standin.read_many([make(text), make("Mali met Kenya.")])]
    assert [len(m.triggers) > 0 for m in alone] == [bool(r["events"]) for r in together]
    assert together == [standin.read(make(text)).to_dict(), standin.read(make("Mali met Kenya.")).to_dict()]


def test_relate_refuses_what_is_no_stretch(standin: Reader) -> None:
    with pytest.raises(InputError, match=r"actor is \(0, 99\), which is no stretch of a text of 19 characters"):
        standin.relate("Mali met Kenya now.", actor=(0, 99), recipient=(9, 14))
    with pytest.raises(InputError, match="overlap"):
        standin.relate("Mali met Kenya now.", actor=(0, 4), recipient=(2, 8))


def test_relate_gives_a_type_and_all_scores(standin: Reader) -> None:
    relation = standin.relate("Mali condemned Kenya.", actor=(0, 4), recipient=(15, 20))
    assert relation.type == "ACCUSE"
    assert set(relation.scores) == set(ontology.EVENT_TYPES)
    assert sum(relation.scores.values()) == pytest.approx(1, abs=0.01)


def test_chains_are_of_all_phrases_while_a_reading_groups_parties_alone() -> None:
    reader = sitroom.load()
    text = "Soldiers praised the harvest. A harvest like this one feeds Tchad for a year."
    scorer = StandIn(reader.tokenizer, mentions={"soldiers": "armed force"}, phrases=("soldiers", "harvest", "year"))
    standing = Reader(scorer, reader.tokenizer, reader.thresholds, "stand-in")
    chains = [[m.text for m in chain] for chain in standing.chains(make(text))]
    assert ["harvest", "harvest"] in chains
    assert ["year"] in chains, "a phrase that stands alone is a chain of one"
    assert [m.stretch.text for m in standing.marks(make(text)).mentions] == ["Soldiers"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mali urged both Kenya and Ghana.", ["Mali", "Kenya", "Ghana"]),
        ("Kenya and Ghana met. Mali urged both.", ["Kenya", "Ghana", "Mali", "both"]),
        ("Mali urged both. Kenya met Ghana.", ["Mali", "both", "Kenya", "Ghana"]),
    ],
)
def test_both_before_those_who_are_meant_is_nobody_of_its_own(text: str, told: list[str]) -> None:
    reader = sitroom.load()
    kinds = dict.fromkeys(("mali", "kenya", "ghana"), "state")
    scorer = StandIn(reader.tokenizer, mentions={**kinds, "both": "other"})
    standing = Reader(scorer, reader.tokenizer, reader.thresholds, "stand-in")
    assert [m.stretch.text for m in standing.marks(make(text)).mentions] == told


def test_a_model_without_the_layers_of_phrases_still_reads() -> None:
    """Models of earlier versions had nine layers of tags: what they can say is read, and they find no chains."""
    tags = np.zeros((1, 4, 3 * FIRST_LAYERS), np.float32)
    scorer = OnnxScorer.__new__(OnnxScorer)
    scorer._layers = FIRST_LAYERS
    scorer._session = _Session(np.zeros((1, 4, 2), np.float32), tags)  # type: ignore[assignment]
    _, padded = scorer.encode(np.ones((1, 4), np.int64))
    assert padded.shape == (1, 4, len(TAG_LAYERS), 3)
    assert np.all(padded[:, :, FIRST_LAYERS:].argmax(-1) == 0), "outside every span"


def paired(heads: dict[str, np.ndarray]) -> OnnxScorer:
    scorer = OnnxScorer.__new__(OnnxScorer)
    scorer._heads = {name: value.astype(np.float32) for name, value in heads.items()}
    return scorer


def among_heads(size: int = 6, inner: int = 8) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(7)
    linear = {"into": (inner, size), "back": (size, inner), "layers.0.three": (3 * inner, inner), "layers.0.out": (inner, inner),
              "layers.0.up": (inner, inner), "layers.0.down": (inner, inner)}  # fmt: skip
    out = {f"among.{name}.weight": rng.normal(size=shape) for name, shape in linear.items()}
    out |= {f"among.{name}.bias": rng.normal(size=shape[0]) for name, shape in linear.items()}
    for name in ("layers.0.before", "layers.0.between", "last"):
        out |= {f"among.{name}.weight": np.ones(inner), f"among.{name}.bias": np.zeros(inner)}
    return out | {
        "among.is_trigger.weight": rng.normal(size=(2, inner)),
        "among.layers.0.lie.weight": rng.normal(size=(PLACES, SPAN_HEADS)),
    }


def spans_among(scorer: OnnxScorer, order: list[int]) -> np.ndarray:
    rng = np.random.default_rng(1)
    spans = rng.normal(size=(5, 6)).astype(np.float32)
    trigger, at, sentence = np.asarray([1, 0, 0, 0, 1]), np.asarray([3, 1, 9, 40, 44]), np.asarray([0, 0, 0, 1, 1])
    return np.asarray(scorer.among(spans[order], trigger[order], at[order], sentence[order]))


def test_what_a_span_is_among_others_hangs_on_them_and_not_on_their_order() -> None:
    scorer = paired(among_heads())
    whole = spans_among(scorer, [0, 1, 2, 3, 4])
    assert np.allclose(spans_among(scorer, [4, 2, 0, 1, 3]), whole[[4, 2, 0, 1, 3]], atol=1e-5)
    assert not np.allclose(spans_among(scorer, [0, 1, 2, 4]), whole[[0, 1, 2, 4]], atol=1e-3)


def test_a_model_of_before_pairs_spans_as_they_stand() -> None:
    alone = spans_among(paired({}), [0, 1, 2, 3, 4])
    assert np.array_equal(alone[:4], spans_among(paired({}), [0, 1, 2, 3]))


def test_what_is_read_of_a_report_hangs_on_no_other() -> None:
    """One scale of the 8-bit encoder for several texts would let each change what is read of the others."""
    reader = sitroom.load()
    one = "Kenya expelled two Ugandan diplomats on Monday after the army shelled a post, and Uganda threatened to close the crossing."
    others = [
        "The band played on.",
        one * 3,
        "Exports of tea rose by a tenth, the board said, though frost and late rains hurt the east.",
    ]
    alone = reader.read(make(one)).to_dict()
    among = list(reader.read_many([make(text) for text in (*others, one)]))[-1].to_dict()
    assert among == alone
    stretches = (0, 5), (19, 26)
    pairs = [(one, *stretches), ("The council thanked the nurses at length.", (0, 11), (20, 30))]
    assert next(iter(reader.relate_many(pairs))) == reader.relate(one, actor=stretches[0], recipient=stretches[1])


class _Session:
    def __init__(self, *outputs: np.ndarray) -> None:
        self._outputs = outputs

    def run(self, _names: list[str], _inputs: dict[str, np.ndarray]) -> tuple[np.ndarray, ...]:
        return self._outputs


@pytest.mark.parametrize(
    ("text", "taken", "found"),
    [
        ("Governor Mike Bell (R-IN) spoke.", ("mike", "bell", "(", "r"), "Mike Bell"),
        ("Leaders of Kenya’s farmers met.", ("kenya", "’"), "Kenya’s"),
        ("Judges who ruled last year met.", ("judges", "who"), "Judges"),
        ("Officials of the bank met.", ("officials", "of"), "Officials"),
    ],
)
def test_a_mention_ends_where_a_phrase_does(text: str, taken: tuple[str, ...], found: str) -> None:
    reader = sitroom.load()
    scorer = Tagged(reader.tokenizer, mentions=dict.fromkeys(taken, "person"))
    marks = Reader(scorer, reader.tokenizer, reader.thresholds, "stand-in").marks(make(text))
    assert [m.stretch.text for m in marks.mentions] == [found]


class Tagged(StandIn):
    """A stand-in whose neighbouring mentions are one."""

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        hidden, tags = super().encode(ids)
        layer = TAG_LAYERS.index("inner")
        begins = tags[:, :, layer].argmax(-1) == 1
        goes_on = begins[:, 1:] & begins[:, :-1]
        tags[:, 1:, layer][goes_on] = (0.0, 0.0, 2 * HIGH)
        return hidden, tags
