"""Learning with the few bits that ship: matrices of 7 bits a column and activations of 8 bits a window, as `training.export` makes them.

Rounded afterwards, the reader loses about a hundredth of F1; what has learned with rounded numbers loses less.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WEIGHT_LEVELS = 63
ACTIVATION_LEVELS = 255


class NarrowLinear(nn.Linear):
    """A linear layer that rounds its weights and what it is given; gradients pass as if nothing had been rounded."""

    def forward(self, input: Tensor) -> Tensor:
        return F.linear(input + _lost(input), self.weight + _lost_weight(self.weight), self.bias)


@torch.no_grad()
def _lost(x: Tensor) -> Tensor:
    """What 8 bits change of x [rows, ...], each row with its own scale and zero, as the runtime scales each window."""
    wide = x.float()
    dims = tuple(range(1, x.dim()))
    low, high = wide.amin(dims, keepdim=True).clamp(max=0), wide.amax(dims, keepdim=True).clamp(min=0)
    scale = ((high - low) / ACTIVATION_LEVELS).clamp(min=1e-8)
    return ((wide / scale).round() * scale - wide).to(x.dtype)


@torch.no_grad()
def _lost_weight(weight: Tensor) -> Tensor:
    scale = weight.abs().amax(-1, keepdim=True).clamp(min=1e-8) / WEIGHT_LEVELS
    return (weight / scale).round() * scale - weight


def narrow(model: nn.Module) -> None:
    """From now on the encoder and the tagger of a reader compute with rounded numbers. Names and weights stay."""
    for part in (model.encoder, model.tags):
        for layer in part.modules():  # type: ignore[union-attr]
            if type(layer) is nn.Linear:
                layer.__class__ = NarrowLinear
