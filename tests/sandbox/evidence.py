"""A terminal's evidence of a face as the contract has it, made of nothing but hashes and noise."""
import hashlib
import json
import os
import struct
import subprocess


def element(identifier, content):
    return bytes.fromhex(identifier) + b"\x01" + struct.pack(">Q", len(content))[1:] + content


def attachment(name, content):
    return element("61a7", element("466e", name.encode()) + element("4660", b"application/octet-stream") +
                   element("465c", content))


def block(track, at, data):
    return element("a3", bytes([0x80 | track]) + struct.pack(">h", at) + b"\x80" + data)


def transcript(session, pictures, sound, **more):
    """`more` takes the place of what an honest terminal would write."""
    drawing, camera = session["drawing"], "test camera"
    frames = [[40 * i, i + 1, hashlib.sha256(jpeg).hexdigest()] for i, jpeg in enumerate(pictures)]
    link = hashlib.sha256(drawing["nonce"].encode() + b"\0" + camera.encode()).digest()
    for at, sequence, digest in frames:
        link = hashlib.sha256(link + struct.pack(">QI", at, sequence) + bytes.fromhex(digest)).digest()
    steps = [{"kind": c["kind"], "prompted_ms": 0, "decided_ms": 6000, "passed": True} for c in drawing["challenges"]]
    return {"version": 1, "terminal": "A-017", "session": session["id"], "nonce": drawing["nonce"],
            "attempt": drawing["attempt"], "camera": camera, "outcome": "passed", "challenges": steps, "signs": [],
            "portrait": {"distance": 0.4, "hint": "similar"},
            "sound": {"at_ms": 0, "rate": 16000, "samples": len(sound) // 2, "sha256": hashlib.sha256(sound).hexdigest()},
            "frames": frames, "chain": link.hex(), **more}


def film(session, sound=None, **more):
    pictures = [b"\xff\xd8" + os.urandom(500) + b"\xff\xd9" for _ in range(10)]
    sound = struct.pack("<h", 3000) * 96000 if sound is None else sound
    files = attachment("transcript.json", json.dumps(transcript(session, pictures, sound, **more)).encode())
    blocks = b"".join(block(1, 40 * i, jpeg) for i, jpeg in enumerate(pictures)) + block(2, 0, sound)
    content = element("1941a469", files + attachment("best.jpg", pictures[3]))
    content += element("1f43b675", element("e7", b"\0") + blocks)
    return element("1a45dfa3", element("4282", b"matroska")) + element("18538067", content)


def sealed(content, session, pki, folder):
    """CMS: enveloped for the backend, signed by the terminal."""
    path = lambda name: os.path.join(folder, name)  # noqa: E731
    with open(path("seal.pem"), "w", encoding="ascii") as file:
        file.write(session["drawing"]["seal_certificate"])
    with open(path("film"), "wb") as file:
        file.write(content)
    subprocess.run(["openssl", "cms", "-encrypt", "-binary", "-outform", "DER", "-aes256", "-in", path("film"), "-out",
                    path("enveloped"), path("seal.pem")], check=True, capture_output=True)
    subprocess.run(["openssl", "cms", "-sign", "-binary", "-nodetach", "-nosmimecap", "-outform", "DER", "-signer",
                    os.path.join(pki, "terminal.pem"), "-inkey", os.path.join(pki, "terminal.key"), "-in",
                    path("enveloped"), "-out", path("sealed")], check=True, capture_output=True)
    with open(path("sealed"), "rb") as file:
        return file.read()
