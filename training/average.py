"""The average of several trainings from one start: steadier than each of them.

python -m training.average runs/a/reader.pt runs/b/reader.pt --out runs/reader/reader.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", nargs="+", type=Path)
    parser.add_argument("--out", required=True, type=Path)
    args = parser.parse_args()
    states = [torch.load(path, weights_only=True, map_location="cpu") for path in args.weights]
    out = {
        name: torch.stack([s[name].float() for s in states]).mean(0) if value.dtype.is_floating_point else value
        for name, value in states[0].items()
    }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(out, args.out)
    print(f"{args.out}: average of {len(states)}")


if __name__ == "__main__":
    main()
