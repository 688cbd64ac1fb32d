#!/usr/bin/env python3
"""Rates of all ways through dibao on the same documents, on a quiet machine: `python python/tests/rates.py [PROGRAM] [DOCUMENTS]`.

Ratios of one run are to be looked at: each round takes every way once, and of three rounds the best time of a way counts. Beside the
clock stands the time that processors worked, which other programs disturb less.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import dibao
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = pathlib.Path(__file__).parents[2]
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else ROOT / "target" / "release" / "dibao"
DOCUMENTS = int(sys.argv[2]) if len(sys.argv) > 2 else 4000


def documents():
    files = sorted([*ROOT.glob("tests/issues/*.txt"), *ROOT.glob("tests/notices/*.txt")])
    texts = [file.read_text(encoding="utf-8") for file in files]
    return [dibao.Document(f"{texts[i % len(texts)]}\n第{i}版", f"d{i}") for i in range(DOCUMENTS)]


def drained(results):
    for _ in results:
        pass


#: What a worker of Spark does: a stream of texts, batch by batch. (What getrusage tells would count the parent's memory too.)
WORKER = """
import sys, dibao, pyarrow as pa
for texts in pa.ipc.open_stream(sys.argv[1]):
    for _ in pa.RecordBatchReader.from_stream(dibao.extract_arrow(texts, threads=1)):
        pass
print(next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


#: Reads a crawl alone, and tells its time.
ALONE = """
import json, sys, time, dibao
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
dibao.extract("市长刘伟")
began = time.perf_counter()
for _ in dibao.extract_many(texts, threads=1):
    pass
print(time.perf_counter() - began)
"""


def main():
    pages = documents()
    size = sum(len(page.text.encode()) for page in pages) / 1e6
    table = pa.table({"id": [p.id for p in pages], "text": [p.text for p in pages]})
    folder = pathlib.Path(tempfile.mkdtemp())
    (folder / "crawl.jsonl").write_text("".join(json.dumps({"id": p.id, "text": p.text}, ensure_ascii=False) + "\n" for p in pages), encoding="utf-8")

    def program(jobs):
        return lambda: subprocess.run(
            [PROGRAM, "extract", folder / "crawl.jsonl", "--quiet", "--format", "jsonl", "-j", str(jobs)], stdout=subprocess.DEVNULL, check=True
        )

    def arrow(threads, **options):
        return lambda: drained(pa.RecordBatchReader.from_stream(dibao.extract_arrow(table, threads=threads, **options)))

    pq.write_table(table, folder / "pages.parquet", row_group_size=1000)

    def in_duckdb(threads):
        def query():
            source, db = duckdb.connect(), duckdb.connect()
            texts = source.sql(f"SELECT id, text FROM '{folder}/pages.parquet'")
            stream = pa.RecordBatchReader.from_stream(dibao.extract_arrow(texts, table="offices", threads=threads))
            db.from_arrow(stream).query("offices", "SELECT title, count(*) FROM offices GROUP BY ALL").fetchall()

        return query

    ways = {
        "extract, one by one": lambda: drained(dibao.extract(p.text, id=p.id) for p in pages),
        "extract_many, 1 thread": lambda: drained(dibao.extract_many(pages, threads=1)),
        "extract_many, 2 threads": lambda: drained(dibao.extract_many(pages, threads=2)),
        "extract_many, 2 threads, all records made": lambda: drained(f.records for f in dibao.extract_many(pages, threads=2)),
        "the program, -j 1": program(1),
        "the program, -j 2": program(2),
        "extract_arrow, 1 thread": arrow(1),
        "extract_arrow, 2 threads": arrow(2),
        "extract_arrow, 2 threads, offices only": arrow(2, table="offices"),
        "DuckDB over Parquet, 1 thread of dibao": in_duckdb(1),
        "DuckDB over Parquet, 2 threads of dibao": in_duckdb(2),
    }
    dibao.extract("市长刘伟")
    best, worked = dict.fromkeys(ways, float("inf")), dict.fromkeys(ways, float("inf"))
    for _ in range(3):
        for name, way in ways.items():
            began, before = time.perf_counter(), sum(os.times()[:4])
            way()
            best[name] = min(best[name], time.perf_counter() - began)
            worked[name] = min(worked[name], sum(os.times()[:4]) - before)
    print(f"{DOCUMENTS} documents, {size:.1f} MB")
    for name, seconds in best.items():
        print(f"{size / seconds:7.2f} MB/s {size / worked[name]:7.2f} MB/s of a processor's time  {name}")

    # what two threads could give at best beside what else the machine does
    began = time.perf_counter()
    both = [subprocess.Popen([sys.executable, "-c", ALONE, folder / "crawl.jsonl"], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    alone = [float(process.communicate()[0]) for process in both]
    print(f"{2 * size / max(alone):7.2f} MB/s  two processes side by side, one thread each ({time.perf_counter() - began:.0f} s)")
    print(f"{max(alone) / 2 / best['extract_many, 2 threads']:7.2f}       extract_many, 2 threads : two processes")

    def ratio(of, to):
        print(f"{best[to] / best[of]:7.2f}      {worked[to] / worked[of]:7.2f}  {of} : {to}")

    ratio("extract_many, 2 threads", "extract_many, 1 thread")
    ratio("extract_many, 2 threads", "the program, -j 2")
    ratio("extract_arrow, 1 thread", "extract, one by one")
    ratio("extract_arrow, 2 threads", "extract_many, 2 threads")
    with pa.ipc.new_stream(folder / "pages.arrows", table.schema) as stream:
        stream.write_table(table, 500)
    peak = subprocess.run([sys.executable, "-c", WORKER, folder / "pages.arrows"], capture_output=True, text=True, check=True).stdout
    print(f"{int(peak):7} MB    peak of a worker process, Python and pyarrow included")


if __name__ == "__main__":
    main()
