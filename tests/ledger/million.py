#!/usr/bin/env python3
"""Many records out of few: million.py RECORDS.jsonl COUNT > MANY.jsonl

Repeats what `dibao extract` wrote as JSON lines with other years, places and sources, until there are COUNT lines: each copy has
a prefecture of its own in place of every division, and lies a few days and years off, so that ledgers of them are as those of many
places over thirty years. Persons keep their names: every one has as many namesakes as there are copies.
"""
import datetime
import json
import re
import sys

DAY = re.compile(r"^(\d{4})-(\d\d)-(\d\d)$")
MONTH = re.compile(r"^(\d{4})((?:-\d\d)?)$")
# keys whose values are days, months or years
DAYS = {"as_of", "published", "date", "start", "end"}
PLACES = "东西南北上下前后左右金木水火土日月山川石田风云雨雪松柏竹梅兰"


def place(copy, name):
    """Another division for `name`, the same one for the same copy."""
    mark = ""
    while copy or not mark:
        copy, digit = divmod(copy, len(PLACES))
        mark += PLACES[digit]
    return name[:-1] + mark + name[-1]


def day(text, years, days):
    if match := DAY.match(text):
        try:
            moved = datetime.date(*map(int, match.groups())) + datetime.timedelta(days=days)
            return f"{moved.year + years:04}-{moved.month:02}-{min(moved.day, 28):02}"
        except ValueError:
            return text
    if match := MONTH.match(text):
        return f"{int(match[1]) + years:04}{match[2]}"
    return text


def moved(line, pattern, copy, years, days):
    """A line as text, moved: one pass over it."""

    def change(match):
        if match["day"]:
            return f'"{match["key"]}":"{day(match["day"], years, days)}"'
        if match["code"]:
            return f'"code":"{int(match["code"]) + 1_000_000 * (copy + 1)}"'
        if match["uid"]:
            return f'"uid":"{match["uid"]}-{copy}"'
        if match["source"]:
            return f'"source":{{"id":"{match["source"]}-{copy}"'
        return place(copy, match[0])

    return pattern.sub(change, line)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    lines = [line for line in lines if line["type"] not in ("figure", "unparsed", "finding", "document", "error")]
    names = {line["jurisdiction"]["name"] for line in lines if "jurisdiction" in line} | {line["source"].get("place") for line in lines}
    names = "|".join(sorted((name for name in names if name), key=lambda name: (-len(name), name)))
    keys = "|".join(DAYS)
    pattern = re.compile(
        rf'"(?P<key>{keys})":"(?P<day>[\d-]+)"|"code":"(?P<code>\d+)"|"uid":"(?P<uid>\w+)"|"source":{{"id":"(?P<source>[^"]*)"|{names}'
    )
    lines = [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines]
    wanted = int(sys.argv[2])
    for number in range(wanted):
        copy, line = divmod(number, len(lines))
        print(moved(lines[line], pattern, copy, copy % 31 - 15, copy % 97))


main()
