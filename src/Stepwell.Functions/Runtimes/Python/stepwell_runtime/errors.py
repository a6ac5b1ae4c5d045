"""What Lambda reports of an exception: errorMessage, errorType, requestId and stackTrace."""

import os
import traceback

_OWN_FOLDER = os.path.dirname(__file__) + os.sep
_ROOT = os.environ.get("LAMBDA_TASK_ROOT", "/var/task")


class Fault(Exception):
    """An error that the runtime names, such as Runtime.ImportModuleError."""

    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.trace = trace


def describe(error, request_id):
    if isinstance(error, Fault):
        error_type, trace = error.error_type, error.trace
    else:
        error_type, trace = type(error).__name__, _trace(error)
    return {
        "errorMessage": _as_deployed(str(error)),
        "errorType": error_type,
        "requestId": request_id,
        "stackTrace": [_as_deployed(line) for line in trace],
    }


def _trace(error):
    """Without the runtime's own frames, and without the marks that newer versions put under a line."""
    frames = [(frame.filename, frame.lineno, frame.name, frame.line) for frame in traceback.extract_tb(error.__traceback__)]
    own = 0
    while own < len(frames) and frames[own][0].startswith(_OWN_FOLDER):
        own += 1
    # An error of the runtime itself is shown whole.
    return traceback.format_list(frames[own:] or frames)


def _as_deployed(text):
    """Shows paths as they are in Lambda, wherever the function's folder really is."""
    return text if _ROOT == "/var/task" else text.replace(_ROOT, "/var/task")
