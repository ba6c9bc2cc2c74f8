"""Servers on this machine that play other sites, and the reach that lets a fetch go to them."""

import socketserver
import ssl
import subprocess
import threading
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

from media.hosts import is_public
from media.outside import Reach

HERE = ip_address("127.0.0.1")


class Site(ThreadingHTTPServer):
    """
    Answers each path as ``pages`` says: (status, headers, body). A key such as ``HEAD /a`` is for that method alone.

    ``asked`` keeps the paths and headers that came in, ``methods`` how they were asked for.
    """

    daemon_threads = True

    def __init__(self, pages):
        self.pages, self.asked, self.methods = pages, [], []
        super().__init__(("127.0.0.1", 0), Page)

    @property
    def port(self):
        return self.server_address[1]


class Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.methods.append(self.command)
        pages, path = self.server.pages, self.path.partition("?")[0]
        status, headers, body = pages.get(f"{self.command} {path}") or pages.get(self.path) or pages[path]
        self.send_response_only(status)
        for name, value in ({"Content-Length": len(body)} | headers).items():
            if value is not None:
                self.send_header(name, str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 -- the name is http.server's

    def log_message(self, *args):
        """A test run is quiet."""


@contextmanager
def playing(pages, certificate=None):
    with Site(pages) as site:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            site.socket = context.wrap_socket(site.socket, server_side=True)
        threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield site
        finally:
            site.shutdown()


@contextmanager
def raw_server(answer: Callable):
    """Play a server that is none of HTTP's: ``answer(socket)`` has the connection."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            try:
                answer(self.request)
            except OSError:
                pass  # the other side had enough

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()


def reach_to(*ports, names=None, **changes):
    """Let the names of the test stand for this machine, and only on ``ports``; every other number is judged as ever."""
    known = names or {"pictures.example": ["127.0.0.1"]}

    def look_up(host, port):
        if host not in known:
            raise OSError("no such name")
        return known[host]

    def allows(number):
        return number == HERE or is_public(number)

    return Reach(**({"ports": ports, "allows": allows, "look_up": look_up} | changes))


def certificate(folder, name, openssl="openssl"):
    """Make a certificate for ``name`` that nobody has signed but itself; return its file, the key inside."""
    path = folder / f"{name}.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    subprocess.run([*command, "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True)
    path.write_text(path.read_text() + (folder / f"{name}.pem.crt").read_text())
    return path


def trusting(path):
    return partial(ssl.create_default_context, cafile=str(path))
