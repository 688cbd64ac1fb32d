"""Chinese newspaper pages and official notices to structured civic records.

>>> import dibao
>>> page = "4月26日,副市长杨胜跃带队督查。"
>>> found = dibao.extract(page, published="2023-04-27", place="株洲市")
>>> record = found.records[0]
>>> record.person, record.title, record.jurisdiction.code
('杨胜跃', '副市长', '430200')
>>> record.span.slice(page)
'副市长杨胜跃'
"""

from . import records
from ._api import (
    Explanation,
    Extraction,
    Extractor,
    arrow_schema,
    explain,
    extract,
    extract_arrow,
    extract_many,
    schema,
    tables,
)
from ._dibao import __version__
from ._documents import Document
from ._errors import DibaoError

__all__ = [
    "DibaoError",
    "Document",
    "Explanation",
    "Extraction",
    "Extractor",
    "__version__",
    "arrow_schema",
    "explain",
    "extract",
    "extract_arrow",
    "extract_many",
    "records",
    "schema",
    "tables",
]
