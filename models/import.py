#!/usr/bin/env python3
"""Writes models/<service>.json: botocore's model as kept in ../shared/models, with the status and fault of every error folded in.

Usage: models/import.py [service...]     (all services that are here, if none is named)
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "models"

# What the real services were seen to do and no model says. "enumSet": the values that a validation error lists, in that order.
CORRECTIONS = {
    "stepfunctions": {
        "shapes": {
            "ExecutionStatus": {"enumSet": ["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"]},
        },
    },
}


def convert(service):
    model = json.loads((SHARED / f"{service}.json").read_text())
    errors = json.loads((SHARED / "addenda" / "errors.json").read_text()).get(service, {})
    for name, shape in model["shapes"].items():
        if shape.get("exception"):
            shape["error"] = errors.get(name, {"fault": "client"})
        shape.update(CORRECTIONS.get(service, {}).get("shapes", {}).get(name, {}))
    lines = ["{"]
    for key in ("service", "origin", "metadata"):
        lines.append(f"{json.dumps(key)}:{json.dumps(model[key], separators=(',', ':'))},")
    for key, tail in (("operations", ","), ("shapes", "")):
        members = [f" {json.dumps(n)}:{json.dumps(v, separators=(',', ':'))}" for n, v in model[key].items()]
        lines += [f"{json.dumps(key)}:{{", ",\n".join(members), "}" + tail]
    (HERE / f"{service}.json").write_text("\n".join(lines + ["}"]) + "\n")


for service in sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.json")):
    convert(service)
