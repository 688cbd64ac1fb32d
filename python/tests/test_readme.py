"""Every example of the documentation runs."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "python" / "README.md", ROOT / "README.md", ROOT / "README.zh.md"]
EXAMPLES = [(page, i, code) for page in PAGES if page.exists() for i, code in enumerate(re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.S))]


@pytest.mark.parametrize(("page", "number", "code"), EXAMPLES, ids=[f"{page.name}-{number}" for page, number, _ in EXAMPLES])
def test_example(page, number, code, tmp_path, monkeypatch, pages):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    for name, text in pages.items():
        (tmp_path / "pages" / name).write_text(text, encoding="utf-8")
    exec(compile(code, f"{page.name}-{number}", "exec"), {"__name__": "__main__"})


def test_there_are_examples():
    assert len(EXAMPLES) >= 5 and sys.version_info >= (3, 9)
