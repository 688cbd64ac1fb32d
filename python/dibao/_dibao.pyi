from os import PathLike
from typing import Any, List, Optional, Tuple

__version__: str
MAX_DOCUMENT_BYTES: int
MAX_RECORDS: int

_Known = Tuple[Optional[str], Optional[str], Optional[str]]
_Told = Tuple[str, Optional[str], Optional[str], Optional[str]]

class Native:
    def __new__(cls, rules: Optional["PathLike[str] | str"], max_bytes: int, max_records: int) -> Native: ...
    def batch(self, documents: List[_Told], known: _Known, markup: str) -> List[Any]: ...
    def arrow(
        self,
        data: Any,
        columns: Tuple[str, Optional[str], Optional[str], Optional[str]],
        known: _Known,
        markup: str,
        table: Optional[str],
        threads: int,
    ) -> Any: ...
    def explain(self, text: str, at: int, known: _Known) -> str: ...
    def view(self, text: str, json: str) -> str: ...

def schema() -> str: ...
def tables() -> List[str]: ...
def arrow_schema(table: Optional[str]) -> Any: ...
