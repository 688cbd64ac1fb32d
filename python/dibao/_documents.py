"""Documents as users give them."""

from __future__ import annotations

from datetime import date
from typing import Any, Iterator, List, Mapping, NamedTuple, Optional, Union

from ._errors import DibaoError

Day = Union[str, date, None]

#: Documents, and characters of them, that one thread is given at a time.
_DOCUMENTS, _CHARACTERS = 256, 64_000


class Document(NamedTuple):
    """A document of :func:`extract_many` with what is known of it; what it tells goes before what is said for all."""

    text: str
    id: Optional[str] = None
    published: Day = None
    place: Optional[str] = None


def _day(day: Day) -> Optional[str]:
    return day.isoformat() if isinstance(day, date) else day


def _sound(text: str) -> str:
    """The text, if it is one: half of a surrogate pair is no character."""
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}: decode bytes first")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = f"the text has half of a surrogate pair at {error.start}: decode it with errors='replace'"
        raise DibaoError(message, "input") from None
    return text


def _told(document: Any) -> Any:
    """A document as the native part takes it, or why it is none."""
    if isinstance(document, Mapping):
        document = Document(*(document.get(key) for key in Document._fields))  # type: ignore[arg-type]
    elif isinstance(document, str):
        document = Document(document)
    else:
        document = Document(*document)
    try:
        name = document.id if document.id is None else str(document.id)
        return _sound(document.text), name, _day(document.published), document.place
    except DibaoError as error:
        return error


def _chunks(documents: Iterator[Any]) -> Iterator[List[Any]]:
    """Pieces of work: so many documents, or so many characters."""
    chunk: List[Any] = []
    size = 0
    for document in documents:
        told = _told(document)
        chunk.append(told)
        size += 0 if isinstance(told, DibaoError) else len(told[0])
        if len(chunk) >= _DOCUMENTS or size >= _CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
