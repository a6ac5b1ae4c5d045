"""The second argument of a handler: docs.aws.amazon.com/lambda/latest/dg/python-context.html."""

import json
import os
import sys
import time

from .errors import Fault


class _Fields:
    """An object with the fields that its class names; a field that the source lacks is None."""

    _fields = ()

    def __init__(self, source):
        for field in self._fields:
            setattr(self, field, source.get(field))

    def __repr__(self):
        return "%s([%s])" % (type(self).__name__, ",".join("%s=%s" % (field, getattr(self, field)) for field in self._fields))


class CognitoIdentity(_Fields):
    _fields = ("cognito_identity_id", "cognito_identity_pool_id")


class Client(_Fields):
    _fields = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")


class ClientContext(_Fields):
    _fields = ("custom", "env", "client")

    def __init__(self, source):
        super().__init__(source)
        if self.client is not None:
            self.client = Client(self.client)


class LambdaContext(_Fields):
    _fields = (
        "aws_request_id", "log_group_name", "log_stream_name", "function_name", "memory_limit_in_mb", "function_version",
        "invoked_function_arn", "client_context", "identity", "tenant_id",
    )

    def __init__(self, source, deadline_ms):
        super().__init__(source)
        self._deadline_ms = deadline_ms

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


_ENVIRONMENT = {
    "log_group_name": os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME"),
    "log_stream_name": os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME"),
    "function_name": os.environ.get("AWS_LAMBDA_FUNCTION_NAME"),
    "memory_limit_in_mb": os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
    "function_version": os.environ.get("AWS_LAMBDA_FUNCTION_VERSION"),
}


def make_context(request_id, headers):
    client_context = _parse(headers.get("lambda-runtime-client-context"), "Client Context")
    identity = _parse(headers.get("lambda-runtime-cognito-identity"), "Cognito Identity") or {}
    fields = {
        **_ENVIRONMENT,
        "aws_request_id": request_id,
        "invoked_function_arn": headers.get("lambda-runtime-invoked-function-arn"),
        "client_context": None if client_context is None else ClientContext(client_context),
        "identity": CognitoIdentity({
            "cognito_identity_id": identity.get("cognitoIdentityId"),
            "cognito_identity_pool_id": identity.get("cognitoIdentityPoolId"),
        }),
        "tenant_id": headers.get("lambda-runtime-aws-tenant-id"),
    }
    return LambdaContext(fields, int(headers.get("lambda-runtime-deadline-ms", 0)))


def _parse(text, name):
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError as error:
        raise Fault("Runtime.LambdaContextUnmarshalError", "Unable to parse %s JSON: %s" % (name, error))
