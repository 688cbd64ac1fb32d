#!/usr/bin/env python3
"""Spark with one worker and with two, on the same documents: `python python/tests/spark_rates.py [DOCUMENTS]` on a quiet machine.

Each runs in a process and on a cluster of its own; the second of two passes counts, when workers and extractors are there.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

DOCUMENTS = sys.argv[1] if len(sys.argv) > 1 else "24000"


def timed(workers, folder):
    import pyspark
    from dibao import spark as on_spark
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_HOME", str(pathlib.Path(pyspark.__file__).parent))
    builder = SparkSession.builder.master(f"local-cluster[{workers},1,1024]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    spark = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "500").getOrCreate()
    rows = on_spark.extract(spark.read.parquet(folder))
    for _ in range(2):
        began = time.perf_counter()
        rows.write.format("noop").mode("overwrite").save()
        took = time.perf_counter() - began
    print(f"{took:.2f}")
    spark.stop()


def main():
    sys.argv[1:] = ["", DOCUMENTS]
    import pyarrow as pa
    import pyarrow.parquet as pq
    import rates

    pages = rates.documents()
    size = sum(len(page.text.encode()) for page in pages) / 1e6
    folder = tempfile.mkdtemp()
    for part in range(16):
        own = pages[part::16]
        pq.write_table(pa.table({"id": [p.id for p in own], "text": [p.text for p in own]}), f"{folder}/{part:02}.parquet")
    took = {}
    for workers in (1, 2):
        done = subprocess.run([sys.executable, __file__, "timed", str(workers), folder], capture_output=True, text=True, check=True)
        took[workers] = float(done.stdout.split()[-1])
        print(f"{size / took[workers]:7.2f} MB/s  {workers} worker(s)")
    print(f"{took[1] / took[2]:7.2f}       two workers : one worker")


if __name__ == "__main__":
    if sys.argv[1:2] == ["timed"]:
        timed(*sys.argv[2:])
    else:
        main()
