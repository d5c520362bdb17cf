"""HTTP: a thread for each connection, which stays open for ten minutes and for any number of requests.

LocalEmu's servers hand each piece of a request and of its answer from a loop of events to a thread and back, which
takes longer than most of our requests; they close idle connections after seconds, or listen on all addresses. AWS
keeps connections open for longer than a client's pool does, which closes them after 60 seconds by default:
https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/http-configuration-apache.html
"""

import email.utils
import io
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from localemu.aws import handlers
from localemu.runtime.server import hypercorn
from localemu.runtime.server.core import RuntimeServer
from rolo.gateway.wsgi import WsgiGateway
from werkzeug.serving import DechunkedInput


def install():
    hypercorn.HypercornRuntimeServer = ThreadServer
    handlers.set_close_connection_header = lambda chain, context, response: None


class ThreadServer(RuntimeServer):
    def __init__(self):
        self._servers = []

    def register(self, gateway, listen, ssl_creds=None):
        application = WsgiGateway(gateway)
        for address in listen:
            self._servers.append(_Server((address.host, address.port), application))

    def run(self):
        threads = [threading.Thread(target=server.serve_forever) for server in self._servers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def shutdown(self):
        for server in self._servers:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 1024
    block_on_close = False

    def __init__(self, address, application):
        super().__init__(address, _Connection)
        self.application = application

    def handle_error(self, request, client_address):
        # Clients that die or break off are what many tests are about.
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 600
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def handle_expect_100(self):
        proceed = super().handle_expect_100()
        self.wfile.flush()
        return proceed

    def log_message(self, format, *args):
        # LocalEmu logs requests itself.
        pass

    def _serve(self):
        body = self._body()
        started = []
        pieces = self.server.application(self._environ(body), lambda *start: started.append(start))
        try:
            status, headers = started[0][:2]
            self._answer(int(status.split(" ", 1)[0]), status.partition(" ")[2], headers, pieces)
        finally:
            if hasattr(pieces, "close"):
                pieces.close()
        # What the service left of the body would be taken for the next request.
        while body.read(1 << 16):
            pass

    def _answer(self, code, reason, headers, pieces):
        self.send_response_only(code, reason)
        names = set()
        for name, value in headers:
            self.send_header(name, value)
            names.add(name.lower())
        if "date" not in names:
            self.send_header("Date", email.utils.formatdate(usegmt=True))
        without_body = self.command == "HEAD" or code < 200 or code in (204, 304)
        chunked = not without_body and "content-length" not in names
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if not without_body:
            for piece in pieces:
                if chunked and piece:
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                    self.wfile.flush()
                else:
                    self.wfile.write(piece)
            if chunked:
                self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()

    def _body(self):
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return io.BufferedReader(DechunkedInput(self.rfile))
        return io.BufferedReader(_Announced(self.rfile, int(self.headers.get("Content-Length") or 0)), 1 << 16)

    def _environ(self, body):
        path, _, query = self.path.partition("?")
        environ = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "latin-1"),
            "QUERY_STRING": query,
            "RAW_URI": self.path,
            "REQUEST_URI": self.path,
            "SERVER_NAME": self.server.server_address[0],
            "SERVER_PORT": str(self.server.server_address[1]),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "REMOTE_PORT": str(self.client_address[1]),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": body,
            "wsgi.input_terminated": True,
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "rolo.headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in self.headers.items()],
        }
        for name, value in self.headers.items():
            key = name.upper().replace("-", "_")
            if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
                key = "HTTP_" + key
            environ[key] = f"{environ[key]},{value}" if key in environ else value
        return environ


class _Announced(io.RawIOBase):
    """As many bytes of a connection as Content-Length says; fewer if it breaks off."""

    def __init__(self, connection, length):
        self._connection = connection
        self._left = length

    def readable(self):
        return True

    def readinto(self, buffer):
        wanted = min(len(buffer), self._left)
        if wanted == 0:
            return 0
        data = self._connection.read1(wanted)
        self._left -= len(data) if data else self._left
        buffer[: len(data)] = data
        return len(data)
