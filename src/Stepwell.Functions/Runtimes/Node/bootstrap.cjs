'use strict';
// Runs a function under the Lambda Runtime API (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).

const { RuntimeApi } = require('./runtime-api.cjs');
const { loadHandler } = require('./handler.cjs');
const { findLayers } = require('./layers.cjs');
const { describe, UnhandledPromiseRejection } = require('./errors.cjs');
const { patchConsole, logError } = require('./console.cjs');
const { Invocations } = require('./invocations.cjs');

// AWS's runtime leaves with these, and the REPORT line of the log shows them.
const EXIT_AFTER_REJECTION = 128;
const EXIT_AFTER_EXCEPTION = 129;

const api = new RuntimeApi(process.env.AWS_LAMBDA_RUNTIME_API);
let invocations = null;

/** Reports an error that nobody caught, to the invocation if there is one, and ends the process. */
function die(title, error, exitCode) {
  logError(title, error);
  // Between events there is nobody to tell.
  if (api.isAwaitingEvent) process.exit(exitCode);
  const report = describe(error);
  const id = invocations?.current ?? null;
  const told = id === null ? api.failInit(report) : api.fail(id, report);
  told.then(() => process.exit(exitCode));
}

process.on('uncaughtException', (error) => die('Uncaught Exception', error, EXIT_AFTER_EXCEPTION));
process.on('unhandledRejection', (reason, promise) => {
  const error = Object.assign(new UnhandledPromiseRejection(reason), { reason, promise });
  die('Unhandled Promise Rejection', error, EXIT_AFTER_REJECTION);
});

patchConsole();
findLayers();
loadHandler(process.env.LAMBDA_TASK_ROOT ?? '/var/task', process.env._HANDLER ?? '')
  .then((handler) => {
    invocations = new Invocations(api, handler);
    invocations.start();
  })
  .catch((error) => die('Uncaught Exception', error, EXIT_AFTER_EXCEPTION));
