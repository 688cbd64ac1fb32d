"""dibao on Spark: documents of a frame in, records out, on every worker.

The package must be installed where the workers run; each Python worker process builds one extractor and keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, Optional, Tuple

from ._api import _like, arrow_schema
from ._dibao import MAX_DOCUMENT_BYTES, MAX_RECORDS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType


def schema(table: Optional[str] = None) -> StructType:
    """The Spark schema of :func:`extract`."""
    import pyarrow as pa
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(pa.schema(arrow_schema(table)))


def extract(
    df: DataFrame,
    text: str = "text",
    id: Optional[str] = "id",
    published: Optional[str] = None,
    place: Optional[str] = None,
    *,
    publisher: Optional[str] = None,
    table: Optional[str] = None,
    markup: str = "text",
    rules: Optional[str] = None,
    max_document_bytes: int = MAX_DOCUMENT_BYTES,
    max_records: int = MAX_RECORDS,
) -> DataFrame:
    """Reads the texts of a frame: its columns ``text``, ``id``, ``published`` and ``place`` are named, any others are left.

    ``table`` is as for :meth:`dibao.Extractor.extract_arrow`: without it every record, finding and note is a row whose
    ``type`` names the nested column that holds it, so that one pass over the documents gives all types (see
    :func:`records`); ``"lines"`` gives JSON lines. A document that fails gives a row with its ``error``. ``rules`` is a
    folder that every worker sees.
    """
    options = {"text": text, "id": id, "published": published, "place": place, "publisher": publisher, "table": table, "markup": markup}
    columns = dict.fromkeys(name for name in (text, id, published, place) if name is not None)
    return df.select(*columns).mapInArrow(_reader((rules, max_document_bytes, max_records), options), schema(table))


def _reader(settings: Tuple[Optional[str], int, int], options: Dict[str, Any]) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What a worker does with its batches."""

    def read(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        extractor = _like(*settings)
        for batch in batches:
            yield from pa.RecordBatchReader.from_stream(extractor.extract_arrow(batch, threads=1, **options))

    return read


def records(rows: DataFrame, kind: str) -> DataFrame:
    """The records of one type (``"office"``, ``"appointment"`` …) among the rows of :func:`extract`, with their source."""
    source = [name for name in rows.columns if name.startswith("source_")]
    return rows.where(f"type = '{kind}'").select(*source, f"{kind}.*")
