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
    # The code under which violated constraints are reported is the service's own.
    "logs": {"metadata": {"validationCode": "InvalidParameterException"}, "shapes": {}},
    # What precedes the name of an error in CBOR.
    "cloudwatch": {"metadata": {"shapeNamespace": "com.amazonaws.cloudwatch"}, "shapes": {}},
}


# Services of which only these operations are written; the others keep their names, to answer that they are not.
WRITTEN = {
    "cloudwatch": [
        "DeleteAlarms", "DescribeAlarmHistory", "DescribeAlarms", "DescribeAlarmsForMetric", "DisableAlarmActions",
        "EnableAlarmActions", "GetMetricData", "GetMetricStatistics", "ListMetrics", "ListTagsForResource", "PutMetricAlarm",
        "PutMetricData", "SetAlarmState", "TagResource", "UntagResource",
    ],
    "logs": [
        "CreateLogGroup", "CreateLogStream", "DeleteLogGroup", "DeleteLogStream", "DeleteRetentionPolicy", "DescribeLogGroups",
        "DescribeLogStreams", "FilterLogEvents", "GetLogEvents", "ListLogGroups", "ListTagsForResource", "ListTagsLogGroup",
        "PutLogEvents", "PutRetentionPolicy", "TagLogGroup", "TagResource", "UntagLogGroup", "UntagResource",
    ],
}


def reach(shapes, name, reached):
    """Adds a shape and all that it is made of."""
    if name in reached:
        return
    reached.add(name)
    shape = shapes[name]
    for member in [*shape.get("members", {}).values(), *(shape[part] for part in ("member", "key", "value") if part in shape)]:
        reach(shapes, member["shape"], reached)


def trim(model, written):
    """Leaves the shapes that the written operations need."""
    reached = set()
    for name, operation in model["operations"].items():
        if name not in written:
            model["operations"][name] = {"name": name}
            continue
        for shape in [*(operation[part]["shape"] for part in ("input", "output") if part in operation), *operation.get("errors", [])]:
            reach(model["shapes"], shape, reached)
    model["shapes"] = {name: shape for name, shape in model["shapes"].items() if name in reached}


def convert(service):
    model = json.loads((SHARED / f"{service}.json").read_text())
    if service in WRITTEN:
        trim(model, WRITTEN[service])
    errors = json.loads((SHARED / "addenda" / "errors.json").read_text()).get(service, {})
    model["metadata"].update(CORRECTIONS.get(service, {}).get("metadata", {}))
    added = {}
    for name, shape in model["shapes"].items():
        if shape.get("exception"):
            shape["error"] = errors.get(name, {"fault": "client"})
            # Some models leave it out; every service sends it.
            if not any(member.lower() == "message" for member in shape["members"]):
                shape["members"]["message"] = {"shape": "ErrorText"}
                added["ErrorText"] = {"type": "string"}
        shape.update(CORRECTIONS.get(service, {}).get("shapes", {}).get(name, {}))
    model["shapes"].update(added)
    lines = ["{"]
    for key in ("service", "origin", "metadata"):
        lines.append(f"{json.dumps(key)}:{json.dumps(model[key], separators=(',', ':'))},")
    for key, tail in (("operations", ","), ("shapes", "")):
        members = [f" {json.dumps(n)}:{json.dumps(v, separators=(',', ':'))}" for n, v in model[key].items()]
        lines += [f"{json.dumps(key)}:{{", ",\n".join(members), "}" + tail]
    (HERE / f"{service}.json").write_text("\n".join(lines + ["}"]) + "\n")


for service in sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.json")):
    convert(service)
