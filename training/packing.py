"""Weights in few bits, for carrying them to where they are trained on: a matrix as whole numbers with a scale a row.

    python -m training.packing runs/reader/reader.pt --out runs/reader.pt.gz [--levels 127]

A start for training need not be exact: 127 levels each side lose next to nothing, 63 a little.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path

import torch
from torch import Tensor

Packed = Tensor | dict[str, Tensor]


def narrowed(value: Tensor, levels: int = 127) -> Packed:
    if value.dim() != 2 or not value.dtype.is_floating_point:
        return value
    scale = value.float().abs().amax(-1, keepdim=True).clamp(min=1e-8) / levels
    return {"rows": (value.float() / scale).round().to(torch.int8), "scale": scale}


def widened(value: Packed) -> Tensor:
    return value["rows"].float() * value["scale"] if isinstance(value, dict) else value


def save(state: dict[str, Tensor], path: Path, levels: int = 127) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wb", compresslevel=6) as file:
        torch.save({name: narrowed(value, levels) for name, value in state.items()}, file)


def load(path: Path) -> dict[str, Tensor]:
    """Weights as they were saved, plain or packed."""
    if path.suffix != ".gz":
        state: dict[str, Tensor] = torch.load(path, weights_only=True, map_location="cpu")
        return state
    with gzip.open(path, "rb") as file:
        packed = torch.load(file, weights_only=True, map_location="cpu")
    return {name: widened(value) for name, value in packed.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--levels", type=int, default=127)
    args = parser.parse_args()
    save(load(args.weights), args.out, args.levels)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
