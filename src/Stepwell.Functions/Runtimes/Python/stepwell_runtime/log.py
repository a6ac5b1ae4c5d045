"""The root logger in the format of Lambda's log, and the lines that tell of errors.

A line feed inside a message goes out as a carriage return, since each line of the output is one event of the log.
"""

import json
import logging
import os
import sys
import time
import traceback

request_id = ""

_TIME_FORMAT = "%Y-%m-%dT%H:%M:%S"
_IS_JSON = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
_STANDARD_FIELDS = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "aws_request_id"}


class _Output(logging.Handler):
    def emit(self, record):
        record.aws_request_id = request_id
        sys.stdout.write(_one_event(self.format(record)))


class _JsonFormatter(logging.Formatter):
    def format(self, record):
        error_type, error, trace = record.exc_info or (None, None, None)
        entry = {
            "timestamp": "%s.%03dZ" % (time.strftime(_TIME_FORMAT, time.gmtime(record.created)), record.msecs),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
            "stackTrace": traceback.format_tb(trace) if trace else None,
            "errorType": error_type.__name__ if error_type else None,
            "errorMessage": str(error) if error_type else None,
            "requestId": record.aws_request_id,
            "location": "%s:%s:%s" % (record.pathname, record.funcName, record.lineno) if error_type else None,
        }
        extra = {name: value for name, value in vars(record).items() if name not in _STANDARD_FIELDS and name not in entry}
        return json.dumps({name: value for name, value in {**entry, **extra}.items() if value is not None}, ensure_ascii=False)


def set_up():
    logging.Formatter.converter = time.gmtime
    output = _Output()
    if _IS_JSON:
        output.setFormatter(_JsonFormatter())
    else:
        output.setFormatter(
            logging.Formatter("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", _TIME_FORMAT))
    root = logging.getLogger()
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper().replace("TRACE", "DEBUG")
    if isinstance(logging.getLevelName(level), int):
        root.setLevel(level)
    root.addHandler(output)


def error(report):
    """Writes what was reported to the Runtime API."""
    if _IS_JSON:
        timestamp = time.strftime(_TIME_FORMAT + "Z", time.gmtime())
        sys.stdout.write(_one_event(json.dumps({"timestamp": timestamp, "level": "ERROR", **report})))
        return
    lines = ["[ERROR] %s: %s" % (report["errorType"], report["errorMessage"]) if report["errorMessage"]
             else "[ERROR] %s" % report["errorType"]]
    lines.append("Traceback (most recent call last):")
    for frame in report["stackTrace"]:
        lines.extend(_indented(line) for line in frame.splitlines())
    sys.stdout.write(_one_event("\n".join(lines)))


def _indented(line):
    """With spaces that log viewers keep."""
    text = line.lstrip(" ")
    return "\u00a0" * (len(line) - len(text)) + text


def _one_event(message):
    return message.rstrip("\n").replace("\n", "\r") + "\n"
