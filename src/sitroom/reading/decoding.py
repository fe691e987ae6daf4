"""From the scores of windows to the marks of one text. The codebook holds here: no mode of another type, no event without a trigger."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from sitroom.codebook import ontology
from sitroom.codebook.ontology import EVENT_TYPES, STATUSES, EventType
from sitroom.codebook.stretches import Stretch
from sitroom.reading.labels import MENTION_KINDS, ROLES, STRETCH_FIELDS, TAG_LAYERS
from sitroom.reading.marks import FieldMark, Link, Marks, MentionMark, RoleLink, TriggerMark
from sitroom.reading.scorer import Floats, Ints, Scorer, places, pool, sigmoid, softmax
from sitroom.reading.settings import Thresholds
from sitroom.reading.windows import Pieces, Window

REACH = 200
"""Pieces between a trigger and what can play a role for it."""
ANTECEDENTS = 60
"""Mentions before a mention among which its antecedent is sought, as in training."""
ROLE_FLOOR = 0.05
"""Probability under which a mention says nothing about a role, not even together with its entity's other mentions."""
GO_ON = 0.4
"""1 - P(O) down to which a span goes on once it has begun."""
SECOND_TYPE = 0.38
"""Probability from which one word names an event of a second type as well."""
BOTH = {"SANCTION", "COERCE"}
"""The two types that one word may name together: a conviction with prison (codebook rule 7)."""

HANGING = frozenset("of for by to from in at on with and or but as than".split())
HANGING_AFTER = HANGING | frozenset("the a an who whom whose which that".split())
BEFORE_A_LIST = frozenset({"both", "all"})
"""Words that stand for somebody, unless they stand before who is meant ("both the minister and the union": of 7 such in train reports
none was annotated)."""
PROSE = frozenset({"condition", "exemption", "reason"})
"""Fields whose words are a phrase or clause."""
SHORTEST_PHRASE = 8
"""Characters of the shortest phrase."""

Span = tuple[int, int]
T = TypeVar("T", bound=Hashable)


def tag_spans(probabilities: Floats, first: NDArray[np.int64], begin: float) -> list[tuple[int, int, float]]:
    """BIO probabilities [words, 3] -> (start, end, 1 - P(O) of the first word) in pieces.

    first holds each word's first piece and, last, the end. A span begins where 1 - P(O) reaches `begin`. It goes on over
    words that are likelier inside than a new beginning, down to `GO_ON`, and over one doubtful word between two sure ones:
    long stretches (conditions, reasons) must not fall apart at a comma.
    """
    inside = 1 - probabilities[:, 0]
    spans: list[tuple[int, int, float]] = []
    count = len(probabilities)
    at = 0
    for start in np.flatnonzero(inside >= begin).tolist():
        if start < at:
            continue
        at = start + 1
        while at < count and probabilities[at, 2] >= probabilities[at, 1]:
            sure = inside[at] >= GO_ON
            bridged = at + 1 < count and inside[at] >= GO_ON / 2 and probabilities[at + 1, 2] >= begin
            if not sure and not bridged:
                break
            at += 1
        spans.append((int(first[start]), int(first[at]), float(inside[start])))
    return spans


def joined(spans: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Spans of one field that touch each other are one: a tag B inside a phrase parts nothing there."""
    out: list[tuple[int, int, float]] = []
    for a, b, score in spans:
        if out and out[-1][1] == a:
            out[-1] = (out[-1][0], b, max(out[-1][2], score))
        else:
            out.append((a, b, score))
    return out


def pairs_within(first: list[int], a: Ints, second: list[int], b: Ints, reach: int = REACH) -> tuple[Ints, Ints]:
    """Index pairs of first and second whose positions a[i], b[j] lie at most `reach` apart."""
    if not first or not second:
        empty = np.zeros(0, np.int64)
        return empty, empty
    one, two = np.asarray(first, np.int64), np.asarray(second, np.int64)
    near = np.abs(a[one][:, None] - b[two][None, :]) <= reach
    i, j = np.nonzero(near)
    return one[i], two[j]


class _Found(Generic[T]):
    """Things numbered in the order of finding; found again in the next window, they keep their number."""

    def __init__(self) -> None:
        self._numbers: dict[T, int] = {}

    def number(self, key: T) -> tuple[int, bool]:
        known = self._numbers.get(key)
        if known is not None:
            return known, False
        self._numbers[key] = len(self._numbers)
        return self._numbers[key], True


class Decoder:
    """Takes the windows of one text in order and gathers its marks."""

    def __init__(
        self, scorer: Scorer, text: str, pieces: Pieces, sentences: list[tuple[int, int]], limits: Thresholds
    ) -> None:
        self._scorer = scorer
        self._text = text
        self._pieces = pieces
        self._sentences = sentences
        self._starts = np.asarray([a for a, _ in sentences], np.int64)
        self._limits = limits
        self._mention_numbers: _Found[Span] = _Found()
        self._trigger_numbers: _Found[tuple[int, int, EventType]] = _Found()
        self._field_numbers: _Found[tuple[int, int, int]] = _Found()
        self._mentions: list[MentionMark] = []
        self._triggers: list[TriggerMark] = []
        self._fields: list[FieldMark] = []
        self._roles: dict[tuple[int, int, int], float] = {}
        self._links: dict[tuple[int, int], float] = {}
        self._same: dict[tuple[int, int], float] = {}
        self._coref: dict[tuple[int, int], float] = {}

    def marks(self) -> Marks:
        return Marks(
            tuple(self._sentences),
            tuple(self._mentions),
            tuple(self._triggers),
            tuple(self._fields),
            tuple(RoleLink(t, m, ROLES[r], s) for (t, m, r), s in sorted(self._roles.items())),
            tuple(Link(t, f, s) for (t, f), s in sorted(self._links.items())),
            tuple(Link(i, j, s) for (i, j), s in sorted(self._same.items())),
            tuple(Link(m, earlier, s) for (m, earlier), s in sorted(self._coref.items())),
        )

    def take(self, window: Window, hidden: Floats, tags: Floats) -> None:
        """hidden [pieces, size] and tags [pieces, layers, 3] of the window's own pieces, both ends left out."""
        words = self._pieces.words[window.start : window.end]
        first = np.flatnonzero(np.r_[True, words[1:] != words[:-1]])
        edges = np.r_[first, len(words)]
        probabilities = softmax(tags[first])
        own = window.own - window.start
        m_spans, m_ids, m_states = self._take_mentions(window, hidden, probabilities, edges)
        t_spans, t_ids, t_states = self._take_triggers(window, hidden, probabilities, edges)
        f_spans, f_ids, f_states = self._take_fields(window, hidden, probabilities, edges)
        t_at = np.asarray([a for a, _ in t_spans], np.int64)
        m_at = np.asarray([a for a, _ in m_spans], np.int64)
        f_at = np.asarray([a for a, _ in f_spans], np.int64)
        t_in, m_in, f_in = (self._sentences_at(window, at) for at in (t_at, m_at, f_at))
        alone = t_states
        t_states, m_states = self._among((t_spans, t_states, t_at, t_in), (m_states, m_at, m_in))
        mine = [i for i, (a, _) in enumerate(t_spans) if a >= own]

        a, b = pairs_within(mine, t_at, list(range(len(m_spans))), m_at)
        if len(a):
            got = sigmoid(
                self._scorer.pairs("role", t_states, m_states, a, b, places(t_at[a], m_at[b], t_in[a] == m_in[b]))
            )
            for i, role in zip(*(x.tolist() for x in np.nonzero(got >= ROLE_FLOOR)), strict=True):
                self._roles[t_ids[a[i]], m_ids[b[i]], role] = float(got[i, role])
        a, b = pairs_within(mine, t_at, list(range(len(f_spans))), f_at)
        if len(a):
            got = sigmoid(
                self._scorer.pairs("link", alone, f_states, a, b, places(t_at[a], f_at[b], t_in[a] == f_in[b]))
            )
            for i in range(len(a)):
                name = self._fields[f_ids[b[i]]].field
                score = float(got[i, STRETCH_FIELDS.index(name)])
                if score >= self._limits.link_of(name) * 0.5:
                    self._links[t_ids[a[i]], f_ids[b[i]]] = score
        self._take_twins(own, t_spans, t_ids, t_states, t_at, t_in)
        self._take_antecedents(own, m_spans, m_ids, m_states, m_at, m_in)

    def _among(
        self, triggers: tuple[list[Span], Floats, Ints, Ints], mentions: tuple[Floats, Ints, Ints]
    ) -> tuple[Floats, Floats]:
        """States of triggers (spans, states, places, sentences) and mentions as they are among each other. A word that names two
        events is one of them."""
        spans, states, at, within = triggers
        row = {span: i for i, span in enumerate(spans)}
        once = sorted(row.values())
        of = {i: n for n, i in enumerate(once)}
        told = self._scorer.among(
            np.concatenate([states[once], mentions[0]]),
            np.r_[np.ones(len(once), np.int64), np.zeros(len(mentions[0]), np.int64)],
            np.r_[at[once], mentions[1]],
            np.r_[within[once], mentions[2]],
        )
        return told[[of[row[span]] for span in spans]], told[len(once) :]

    def _sentences_at(self, window: Window, at: Ints) -> Ints:
        """The sentence of each piece of the window."""
        starts = self._pieces.starts[at + window.start] if len(at) else np.zeros(0, np.int64)
        return np.asarray(np.searchsorted(self._starts, starts, side="right"), np.int64)

    def _stretch(self, window: Window, span: Span) -> tuple[Stretch, int]:
        start = int(self._pieces.starts[window.start + span[0]])
        end = int(self._pieces.ends[window.start + span[1] - 1])
        return Stretch.of(self._text, start, end), int(np.searchsorted(self._starts, start, side="right")) - 1

    def _take_mentions(
        self, window: Window, hidden: Floats, probabilities: Floats, edges: NDArray[np.int64]
    ) -> tuple[list[Span], list[int], Floats]:
        scores = self._mention_spans(window, probabilities, edges)
        begins = {a for a, _ in scores}
        spans = [
            span
            for span in sorted(scores)
            if not (span[1] in begins and span[1] - span[0] == 1 and self._whole_word(window, span[0]) in BEFORE_A_LIST)
        ]
        states = pool(hidden, spans)
        kinds = self._scorer.kinds(states).argmax(-1).tolist() if spans else []
        ids = []
        for span, kind in zip(spans, kinds, strict=True):
            number, new = self._mention_numbers.number((span[0] + window.start, span[1] + window.start))
            ids.append(number)
            if new:
                stretch, sentence = self._stretch(window, span)
                self._mentions.append(MentionMark(stretch, MENTION_KINDS[kind], sentence, scores[span]))
        return spans, ids, states

    def _mention_spans(self, window: Window, probabilities: Floats, edges: NDArray[np.int64]) -> dict[Span, float]:
        """The spans of mentions in a window, nested ones too, with their scores."""
        return self._layered_spans(window, probabilities, edges, ("inner", "outer"))

    def _layered_spans(
        self, window: Window, probabilities: Floats, edges: NDArray[np.int64], layers: tuple[str, ...]
    ) -> dict[Span, float]:
        scores: dict[Span, float] = {}
        for layer in layers:
            for a, b, score in tag_spans(probabilities[:, TAG_LAYERS.index(layer)], edges, self._limits.mention):
                trimmed = self._without_particles(window, self._trim(window, (a, b)))
                if trimmed is not None:
                    scores[trimmed] = max(score, scores.get(trimmed, 0.0))
        return scores

    def _trim(self, window: Window, span: Span) -> Span | None:
        """The span without punctuation at its ends; None if no word but an article is left."""
        a, b = span
        starts, ends = self._pieces.starts[window.start :], self._pieces.ends[window.start :]
        while a < b and (
            not self._text[starts[a] : ends[a]].strip("(),.;:!?\"'“”‘’-–—[]") or self._is_genitive(window, a)
        ):
            a += 1
        while b > a and not self._text[starts[b - 1] : ends[b - 1]].strip('(,;:!?"“”‘-–—['):
            b -= 1
        b = self._before_open_bracket(window, a, b)
        further = window.start + b < window.end
        if further and b > a and self._text[ends[b - 1] - 1] in "'’" and self._is_genitive(window, b):
            b += 1
        words = self._text[starts[a] : ends[b - 1]].lower() if b > a else ""
        return None if words in ("", "the", "a", "an", "’s", "'s", "s") else (a, b)

    def _before_open_bracket(self, window: Window, a: int, b: int) -> int:
        """The end of a span that breaks off within a bracket ("Mike Pence (R-"): before the bracket."""
        starts, ends = self._pieces.starts[window.start :], self._pieces.ends[window.start :]
        words = self._text[starts[a] : ends[b - 1]] if b > a else ""
        opens = words.rfind("(")
        if opens <= 0 or ")" in words[opens:]:
            return b
        cut = int(starts[a]) + opens
        return int(np.searchsorted(ends[a:b], cut, side="right")) + a

    def _without_particles(self, window: Window, span: Span | None) -> Span | None:
        """A mention without what hangs over its ends ("of state", "Soldiers of", "judges who"), if more than that is left."""
        if span is None:
            return None
        a, b = span
        while a < b and self._whole_word(window, a) in HANGING:
            a += 1
        while b > a + 1 and self._whole_word(window, b - 1) in HANGING_AFTER:
            b -= 1
        return (a, b) if b > a else None

    def _whole_word(self, window: Window, at: int) -> str | None:
        """The piece in lower case if it is a word by itself, not the beginning or end of a longer one."""
        start, end = (int(x[window.start + at]) for x in (self._pieces.starts, self._pieces.ends))
        inside = self._text[max(0, start - 1) : start].isalnum() or self._text[end : end + 1].isalnum()
        return None if inside else self._text[start:end].lower()

    def _is_genitive(self, window: Window, at: int) -> bool:
        """Is the piece the "s" of a genitive? No phrase begins there."""
        start, end = (int(x[window.start + at]) for x in (self._pieces.starts, self._pieces.ends))
        return self._text[start:end] == "s" and self._text[start - 1 : start] in ("'", "’")

    def _is_phrase(self, window: Window, span: Span) -> bool:
        """Two words at least: a condition, exemption or reason that is one stray word says nothing."""
        stretch, _ = self._stretch(window, span)
        return len(stretch.text.split()) > 1 and len(stretch.text) >= SHORTEST_PHRASE

    def _take_triggers(
        self, window: Window, hidden: Floats, probabilities: Floats, edges: NDArray[np.int64]
    ) -> tuple[list[Span], list[int], Floats]:
        found = tag_spans(probabilities[:, TAG_LAYERS.index("trigger")], edges, self._limits.trigger)
        states = pool(hidden, [(a, b) for a, b, _ in found])
        if not found:
            return [], [], states
        type_logits, mode_logits, context_logits, status_logits = self._scorer.events(states)
        types, modes = softmax(type_logits), sigmoid(mode_logits)
        contexts, statuses = sigmoid(context_logits), softmax(status_logits)
        spans: list[Span] = []
        ids: list[int] = []
        rows: list[int] = []
        for row, (a, b, score) in enumerate(found):
            some = float(1 - types[row, 0])
            if some < self._limits.event:
                continue
            own = types[row, 1:] / max(some, 1e-6)
            ranked = np.argsort(-own)
            chosen = [int(ranked[0])]
            if own[ranked[1]] >= SECOND_TYPE and {EVENT_TYPES[ranked[0]], EVENT_TYPES[ranked[1]]} == BOTH:
                chosen.append(int(ranked[1]))
            for which in chosen:
                name = EVENT_TYPES[which]
                number, new = self._trigger_numbers.number((a + window.start, b + window.start, name))
                spans.append((a, b))
                ids.append(number)
                rows.append(row)
                if new:
                    stretch, sentence = self._stretch(window, (a, b))
                    status = int(statuses[row].argmax())
                    mark = TriggerMark(
                        stretch,
                        name,
                        modes_of(name, modes[row], self._limits.mode),
                        tuple(
                            c
                            for c, p in zip(ontology.contexts(), contexts[row], strict=True)
                            if p >= self._limits.context
                        ),
                        STATUSES[status],
                        sentence,
                        score * some,
                        float(own[which]),
                        float(statuses[row, status]),
                    )
                    self._triggers.append(mark)
        return spans, ids, states[rows]

    def _take_fields(
        self, window: Window, hidden: Floats, probabilities: Floats, edges: NDArray[np.int64]
    ) -> tuple[list[Span], list[int], Floats]:
        spans: list[Span] = []
        ids: list[int] = []
        for offset, name in enumerate(STRETCH_FIELDS):
            layer = TAG_LAYERS.index(name)
            begin = self._limits.stretch_of(name)
            for raw_a, raw_b, score in joined(tag_spans(probabilities[:, layer], edges, begin)):
                trimmed = self._trim(window, (raw_a, raw_b))
                if trimmed is None or (name in PROSE and not self._is_phrase(window, trimmed)):
                    continue
                a, b = trimmed
                number, new = self._field_numbers.number((offset, a + window.start, b + window.start))
                spans.append((a, b))
                ids.append(number)
                if new:
                    stretch, sentence = self._stretch(window, (a, b))
                    self._fields.append(FieldMark(stretch, name, sentence, score))
        return spans, ids, pool(hidden, spans)

    def _take_twins(self, own: int, spans: list[Span], ids: list[int], states: Floats, at: Ints, within: Ints) -> None:
        """Two triggers of one type: do they name one event?"""
        types = [self._triggers[i].type for i in ids]
        twins = [(i, j) for j in range(len(spans)) if spans[j][0] >= own for i in range(j) if types[i] == types[j]]
        if not twins:
            return
        a, b = (np.asarray(x, np.int64) for x in zip(*twins, strict=True))
        got = sigmoid(self._scorer.pairs("same", states, states, a, b, places(at[a], at[b], within[a] == within[b])))[
            :, 0
        ]
        for i, j, score in zip(a.tolist(), b.tolist(), got.tolist(), strict=True):
            self._same[ids[i], ids[j]] = score

    def _take_antecedents(
        self, own: int, spans: list[Span], ids: list[int], states: Floats, at: Ints, within: Ints
    ) -> None:
        """For each mention, the probabilities of the mentions before it to be its antecedent; the rest is none."""
        mine = [j for j, (a, _) in enumerate(spans) if a >= own and j > 0]
        back = [(i, j) for j in mine for i in range(max(0, j - ANTECEDENTS), j)]
        if not back:
            return
        a, b = (np.asarray(x, np.int64) for x in zip(*back, strict=True))
        logits = self._scorer.pairs("coref", states, states, a, b, places(at[a], at[b], within[a] == within[b]))[:, 0]
        table = np.full((len(spans), len(spans) + 1), -1e4, np.float32)
        table[:, -1] = 0.0
        table[b, a] = logits
        probabilities = softmax(table)
        floor = self._limits.coref * 0.2
        for i, j in zip(*(x.tolist() for x in np.nonzero(probabilities[:, :-1] >= floor)), strict=True):
            if spans[i][0] >= own:
                self._coref[ids[i], ids[j]] = float(probabilities[i, j])


class PhraseDecoder(Decoder):
    """Takes phrases of every kind for mentions (the inflation, that day, the study) and scores which stands for which; no events."""

    def take(self, window: Window, hidden: Floats, tags: Floats) -> None:
        """As `Decoder.take`."""
        words = self._pieces.words[window.start : window.end]
        first = np.flatnonzero(np.r_[True, words[1:] != words[:-1]])
        probabilities = softmax(tags[first])
        spans, ids, states = self._take_mentions(window, hidden, probabilities, np.r_[first, len(words)])
        at = np.asarray([a for a, _ in spans], np.int64)
        within = self._sentences_at(window, at)
        states = self._scorer.among(states, np.zeros(len(spans), np.int64), at, within)
        self._take_antecedents(window.own - window.start, spans, ids, states, at, within)

    def _take_mentions(
        self, window: Window, hidden: Floats, probabilities: Floats, edges: NDArray[np.int64]
    ) -> tuple[list[Span], list[int], Floats]:
        known = len(self._mentions)
        spans, ids, states = super()._take_mentions(window, hidden, probabilities, edges)
        parties = self._layered_spans(window, probabilities, edges, ("inner", "outer"))
        sides = {self._stretch(window, span)[0] for span in parties}
        for number in range(known, len(self._mentions)):
            # The kinds of mentions are learned from parties and places alone: a phrase that is none has no kind.
            mark = self._mentions[number]
            if not any(mark.stretch.start == s.start or mark.stretch.end == s.end for s in sides):
                self._mentions[number] = replace(mark, kind="other")
        return spans, ids, states

    def _mention_spans(self, window: Window, probabilities: Floats, edges: NDArray[np.int64]) -> dict[Span, float]:
        return self._layered_spans(window, probabilities, edges, ("phrase", "outer_phrase"))


def modes_of(type: EventType, probabilities: Floats, limit: float) -> tuple[str, ...]:
    """Modes of the type itself, likeliest first: those that reach the limit, at most three."""
    own = [
        (float(p), mode) for (name, mode), p in zip(ontology.type_modes(), probabilities, strict=True) if name == type
    ]
    return tuple(mode for p, mode in sorted(own, reverse=True) if p >= limit)[:3]
