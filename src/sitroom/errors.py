"""What can go wrong, as one small tree.

    SitroomError
    ├── InputError            a file, a line or an argument that cannot be used; says where and how to mend it
    │   ├── UnreadableReport  one report that cannot be read; the others go on
    │   └── AnnotationError   an annotation that does not align with its text or breaks the codebook
    ├── AnchorMissing         a relative date phrase in a report that has no date
    ├── StoreError            a store that cannot be opened, read or written; it is left as it was
    │   ├── StoreTooNew       made by a later version of Sitroom
    │   └── NotInStore        a correction or a question names what the store does not hold
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


class StoreError(SitroomError):
    """A store cannot be opened, read or written; what it held before is unharmed."""


class StoreTooNew(StoreError):
    """The store was made or upgraded by a later version of Sitroom."""


class NotInStore(StoreError):
    """An id names no event, entry, report or revision of the store."""
