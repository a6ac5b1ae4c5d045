'use strict';
// console.* in the format of Lambda's log: time, request id, level and text between tabs; or objects of JSON.
// A line feed inside a message goes out as a carriage return, since each line of the output is one event of the log.

const util = require('util');
const { toLogText } = require('./errors.cjs');

// The symbol through which code finds the request id in Lambda, too.
const REQUEST_ID = Symbol.for('aws.lambda.runtime.requestId');
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const METHODS = { trace: 'TRACE', debug: 'DEBUG', info: 'INFO', log: 'INFO', warn: 'WARN', error: 'ERROR', fatal: 'FATAL' };

const isJson = process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';
const format = isJson ? formatJson : formatText;

function patchConsole() {
  const lowest = Math.max(0, LEVELS.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase()));
  for (const [method, level] of Object.entries(METHODS)) {
    console[method] = LEVELS.indexOf(level) < lowest
      ? () => {}
      : (...values) => process.stdout.write(format(level, values).replaceAll('\n', '\r') + '\n');
  }
}

function setRequestId(id) {
  globalThis[REQUEST_ID] = id;
}

function logError(title, error) {
  const known = error instanceof Error ? error : new Error(error);
  if (isJson) console.error(known);
  else console.error(title, toLogText(known));
}

function formatText(level, values) {
  return `${new Date().toISOString()}\t${globalThis[REQUEST_ID]}\t${level}\t${util.format(...values)}`;
}

function formatJson(level, values) {
  const entry = { timestamp: new Date().toISOString(), level, requestId: globalThis[REQUEST_ID] };
  if (values.length === 1) {
    try {
      return JSON.stringify({ ...entry, message: values[0] }, (_, value) => (value instanceof Error ? errorFields(value, value) : value));
    } catch {
      return JSON.stringify({ ...entry, message: util.format(values[0]) });
    }
  }
  const error = values.find((value) => value instanceof Error);
  return JSON.stringify({ ...entry, message: util.format(...values), ...(error ? errorFields(error) : {}) });
}

function errorFields(error, own = {}) {
  const stackTrace = typeof error.stack === 'string' ? error.stack.split('\n') : error.stack;
  return { errorType: error.constructor?.name ?? 'UnknownError', errorMessage: error.message, stackTrace, ...own };
}

module.exports = { patchConsole, setRequestId, logError };
