"""Seconds from calling `sitroom read` in a new process to its first output, and to --help.

python benchmarks/cold_start.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from importlib import resources


def first_output(*args: str) -> float:
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "sitroom", *args], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        spent = time.perf_counter() - began
        process.stdout.read()
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    with resources.as_file(resources.files("sitroom") / "examples" / "niger.txt") as path:
        for name, command in (("read", ("read", str(path))), ("help", ("--help",))):
            times = [first_output(*command) for _ in range(args.rounds + 1)][1:]
            print(f"{name:6} median {statistics.median(times):.2f} s, worst {max(times):.2f} s")


if __name__ == "__main__":
    main()
