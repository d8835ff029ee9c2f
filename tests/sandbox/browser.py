"""Headless Chromium as a phone, spoken to over its debugging pipe: opens pages, presses, types, gives files."""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

OPTIONS = ("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
           "--disable-component-update --disable-sync --ignore-certificate-errors --hide-scrollbars").split()


class Browser:
    def __init__(self, width=390, height=844):
        self.profile = tempfile.mkdtemp(prefix="phone-")
        command_read, self.commands = os.pipe()
        self.events, event_write = os.pipe()
        self.process = subprocess.Popen(
            ["bash", "-c", 'exec "$@" 3<&"$0" 4>&"$PIPE_OUT"', str(command_read), "chromium", *OPTIONS,
             "--remote-debugging-pipe", "--user-data-dir=" + self.profile, "about:blank"],
            env={**os.environ, "PIPE_OUT": str(event_write)}, pass_fds=(command_read, event_write),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(command_read)
        os.close(event_write)
        self.number, self.rest, self.session, self.loads = 0, b"", None, 0
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "DOM", "Runtime"):
            self.call(domain + ".enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2, mobile=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def receive(self, deadline):
        while b"\0" not in self.rest:
            if not select.select([self.events], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise TimeoutError("the browser is silent")
            self.rest += os.read(self.events, 1 << 16)
        line, self.rest = self.rest.split(b"\0", 1)
        message = json.loads(line)
        if message.get("method") == "Page.loadEventFired":
            self.loads += 1
        return message

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + 60
        while True:
            answer = self.receive(deadline)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer["result"]

    def run(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return result["result"].get("value")

    def wait_load(self, before):
        deadline = time.monotonic() + 60
        while self.loads == before:
            self.receive(deadline)

    def open(self, url):
        before = self.loads
        self.call("Page.navigate", url=url)
        self.wait_load(before)

    def text(self):
        return self.run("document.body.innerText")

    def press(self, element):
        """As a finger does: where the element is, if nothing covers it."""
        x, y = self.run(f"(()=>{{const e=document.getElementById('{element}');e.scrollIntoView({{block:'center'}});"
                        "const r=e.getBoundingClientRect();return [r.x+r.width/2,r.y+r.height/2]})()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press_and_load(self, element):
        before = self.loads
        self.press(element)
        self.wait_load(before)

    def type_into(self, element, text):
        self.run(f"document.getElementById('{element}').focus()")
        self.call("Input.insertText", text=text)

    def give_file(self, element, path):
        node = self.call("DOM.querySelector", nodeId=self.call("DOM.getDocument")["root"]["nodeId"], selector="#" + element)
        self.call("DOM.setFileInputFiles", files=[path], nodeId=node["nodeId"])

    def wait_text(self, text):
        deadline = time.monotonic() + 60
        while text not in (self.text() or ""):
            if time.monotonic() > deadline:
                raise TimeoutError(text)
            self.run("new Promise(done => setTimeout(done, 50))")

    def height(self, element):
        return self.run(f"document.getElementById('{element}').getBoundingClientRect().height")

    def width_needed(self):
        return self.run("document.documentElement.scrollWidth")

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
