import pathlib

import pytest

ROOT = pathlib.Path(__file__).parents[2]


@pytest.fixture(scope="session")
def pages():
    """The sample pages of the project, by name."""
    files = sorted([*ROOT.glob("tests/issues/*.txt"), *ROOT.glob("tests/notices/*.txt")])
    return {file.name: file.read_text(encoding="utf-8") for file in files}


@pytest.fixture(scope="session")
def program():
    """The command-line program, if it is built with Parquet."""
    found = [ROOT / "target" / kind / "dibao" for kind in ("release", "debug")]
    import os

    named = os.environ.get("DIBAO")
    built = [pathlib.Path(named)] if named else [path for path in found if path.exists()]
    if not built:
        pytest.skip("the program is not built")
    return built[0]
