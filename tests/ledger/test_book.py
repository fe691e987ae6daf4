"""What holds of every book: acts may be taken again, in any order, and withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from sitroom.ledger.acts import Act
from sitroom.ledger.book import Book
from tests.ledger.telling import histories, told

ACTS: tuple[Act, ...] = (
    told("Mali {threatened} to freeze aid for Kenya.", "THREATEN relations hypothetical", day="2024-02-20", known="2024-02-20"),
    told("Mali {froze} aid for Kenya.", "SANCTION withdraw", day="2024-03-01", known="2024-03-02"),
    told("Mali and Ghana {froze} aid for Kenya.", "SANCTION withdraw", by="Mali+Ghana", day="2024-03-01", known="2024-03-05"),
    told("Mali {released} half of the frozen aid for Kenya.", "CONCEDE", day="2024-03-20", known="2024-03-21"),
    told("Mali {lifted} its freeze of aid for Kenya.", "CONCEDE", day="2024-04-01", known="2024-04-02"),
    told("Mali {demanded} that Kenya withdraw its soldiers by March 12.", "REQUEST yield", day="2024-03-04", known="2024-03-05",
         deadline=("by March 12", "2024-03-12")),
    told("Kenya {refused} to withdraw its soldiers.", "REJECT yield", by="Kenya", to="Mali", day="2024-03-08", known="2024-03-09"),
    told("Kenya {withdrew} its soldiers.", "RETREAT withdraw", by="Kenya", to="Mali", day="2024-03-19", known="2024-03-19"),
    told("Mali {promised} to send monitors to Kenya.", "AGREE future", day="2024-03-04", known="2024-03-05"),
    told("Mali {sent} monitors to Kenya.", "AID", day="2024-03-21", known="2024-03-22"),
    told("Ghana {invited} Mali and Kenya to talks.", "AGREE", by="Ghana", to="Mali+Kenya", day="2024-03-04", known="2024-03-05"),
    told("Ghana {postponed} the talks of Mali and Kenya.", "REJECT meet", by="Ghana", to="Mali+Kenya",
         day="2024-03-12", known="2024-03-12"),
    told("Mali and Kenya held {talks} in Ghana.", "CONSULT", by="Mali+Kenya", to="", day="2024-03-17", known="2024-03-18"),
    told("Mali {accused} Kenya of shelling a village.", "ACCUSE allege", day="2024-03-05", known="2024-03-05"),
    told("Kenya {accused} Mali of firing first.", "ACCUSE allege", by="Kenya", to="Mali", day="2024-03-06", known="2024-03-06"),
    told("Mali {withdrew} its charge against Kenya.", "CONCEDE", day="2024-03-28", known="2024-03-28"),
)  # fmt: skip

some = st.lists(st.sampled_from(ACTS), min_size=1, max_size=len(ACTS), unique_by=lambda act: act.id)


def taken(acts: Sequence[Act]) -> Book:
    book = Book.of()
    for act in acts:
        book.take(act)
    return book


def state(book: Book) -> list[object]:
    """Everything that a book says, without the order in which it came to say it."""
    sides = sorted(
        (
            e.id,
            e.kind,
            sorted(p.name for p in e.by),
            sorted(p.name for p in e.to),
            sorted(e.acts),
            sorted(e.stems),
            sorted(e.subjects),
        )
        for e in book.entries.values()
    )
    return [sides, histories(book), sorted((e.id, p.act) for e in book.entries.values() for p in e.proposals)]


@settings(max_examples=60, deadline=None)
@given(some)
def test_the_order_of_arrival_does_not_matter(acts: list[Act]) -> None:
    assert state(taken(acts)) == state(taken(sorted(acts, key=lambda act: act.order)))


@settings(max_examples=60, deadline=None)
@given(some, st.randoms(use_true_random=False))
def test_taking_acts_again_changes_nothing(acts: list[Act], chance: object) -> None:
    book = taken(acts)
    before = state(book)
    for act in acts[::2]:
        book.take(act)
    assert state(book) == before


@settings(max_examples=60, deadline=None)
@given(some)
def test_withdrawing_an_act_leaves_the_book_as_if_it_had_never_come(acts: list[Act]) -> None:
    book = taken(acts)
    book.withdraw(acts[0].id)
    assert state(book) == state(taken(acts[1:]))


def test_an_opened_book_takes_an_act_again_into_the_entry_where_it_was() -> None:
    book = taken(ACTS)
    opened = Book.of(book.entries.values())
    before = histories(opened)
    for act in ACTS:
        opened.take(act)
    assert histories(opened) == before


def test_a_withdrawn_act_takes_its_entry_with_it_unless_others_go_on() -> None:
    froze, lifted = ACTS[1], ACTS[4]
    book = taken([froze])
    book.withdraw(froze.id)
    assert not book.entries and len(book.gone) == 1
    book = taken([froze, lifted])
    book.withdraw(froze.id)
    assert [lines for _, lines in histories(book)] == [[("lifted", "2024-04-01")]]
