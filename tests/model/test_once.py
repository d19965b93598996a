"""Answers that are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from projguard.model.once import once


@dataclass(frozen=True)
class Basket:
    """Something that counts how often it is asked."""

    prices: tuple[int, ...]
    asked: list[str]

    @once
    def total(self) -> int | None:
        """The sum of all prices; None where there are none."""
        self.asked.append("total")
        return sum(self.prices) or None

    @once
    def broken(self) -> int:
        """Never an answer."""
        self.asked.append("broken")
        raise LookupError


def test_an_answer_is_worked_out_once_per_object() -> None:
    """The second question finds the answer, None too; a changed copy is asked anew."""
    basket, empty = Basket((1, 2), []), Basket((), [])
    assert [basket.total, basket.total, empty.total, empty.total] == [3, 3, None, None]
    assert [basket.asked, empty.asked] == [["total"], ["total"]]
    assert replace(basket, prices=(5,)).total == 5


def test_a_failure_is_not_kept() -> None:
    """What could not be answered is asked again."""
    basket = Basket((), [])
    for _ in range(2):
        try:
            _ = basket.broken
        except LookupError:
            basket.asked.append("failed")
    assert basket.asked == ["broken", "failed"] * 2


def test_the_class_tells_what_is_asked() -> None:
    """On the class stands the property itself with the text of its method."""
    assert Basket.total.__doc__ == "The sum of all prices; None where there are none."
