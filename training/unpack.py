"""Weights to train on from the packaged model: its 8-bit matrices widened, for going on where the last training ended.

    python -m training.unpack --out runs/packaged.pt [--model src/sitroom/reading/model]

What 8 bits lost stays lost (at most half a step of each row's or column's scale). Heads of side tasks do not ship: they start anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from sitroom.reading.packaged import read_heads
from training.model import SIZE, Reader, load_encoder

_SIDES = ("query", "key", "value")


def unpacked(folder: Path) -> dict[str, Tensor]:
    """The state of `training.model.Reader` without side heads, from encoder.onnx and heads.npz of a packaged model."""
    graph = onnx.load(str(folder / "encoder.onnx")).graph
    arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    sources = {node.name: list(node.input) for node in graph.node}

    def widened(name: str) -> np.ndarray:
        base = name.removesuffix("_quantized")
        zero = arrays[base + "_zero_point"].astype(np.float32)
        return (arrays[name].astype(np.float32) - zero) * arrays[base + "_scale"]

    out: dict[str, np.ndarray] = dict(read_heads(folder / "heads.npz"))
    out["encoder.embeddings.word_embeddings.weight"] = arrays["words.rows"].astype(np.float32) * arrays["words.scale"]
    for name, value in arrays.items():
        if name.startswith("bert.") and name.endswith(".rows"):
            home = name.removesuffix(".rows")
            out["encoder." + home.removeprefix("bert.") + ".weight"] = (
                value.astype(np.float32) * arrays[f"{home}.scale"]
            )
        elif name.startswith("bert.") and name.removesuffix(".scale") + ".rows" not in arrays:
            out["encoder." + name.removeprefix("bert.")] = value
        elif name == "tags.bias":
            out[name] = value
    layers = sum(name.endswith("_qkv_bias") for name in arrays)
    for layer in range(layers):
        whole = widened(f"Attention_{layer}_qkv_weight_quantized")
        home = f"encoder.encoder.layer.{layer}"
        for i, side in enumerate(_SIDES):
            part = slice(i * SIZE, (i + 1) * SIZE)
            out[f"{home}.attention.self.{side}.weight"] = whole[:, part].T
            out[f"{home}.attention.self.{side}.bias"] = arrays[f"Attention_{layer}_qkv_bias"][part]
        for block in ("attention/output/dense", "intermediate/dense", "output/dense"):
            matrix = sources[f"/bert/encoder/layer.{layer}/{block}/MatMul_quant"][1]
            out[f"{home}.{block.replace('/', '.')}.weight"] = widened(matrix).T
    out["tags.weight"] = widened(sources["/tags/MatMul_quant"][1]).T
    return {name: torch.tensor(np.ascontiguousarray(value)) for name, value in out.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=Path("src/sitroom/reading/model"))
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    state = unpacked(args.model)
    wanted = set(Reader(load_encoder(weights=False)).state_dict())
    if wanted != set(state):
        raise SystemExit(f"not the weights of this reader: {sorted(wanted ^ set(state))[:5]}")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state, args.out)
    print(f"{args.out}: {sum(v.numel() for v in state.values()):,} weights")


if __name__ == "__main__":
    main()
