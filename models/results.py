#!/usr/bin/env python3
"""Writes models/results.zip: what the operations of all AWS services answer, in the terse form that the mocks of TestState are checked by.

Usage: models/results.py BOTOCORE_DATA     (the folder botocore/data of github.com/boto/botocore, Apache-2.0)

One entry per service, named as Step Functions names it in aws-sdk resources: the service id without blanks, in lower case. Lines:

    operation<TAB>type          operations first, as resources name them; the type is the number of a line below
    <blank line>
    {name<TAB>type<TAB>...      structure; names as Step Functions shows them, "!" after those of required members
    [type                       list
    <type                       map, its values
    s min max                   string; and b blob, n number: "-" where the model has no bound
    e value<TAB>value...        string of these
    t                           timestamp
    ?                           boolean
    *                           anything
"""

import gzip
import json
import pathlib
import re
import sys
import zipfile

OUTPUT = pathlib.Path(__file__).resolve().parent / "results.zip"
SCALARS = {"string": "s", "character": "s", "blob": "b", "integer": "n", "long": "n", "float": "n", "double": "n", "short": "n", "byte": "n"}

# What TestState was seen to check otherwise than today's model says: (service, shape).
CORRECTIONS = {("lambda", "MemorySize"): {"max": 10240}}


def shown(name):
    """As Step Functions shows a member: split into words as the AWS SDK for Java does, each with one capital (DBInstances: DbInstances)."""
    words = re.sub("[^A-Za-z0-9]+", " ", name)
    words = re.sub("([^a-z]{2,})v([0-9]+)", r"\1 v\2 ", words)
    words = re.sub("([^A-Z]{2,})V([0-9]+)", r"\1 V\2 ", words)
    words = re.sub("(?<=[a-z])(?=[A-Z]([a-zA-Z]|[0-9]))", " ", words)
    words = re.sub("([A-Z]+)([A-Z][a-z])", r"\1 \2", words)
    words = re.sub("([0-9])([a-zA-Z])", r"\1 \2", words)
    return "".join(word[:1].upper() + word[1:].lower() for word in words.split())


class Types:
    """The types of one service, each once, in the order in which operations reach them."""

    def __init__(self, shapes):
        self.shapes, self.numbers, self.lines = shapes, {}, []

    def number(self, name):
        if name not in self.numbers:
            line = self.scalar(self.shapes[name])
            key = line or name
            if key not in self.numbers:
                self.numbers[key] = len(self.lines)
                self.lines.append(line)
                if line is None:
                    self.lines[self.numbers[key]] = self.composite(self.shapes[name])
            self.numbers[name] = self.numbers[key]
        return self.numbers[name]

    def scalar(self, shape):
        kind = shape["type"]
        if shape.get("document"):
            return "*"
        if shape.get("enum"):
            return "e " + "\t".join(shape["enum"])
        if kind in SCALARS:
            return f"{SCALARS[kind]} {shape.get('min', '-')} {shape.get('max', '-')}"
        return {"timestamp": "t", "boolean": "?"}.get(kind)

    def composite(self, shape):
        kind = shape["type"]
        if kind == "list":
            return f"[{self.number(shape['member']['shape'])}"
        if kind == "map":
            return f"<{self.number(shape['value']['shape'])}"
        required = shape.get("required", [])
        parts = []
        for name, member in shape["members"].items():
            parts += [shown(name) + ("!" if name in required else ""), str(self.number(member["shape"]))]
        return "{" + "\t".join(parts)


def convert(model):
    types = Types(model["shapes"])
    operations = []
    for name, operation in sorted(model["operations"].items()):
        if "output" in operation:
            operations.append(f"{name[:1].lower()}{name[1:]}\t{types.number(operation['output']['shape'])}")
    return "\n".join(operations + [""] + types.lines) + "\n"


def main(data):
    services = {}
    for folder in sorted(pathlib.Path(data).iterdir()):
        files = sorted(folder.glob("*/service-2.json*")) if folder.is_dir() else []
        if files:
            text = gzip.decompress(files[-1].read_bytes()) if files[-1].suffix == ".gz" else files[-1].read_bytes()
            model = json.loads(text)
            service = model["metadata"]["serviceId"].replace(" ", "").lower()
            for (owner, shape), changes in CORRECTIONS.items():
                if owner == service:
                    model["shapes"][shape].update(changes)
            services[service] = convert(model)
    with zipfile.ZipFile(OUTPUT, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in sorted(services.items()):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED, 9)


main(sys.argv[1])
