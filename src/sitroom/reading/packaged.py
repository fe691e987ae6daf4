"""The packaged model: encoder and tagger in onnxruntime, the small heads in numpy."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sitroom.errors import ModelError
from sitroom.reading.labels import MENTION_KINDS, PLACES, ROLES, SPAN_HEADS, STRETCH_FIELDS, TAG_LAYERS
from sitroom.reading.scorer import Floats, Ints, Scorer, places, softmax
from sitroom.reading.settings import Thresholds
from sitroom.reading.windows import load_tokenizer

FORMAT = 1
NONE = 20.0
"""Logit of a tag that is as good as certain."""
FIRST_WINDOW = 254
"""Pieces of a window of models that do not say."""
FIRST_LAYERS = 9
"""Layers of tags that every model of this format has; later ones may be missing."""


class OnnxScorer:
    """`Scorer` by the packaged files. One thread each run: on small windows a second thread costs more than it gives."""

    def __init__(self, folder: Path, layers: int = len(TAG_LAYERS), window: int = FIRST_WINDOW) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._heads = read_heads(folder / "heads.npz")
        self._layers = layers
        self.window = window

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        hidden, tags = self._session.run(["hidden", "tags"], {"input_ids": ids})
        tags = tags.reshape(*tags.shape[:2], self._layers, 3)
        if self._layers < len(TAG_LAYERS):
            # An older model knows nothing of the last layers: it tags none of their spans.
            none = np.full((*tags.shape[:2], len(TAG_LAYERS) - self._layers, 3), (NONE, 0, 0), np.float32)
            tags = np.concatenate([tags, none], 2)
        return hidden, tags

    def kinds(self, spans: Floats) -> Floats:
        return self._linear("kind", spans)

    def events(self, spans: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        inner = _relu(self._linear("type_inner", spans))
        status = self._linear("status.out", _relu(self._linear("status.inner", spans)))
        return (
            self._linear("type_out", inner),
            self._linear("mode_out", inner),
            self._linear("context_out", inner),
            status,
        )

    def among(self, spans: Floats, trigger: Ints, at: Ints, sentence: Ints) -> Floats:
        if "among.into.weight" not in self._heads or not len(spans):
            return spans  # an older model pairs spans as they are
        lie = places(at[:, None], at[None, :], sentence[:, None] == sentence[None, :])
        state = self._linear("among.into", spans) + self._heads["among.is_trigger.weight"][trigger]
        layer = 0
        while f"among.layers.{layer}.three.weight" in self._heads:
            name = f"among.layers.{layer}"
            state = state + self._told(name, self._normed(f"{name}.before", state), lie)
            up = _relu(self._linear(f"{name}.up", self._normed(f"{name}.between", state)))
            state = state + self._linear(f"{name}.down", up)
            layer += 1
        return spans + self._linear("among.back", self._normed("among.last", state))

    def _told(self, name: str, state: Floats, lie: Ints) -> Floats:
        """What each span takes over from the others, of states [n, inner] that lie to each other as lie [n, n] says."""
        count, inner = state.shape
        three = self._linear(f"{name}.three", state).reshape(count, 3, SPAN_HEADS, inner // SPAN_HEADS)
        query, key, value = three.transpose(1, 2, 0, 3)
        scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(inner // SPAN_HEADS))
        shares = softmax(scores + self._heads[f"{name}.lie.weight"][lie].transpose(2, 0, 1))
        return self._linear(f"{name}.out", (shares @ value).transpose(1, 0, 2).reshape(count, inner))

    def _normed(self, name: str, x: Floats) -> Floats:
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(1e-5))
        return x * self._heads[f"{name}.weight"] + self._heads[f"{name}.bias"]

    def pairs(self, head: str, first: Floats, second: Floats, a: Ints, b: Ints, place: Ints) -> Floats:
        name = f"pairs.{head}"
        state = self._linear(f"{name}.first", first)[a]
        state += self._linear(f"{name}.second", second)[b]
        state += self._linear(f"{name}.first_gate", first)[a] * self._linear(f"{name}.second_gate", second)[b]
        state += self._heads[f"{name}.distance.weight"][place]
        return self._linear(f"{name}.out", _relu(self._linear(f"{name}.mix", _relu(state))))

    def relate(self, ids: Ints, actor: Ints, recipient: Ints) -> tuple[Floats, Floats]:
        hidden, _ = self.encode(ids)
        rows = np.arange(len(ids))
        both = np.concatenate([hidden[rows, actor], hidden[rows, recipient]], -1)
        query = self._linear("relate.query", both)
        scores = np.einsum("npd,nd->np", self._linear("relate.key", hidden), query) / np.sqrt(query.shape[-1])
        scores = np.where(ids == 0, -1e4, scores)
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        pooled = np.einsum("np,npd->nd", weights, hidden).astype(np.float32)
        side = _relu(self._linear("relate.side", both))
        types, modes, _, _ = self.events(pooled)
        return types + self._linear("relate.out", side), modes + self._linear("relate.mode", side)

    def _linear(self, name: str, x: Floats) -> Floats:
        return x @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"]


def _relu(x: Floats) -> Floats:
    return np.maximum(x, 0, out=x)


def read_heads(path: Path) -> dict[str, NDArray[np.float32]]:
    """The head weights by name, widened from 8 bits."""
    out: dict[str, NDArray[np.float32]] = {}
    with np.load(path, allow_pickle=False) as arrays:
        for name in arrays.files:
            if name.endswith("#scale"):
                continue
            value = arrays[name]
            scale = f"{name}#scale"
            out[name] = value.astype(np.float32) * arrays[scale] if scale in arrays.files else value
    return out


@lru_cache(maxsize=2)
def load_model(path: Path | None = None) -> tuple[Scorer, Tokenizer, Thresholds, str]:
    """Scorer, tokenizer, thresholds and version of the model in a folder, or of the packaged one.

    Raises ModelError where a file is missing or made for other labels than this version's.
    """
    folder = path or Path(str(resources.files("sitroom.reading"))) / "model"
    try:
        card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(
            f"{folder}: no model.json there. Reinstall sitroom, or give a folder made by training.export."
        ) from error
    labels = card.get("labels", {})
    layers = labels.get("tag_layers", [])
    expected = {
        "tag_layers": list(TAG_LAYERS[: max(FIRST_LAYERS, len(layers))]),
        "mention_kinds": list(MENTION_KINDS),
        "roles": list(ROLES),
        "fields": list(STRETCH_FIELDS),
        "places": PLACES,
    }
    if card.get("format") != FORMAT or any(labels.get(k) != v for k, v in expected.items()):
        raise ModelError(
            f"{folder}: the model was made for another version of sitroom. Export it again with training.export."
        )
    return (
        OnnxScorer(folder, len(layers), int(card.get("window", FIRST_WINDOW))),
        load_tokenizer(folder / "tokenizer.json"),
        Thresholds.of(card["thresholds"]),
        card["version"],
    )
