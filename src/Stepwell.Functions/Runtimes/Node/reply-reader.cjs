'use strict';

const NOTHING = Buffer.alloc(0);

/** Makes replies of HTTP/1.1 from the bytes of a connection: `{ status, headers, body }`, names of headers in lower case. */
class ReplyReader {
  #deliver;
  #rest = NOTHING;
  #state = this.#head;
  #reply = null;
  #parts = [];
  #remaining = 0;

  constructor(deliver) {
    this.#deliver = deliver;
  }

  push(data) {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, data]) : data;
    this.#rest = NOTHING;
    while (bytes.length > 0) {
      const used = this.#state(bytes);
      if (used === 0) {
        this.#rest = bytes;
        return;
      }
      bytes = bytes.subarray(used);
    }
  }

  // Each state returns how many bytes it used; 0: it needs more.

  #head(bytes) {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return 0;
    const lines = bytes.toString('utf8', 0, end).split('\r\n');
    const headers = {};
    for (let i = 1; i < lines.length; i++) {
      const colon = lines[i].indexOf(':');
      headers[lines[i].slice(0, colon).toLowerCase()] = lines[i].slice(colon + 1).trim();
    }
    this.#reply = { status: Number(lines[0].slice(9, 12)), headers, body: NOTHING };
    if (headers['transfer-encoding'] === 'chunked') {
      this.#state = this.#chunkSize;
      return end + 4;
    }
    this.#remaining = Number(headers['content-length'] ?? 0);
    if (this.#remaining === 0) this.#finish();
    else this.#state = this.#content;
    return end + 4;
  }

  #content(bytes) {
    const used = this.#take(bytes);
    if (this.#remaining === 0) this.#finish();
    return used;
  }

  #chunkSize(bytes) {
    const end = bytes.indexOf('\r\n');
    if (end < 0) return 0;
    this.#remaining = parseInt(bytes.toString('latin1', 0, end), 16);
    this.#state = this.#remaining === 0 ? this.#trailer : this.#chunk;
    return end + 2;
  }

  #chunk(bytes) {
    const used = this.#take(bytes);
    if (this.#remaining === 0) this.#state = this.#chunkEnd;
    return used;
  }

  #chunkEnd(bytes) {
    if (bytes.length < 2) return 0;
    this.#state = this.#chunkSize;
    return 2;
  }

  #trailer(bytes) {
    const end = bytes.indexOf('\r\n');
    if (end === 0) this.#finish();
    return end < 0 ? 0 : end + 2;
  }

  #take(bytes) {
    const part = bytes.length > this.#remaining ? bytes.subarray(0, this.#remaining) : bytes;
    this.#parts.push(part);
    this.#remaining -= part.length;
    return part.length;
  }

  #finish() {
    const reply = this.#reply;
    reply.body = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#state = this.#head;
    this.#deliver(reply);
  }
}

module.exports = { ReplyReader };
