"""What can go wrong, as one small tree.

    SitroomError
    ├── InputError            a file, a line or an argument that cannot be used; says where and how to mend it
    │   ├── UnreadableReport  one report that cannot be read; the others go on
    │   └── AnnotationError   an annotation that does not align with its text or breaks the codebook
    ├── AnchorMissing         a relative date phrase in a report that has no date
    └── ModelError            the packaged model is missing or does not fit this version

Library code raises; the command line prints one message and exits with a non-zero status.
"""

from __future__ import annotations


class SitroomError(Exception):
    """Root of every error that this package raises on purpose."""


class InputError(SitroomError):
    """Something given by the user cannot be used as it is."""


class UnreadableReport(InputError):
    """One report cannot be read.

    where names the file, and the line or page where there is one; problem says what was wrong with the
    offending value quoted; remedy says what to do about it.
    """

    def __init__(self, where: str, problem: str, remedy: str) -> None:
        self.where = where
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{where}: {problem} {remedy}".strip())


class AnnotationError(InputError):
    """An annotation does not align with its text or breaks a rule of the codebook."""


class AnchorMissing(SitroomError):
    """A relative date phrase ("last week") was to be resolved without a publication date."""


class ModelError(SitroomError):
    """The model files are missing, damaged, or made for another version."""
