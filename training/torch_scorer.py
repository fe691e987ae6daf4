"""The torch reader behind the seam that the packaged model uses, for measuring during training."""

from __future__ import annotations

import numpy as np
import torch

from sitroom.reading.labels import TAG_LAYERS
from sitroom.reading.scorer import Floats, Ints, places
from sitroom.reading.windows import WINDOW
from training.model import Reader


class TorchScorer:
    """`sitroom.reading.scorer.Scorer` by the torch module."""

    def __init__(self, model: Reader) -> None:
        self.model = model.eval()

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        with torch.inference_mode():
            tensor = torch.from_numpy(ids)
            hidden = self.model.hidden(tensor, (tensor != 0).long())
            tags = self.model.tags(hidden).unflatten(-1, (len(TAG_LAYERS), 3))
        return hidden.numpy(), tags.numpy()

    def kinds(self, spans: Floats) -> Floats:
        with torch.inference_mode():
            return self.model.kind(torch.from_numpy(spans)).numpy()

    def events(self, spans: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        with torch.inference_mode():
            types, modes, contexts, statuses = self.model.event(torch.from_numpy(spans))
        return types.numpy(), modes.numpy(), contexts.numpy(), statuses.numpy()

    @property
    def window(self) -> int:
        return WINDOW

    def among(self, spans: Floats, trigger: Ints, at: Ints, sentence: Ints) -> Floats:
        with torch.inference_mode():
            lie = places(at[:, None], at[None, :], sentence[:, None] == sentence[None, :])
            args = [torch.from_numpy(np.ascontiguousarray(x))[None] for x in (spans, trigger, lie)]
            return self.model.among(*args, torch.ones(1, len(spans), dtype=torch.bool))[0].numpy()

    def pairs(self, head: str, first: Floats, second: Floats, a: Ints, b: Ints, place: Ints) -> Floats:
        with torch.inference_mode():
            args = [torch.from_numpy(np.ascontiguousarray(x)) for x in (first, second, a, b, place)]
            return self.model.pairs[head](*args).numpy()

    def relate(self, ids: Ints, actor: Ints, recipient: Ints) -> tuple[Floats, Floats]:
        with torch.inference_mode():
            tensor = torch.from_numpy(ids)
            mask = (tensor != 0).long()
            hidden = self.model.hidden(tensor, mask)
            rows = torch.arange(len(ids))
            one, two = hidden[rows, torch.from_numpy(actor)], hidden[rows, torch.from_numpy(recipient)]
            _, types, modes = self.model.relation(hidden, mask, one, two)
        return types.numpy(), modes.numpy()
