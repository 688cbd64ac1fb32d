"""What all generated classes have: reading from JSON, and writing it back."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any, Callable, ClassVar, Dict, Mapping, Type, TypeVar

T = TypeVar("T", bound="Node")


def exact(value: Any) -> Any:
    """A number with all its digits."""
    return value if isinstance(value, Decimal) else Decimal(value)


class Node:
    """A part of a document. Equal parts have equal values; none can be changed."""

    #: How values are read that are no plain words or numbers, by key.
    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {}

    @classmethod
    def from_dict(cls: Type[T], value: Mapping[str, Any]) -> T:
        """Reads what ``to_dict`` gave."""
        self = cls.__new__(cls)
        read, own = cls._READ, self.__dict__
        for key, item in value.items():
            own[key] = read[key](item) if key in read else item
        # what is left out is as the class has it, but for mappings, which it cannot share
        for key in read:
            if key not in own and not hasattr(cls, key):
                own[key] = {}
        return self

    def to_dict(self) -> Dict[str, Any]:
        """The contract's form: what is not known is left out."""
        out: Dict[str, Any] = {}
        for field in dataclasses.fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if field.name == "type" or value != ({} if field.default is dataclasses.MISSING else field.default):
                out[field.name] = _plain(value)
        return out


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value
