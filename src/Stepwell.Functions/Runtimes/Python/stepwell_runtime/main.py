"""The loop of events: takes one, calls the handler, sends what came of it, takes the next."""

import os
import sys

from . import errors, log, marshalling
from .api import RuntimeApi
from .context import make_context
from .handler import extend_path, find_handler


def run():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    log.set_up()
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    extend_path()
    try:
        handler = find_handler(os.environ.get("_HANDLER", ""))
    except Exception as error:
        report = errors.describe(error, "")
        log.error(report)
        api.fail_init(report["errorType"], marshalling.to_json(report))
        sys.exit(1)
    while True:
        _handle(api, handler, *api.next())


def _handle(api, handler, headers, body):
    request_id = headers["lambda-runtime-aws-request-id"]
    log.request_id = request_id
    _set_trace(headers.get("lambda-runtime-trace-id"))
    try:
        context = make_context(request_id, headers)
        event = marshalling.from_json(body)
        answer, content_type = marshalling.to_answer(handler(event, context))
    except Exception as error:
        report = errors.describe(error, request_id)
        log.error(report)
        api.fail(request_id, report["errorType"], marshalling.to_json(report))
    else:
        api.respond(request_id, answer, content_type)


def _set_trace(header):
    if header:
        os.environ["_X_AMZN_TRACE_ID"] = header
    else:
        os.environ.pop("_X_AMZN_TRACE_ID", None)
