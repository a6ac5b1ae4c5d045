"""Events from JSON and answers to JSON, as Lambda's own encoder writes them."""

import json
import math
import os
import re
import sys

from .errors import Fault

_VERSION = re.search(r"python(\d+)\.(\d+)", os.environ.get("AWS_EXECUTION_ENV", ""))
# From Python 3.12 on, Lambda leaves characters beyond ASCII as they are.
_IS_ASCII = _VERSION is None or tuple(map(int, _VERSION.groups())) < (3, 12)
# Stands around numbers that json cannot write as such, and is taken off after it has written them as strings.
_MARK = "decimal-" + os.urandom(12).hex() + ":"


class _Encoder(json.JSONEncoder):
    has_decimals = False

    def default(self, value):
        decimals = sys.modules.get("decimal")
        if decimals is not None and isinstance(value, decimals.Decimal):
            if value.is_nan():
                return math.nan
            self.has_decimals = True
            return _MARK + str(value)
        if isinstance(value, bytes):
            return value.decode()
        return super().default(value)


_encoder = _Encoder(ensure_ascii=_IS_ASCII, allow_nan=False)


def to_json(value):
    text = _encoder.encode(value)
    if _encoder.has_decimals:
        _encoder.has_decimals = False
        text = re.sub('"%s([^"]*)"' % _MARK, r"\1", text)
    return text.encode("utf-8", "surrogatepass")


def from_json(body):
    try:
        return json.loads(body)
    except Exception as error:
        raise Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % error)


def to_answer(value):
    """Body and content type of a handler's answer."""
    if isinstance(value, bytes):
        return value, "application/unknown"
    try:
        return to_json(value), "application/json"
    except Exception as error:
        raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % error)
