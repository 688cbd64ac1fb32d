#!/usr/bin/env python3
"""Writes the figures of rules/base/ from public data: what a word, a name, a post or a border costs in the segmentation.

    make.py WORDS DATA CORPUS

WORDS is a dictionary with frequencies (`word frequency part-of-speech`), DATA a folder with surnames.tsv, given-name-chars.tsv,
char-pairs.tsv and divisions.csv, CORPUS one with titles.txt, names.txt (real posts and persons, one a line) and news as Markdown.
A cost is -100 times the natural logarithm of a probability, rounded: whole numbers, the same on every machine. Only figures are written,
no text. README.md of rules/ names the sources. Deterministic; needs Python 3.9+, nothing else.
"""
import collections, math, pathlib, re, sys

HERE = pathlib.Path(__file__).parent
HAN = re.compile("[㐀-鿿〇]")
NEWS_WORDS = 60_101_967  # running words behind the dictionary's frequencies
# how well a part of speech names something inside a body's name
NAMING = {"n": 1.2, "v": .25, "a": .4, "b": .8, "j": 1.5, "m": .3, "f": .3, "l": .6, "i": .1, "s": .4, "q": .1, "x": 1, "g": 1}
NAMING_FINE = {"vn": 1.2, "nt": 2, "ns": 2, "nz": 2, "t": .02}
HEAD_LETTERS = "局厅委部署院"  # a noun that ends with one of these heads a body by itself: 水利局
CLOSED = "dpcurt"  # adverbs, prepositions, conjunctions, particles, pronouns, times
LOOSE = "fyoemhkz"  # words of place, numerals: they also stand inside names


def cost(p):
    return round(-100 * math.log(p))


def lines(path):
    return path.read_text(encoding="utf-8-sig").splitlines()


def sections(name):
    head = None
    for line in lines(HERE.parent / "lexicon" / name):
        line = line.split("#")[0].strip()
        if line.startswith("["):
            head = line[1:-1]
        elif line and head:
            yield from ((head, word) for word in line.split())


def write(name, about, header, rows):
    text = f"# {about} (written by make.py)\n" + "\t".join(header) + "\n" + "".join("\t".join(map(str, row)) + "\n" for row in rows)
    (HERE / name).write_text(text, encoding="utf-8")


def division_stems(data):
    full, short = set(), set()
    for line in lines(data / "divisions.csv")[1:]:
        name = line.split(",")[3].strip()
        if len(name) < 2:
            continue
        full.add(name)
        stem = re.sub("(特别行政区|自治州|自治县|自治旗|自治区|省|市|地区|盟|州|县|区|旗)$", "", name)
        stem = re.sub("(.{2,}?)(壮族|回族|维吾尔|[^州县]{1,3}族)+$", r"\1", stem)
        if len(stem) > 1:
            short.add(stem)
    return full, short | {word for head, word in sections("organs.txt") if head == "national"}


def split(text, words, longest):
    """The likeliest words of a title, each for itself."""
    best = [(0, 0)] + [(10 ** 9, 0)] * len(text)
    for i in range(len(text)):
        for j in range(i + 1, min(len(text), i + longest) + 1):
            c = words[text[i:j]][0] if text[i:j] in words else 1500 if j == i + 1 else None
            if c is not None and best[i][0] + c < best[j][0]:
                best[j] = (best[i][0] + c, i)
    out, j = [], len(text)
    while j:
        out.append(text[best[j][1]:j])
        j = best[j][1]
    return out


def main(words_file, data, corpus):
    titles = lines(corpus / "titles.txt")
    blob = "\n".join(titles) + "\n"
    roles = {word for head, word in sections("roles.txt") if head not in ("role-modifier", "role-prefix")}
    organs = {word for head, word in sections("organs.txt") if head != "national" and not head.startswith("level")}
    full, short = division_stems(data)

    words = {}
    for line in lines(words_file):
        word, frequency, tag = line.split()
        words[word] = (cost(max(int(frequency), 1) / NEWS_WORDS), tag)
    for word in short:
        words.setdefault(word, (1200, "ns"))
    longest = max(map(len, words))
    hidden = [w for w in words if len(w) > 2 and any(w.endswith(r) for r in roles if 1 < len(r) < len(w))]
    seen = collections.Counter(w for title in titles for part in title.split("、") for w in split(part, words, longest))
    for word in hidden:  # 局局长, 政协主席 hide a post
        del words[word]
    total = sum(seen.values())

    def stem(word):
        c, tag = words[word]
        weight = NAMING_FINE.get(tag, NAMING.get(tag[:1], .01))
        return cost(.4 * weight * math.exp(-c / 100) + .6 * seen[word] / total + .00015 * (word in short))

    def heads(word):
        c, tag = words[word]
        noun = tag in ("nt", "n", "ns", "nz", "j") and len(word) > 2 and word not in organs
        return min(900, max(500, c - 400)) if noun and any(word.endswith(o) for o in organs if len(o) > 1 or o in HEAD_LETTERS) else ""

    verbs = {word for head, word in sections("words.txt") if head in ("verb", "stop")}

    def group(word):
        tag = words[word][1]
        if tag[0] in CLOSED:
            return "f"
        if tag[0] == "v":
            return "v" if word in verbs else "w"
        return "w" if tag[0] in LOOSE and tag != "mq" else "n"

    write("words.tsv", "Words of news: group (v what persons do, w another verb or a numeral, f a function word, n a noun), cost, cost inside a body's name, cost as the head of one.",
          ("word", "group", "cost", "stem", "head"), ((w, group(w), words[w][0], stem(w), heads(w)) for w in sorted(words)))
    parts = [(w, "role", cost((len(re.findall(re.escape(w) + "(?=[、\n])", blob)) + 1.5) / (1.6 * len(titles)))) for w in sorted(roles)]
    parts += [(w, "head", min(700, cost((blob.count(w) + 1) / 4000)) + 60 * (len(w) == 1)) for w in sorted(organs)]
    write("titles.tsv", "Posts and words that bodies end with: cost in real titles.", ("word", "kind", "cost"), parts)

    rows = []
    surnames = [line.split("\t") for line in lines(data / "surnames.tsv")[1:]]
    weight = sum(float(w) for _, w in surnames)
    rows += [("surname", s, cost(float(w) / weight)) for s, w in surnames]
    given = [line.split("\t") for line in lines(data / "given-name-chars.tsv")[1:]]
    for k, kind in enumerate(("single", "first", "second"), 1):
        count = sum(int(row[k]) for row in given)
        rows += [(kind, row[0], cost((int(row[k]) + .3) / (count + 900))) for row in given]
    known = {s for s, _ in surnames}
    foreign = collections.Counter()
    for path in sorted(corpus.glob("*-news.md")):
        for before, after in re.findall("(?=([㐀-鿿]{2})[·•]([㐀-鿿]{2}))", path.read_text(encoding="utf-8")):
            foreign.update(before + after)
    for name in lines(corpus / "names.txt"):
        if len(name) > 3 and name[:2] not in known:
            foreign.update({c: 4 for c in name if HAN.match(c)})
    count = sum(foreign.values())
    rows += [("foreign", c, cost((n + .5) / (count + 200))) for c, n in sorted(foreign.items()) if n > 1]
    rows += [("foreign", "*", cost(.3 / (count + 200)))]
    places = collections.Counter("".join(sorted(full)))
    count = sum(places.values())
    rows += [("place", c, cost(n / (count + 1500))) for c, n in sorted(places.items())]
    write("characters.tsv", "Characters and surnames by what they are a part of: cost.", ("kind", "text", "cost"), rows)

    borders = collections.defaultdict(list)
    for line in lines(data / "char-pairs.tsv"):
        pair, n, ends = line.split("\t")
        n, ends = int(n), int(ends)
        step = max(-6, min(10, round(-2 * math.log((ends + 1.5) / (n - ends + .5)))))
        if step != -2:  # the same as a pair that is not listed
            borders[pair[0]].append(pair[1] + chr(ord("g") + step))
    write("borders.tsv", "How hard a word ends between two characters: behind each second character a letter, a (easily) to q, g for even odds.",
          ("first", "second"), ((first, "".join(sorted(rest))) for first, rest in sorted(borders.items())))


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]))
