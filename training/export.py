"""Make the packaged model: encoder and tagger as 8-bit ONNX, the small heads as 8-bit arrays, tokenizer, thresholds.

    python -m training.export runs/reader/reader.pt --out src/sitroom/reading/model [--thresholds runs/reader/thresholds.json]

Word-piece embeddings are stored with one scale a row, matrices of the encoder with one scale a column and in
7 bits: with 8, sums overflow on processors without VNNI, which then read otherwise than those that have it. The heads
(`heads.npz`) are stored with one scale a row and widened at loading.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from torch import Tensor, nn

from sitroom.reading.labels import BIO, MENTION_KINDS, PLACES, ROLES, STRETCH_FIELDS, TAG_LAYERS
from sitroom.reading.windows import WINDOW
from training.model import Reader
from training.train import taught_by
from training.vocabulary import pruned_json

HEADS = ("kind", "type_inner", "type_out", "mode_out", "context_out", "status", "pairs", "among", "relate")


class RowScaled(nn.Module):
    """An embedding with 8-bit rows and a scale each."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        weight = table.weight.detach()
        scale = weight.abs().amax(-1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


class Exported(nn.Module):
    """ids int64 [batch, pieces], 0 for padding -> hidden, tags."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.bert = reader.encoder
        self.tags = reader.tags
        self.words = RowScaled(reader.encoder.embeddings.word_embeddings)
        self.bert.embeddings.position_embeddings = RowScaled(reader.encoder.embeddings.position_embeddings)

    def forward(self, input_ids: Tensor) -> tuple[Tensor, Tensor]:
        mask = (input_ids != 0).long()
        hidden = self.bert(inputs_embeds=self.words(input_ids), attention_mask=mask).last_hidden_state
        return hidden, self.tags(hidden)


def write_encoder(reader: Reader, path: Path) -> None:
    """The encoder with its token tags, attention fused and matrices in 8 bits."""
    reader.encoder.config._attn_implementation = "eager"
    module = Exported(reader).eval()
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            module,
            (torch.ones(2, 16, dtype=torch.long),),
            str(plain),
            input_names=["input_ids"],
            output_names=["hidden", "tags"],
            dynamic_axes={n: {0: "batch", 1: "pieces"} for n in ("input_ids", "hidden", "tags")},
            opset_version=17,
            dynamo=False,
        )
        graph = optimizer.optimize_model(str(plain), model_type="bert", num_heads=12, hidden_size=384, opt_level=1)
        print(graph.get_fused_operator_statistics())
        graph.save_model_to_file(str(fused))
        quantize_dynamic(
            fused, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul", "Attention"],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
    onnx.checker.check_model(str(path))


def write_heads(reader: Reader, path: Path) -> None:
    """All head weights; matrices as int8 with a float32 scale a row ("NAME" and "NAME#scale"), vectors as float32."""
    arrays: dict[str, np.ndarray] = {}
    for name, value in reader.state_dict().items():
        if name.split(".")[0] not in HEADS:
            continue
        weight = value.float().numpy()
        if weight.ndim == 2 and weight.size > 2000:
            scale = np.maximum(np.abs(weight).max(-1, keepdims=True), 1e-8) / 127
            arrays[name] = np.round(weight / scale).astype(np.int8)
            arrays[name + "#scale"] = scale.astype(np.float32)
        else:
            arrays[name] = weight.astype(np.float32)
    np.savez_compressed(path, **arrays)


def digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for name in ("encoder.onnx", "heads.npz", "tokenizer.json"):
        whole.update((folder / name).read_bytes())
    return whole.hexdigest()[:12]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/sitroom/reading/model"))
    parser.add_argument("--thresholds", type=Path)
    parser.add_argument("--trained-on", default="", help="what the weights learned from, for the model's own record")
    args = parser.parse_args()
    reader = taught_by(args.weights, Path(), "cpu")
    args.out.mkdir(parents=True, exist_ok=True)
    write_encoder(reader.eval(), args.out / "encoder.onnx")
    write_heads(reader, args.out / "heads.npz")
    (args.out / "tokenizer.json").write_text(pruned_json(), encoding="utf-8")
    card = {
        "format": 1,
        "window": WINDOW,
        "version": digest(args.out),
        "trained_on": args.trained_on,
        "labels": {
            "tag_layers": list(TAG_LAYERS), "bio": list(BIO), "mention_kinds": list(MENTION_KINDS), "roles": list(ROLES),
            "fields": list(STRETCH_FIELDS), "places": PLACES,
        },
        "thresholds": json.loads(args.thresholds.read_text()) if args.thresholds else {},
    }  # fmt: skip
    (args.out / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    total = sum(p.stat().st_size for p in args.out.iterdir()) / 1e6
    print(f"{args.out}: {total:.1f} MB, version {card['version']}")


if __name__ == "__main__":
    main()
