"""A terminal and the outer world for tests in Python: starts a sandbox and speaks its contract."""
import base64
import hashlib
import http.client
import json
import os
import secrets
import shutil
import ssl
import struct
import subprocess
import tempfile
import time
import urllib.parse

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OPENAPI = os.path.join(ROOT, "kiosk", "backend", "openapi.json")


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.bytes = response.read()
        self.body = json.loads(self.bytes) if "json" in (response.headers.get("Content-Type") or "") else None

    @property
    def code(self):
        return self.body.get("code") if isinstance(self.body, dict) else None


class Sandbox:
    """The executable in a folder of its own, gone with the test."""

    def __init__(self, program, *options):
        self.folder = tempfile.mkdtemp(prefix="sandbox-")
        self.pki = os.path.join(self.folder, "pki")
        self.record = os.path.join(self.folder, "record.jsonl")
        subprocess.run([os.path.join(ROOT, "deploy", "sandbox", "certificates"), self.pki], check=True)
        self.process = subprocess.Popen([program, "--state", self.folder, "--pki", self.pki, "--record", self.record,
                                         "--die-with-parent", *options], stdout=subprocess.DEVNULL)
        path = os.path.join(self.folder, "sandbox.json")
        while not os.path.exists(path):
            if self.process.poll() is not None:
                raise RuntimeError("the sandbox did not start")
            time.sleep(0.05)
        with open(path, encoding="utf-8") as file:
            self.addresses = json.load(file)
        self.terminal = urllib.parse.urlparse(self.addresses["terminal_url"])
        self.phone = urllib.parse.urlparse(self.addresses["phone_url"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder)

    def tls(self, with_device=True):
        context = ssl.create_default_context(cafile=self.addresses["ca_pem"])
        if with_device:
            context.load_cert_chain(os.path.join(self.pki, "terminal.pem"), os.path.join(self.pki, "terminal.key"))
        return context

    def outer(self, method, path, body=None):
        connection = http.client.HTTPSConnection(self.phone.hostname, self.phone.port, context=self.tls(False), timeout=40)
        headers = {"Content-Type": "application/json"} if body is not None else {}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = Answer(connection.getresponse())
        connection.close()
        return answer

    def newest_code(self, mobile):
        return next(m["code"] for m in self.outer("GET", "/outer/sms?mobile=" + mobile).body["messages"] if "code" in m)

    def newest_url(self, mobile):
        return next(m["url"] for m in self.outer("GET", "/outer/sms?mobile=" + mobile).body["messages"] if "url" in m)


class Terminal:
    """One customer's session."""

    def __init__(self, sandbox, channel="gov"):
        self.sandbox = sandbox
        self.channel = channel
        self.token = None
        self.connection = None

    def call(self, method, path, body=None, key=None, raw=None, **headers):
        if self.connection is None:
            where = self.sandbox.terminal
            self.connection = http.client.HTTPSConnection(where.hostname, where.port, context=self.sandbox.tls(), timeout=45)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent.setdefault("Authorization", "Bearer " + self.token)
        if method == "POST" and key != "":
            sent["Idempotency-Key"] = key or secrets.token_hex(12)
        if body is not None:
            sent["Content-Type"] = "application/json"
        payload = raw if raw is not None else None if body is None else json.dumps(body, ensure_ascii=False).encode()
        try:
            self.connection.request(method, "/v1" + path, payload, sent)
            return Answer(self.connection.getresponse())
        except (http.client.HTTPException, OSError):
            self.connection = None
            raise

    def post(self, path, body=None, **more):
        return self.call("POST", path, {} if body is None else body, **more)

    def get(self, path, **headers):
        return self.call("GET", path, **headers)

    def open(self):
        self.session = self.post("/sessions", {"channel": self.channel}).body
        self.token = self.session["token"]
        return self

    def consents(self, scene):
        agreements = self.get(f"/agreements?channel={self.channel}&scene={scene}").body["agreements"]
        return [{"agreement": a["id"], "version": a["version"], "sha256": a["sha256"],
                 "agreed_at": "2026-03-02T09:30:00+08:00"} for a in agreements]

    def create_order(self, method, **more):
        answer = self.post("/orders", {"channel": self.channel, "service": "new", "method": method,
                                       "consents": self.consents("entry"), **more})
        if answer.status == 201:
            self.order = answer.body["id"]
        return answer

    def order_path(self, rest=""):
        return f"/orders/{self.order}{rest}"

    def patch(self, step, fields=None, choices=None, page=None):
        etag = self.get(self.order_path()).headers["ETag"]
        body = {"fields": fields or {}, "choices": choices or {}, "page": page or step}
        return self.call("PATCH", self.order_path(f"/steps/{step}"), body, If_Match=etag)

    def upload(self, kind, photo, pieces=2):
        about = {"order": self.order, "kind": kind, "sha256": hashlib.sha256(photo).hexdigest()}
        metadata = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in about.items())
        made = self.call("POST", "/uploads", Tus_Resumable="1.0.0", Upload_Length=str(len(photo)), Upload_Metadata=metadata)
        path = made.headers["Location"][len("/v1"):]
        size = -(-len(photo) // pieces)
        for offset in range(0, len(photo), size):
            self.send_piece(path, offset, photo[offset:offset + size])
        return path.rsplit("/", 1)[1]

    def send_piece(self, path, offset, piece, checksum=None):
        checksum = checksum or base64.b64encode(hashlib.sha1(piece).digest()).decode()
        return self.call("PATCH", path, raw=piece, Tus_Resumable="1.0.0", Upload_Offset=str(offset),
                         Upload_Checksum="sha1 " + checksum, Content_Type="application/offset+octet-stream")

    def attach(self, kind, photo=None):
        upload = self.upload(kind, photo or jpeg())
        return self.post(self.order_path("/materials"), {"kind": kind, "upload": upload})


def jpeg(width=1600, height=1000, size=6000):
    """Enough of a JPEG to be measured: header, frame, filler."""
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    body = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + frame
    return body + os.urandom(max(0, size - len(body) - 2)) + b"\xff\xd9"
