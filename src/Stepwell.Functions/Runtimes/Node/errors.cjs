'use strict';
// What Lambda reports of a JavaScript error: errorType, errorMessage and trace.

const ROOT = process.env.LAMBDA_TASK_ROOT ?? '/var/task';

/** Shows paths as they are in Lambda, wherever the function's folder really is. */
const asDeployed = ROOT === '/var/task' ? (text) => text : (text) => text.replaceAll(ROOT, '/var/task');

const types = Object.fromEntries([
  'ImportModuleError', 'HandlerNotFound', 'MalformedHandlerName', 'UserCodeSyntaxError', 'MalformedStreamingHandler',
  'InvalidStreamingOperation', 'UnhandledPromiseRejection', 'CallbackHandlerDeprecated', 'JSONStringifyError', 'NodeJsExit',
].map((name) => {
  const type = { [name]: class extends Error {} }[name];
  type.prototype.name = `Runtime.${name}`;
  return [name, type];
}));

const looksLikeError = (value) =>
  value instanceof Error
  || (value !== null && typeof value === 'object'
    && [value.name, value.message, value.stack].every((text) => typeof text === 'string' && text !== ''));

/** The report for the Runtime API. Whatever a function throws can be described, however odd its properties are. */
function describe(error) {
  try {
    return looksLikeError(error)
      ? { errorType: error.name, errorMessage: asDeployed(error.message), trace: asDeployed(error.stack).split('\n') }
      : { errorType: typeof error, errorMessage: error.toString(), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    };
  }
}

/** The same for the log, with the error's own properties. */
function toLogText(error) {
  try {
    return '\t' + JSON.stringify(error, (_, value) => (value instanceof Error ? withProperties(value) : value));
  } catch {
    return '\t' + JSON.stringify(describe(error));
  }
}

function withProperties(error) {
  const shown = { errorType: error.name, errorMessage: asDeployed(error.message), code: error.code, ...error };
  if (typeof error.stack === 'string') shown.stack = asDeployed(error.stack).split('\n');
  return shown;
}

module.exports = { ...types, describe, toLogText, asDeployed };
