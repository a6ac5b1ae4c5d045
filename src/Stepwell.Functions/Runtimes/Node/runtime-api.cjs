'use strict';
// A client of the Runtime API on one connection that stays open. It is written over the socket, because Node's own HTTP client
// would cost more than all else that an invocation needs.

const net = require('net');
const { ReplyReader } = require('./reply-reader.cjs');

const ROOT = '/2018-06-01/runtime/';

class RuntimeApi {
  #authority;
  #socket = null;
  #reader = null;
  #unanswered = [];
  #hasRetried = false;
  #stream = null;

  isAwaitingEvent = false;

  constructor(authority) {
    this.#authority = authority;
  }

  /** Waits for the next event. Only this keeps the process alive, so that an empty event loop shows when a function is done. */
  next() {
    const reply = this.#send('GET', 'invocation/next', '', '');
    this.#socket.ref();
    this.isAwaitingEvent = true;
    return reply.then((invocation) => {
      this.isAwaitingEvent = false;
      this.#socket?.unref();
      return invocation;
    });
  }

  respond(id, json) {
    this.#send('POST', `invocation/${id}/response`, 'Content-Type: application/json\r\n', json).then(warnIfRefused);
  }

  /** A response that is on its way ends with the error. @param report what `describe` makes of an error */
  fail(id, report) {
    return this.#stream?.end(report) ?? this.#sendError(`invocation/${id}/error`, report);
  }

  failInit(report) {
    return this.#sendError('init/error', report);
  }

  /** Begins a streamed response: `write(bytes, done)`, then `end(report)` with the error that cut it short, or null. */
  stream(id, contentType) {
    const head = this.#head('POST', `invocation/${id}/response`,
      `Content-Type: ${contentType}\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n`
      + 'Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n');
    const reply = this.#expect(null);
    const socket = this.#socket;
    socket.write(head + '\r\n');
    this.#stream = {
      write: (bytes, done) => {
        socket.cork();
        socket.write(bytes.length.toString(16) + '\r\n');
        socket.write(bytes);
        socket.write('\r\n', done);
        socket.uncork();
      },
      end: (report) => {
        this.#stream = null;
        socket.ref();
        socket.write('0\r\n' + (report === null ? '' : trailers(report)) + '\r\n');
        return reply.then((answer) => {
          socket.unref();
          warnIfRefused(answer);
        });
      },
    };
    return this.#stream;
  }

  #sendError(path, report) {
    const type = `Lambda-Runtime-Function-Error-Type: ${headerText(report.errorType)}\r\n`;
    const reply = this.#send('POST', path, `Content-Type: application/json\r\n${type}`, JSON.stringify(report));
    this.#socket.ref();
    return reply;
  }

  #send(method, path, headers, body) {
    const length = method === 'GET' ? '' : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
    const request = `${this.#head(method, path, headers)}${length}\r\n${body}`;
    const reply = this.#expect(request);
    this.#write(request);
    return reply;
  }

  #head(method, path, headers) {
    return `${method} ${ROOT}${path} HTTP/1.1\r\nHost: ${this.#authority}\r\n${headers}`;
  }

  /** @param request what to send again if the connection turns out to be closed; null: cannot be repeated */
  #expect(request) {
    if (this.#socket === null) this.#connect();
    return new Promise((answer) => this.#unanswered.push({ request, answer }));
  }

  /** What is sent within one turn of the event loop goes out in one packet: a response and the request for the next event. */
  #write(request) {
    const socket = this.#socket;
    socket.cork();
    socket.write(request);
    process.nextTick(() => socket.uncork());
  }

  #connect() {
    const colon = this.#authority.lastIndexOf(':');
    const socket = net.connect({ host: this.#authority.slice(0, colon), port: Number(this.#authority.slice(colon + 1)) });
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#reader.push(bytes));
    socket.on('error', () => {}); // 'close' follows and tells the same.
    socket.on('close', () => this.#closed());
    this.#socket = socket;
    this.#reader = new ReplyReader((reply) => {
      this.#hasRetried = false;
      this.#unanswered.shift().answer(reply);
    });
  }

  /** Idle connections may be closed by the server at any time, also just when a request goes out. A server that is gone ends us. */
  #closed() {
    this.#socket = null;
    if (this.#unanswered.length === 0) return;
    if (this.#hasRetried || this.#unanswered.some(({ request }) => request === null)) process.exit(1);
    this.#hasRetried = true;
    this.#connect();
    for (const { request } of this.#unanswered) this.#write(request);
  }
}

function trailers(report) {
  const body = Buffer.from(JSON.stringify(report)).toString('base64');
  return `Lambda-Runtime-Function-Error-Type: ${headerText(report.errorType)}\r\nLambda-Runtime-Function-Error-Body: ${body}\r\n`;
}

function headerText(text) {
  return String(text).replace(/[^\x20-\x7e]/g, '?');
}

/** A response that is too large has become the outcome of its invocation already (413); anything else should not happen. */
function warnIfRefused({ status, body }) {
  if (status >= 400 && status !== 413) process.stderr.write(`The Runtime API answered ${status}: ${body}\n`);
}

module.exports = { RuntimeApi };
