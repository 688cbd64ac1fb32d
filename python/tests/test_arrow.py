"""Arrow in and out, by every library that people have; Parquet and JSON lines of the program read back."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import dibao
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

RECORDS = ["office", "appointment", "representative_change", "congress_size", "project", "figure"]


def table_of(pages):
    return pa.table({"id": list(pages), "text": list(pages.values())})


def rows(stream):
    return pa.table(stream).to_pylist()


def test_one_row_for_each_record(pages):
    stream = dibao.extract_arrow(table_of(pages), table="offices", threads=2)
    table = pa.table(stream)
    assert table.schema.metadata[b"dibao.schema"] == b"dibao/1"
    assert table.schema.equals(pa.schema(dibao.arrow_schema("offices")))
    want = [(name, r.id, r.person, r.title, r.evidence, r.span.chars[0]) for name, text in pages.items() for r in dibao.extract(text).records if r.type == "office"]
    got = [(r["source_id"], r["record"], r["person"], r["title"], r["evidence"]["text"], r["evidence"]["char_start"]) for r in table.to_pylist()]
    assert got == want
    assert all(r["error"] is None for r in table.to_pylist())


def test_all_rows_are_the_lines_of_the_program(pages):
    table = table_of(pages)
    every = rows(dibao.extract_arrow(table))
    lines = [json.loads(line) for line in pa.table(dibao.extract_arrow(table, table="lines")).column("line").to_pylist()]
    assert [row["type"] for row in every] == [line["type"] for line in lines]
    for row, line in zip(every, lines):
        assert row["source_id"] == line["source"]["id"]
        if line["type"] in RECORDS:
            told = row[line["type"]]
            assert (told["record"], told["rule"], told["evidence"]["text"]) == (line["id"], line["rule"], line["evidence"])
            assert all(row[other] is None for other in RECORDS if other != line["type"])


def test_every_table_holds_its_records(pages):
    for name in dibao.tables():
        table = pa.table(dibao.extract_arrow(table_of(pages), table=name))
        assert table.num_rows > 0 or name in ("findings", "unparsed")
    offices = rows(dibao.extract_arrow(table_of(pages), table="projects"))
    assert any(row["parties"] and row["investment_unit"] == "CNY" for row in offices)


def test_errors_are_rows():
    data = pa.table({"id": ["a", "b", "c"], "text": ["市长刘伟。", None, "长" * 50]})
    extractor = dibao.Extractor(max_document_bytes=99)
    for table in ("offices", None):
        told = rows(extractor.extract_arrow(data, table=table))
        assert [row["source_id"] for row in told] == ["a", "b", "c"]
        assert [bool(row["error"]) for row in told] == [False, True, True]
    for wrong in ({"text": "body"}, {"table": "officers"}, {"publisher": "x", "place": "nowhere"}):
        with pytest.raises(dibao.DibaoError):
            dibao.extract_arrow(data, **wrong)


def test_columns_of_any_kind():
    import datetime

    data = pa.table(
        {
            "nr": pa.array([7, 8]),
            "day": pa.array([datetime.date(2023, 4, 27), None]),
            "body": pa.array(["市长刘伟。", "县长王明。"]).dictionary_encode(),
            "where": pa.array(["株洲市", "没有市"], pa.large_string()),
        }
    )
    told = rows(dibao.extract_arrow(data, text="body", id="nr", published="day", place="where", table="offices"))
    assert [(r["source_id"], r["source_published"], r["source_quality"]) for r in told] == [("7", "2023-04-27", None), ("8", None, ["unknown-place"])]


def test_all_libraries_give_and_take(pages):
    data = table_of(pages)
    want = pa.table(dibao.extract_arrow(data, table="offices")).column("person").to_pylist()
    for given in (data.to_batches()[0], pl.DataFrame(data), data.to_pandas(), duckdb.from_arrow(data), pa.RecordBatchReader.from_batches(data.schema, data.to_batches())):
        assert pa.table(dibao.extract_arrow(given, table="offices")).column("person").to_pylist() == want
    assert pl.DataFrame(dibao.extract_arrow(data, table="offices"))["person"].to_list() == want
    assert duckdb.from_arrow(pa.RecordBatchReader.from_stream(dibao.extract_arrow(data, table="offices"))).project("person").fetchall() == [(p,) for p in want]
    taken = pd.DataFrame.from_arrow if hasattr(pd.DataFrame, "from_arrow") else lambda stream: pa.table(stream).to_pandas()
    assert taken(dibao.extract_arrow(data, table="offices"))["person"].tolist() == want
    every = pl.DataFrame(dibao.extract_arrow(data))
    assert every.filter(pl.col("type") == "office")["office"].struct.field("person").to_list() == want


def test_a_stream_is_taken_once_and_bit_by_bit():
    taken = []

    def batches():
        for i in range(100):
            taken.append(i)
            yield pa.record_batch({"text": ["市长刘伟。"] * 10})

    source = pa.RecordBatchReader.from_batches(pa.schema({"text": pa.string()}), batches())
    stream = dibao.extract_arrow(source, id=None, table="offices")
    reader = pa.RecordBatchReader.from_stream(stream)
    reader.read_next_batch()
    assert len(taken) < 10
    assert sum(batch.num_rows for batch in reader) == 990
    with pytest.raises(Exception, match="closed"):
        pa.table(stream)


@pytest.fixture(scope="module")
def written(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    inputs = ["tests/issues", "tests/notices", "no-such.txt", "--place", "衡阳市", "--quiet"]
    root = program.parents[2] if program.parent.name in ("debug", "release") else None
    for output in (folder / "*.parquet", folder / "all.jsonl"):
        done = subprocess.run([program, "extract", *inputs, "-o", output], cwd=root, capture_output=True, text=True)
        if "no Parquet" in done.stderr:
            pytest.skip("the program is built without the feature arrow")
        assert done.returncode == 3, done.stderr
    return folder


def test_parquet_is_read_by_pyarrow_polars_and_duckdb(written):
    lines = [json.loads(line) for line in (written / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    people = [line["person"] for line in lines if line["type"] == "office"]
    file = written / "offices.parquet"
    assert pq.read_table(file).column("person").to_pylist() == people
    assert pq.read_metadata(file).metadata[b"dibao.schema"] == b"dibao/1"
    frame = pl.read_parquet(file)
    assert frame["person"].to_list() == people
    starts = [line["span"]["chars"][0] for line in lines if line["type"] == "office"]
    assert frame["evidence"].struct.field("char_start").to_list() == starts
    assert duckdb.sql(f"SELECT person FROM '{file}'").fetchall() == [(person,) for person in people]
    place = duckdb.sql(f"SELECT spans['person'].char_start FROM '{file}'").fetchall()
    assert place == [(line["spans"]["person"]["chars"][0],) for line in lines if line["type"] == "office"]
    money = duckdb.sql(f"SELECT sum(investment) FROM '{written}/projects.parquet' WHERE investment_unit = 'CNY'").fetchall()[0][0]
    assert money == sum(int(line["investment"].get("value", 0)) for line in lines if line.get("investment", {}).get("unit") == "CNY")
    assert duckdb.sql(f"SELECT count(error) FROM '{written}/documents.parquet'").fetchall() == [(1,)]
    assert pd.read_parquet(file)["person"].tolist() == people


def test_polars_reads_json_lines_without_options(written):
    frame = pl.read_ndjson(written / "all.jsonl")
    lines = (written / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert frame.height == len(lines)
    assert frame["type"].to_list() == [json.loads(line)["type"] for line in lines]


def test_duckdb_reads_as_the_recipe_says(pages, tmp_path):
    recipe = example("duckdb_heads")
    db = duckdb.connect()
    found = recipe.offices(db, pa.table({"id": list(pages), "text": list(pages.values())}))
    want = pa.table(dibao.extract_arrow(table_of(pages), table="offices")).column("person").to_pylist()
    assert sorted(person for (person,) in found.project("person").fetchall()) == sorted(want)
    pq.write_table(table_of(pages), tmp_path / "pages.parquet")
    script = Path(__file__).parents[1] / "examples" / "duckdb_heads.py"
    done = subprocess.run([sys.executable, script, tmp_path / "*.parquet"], capture_output=True, text=True)
    assert done.returncode == 0 and "told" in done.stdout, done.stderr


def example(name):
    path = Path(__file__).parents[1] / "examples" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
