"""Rates of Python's text tools beside `dibao extract` on one file, one thread each: python3 benches/peers.py FILE [DIBAO].

Tools that are not installed are left out. Each reads the file's lines; the best of three turns counts.
"""

import importlib
import subprocess
import sys
import time


def jieba_words(lines):
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    return lambda: sum(1 for line in lines for _ in jieba.cut(line, HMM=False))


def jionlp_fields(lines):
    import jionlp

    def run():
        for line in lines:
            jionlp.ner.extract_money(line, with_parsing=False)
            jionlp.ner.extract_time(line, with_parsing=False)

    return run


def lac_entities(lines):
    from LAC import LAC

    model = LAC(mode="lac")
    return lambda: model.run(lines)


PEERS = [
    ("jieba (Python), words", "jieba", jieba_words),
    ("jionlp, money and times", "jionlp", jionlp_fields),
    ("LAC, words and entities", "LAC", lac_entities),
]


def rate(size, run, turns=3):
    best = min(timed(run) for _ in range(turns))
    return size / 1e6 / best


def timed(run):
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    path, program = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "dibao"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    size, lines = len(text.encode()), [line for line in text.splitlines() if line.strip()]
    command = [program, "extract", path, "-j", "1", "--format", "jsonl", "--quiet"]
    own = rate(size, lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))
    print(f"dibao extract (with start-up)  {own:9.3f} MB/s")
    for name, module, make in PEERS:
        try:
            importlib.import_module(module)
        except ImportError:
            print(f"{name:30} not installed")
            continue
        other = rate(size, make(lines))
        print(f"{name:30} {other:9.3f} MB/s   {other / own:6.3f} times dibao's rate")


if __name__ == "__main__":
    main()
