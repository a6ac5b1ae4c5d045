"""Finds the function that a handler's name means: `package.module.function`; slashes do as well."""

import importlib
import os
import sys

from .errors import Fault

_FOLDERS = ("python/lib/python%d.%d/site-packages" % sys.version_info[:2], "python")


def extend_path():
    """Puts the function's own modules first, those of layers behind them.

    Lambda merges layers under /opt; a server that cannot names their folders, the first to look in first.
    """
    layers = os.environ.pop("STEPWELL_LAYERS", "/opt").split(":")
    sys.path[0:0] = [
        os.environ.get("LAMBDA_TASK_ROOT", "/var/task"),
        *(os.path.join(layer, folder) for layer in layers for folder in _FOLDERS),
    ]


def find_handler(name):
    try:
        module_name, function_name = name.rsplit(".", 1)
    except ValueError as error:
        raise Fault("Runtime.MalformedHandlerName", "Bad handler '%s': %s" % (name, error))
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault("Runtime.BuiltInModuleConflict", "Cannot use built-in module %s as a handler module" % module_name)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, error))
    except SyntaxError as error:
        trace = ['  File "%s" Line %s\n    %s' % (error.filename, error.lineno, error.text)]
        raise Fault("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, error), trace)
    try:
        return getattr(module, function_name)
    except AttributeError:
        raise Fault("Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (function_name, module_name))
