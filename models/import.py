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
    "lambda": {
        # A zip of 50 MB in base64 fits; "limitName" is what the refusal calls the operation.
        "operations": {
            "CreateFunction": {"maxBodyBytes": 70167211},
            "Invoke": {"maxBodyBytes": 6291456, "limitName": "InvokeFunction"},
            "InvokeAsync": {"maxBodyBytes": 1048576},
            "InvokeWithResponseStream": {"maxBodyBytes": 6291456},
            "PublishLayerVersion": {"maxBodyBytes": 70167211},
            "UpdateFunctionCode": {"maxBodyBytes": 70167211},
        },
        "shapes": {},
        "members": {"InvocationResponse": {"Payload": {"contentType": "application/json"}}},
    },
}


# Services whose newer members and operations are taken in; the new operations must not be written ones.
NEWER = ["lambda"]


# Services of which only these operations are written; the others keep their names, to answer that they are not.
WRITTEN = {
    "cloudwatch": [
        "DeleteAlarms", "DescribeAlarmHistory", "DescribeAlarms", "DescribeAlarmsForMetric", "DisableAlarmActions",
        "EnableAlarmActions", "GetMetricData", "GetMetricStatistics", "ListMetrics", "ListTagsForResource", "PutMetricAlarm",
        "PutMetricData", "SetAlarmState", "TagResource", "UntagResource",
    ],
    "lambda": [
        "AddLayerVersionPermission", "AddPermission", "CreateAlias", "CreateCodeSigningConfig", "CreateFunction", "CreateFunctionUrlConfig",
        "DeleteAlias", "DeleteCodeSigningConfig", "DeleteFunction", "DeleteFunctionCodeSigningConfig", "DeleteFunctionConcurrency",
        "DeleteFunctionEventInvokeConfig", "DeleteFunctionUrlConfig", "DeleteLayerVersion", "DeleteProvisionedConcurrencyConfig",
        "GetAccountSettings", "GetAlias", "GetCodeSigningConfig", "GetFunction", "GetFunctionCodeSigningConfig", "GetFunctionConcurrency",
        "GetFunctionConfiguration", "GetFunctionEventInvokeConfig", "GetFunctionRecursionConfig", "GetFunctionUrlConfig",
        "GetLayerVersion", "GetLayerVersionByArn", "GetLayerVersionPolicy", "GetPolicy", "GetProvisionedConcurrencyConfig",
        "GetRuntimeManagementConfig", "Invoke", "InvokeAsync", "InvokeWithResponseStream", "ListAliases", "ListCodeSigningConfigs",
        "ListFunctionEventInvokeConfigs", "ListFunctionUrlConfigs", "ListFunctions", "ListFunctionsByCodeSigningConfig",
        "ListLayerVersions", "ListLayers", "ListProvisionedConcurrencyConfigs", "ListTags", "ListVersionsByFunction",
        "PublishLayerVersion", "PublishVersion", "PutFunctionCodeSigningConfig", "PutFunctionConcurrency",
        "PutFunctionEventInvokeConfig", "PutFunctionRecursionConfig", "PutProvisionedConcurrencyConfig", "PutRuntimeManagementConfig",
        "RemoveLayerVersionPermission", "RemovePermission", "TagResource", "UntagResource", "UpdateAlias", "UpdateCodeSigningConfig",
        "UpdateFunctionCode", "UpdateFunctionConfiguration", "UpdateFunctionEventInvokeConfig", "UpdateFunctionUrlConfig",
    ],
    "logs": [
        "CreateLogGroup", "CreateLogStream", "DeleteLogGroup", "DeleteLogStream", "DeleteRetentionPolicy", "DescribeLogGroups",
        "DescribeLogStreams", "FilterLogEvents", "GetLogEvents", "ListLogGroups", "ListTagsForResource", "ListTagsLogGroup",
        "PutLogEvents", "PutRetentionPolicy", "TagLogGroup", "TagResource", "UntagLogGroup", "UntagResource",
    ],
    "sts": ["AssumeRole", "GetAccessKeyInfo", "GetCallerIdentity", "GetFederationToken", "GetSessionToken"],
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
    is_rest = model["metadata"]["protocol"].startswith("rest-")
    for name, operation in model["operations"].items():
        if name not in written:
            # Where paths say what is called, those of the others must be known as well.
            rest = {"isUnwritten": True, "http": operation["http"]} if is_rest else {}
            unsigned = {"authtype": "none"} if operation.get("authtype") == "none" else {}
            model["operations"][name] = {"name": name, **rest, **unsigned}
            continue
        for shape in [*(operation[part]["shape"] for part in ("input", "output") if part in operation), *operation.get("errors", [])]:
            reach(model["shapes"], shape, reached)
    model["shapes"] = {name: shape for name, shape in model["shapes"].items() if name in reached}


def add_newer(model, newer):
    """Adds what SDKs know already and botocore's copy does not; of that only names and types are known."""
    def member(source):
        shape = {"string": "String"}.get(source["type"], source["type"])
        query = {"location": "querystring", "locationName": source["httpQuery"]} if "httpQuery" in source else {}
        return {"shape": shape, **query}

    for name, members in newer["newMembers"].items():
        for added, source in members.items():
            model["shapes"][name]["members"].setdefault(added, member(source))
    for name, shape in newer["newShapes"].items():
        model["shapes"].setdefault(
            name, {"type": shape["kind"], "members": {added: member(source) for added, source in shape["members"].items()}})
    for name, values in newer["newEnumValues"].items():
        if "enum" in model["shapes"].get(name, {}):
            model["shapes"][name]["enum"] = sorted({*model["shapes"][name]["enum"], *values})
    for name, operation in newer["newOperations"].items():
        method, uri, status = operation["http"]
        model["operations"].setdefault(name, {"name": name, "http": {"method": method, "requestUri": uri, "responseCode": status}})
    model["operations"] = dict(sorted(model["operations"].items()))


def convert(service):
    model = json.loads((SHARED / f"{service}.json").read_text())
    if service in NEWER:
        add_newer(model, json.loads((SHARED / "addenda" / "newer-2026-11.json").read_text())["services"][service])
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
            # Whose fault it is stands in a member of Lambda's errors.
            if service == "lambda":
                shape["members"]["Type"]["default"] = "User" if shape["error"]["fault"] == "client" else "Service"
        corrections = CORRECTIONS.get(service, {})
        shape.update(corrections.get("shapes", {}).get(name, {}))
        for member, correction in corrections.get("members", {}).get(name, {}).items():
            shape["members"][member].update(correction)
    model["shapes"].update(added)
    for name, correction in CORRECTIONS.get(service, {}).get("operations", {}).items():
        model["operations"][name].update(correction)
    lines = ["{"]
    for key in ("service", "origin", "metadata"):
        lines.append(f"{json.dumps(key)}:{json.dumps(model[key], separators=(',', ':'))},")
    for key, tail in (("operations", ","), ("shapes", "")):
        members = [f" {json.dumps(n)}:{json.dumps(v, separators=(',', ':'))}" for n, v in model[key].items()]
        lines += [f"{json.dumps(key)}:{{", ",\n".join(members), "}" + tail]
    (HERE / f"{service}.json").write_text("\n".join(lines + ["}"]) + "\n")


for service in sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.json")):
    convert(service)
