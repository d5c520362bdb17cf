"""Lambda's Runtime API for one process: hands it invocations and takes its answers.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import dataclasses
import http.server
import json
import queue
import threading
import time

PREFIX = "/2018-06-01/runtime/"


@dataclasses.dataclass
class Answer:
    """What a function said: its result, or its error as the runtime describes it."""

    payload: bytes
    is_error: bool


class RuntimeApi:
    """Listens on a port of loopback until it is closed."""

    def __init__(self):
        self.ready = threading.Event()
        self.init_error = None
        self._next = queue.Queue()
        self._answers = {}
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="runtime-api", daemon=True).start()

    @property
    def address(self):
        return f"127.0.0.1:{self._server.server_port}"

    def offer(self, invocation, seconds):
        """Gives the function an invocation, and returns the queue that will hold its one answer."""
        answer = queue.Queue()
        self._answers[invocation["invoke-id"]] = answer
        self._next.put((invocation, time.time() + seconds))
        return answer

    def forget(self, invoke_id):
        """An answer that comes now is nobody's."""
        self._answers.pop(invoke_id, None)

    def take(self):
        """The next invocation with its deadline, when there is one; None at the end."""
        self.ready.set()
        return self._next.get()

    def answered(self, invoke_id, answer):
        waiting = self._answers.pop(invoke_id, None)
        if waiting is not None:
            waiting.put(answer)

    def failed_to_start(self, error):
        self.init_error = error
        self.ready.set()

    def close(self):
        self._next.put(None)
        self._server.shutdown()
        self._server.server_close()


def _handler(api):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args):
            pass

        def do_GET(self):
            if self.path != PREFIX + "invocation/next":
                self._reply(404, b"")
                return
            taken = api.take()
            if taken is None:
                self.close_connection = True
                return
            invocation, deadline = taken
            headers = {
                "Lambda-Runtime-Aws-Request-Id": invocation["invoke-id"],
                "Lambda-Runtime-Deadline-Ms": str(int(deadline * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": invocation["invoked-function-arn"],
                "Lambda-Runtime-Trace-Id": invocation["trace-id"],
                "Content-Type": "application/json",
            }
            self._reply(200, invocation["payload"].encode(), headers)

        def do_POST(self):
            body = self._body()
            parts = self.path.removeprefix(PREFIX).split("/")
            if parts == ["init", "error"]:
                api.failed_to_start(body)
            elif len(parts) == 3 and parts[0] == "invocation" and parts[2] in ("response", "error"):
                api.answered(parts[1], Answer(body, parts[2] == "error"))
            else:
                self._reply(404, b"")
                return
            self._reply(202, json.dumps({"status": "OK"}).encode())

        def _body(self):
            if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                return self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body

        def _reply(self, status, body, headers=None):
            self.send_response(status)
            for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    return Handler
