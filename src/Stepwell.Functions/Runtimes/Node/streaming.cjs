'use strict';
// Responses that go out while the function still writes them: `awslambda.streamifyResponse`.

const { InvalidStreamingOperation, MalformedStreamingHandler } = require('./errors.cjs');

// The marks by which Lambda knows a streaming handler; wrappers around handlers copy them.
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const PRELUDE_TYPE = 'application/vnd.awslambda.http-integration-response';
const PRELUDE_END = Buffer.alloc(8);

/** Puts `awslambda` among the global names. */
function provideStreaming() {
  if (['1', 'true'].includes(process.env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA)) return;
  globalThis.awslambda = {
    streamifyResponse(handler, options) {
      handler[STREAMING] = 'response';
      if (typeof options?.highWaterMark === 'number') handler[HIGH_WATER_MARK] = Math.trunc(options.highWaterMark);
      return handler;
    },
    HttpResponseStream: class HttpResponseStream {
      /** Sends status and headers before the first part of the body. */
      static from(stream, prelude) {
        stream.setContentType(PRELUDE_TYPE);
        const json = JSON.stringify(prelude);
        stream._onBeforeFirstWrite = (write) => {
          write(json);
          write(PRELUDE_END);
        };
        return stream;
      }
    },
  };
}

function isStreaming(handler) {
  const mark = handler[STREAMING];
  if (mark === undefined || mark === null || mark === false) return false;
  if (mark === 'response') return true;
  throw new MalformedStreamingHandler('Only response streaming is supported.');
}

/** @returns `{ stream, fail, done }`: what the function writes to; reports an error; waits until the response has arrived. */
function createResponseStream(api, id, handler) {
  const { Writable } = require('stream');
  let contentType = 'application/octet-stream';
  let response = null;
  let arrived = null;

  const begin = () => {
    if (response !== null) return;
    response = api.stream(id, contentType);
    stream._onBeforeFirstWrite?.((part) => response.write(Buffer.from(part), () => {}));
  };
  const stream = new Writable({
    highWaterMark: Number.isInteger(handler[HIGH_WATER_MARK]) ? handler[HIGH_WATER_MARK] : undefined,
    write(part, _encoding, done) {
      begin();
      // A chunk of no bytes would end the response.
      if (part.length === 0) done();
      else response.write(part, done);
    },
    final(done) {
      begin();
      arrived = response.end(null);
      done();
    },
  });

  const write = stream.write.bind(stream);
  stream.write = (part, ...others) =>
    write(typeof part === 'string' || part instanceof Uint8Array ? part : JSON.stringify(part), ...others);
  stream.setContentType = (type) => {
    if (response !== null) throw new InvalidStreamingOperation('Cannot set content-type, too late.');
    contentType = type;
  };
  return {
    stream,
    done: () => arrived,
    async fail(report) {
      if (response === null) await api.fail(id, report);
      else if (arrived === null) await response.end(report);
      else await arrived;
    },
  };
}

module.exports = { provideStreaming, isStreaming, createResponseStream };
