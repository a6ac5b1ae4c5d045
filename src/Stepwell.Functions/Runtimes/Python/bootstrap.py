"""Runs a function under the Lambda Runtime API (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html)."""

import sys

# Processes that a function starts through multiprocessing load this file again.
if __name__ == "__main__":
    # All modules of ours are in one package, so that a function may call its own whatever it likes.
    from stepwell_runtime import main

    del sys.path[0]
    main.run()
