#!/usr/bin/env python3
"""Checks FollowTheMoney entities with the package followthemoney: ftm.py FILE. Exits with 77 where the package is missing."""
import json
import sys

try:
    from followthemoney import model
except ImportError:
    sys.exit(77)

entities, faults = {}, []
for number, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
    data = json.loads(line)
    if data["id"] in entities:
        faults.append(f"line {number}: the id {data['id']} stands twice")
    schema = model.get(data["schema"])
    if schema is None or schema.abstract:
        faults.append(f"line {number}: no schema {data['schema']}")
        continue
    entities[data["id"]] = data
    try:
        schema.validate(data)
        entity = model.get_proxy(data, cleaned=False)
    except Exception as error:  # whatever the package says is a fault
        faults.append(f"line {number}: {error} {getattr(error, 'errors', '')}")
        continue
    for key, values in data["properties"].items():
        if sorted(entity.get(key)) != sorted(values):
            faults.append(f"line {number}: {key} {values} is read as {entity.get(key)}")
for data in entities.values():
    for key, values in data["properties"].items():
        prop = model.get(data["schema"]).get(key)
        if prop.type.name != "entity":
            continue
        for value in values:
            target = entities.get(value)
            if target is None:
                faults.append(f"{data['id']}: {key} leads to nothing: {value}")
            elif not model.get(target["schema"]).is_a(prop.range):
                faults.append(f"{data['id']}: {key} leads to a {target['schema']}, not a {prop.range.name}")
print("\n".join(faults[:20]) or f"{len(entities)} entities")
sys.exit(bool(faults))
