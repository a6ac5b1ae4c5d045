'use strict';
// The loop of events: takes one, calls the handler, sends what came of it, takes the next.

const errors = require('./errors.cjs');
const { setRequestId, logError } = require('./console.cjs');
const { makeContext } = require('./context.cjs');
const { isStreaming, createResponseStream } = require('./streaming.cjs');

const FIRST_WITHOUT_CALLBACKS = 24;
const runtimeVersion = Number(/nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV ?? '')?.[1] ?? 0);
const hasCallbacks = runtimeVersion < FIRST_WITHOUT_CALLBACKS;

const nothing = () => {};

class Invocations {
  /** The request id of the last event, also after its end; null: there was none. */
  current = null;

  #api;
  #handler;
  #run;
  #isAsync;
  #onEmptyLoop = nothing;

  /** @throws for handlers that Lambda refuses */
  constructor(api, handler) {
    this.#api = api;
    this.#handler = handler;
    this.#isAsync = handler.constructor?.name === 'AsyncFunction';
    if (isStreaming(handler)) this.#run = this.#runStreaming;
    else if (hasCallbacks) this.#run = this.#runWithCallback;
    else this.#run = this.#runPromised;
    if (!hasCallbacks && !isStreaming(handler) && handler.length >= 3) {
      throw new errors.CallbackHandlerDeprecated(
        'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this '
        + 'function to use a supported handler signature to use Node.js 24 or later. For more information see '
        + 'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.');
    }
    process.on('beforeExit', () => this.#onEmptyLoop());
  }

  start() {
    this.#next();
  }

  #next() {
    this.#onEmptyLoop = nothing;
    this.#api.next().then(({ headers, body }) => {
      const id = headers['lambda-runtime-aws-request-id'];
      this.current = id;
      setRequestId(id);
      const trace = headers['lambda-runtime-trace-id'];
      if (trace) process.env._X_AMZN_TRACE_ID = trace;
      else delete process.env._X_AMZN_TRACE_ID;
      this.#run(id, headers, body);
    });
  }

  #respond(id, result) {
    this.#api.respond(id, toJson(result));
    this.#next();
  }

  #fail(id, error) {
    this.#onEmptyLoop = nothing;
    logError('Invoke Error', error);
    this.#api.fail(id, errors.describe(error));
    this.#next();
  }

  /** Handlers that answer through a promise, the callback or the old methods of the context, whichever comes first. */
  #runWithCallback(id, headers, body) {
    let isDone = false;
    let waits = true;
    const first = (action) => (...values) => {
      if (isDone) return;
      action(...values);
      isDone = true; // Only now: a result without a JSON form is to become an error.
    };
    const finish = (error, result) => (isThere(error) ? this.#fail(id, error) : this.#respond(id, result));
    const callback = first((error, result) => {
      if (isThere(error) || !waits) finish(error, result);
      else this.#onEmptyLoop = () => setImmediate(() => this.#respond(id, result));
    });
    const methods = {
      get callbackWaitsForEmptyEventLoop() { return waits; },
      set callbackWaitsForEmptyEventLoop(value) { waits = value; },
      succeed: first((result) => finish(null, result)),
      fail: first((error) => finish(error ?? 'handled', null)),
      done: first(finish),
    };
    this.#onEmptyLoop = () => {
      isDone = true;
      if (this.#isAsync) this.#fail(id, unsettled());
      else this.#respond(id, null);
    };
    try {
      const result = this.#handler(JSON.parse(body), makeContext(methods, headers), callback);
      if (typeof result?.then === 'function') result.then(methods.succeed, methods.fail).catch(methods.fail);
    } catch (error) {
      callback(error);
    }
  }

  /** Handlers of Node.js 24 and later answer through what they return. */
  async #runPromised(id, headers, body) {
    let isDone = false;
    this.#onEmptyLoop = () => {
      isDone = true;
      this.#fail(id, unsettled());
    };
    let json;
    try {
      const result = await this.#handler(JSON.parse(body), makeContext({}, headers));
      json = toJson(result);
    } catch (error) {
      if (!isDone) this.#fail(id, error);
      return;
    }
    if (isDone) return;
    this.#api.respond(id, json);
    this.#next();
  }

  async #runStreaming(id, headers, body) {
    let isDone = false;
    let waits = true;
    const response = createResponseStream(this.#api, id, this.#handler);
    const settings = {
      get callbackWaitsForEmptyEventLoop() { return waits; },
      set callbackWaitsForEmptyEventLoop(value) { waits = value; },
    };
    const fail = async (error) => {
      if (isDone) return;
      isDone = true;
      this.#onEmptyLoop = nothing;
      logError('Invoke Error', error);
      await response.fail(errors.describe(error));
      this.#next();
    };
    this.#onEmptyLoop = () => void fail(unsettled());
    try {
      const result = this.#handler(JSON.parse(body), response.stream, makeContext(settings, headers));
      if (typeof result?.then !== 'function') return void fail('Streaming does not support non-async handlers.');
      if (await result !== undefined) console.warn('Streaming handlers ignore return values.');
      await finished(response.stream);
    } catch (error) {
      return void fail(error);
    }
    if (isDone) return;
    isDone = true;
    await response.done();
    if (waits) this.#onEmptyLoop = () => setImmediate(() => this.#next());
    else this.#next();
  }
}

const isThere = (error) => error !== undefined && error !== null;

/** @throws if there is no JSON for it */
function toJson(result) {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch {
    const message = 'Unable to stringify response body';
    throw hasCallbacks ? new Error(message) : new errors.JSONStringifyError(message);
  }
}

/** Resolves when all that was written is on its way. A stream that nobody ends leaves the event loop empty. */
function finished(stream) {
  if (stream.writableFinished) return undefined;
  return new Promise((resolve, reject) => {
    stream.once('finish', resolve);
    stream.once('error', reject);
  });
}

const unsettled = () => new errors.NodeJsExit(
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. '
  + 'For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes');

module.exports = { Invocations };
