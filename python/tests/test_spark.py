"""dibao on a real local cluster: `python -m pytest python/tests -m spark` (Java 17, pyspark; some minutes)."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import dibao
import pytest

pytestmark = pytest.mark.spark
DOCUMENTS = int(os.environ.get("DIBAO_SPARK_DOCUMENTS", "200000"))
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋"
POSTS = ["副县长", "县水利局局长", "市教育局副局长", "镇党委书记", "县委书记"]


def document(i):
    """A short document of our own; every number gives another."""
    name = SURNAMES[i % 10] + GIVEN[i // 10 % 10] + GIVEN[i // 100 % 10]
    post = POSTS[i % 5]
    if i % 3 == 0:
        return f"任命{name}为{post}。第{i}号。"
    return f"{i % 12 + 1}月{i % 28 + 1}日,{post}{name}到第{i}号现场督查,项目总投资{i % 90 + 1}.5亿元。"


@pytest.fixture(scope="module")
def spark():
    pyspark = pytest.importorskip("pyspark")
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "2000")
        # a partition for each file, however small
        .config("spark.sql.files.openCostInBytes", str(128 << 20))
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def crawl(tmp_path_factory):
    """Documents as a Parquet folder and as a crawl for the program, one of them poison."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("crawl")
    ids, texts = [f"d{i:06}" for i in range(DOCUMENTS)], [document(i) for i in range(DOCUMENTS)]
    texts[DOCUMENTS // 2] = "长" * 400_000
    (folder / "parquet").mkdir()
    for part in range(PARTS):
        pq.write_table(pa.table({"id": ids[part::PARTS], "text": texts[part::PARTS]}), folder / "parquet" / f"{part:02}.parquet")
    with open(folder / "crawl.jsonl", "w", encoding="utf-8") as out:
        out.writelines(json.dumps({"id": i, "text": t}, ensure_ascii=False) + "\n" for i, t in zip(ids, texts))
    return folder


LIMIT = 1_000_000
PARTS = 16


def executors():
    """Process ids of the executors."""
    found = subprocess.run(["pgrep", "-f", "CoarseGrainedExecutorBackend"], capture_output=True, text=True)
    return [int(pid) for pid in found.stdout.split()]


def test_the_same_lines_as_the_program_also_when_an_executor_dies(spark, crawl, program, tmp_path):
    from dibao import spark as on_spark

    lines = on_spark.extract(spark.read.parquet(str(crawl / "parquet")), table="lines", max_document_bytes=LIMIT)
    victims = executors()
    assert len(victims) == 2
    killed = []

    def kill():
        # some parts are written, others are under way
        while not list((tmp_path / "lines").glob("_temporary/**/part-*")):
            time.sleep(0.1)
        os.kill(victims[0], signal.SIGKILL)
        killed.append(victims[0])

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    lines.write.text(str(tmp_path / "lines"))
    assert killed, "the job outran the killer"
    got = sorted(line for part in (tmp_path / "lines").glob("*.txt") for line in part.read_bytes().splitlines())
    done = subprocess.run([program, "extract", crawl / "crawl.jsonl", "--max-bytes", str(LIMIT), "--quiet", "--format", "jsonl"], capture_output=True)
    want = sorted(done.stdout.splitlines())
    assert len(want) >= DOCUMENTS
    assert sum(b'"type":"error"' in line for line in want) == 1
    assert got == want


def test_partitioned_parquet_holds_each_type_of_record(spark, crawl, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq
    from dibao import spark as on_spark

    data = pq.read_table(crawl / "parquet")
    rows = on_spark.extract(spark.read.parquet(str(crawl / "parquet")), max_document_bytes=LIMIT)
    rows.write.partitionBy("type").parquet(str(tmp_path / "rows"))
    back = spark.read.parquet(str(tmp_path / "rows"))
    extractor = dibao.Extractor(max_document_bytes=LIMIT)
    for kind, table in (("office", "offices"), ("appointment", "appointments"), ("project", "projects")):
        got = on_spark.records(back, kind)
        want = pa.table(extractor.extract_arrow(data, table=table)).drop_columns("error")
        want = want.filter(pa.compute.is_valid(want["record"]))
        assert got.count() == want.num_rows
        key = [("source_id", "ascending"), ("record", "ascending")]
        assert got.toArrow().select(want.column_names).sort_by(key).to_pylist() == want.sort_by(key).to_pylist()
    assert back.where("type = 'error'").select("source_id").collect()[0][0] == f"d{DOCUMENTS // 2:06}"


def test_the_recipe_for_posts_over_time(spark):
    from dibao import spark as on_spark

    df = spark.createDataFrame(
        [("a", "2019-03-01", "县长王明到会。"), ("b", "2021-05-02", "县长王明到会。"), ("c", "2022-01-10", "县长刘伟到会。")], "id string, day string, text string"
    )
    rows = on_spark.extract(df, published="day")
    on_spark.records(rows, "office").createOrReplaceTempView("offices")
    recipe = Path(__file__).parents[1] / "examples" / "spark_ledger.sql"
    told = [(r.person, r.first_seen, r.last_seen) for r in spark.sql(recipe.read_text(encoding="utf-8")).collect()]
    assert told == [("王明", "2019-03-01", "2021-05-02"), ("刘伟", "2022-01-10", "2022-01-10")]


def test_a_worker_needs_little_memory(spark, crawl):
    from dibao import spark as on_spark

    read = on_spark._reader((None, LIMIT, 1_000_000), {"table": None})

    def peak(batches):
        import resource

        import pyarrow as pa

        for _ in read(batches):
            pass
        yield pa.record_batch({"peak": [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]})

    most = spark.read.parquet(str(crawl / "parquet")).mapInArrow(peak, "peak long").agg({"peak": "max"}).collect()[0][0]
    print(f"a worker's peak: {most / 1024:.0f} MB")
    assert most < 200 * 1024
