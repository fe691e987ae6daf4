"""Noun phrases by their edges: from a cue leftwards to its subject, or rightwards from "by", "to" or an inverted cue.

No parser is at hand. A phrase is a run of capitals, numbers and lower-case words that are no function word and no known
verb; prepositions and "and" hold it together where a noun stands on both sides. Every walk stays inside one sentence
and goes no further than MAX_WALK pieces, so that time stays linear.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitroom.resolving.quotations.tables import lexicon
from sitroom.resolving.quotations.words import DASHES, Piece

MAX_WALK = 60
Span = tuple[int, int]
"""Half-open positions in the pieces of a sentence."""

_PHRASE_PREPOSITIONS = frozenset(
    "of in on at for with from to about against among around between inside near over under within behind toward by".split()
)
_SHORT_QUOTED = 40
_MAX_ABBREVIATION = 5
_MAX_QUOTED_ASIDE = 120
_LY_NOUNS = frozenset(
    "family assembly monopoly daily weekly monthly quarterly elderly early only supply reply likely friendly rally anomaly "
    "bully ally july italy deadly costly".split()
)
_BEFORE_TIME = frozenset(
    "this last past the late early next every a an few two three in on at over during for since less than".split()
)


def is_verb(piece: Piece) -> bool:
    """A word that ends a noun phrase: an auxiliary, a common verb, or a form of a reporting verb that is no noun."""
    if piece.kind != "word":
        return False
    lexicon_ = lexicon()
    if lexicon_.is_a(piece.lower, "auxiliary", "verb") and piece.lower != "'s":
        return True
    if piece.capital:
        return False
    forms = lexicon_.forms.get(piece.lower, ())
    return any(form.shape in ("past", "s") and not form.rest and "n" not in form.frames for form in forms) or (
        bool(forms) and any(form.shape == "past" and not form.rest for form in forms) and piece.lower.endswith("ed")
    )


def is_noun_like(piece: Piece) -> bool:
    """May stand inside a noun phrase, function words that only lead or link one left out."""
    if piece.kind == "quoted":
        return piece.quoted is not None and len(piece.text) <= _SHORT_QUOTED and piece.quoted.closed_by not in ",.?!"
    if piece.kind == "mark":
        return piece.text in "&%$€£"
    if is_verb(piece) or is_adverb(piece):
        return False
    stops = ("preposition", "joiner", "subordinator", "relative", "subject", "determiner", "possessive", "negation")
    if lexicon().is_a(piece.lower, "time") and piece.lower not in ("may", "march", "week", "year", "august"):
        return False
    return not lexicon().is_a(piece.lower, *stops) or (piece.capital and piece.text.isupper() and len(piece.text) > 1)


def is_adverb(piece: Piece) -> bool:
    """Ends in -ly and is no noun or adjective known to: "recently", not "family"."""
    word = piece.lower
    return word.endswith("ly") and len(word) > 4 and not piece.capital and word not in _LY_NOUNS


def is_pronoun(piece: Piece) -> bool:
    return lexicon().is_a(piece.lower, "subject", "pronoun")


def leads(piece: Piece) -> bool:
    """A determiner or possessive: leads a noun phrase."""
    return lexicon().is_a(piece.lower, "determiner", "possessive")


def phrase_before(pieces: Sequence[Piece], end: int, low: int) -> Span | None:
    """The noun phrase that ends at position end (exclusive), not reaching left of low."""
    start = _base_before(pieces, end, low)
    if start is None:
        return None
    stop = max(low, end - MAX_WALK)
    while start - 1 > stop and pieces[start - 1].lower in _PHRASE_PREPOSITIONS:
        further = _base_before(pieces, start - 1, low)
        if further is None:
            break
        start = further
    joined = _joined_before(pieces, start, low)
    return (start if joined is None else joined, end)


def base_before(pieces: Sequence[Piece], end: int, low: int) -> Span | None:
    """The noun phrase without "of ..." that ends at position end: the owner before a genitive."""
    start = _base_before(pieces, end, low)
    return None if start is None else (start, end)


def _joined_before(pieces: Sequence[Piece], start: int, low: int) -> int | None:
    """The start of "A and" before a phrase, if A begins its clause (else "and" joins clauses)."""
    if start - 2 >= low and pieces[start - 1].lower == "even":
        start -= 1
    if start - 2 < low or pieces[start - 1].lower not in ("and", "or", "&"):
        return None
    start -= pieces[start - 2].text == ","
    further = _base_before(pieces, start - 1, low)
    while further is not None and further - 2 >= low and pieces[further - 1].text == ",":
        listed = _base_before(pieces, further - 1, low)
        if listed is None or not pieces[listed].capital:
            break
        further = listed
    while further is not None and further - 1 > low and pieces[further - 1].lower in _PHRASE_PREPOSITIONS:
        next_base = _base_before(pieces, further - 1, low)
        if next_base is None:
            return None
        further = next_base
    if further is None or further == low or _bounds(pieces[further - 1]):
        return further
    return None


def _bounds(piece: Piece) -> bool:
    return piece.kind != "word" or lexicon().is_a(piece.lower, "subordinator", "opener", "joiner", "relative")


def _base_before(pieces: Sequence[Piece], end: int, low: int) -> int | None:
    """Start of the run of nouns that ends at end, its leading determiner included; None if there is none."""
    at = end
    stop = max(low, end - MAX_WALK)
    if at > low and pieces[at - 1].text in (")", "]"):
        at = _bracket_before(pieces, at, low)
    if at > low and is_pronoun(pieces[at - 1]):
        return at - 1
    first = at
    while at > stop and (_genitive(pieces, at - 1, low) or _abbreviates(pieces, at - 1, low) or _noun(pieces, at - 1)):
        at -= 1
    led = at
    while led > stop and leads(pieces[led - 1]):
        led -= 1
    return led if led < first else None


def _genitive(pieces: Sequence[Piece], at: int, low: int) -> bool:
    return pieces[at].lower == "'s" and at > low and is_noun_like(pieces[at - 1])


def _abbreviates(pieces: Sequence[Piece], at: int, low: int) -> bool:
    """The point of "Gov." or "U.S."; the last point of a sentence is none."""
    if pieces[at].text != "." or not low < at < len(pieces) - 1:
        return False
    return pieces[at - 1].capital and len(pieces[at - 1].text) <= _MAX_ABBREVIATION


def _noun(pieces: Sequence[Piece], at: int) -> bool:
    return is_noun_like(pieces[at]) and not _past_after_name(pieces, at)


def _past_after_name(pieces: Sequence[Piece], at: int) -> bool:
    """ "Tolvik hammered": an unknown word in -ed straight after a capital or a pronoun is a verb."""
    word = pieces[at]
    if word.kind != "word" or word.capital or not word.lower.endswith("ed") or at == 0:
        return False
    return (pieces[at - 1].capital and not leads(pieces[at - 1])) or lexicon().is_a(pieces[at - 1].lower, "subject")


def _bracket_before(pieces: Sequence[Piece], at: int, low: int) -> int:
    """The position of the bracket that opens the one before at."""
    for back in range(at - 2, max(low, at - 12) - 1, -1):
        if pieces[back].text in ("(", "["):
            return back
    return at


def phrase_after(pieces: Sequence[Piece], start: int, high: int) -> Span | None:
    """The noun phrase that begins at position start, not reaching past high; its apposition is not taken in."""
    end = _base_after(pieces, start, high)
    if end is None:
        return None
    stop = min(high, start + MAX_WALK)
    while end + 1 < stop and (
        pieces[end].lower in ("of", "for", "from", "with", "at")
        or (pieces[end].lower in ("in", "on", "to", "by") and not pieces[end - 1].capital)
        or pieces[end].lower in ("and", "&")
    ):
        further = _base_after(pieces, end + 1, high)
        if further is None or (pieces[end].lower == "and" and further < high and is_verb(pieces[further])):
            break
        end = further
    return start, end


def _base_after(pieces: Sequence[Piece], start: int, high: int) -> int | None:
    """End of the run of nouns that begins at start behind its determiner; None if there is none."""
    at = start
    stop = min(high, start + MAX_WALK)
    if at < stop and is_pronoun(pieces[at]) and not _leads_noun(pieces, at, stop):
        return at + 1
    while at < stop and leads(pieces[at]):
        at += 1
    first = at
    while at < stop and (
        _genitive(pieces, at, first)
        or _abbreviates(pieces, at, first)
        or (_noun(pieces, at) if at > first else is_noun_like(pieces[at]))
        or (at > first and leads(pieces[at]) and pieces[at - 1].lower == "'s")
    ):
        at += 1
    if first < at < stop and pieces[at].text == "(":
        at = _bracket_after(pieces, at, stop)
    return at if at > first else None


def _leads_noun(pieces: Sequence[Piece], at: int, stop: int) -> bool:
    return at + 1 < stop and leads(pieces[at]) and is_noun_like(pieces[at + 1])


def _bracket_after(pieces: Sequence[Piece], at: int, high: int) -> int:
    for ahead in range(at + 1, min(high, at + 10)):
        if pieces[ahead].text == ")":
            return ahead + 1
    return at


def before_time(pieces: Sequence[Piece], end: int, low: int) -> int:
    """Leftwards over "on Monday", "this past week", "less than two weeks ago" before a verb."""
    at = end
    while at > low and lexicon().is_a(pieces[at - 1].lower, "time") and pieces[at - 1].kind == "word":
        at -= 1
    if at == end:
        return end
    while at > low and (pieces[at - 1].lower in _BEFORE_TIME or pieces[at - 1].text.isdigit()):
        at -= 1
    return at


def subject_before(pieces: Sequence[Piece], end: int, low: int) -> tuple[Span, Span | None] | None:
    """The subject that a verb group at position end belongs to, and the apposition between them.

    Looks through ", the foreign minister," and "(R-Ohio)" and ", who met her on Monday," to the noun phrase before.
    """
    if end <= low:
        return None
    end = before_time(pieces, end, low)
    if end <= low:
        return None
    last = pieces[end - 1]
    if last.lower in ("who", "which", "that"):
        return (end - 1, end), None
    if last.text == "," or last.text in DASHES:
        return _before_apposition(pieces, end - 1, low)
    found = phrase_before(pieces, end, low)
    relative = _relative_in(pieces, end, low)
    if relative is not None and (found is None or found[0] > relative):
        head = phrase_before(pieces, relative, low)
        if head is not None:
            return head, None
    return (found, None) if found else None


def antecedent_before(pieces: Sequence[Piece], end: int) -> Span | None:
    """The noun phrase before ", who met her in May," or "– who met her –" that closes right before position end."""
    if end < 1 or not (pieces[end - 1].text == "," or pieces[end - 1].text in DASHES):
        return None
    for at in range(end - 2, max(0, end - MAX_WALK), -1):
        if pieces[at].text in (";", ":") or (pieces[at].kind == "quoted" and len(pieces[at].text) > _MAX_QUOTED_ASIDE):
            return None
        opens = pieces[at - 1].text == pieces[end - 1].text and pieces[at].lower in ("who", "whose", "which", "whom")
        if opens:
            return phrase_before(pieces, at - 1, 0)
    return None


def _relative_in(pieces: Sequence[Piece], end: int, low: int) -> int | None:
    """The last "who" (or "that", "which") of the clause that a noun stands before: "officials who met her said"."""
    verbs = 0
    for at in range(end - 1, max(low, end - 25), -1):
        piece = pieces[at]
        if piece.kind != "word" and piece.text not in (".", "'"):
            return None
        if piece.lower in ("who", "which", "that") and is_noun_like(pieces[at - 1]):
            return at if verbs else None
        verbs += is_verb(piece)
    return None


def _before_apposition(pieces: Sequence[Piece], comma: int, low: int) -> tuple[Span, Span | None] | None:
    """From the comma before the verb leftwards over commas, as long as what stands between reads as an aside."""
    best: tuple[Span, Span | None] | None = None
    right = comma
    for at in range(comma - 1, max(low, comma - MAX_WALK) - 1, -1):
        if pieces[at].text in (";", ":") or (pieces[at].kind == "quoted" and not is_noun_like(pieces[at])):
            break
        if pieces[at].text not in (",", *DASHES):
            continue
        if not _reads_as_aside(pieces, at + 1, right):
            break
        found = phrase_before(pieces, at, low)
        relative = pieces[at + 1].lower in ("who", "whose", "which", "whom")
        if found is not None and (relative or not _starts_aside(pieces, found[0], low)):
            best = found, (at + 1, comma)
            if relative or pieces[found[0]].text[0].isupper() or found[0] == low:
                break
        right = at
    return best


def _reads_as_aside(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """A stretch between commas that describes: "the foreign minister", "45", "of Reno", "Nev.", "who left in May"."""
    if start >= end:
        return False
    first = pieces[start]
    if first.kind == "word" and (leads(first) or lexicon().is_a(first.lower, "preposition", "relative")):
        return True
    if first.kind == "word" and lexicon().is_a(first.lower, "subordinator", "subject", "opener"):
        return first.lower in (
            "then",
            "now",
            "also",
            "once",
            "after",
            "before",
            "since",
            "until",
            "as",
            "while",
            "when",
        )
    return not first.capital or end - start <= 3 or first.text.isdigit() or not any(map(is_verb, pieces[start:end]))


def _starts_aside(pieces: Sequence[Piece], start: int, low: int) -> bool:
    """Is the phrase itself part of an aside or an opening: "of Reno" or "In Iowa"?"""
    if start <= low:
        return False
    before = pieces[start - 1]
    return before.kind == "word" and (lexicon().is_a(before.lower, "preposition") or is_verb(before))
