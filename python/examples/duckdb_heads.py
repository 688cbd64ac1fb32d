"""DuckDB on one machine: a table of texts in, a relation of records out, on all cores, batch by batch.

    python duckdb_heads.py 'pages/*.parquet'

The Parquet files have the columns `id` and `text`. DuckDB pulls the texts, dibao reads them on all
cores, and the records stream back into DuckDB: nothing is held but the batches under way.
"""

import sys

import dibao
import duckdb
import pyarrow as pa


def offices(db, texts, **columns):
    """The offices told of in `texts`: a relation, a table, a frame."""
    return db.from_arrow(pa.RecordBatchReader.from_stream(dibao.extract_arrow(texts, table="offices", **columns)))


if __name__ == "__main__":
    source, db = duckdb.connect(), duckdb.connect()  # two connections: both work at once
    found = offices(db, source.sql(f"SELECT id, text FROM '{sys.argv[1]}'"))
    found.query("offices", "SELECT title, person, count(*) AS told FROM offices WHERE role IN ('县长', '县委书记') GROUP BY ALL ORDER BY told DESC").show()
