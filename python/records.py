#!/usr/bin/env python3
"""Writes dibao/records.py from the JSON Schema: `python python/records.py` in an environment with the package."""

import importlib.util
import json
import re
import sys
from pathlib import Path


def schema():
    """The schema of the native part, which may know more than the module that is to be written."""
    # the sources beside this file come first on the path, and have a native part only when developed in place
    natives = (file for folder in sys.path for file in Path(folder, "dibao").glob("_dibao.*"))
    native = next((file for file in natives if file.suffix in (".so", ".pyd")), None)
    if native is None:
        sys.exit("dibao is not installed here: pip install dist/dibao-*.whl")
    spec = importlib.util.spec_from_file_location("dibao._dibao", native)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return json.loads(module.schema())


DEFINITIONS = schema()["$defs"]
OUT = Path(__file__).parent / "dibao" / "records.py"
HEAD = '''"""Records and what they are made of. Written by ``records.py`` from the JSON Schema: not to be edited by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Callable, ClassVar, Dict, Literal, Mapping, Optional, Tuple

from ._base import Node, exact

'''
SPAN = '''    def slice(self, text: str) -> str:
        """The text at this span.

        >>> Span(bytes=(3, 9), chars=(1, 3)).slice("由张三")
        '张三'
        """
        return text[self.chars[0] : self.chars[1]]

'''


def about(node, indent):
    text = re.split(r"\n\n", node.get("description", "").strip())[0].replace("\n", " ").replace("[`SCHEMA`]", "``dibao/1``")
    text = text.replace("`", "``").replace("````", "``")
    return f'{indent}"""{text}"""\n' if text else ""


def target(node):
    """The definition that a node refers to, and whether it may be null."""
    if "anyOf" in node:
        return target(next(one for one in node["anyOf"] if one.get("type") != "null"))[0], True
    return node.get("$ref", "").removeprefix("#/$defs/") or None, False


def consts(name):
    node = DEFINITIONS[name]
    return node.get("enum") or [one["const"] for one in node.get("oneOf", []) if "const" in one]


def kind(node):
    """Annotation, how it is read, and the value when it is left out."""
    name, null = target(node)
    if name == "Decimal":
        return ("Optional[Decimal]" if null else "Decimal"), "exact", "None"
    if name and consts(name):
        words = "Literal[" + ", ".join(f'"{word}"' for word in consts(name)) + "]"
        return (f"Optional[{words}]" if null else words), None, "None" if null else f'"{consts(name)[0]}"'
    if name:
        return (f"Optional[{name}]" if null else name), f"{name}.from_dict", "None" if null else f"{name}()"
    told = node.get("type")
    names = told if isinstance(told, list) else [told]
    null, bare = "null" in names, next(one for one in names if one != "null")
    if bare == "array":
        inner, read, _ = kind(node["items"])
        if node.get("maxItems") == node.get("minItems") is not None:
            return f"Tuple[{', '.join([inner] * node['maxItems'])}]", "tuple", "()"
        return f"Tuple[{inner}, ...]", f"lambda items: tuple(map({read}, items))" if read else "tuple", "()"
    if bare == "object":
        inner, read, _ = kind(node["additionalProperties"])
        read = f"lambda items: {{key: {read}(item) for key, item in items.items()}}" if read else "dict"
        return f"Mapping[str, {inner}]", read, "field(default_factory=dict, hash=False)"
    plain = {"string": ("str", '""'), "integer": ("int", "0"), "boolean": ("bool", "False"), "number": ("float", "0.0")}[bare]
    return (f"Optional[{plain[0]}]" if null else plain[0]), ("float" if bare == "number" else None), "None" if null else plain[1]


def wrapped(words):
    line, out = "   ", []
    for word in words:
        if len(line) + len(word) > 120:
            out.append(line)
            line = "   "
        line += " " + word
    return "\n".join([*out, line])


def body(properties, required):
    """Fields and how they are read; those that must be there first."""
    fields, reads = [], []
    for key, node in sorted(properties.items(), key=lambda item: item[0] not in required):
        annotation, read, default = kind(node)
        end = "" if key in required or default is None else f" = {default}"
        fields.append(f"    {key}: {annotation}{end}\n{about(node, '    ')}")
        if read:
            reads.append(f'        "{key}": {read},\n')
    told = "    _READ: ClassVar[Dict[str, Callable[[Any], Any]]] = {\n" + "".join(reads) + "    }\n" if reads else ""
    return "".join(fields) + ("\n" + told if told else "")


def plain_class(name):
    node = DEFINITIONS[name]
    text = f"\n@dataclass(frozen=True)\nclass {name}(Node):\n{about(node, '    ')}\n{body(node['properties'], node.get('required', []))}"
    return text + ("\n" + SPAN.rstrip("\n") + "\n" if name == "Span" else "")


def record_classes():
    record = DEFINITIONS["Record"]
    names = []
    for variant in record["oneOf"]:
        name, tag = variant["$ref"].removeprefix("#/$defs/"), variant["properties"]["type"]["const"]
        data = DEFINITIONS[name]
        kinds = {"type": "string", "const": tag}
        properties = {**record["properties"], **data["properties"]}
        required = [*record["required"], *data.get("required", [])]
        names.append(name)
        text = body(properties, required)
        read, fields = text.rpartition("\n    _READ")[1:], text.rpartition("\n    _READ")[0]
        yield name, f"\n@dataclass(frozen=True)\nclass {name}(Record):\n{about(data, '    ')}\n{fields}    type: Literal[\"{kinds['const']}\"] = \"{tag}\"\n{''.join(read)}"


def order(names):
    """Classes after those that they are made of."""
    done = []

    def add(name):
        if name in done or name not in names:
            return
        for other in re.findall(r'#/\$defs/(\w+)', str(DEFINITIONS[name])):
            add(other)
        done.append(name)

    for name in sorted(names):
        add(name)
    return done


def module():
    records = dict(record_classes())
    plain = [n for n, node in DEFINITIONS.items() if "properties" in node and n not in records and n != "Record"]
    parts = [HEAD.rstrip("\n"), *map(plain_class, order(plain))]
    common = DEFINITIONS["Record"]
    bare = re.sub(r"^(    \w+: [^=\n]+) = .*$", r"\1", body(common["properties"], common["required"]).partition("\n    _READ")[0], flags=re.M)
    parts.append(f"\nclass Record(Node):\n{about(common, '    ')}\n{bare}    type: str\n")
    parts.extend(records.values())
    tags = ",\n".join(f'    "{v["properties"]["type"]["const"]}": {v["$ref"].removeprefix("#/$defs/")}' for v in common["oneOf"])
    parts.append(f"\n#: The class of each type of record.\nTYPES: Dict[str, Any] = {{\n{tags},\n}}\n\n"
                 "\ndef record(value: Mapping[str, Any]) -> Record:\n    \"\"\"A record of the type that it tells.\"\"\"\n"
                 "    made: Record = TYPES[value[\"type\"]].from_dict(value)\n    return made\n")
    public = sorted([*plain, *records, "Record"])
    parts.append("\n__all__ = [\n" + wrapped([f'"{name}",' for name in public]) + "\n]\n")
    return "\n".join(parts)


if __name__ == "__main__":
    text = module()
    if "--check" in sys.argv:
        sys.exit(0 if OUT.read_text(encoding="utf-8") == text else "dibao/records.py is not what the schema says: run python python/records.py")
    OUT.write_text(text, encoding="utf-8")
