"""A client of the Runtime API on one connection that stays open."""

import socket
import sys

_ROOT = "/2018-06-01/runtime/"
_READ_BYTES = 65536


class RuntimeApi:
    def __init__(self, authority):
        self._authority = authority
        host, _, port = authority.rpartition(":")
        self._address = (host, int(port))
        self._socket = None
        self._received = b""
        self._unanswered = []

    def next(self):
        """Waits for an event: headers, their names in lower case, and body. What was to be sent before goes out in the same packet."""
        self._unanswered.append(self._request("GET", "invocation/next"))
        answers = self._exchange()
        for status, _, body in answers[:-1]:
            _warn_if_refused(status, body)
        _, headers, body = answers[-1]
        return headers, body

    def respond(self, request_id, answer, content_type):
        """Goes out when the next event is asked for."""
        headers = "Content-Type: %s\r\n" % content_type
        self._unanswered.append(self._request("POST", "invocation/%s/response" % request_id, headers, answer))

    def fail(self, request_id, error_type, report):
        """Goes out when the next event is asked for."""
        self._unanswered.append(self._error("invocation/%s/error" % request_id, error_type, report))

    def fail_init(self, error_type, report):
        self._unanswered.append(self._error("init/error", error_type, report))
        self._exchange()

    def _error(self, path, error_type, report):
        shown = error_type.encode("ascii", "replace").decode()
        headers = "Content-Type: application/json\r\nLambda-Runtime-Function-Error-Type: %s\r\n" % shown
        return self._request("POST", path, headers, report)

    def _request(self, method, path, headers="", body=None):
        length = "" if body is None else "Content-Length: %d\r\n" % len(body)
        head = "%s %s%s HTTP/1.1\r\nHost: %s\r\n%s%s\r\n" % (method, _ROOT, path, self._authority, headers, length)
        return head.encode() + (body or b"")

    def _exchange(self):
        """Sends all requests and reads all answers. A connection that the server closed while it was idle is opened again, once."""
        requests, self._unanswered = self._unanswered, []
        answers = []
        is_new = self._socket is None
        while True:
            try:
                if self._socket is None:
                    self._socket = socket.create_connection(self._address)
                    self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._received = b""
                self._socket.sendall(b"".join(requests[len(answers):]))
                while len(answers) < len(requests):
                    answers.append(self._read_answer())
                return answers
            except OSError:
                self._socket = None
                if is_new:
                    sys.exit(1)  # The server is gone.
                is_new = True

    def _read_answer(self):
        while True:
            end = self._received.find(b"\r\n\r\n")
            if end >= 0:
                break
            self._receive()
        lines = self._received[:end].decode().split("\r\n")
        self._received = self._received[end + 4:]
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if headers.get("transfer-encoding") == "chunked":
            body = self._read_chunks()
        else:
            body = self._take(int(headers.get("content-length", 0)))
        return int(lines[0][9:12]), headers, body

    def _read_chunks(self):
        parts = []
        while True:
            size = int(self._read_line(), 16)
            if size == 0:
                break
            parts.append(self._take(size))
            self._read_line()
        while self._read_line():
            pass  # trailers
        return b"".join(parts)

    def _read_line(self):
        while True:
            end = self._received.find(b"\r\n")
            if end >= 0:
                line, self._received = self._received[:end], self._received[end + 2:]
                return line
            self._receive()

    def _take(self, size):
        if len(self._received) < size:
            whole = bytearray(self._received)
            while len(whole) < size:
                whole += self._read_some()
            self._received = bytes(whole)
        taken, self._received = self._received[:size], self._received[size:]
        return taken

    def _receive(self):
        self._received += self._read_some()

    def _read_some(self):
        data = self._socket.recv(_READ_BYTES)
        if not data:
            raise ConnectionResetError("the Runtime API closed the connection")
        return data


def _warn_if_refused(status, body):
    """A response that is too large has become the outcome of its invocation already (413); anything else should not happen."""
    if status >= 400 and status != 413:
        sys.stderr.write("The Runtime API answered %d: %s\n" % (status, body.decode(errors="replace")))
