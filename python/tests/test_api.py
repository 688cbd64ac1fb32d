"""Texts in, records out."""

import datetime
import doctest
import importlib
import json
import pickle
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

import dibao
import pytest
from dibao.records import Appointment, Office, Project, Record, Span

PAGE = "【本报讯】副市长杨𬀩带队督查。\n任命张明为县水利局局长。\n"


def test_records_are_typed_and_lead_back_to_the_text():
    found = dibao.extract(PAGE, id="a", published=datetime.date(2023, 4, 27), place="株洲市", publisher="株洲日报")
    assert (found.source.id, found.source.published, found.source.publisher) == ("a", "2023-04-27", "株洲日报")
    office, act = found.records
    assert isinstance(office, Office) and isinstance(act, Appointment) and isinstance(act, Record)
    assert (office.person, office.status, office.jurisdiction.code) == ("杨𬀩", "current", "430200")
    assert (act.action, act.person, act.title, act.temporary, act.date) == ("appoint", "张明", "县水利局局长", False, None)
    for record in found.records:
        # a character beyond 16 bits stands in the first
        assert record.span.slice(PAGE) == record.evidence
        assert record.spans["person"].slice(found.text) == record.person
    with pytest.raises(AttributeError):
        office.person = "甲"


def test_every_sample_reads_as_the_contract_says(pages):
    for name, text in pages.items():
        found = dibao.extract(text, id=name)
        told = found.to_dict()
        assert told["schema"] == "dibao/1"
        for record, raw in zip(found.records, told["records"]):
            assert record.span.slice(text) == record.evidence
            made = record.to_dict()
            assert {key: made[key] for key in raw} == json.loads(json.dumps(raw), parse_float=Decimal) | {"confidence": raw["confidence"]}
            assert set(made) == set(raw)
            assert dibao.records.record(made) == record
        assert all(article.span.slice(text) for article in found.articles)
        assert all(note.reason for note in found.unparsed)


def test_numbers_keep_their_digits():
    found = dibao.extract("白山港区项目总投资119.75亿元,占地0.1平方公里。")
    project = next(record for record in found.records if isinstance(record, Project))
    assert project.investment.value == Decimal("11975000000")
    assert isinstance(project.investment.value, Decimal)


def test_what_fails_says_why():
    with pytest.raises(dibao.DibaoError, match="株洲市") as told:
        dibao.extract("市长刘伟", place="株州市")
    assert told.value.kind == "context" and told.value.diagnostics == []
    for kind, call in {
        "context": lambda: dibao.extract("市长刘伟", published="27.4.2023"),
        "input": lambda: dibao.extract("市长\ud800刘伟"),
        "too_large": lambda: dibao.Extractor(max_document_bytes=4).extract("市长刘伟"),
    }.items():
        with pytest.raises(dibao.DibaoError) as told:
            call()
        assert told.value.kind == kind
    with pytest.raises(TypeError, match="bytes"):
        dibao.extract("市长刘伟".encode())


def test_rules_of_ones_own(tmp_path):
    (tmp_path / "mine.txt").write_text("[role]\n街巷长\n", encoding="utf-8")
    text = "枫溪社区街巷长王建国说,路修好了。"
    mine = dibao.Extractor(rules=tmp_path)
    assert not any("街巷长" in getattr(r, "title", "") for r in dibao.extract(text).records)
    assert any("街巷长" in r.title for r in mine.extract(text).records)
    assert pickle.loads(pickle.dumps(mine)).extract(text) == mine.extract(text)
    (tmp_path / "bad.toml").write_text('[[rule]]\nid = "flat"\nabout = "x"\n', encoding="utf-8")
    with pytest.raises(dibao.DibaoError) as told:
        dibao.Extractor(rules=tmp_path)
    assert told.value.kind == "rules" and told.value.diagnostics[0][0].endswith("bad.toml") and told.value.diagnostics[0][1] >= 1


def test_pickles():
    found = dibao.extract(PAGE, id="a")
    again = pickle.loads(pickle.dumps(found))
    assert again == found and again.records == found.records and again.text == PAGE
    assert pickle.loads(pickle.dumps(found.records)) == found.records
    error = pickle.loads(pickle.dumps(dibao.DibaoError("x", "rules", [("a", 1, "b")])))
    assert (str(error), error.kind, error.diagnostics) == ("x", "rules", [("a", 1, "b")])


def test_many_in_order_whatever_the_threads(pages):
    texts = list(pages.values()) * 3
    want = [dibao.extract(text).to_json() for text in texts]
    for threads in (1, 2, 7):
        assert [found.to_json() for found in dibao.extract_many(texts, threads=threads)] == want
    told = dibao.extract_many([{"text": "市长刘伟", "id": 7, "published": "2023/4/27"}, ("市长刘伟", "b")])
    assert [(f.source.id, f.source.published) for f in told] == [("7", "2023-04-27"), ("b", None)]


def test_many_is_lazy_and_stops_when_asked():
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield "市长刘伟出席会议。"

    many = dibao.extract_many(endless(), threads=2)
    for _ in range(1000):
        next(many)
    many.close()
    assert 1000 < len(taken) < 5000
    assert not [t for t in threading.enumerate() if t.name.startswith("dibao")]


def test_one_that_fails_costs_no_others():
    texts = ["市长刘伟。", "\ud800", "长" * 100, "市长刘伟。"]
    extractor = dibao.Extractor(max_document_bytes=99)
    done = list(extractor.extract_many(texts, errors="return", threads=2))
    assert [getattr(one, "kind", "read") for one in done] == ["read", "input", "too_large", "read"]
    with pytest.raises(dibao.DibaoError):
        list(extractor.extract_many(texts))
    with pytest.raises(dibao.DibaoError):
        dibao.extract_many(["甲"], place="株州市")


def test_other_threads_run_meanwhile():
    counted, over = [0], threading.Event()

    def count():
        while not over.is_set():
            counted[0] += 1

    text = "副市长杨胜跃带队督查安全生产工作,要求落实责任。\n" * 20000
    thread = threading.Thread(target=count)
    thread.start()
    before = counted[0]
    dibao.extract(text)
    during = counted[0] - before
    over.set()
    thread.join()
    assert during > 10_000


def test_html_of_a_crawl():
    page = '<html><meta name="PubDate" content="2023-04-27"><body><p>市长<b>刘伟</b>出席。</p></body></html>'
    (found,) = dibao.extract_many([page], markup="html")
    assert (found.text, found.source.published, found.records[0].person) == ("市长刘伟出席。", "2023-04-27", "刘伟")


def test_explanation():
    why = dibao.explain("天气好。副市长的讲话很实在。", find="副市长")
    assert "no name" in why.posts[0] and why.records == [] and "副市长" in str(why)
    assert why.frame == {}
    assert dibao.explain("甲。乙。", at=10_000).records == []
    with pytest.raises(dibao.DibaoError):
        dibao.explain("甲", find="乙")


def test_notebooks_show_the_page():
    shown = dibao.extract("市长<b>刘伟出席。")._repr_html_()
    assert shown.startswith("<iframe srcdoc=") and 'sandbox="allow-scripts"' in shown and "刘伟" in shown
    assert shown.count("<") == 2


def test_span_is_a_value():
    assert Span((0, 3), (0, 1)) == Span.from_dict({"bytes": [0, 3], "chars": [0, 1]})
    assert hash(Span((0, 3), (0, 1)))


@pytest.mark.parametrize("name", ["", "._api", "._errors", ".records"])
def test_examples_of_the_documentation(name):
    module = importlib.import_module(f"dibao{name}")
    result = doctest.testmod(module, extraglobs=None if name == ".records" else {**vars(dibao), "dibao": dibao})
    assert result.failed == 0


def test_records_are_written_from_the_schema():
    script = Path(__file__).parents[1] / "records.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_package_is_typed(tmp_path):
    pytest.importorskip("mypy")
    (tmp_path / "use.py").write_text(
        "import dibao\nfrom dibao.records import Office\n"
        "found = dibao.extract('a', place='b')\n"
        "for record in found.records:\n    if isinstance(record, Office):\n        reveal_type(record.person)\n        record.nothing\n"
    )
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", tmp_path / "use.py"], capture_output=True, text=True, cwd=tmp_path)
    assert 'Revealed type is "str"' in done.stdout.replace("builtins.", "") and '"Office" has no attribute "nothing"' in done.stdout, done.stdout
    assert done.stdout.count("error:") == 1, done.stdout
