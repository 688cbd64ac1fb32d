"""The one error of the package."""

from __future__ import annotations

from typing import List, Sequence, Tuple

#: A problem of a rule file: file, line (0 for the file as a whole), what is wrong there.
Diagnostic = Tuple[str, int, str]


class DibaoError(ValueError):
    """Why a document, a rule or an argument cannot be used.

    ``kind`` is ``"rules"`` (a rule file is wrong: ``diagnostics`` lists every problem), ``"context"`` (a value given by the
    caller cannot be used: a date, a place, a table's name), ``"input"`` (a text that is none), ``"too_large"`` (more bytes
    than ``max_document_bytes``) or ``"internal"`` (a fault of dibao).

    >>> import dibao
    >>> try:
    ...     dibao.extract("市长刘伟出席。", place="株州市")
    ... except dibao.DibaoError as error:
    ...     print(error.kind, "株洲市" in str(error))
    context True
    """

    message: str
    kind: str
    diagnostics: List[Diagnostic]

    def __init__(self, message: str, kind: str = "internal", diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message, kind, list(diagnostics))
        self.message, self.kind, self.diagnostics = message, kind, list(diagnostics)

    def __str__(self) -> str:
        return self.message
