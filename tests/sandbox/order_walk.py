"""The steps of an order as a terminal takes them, for tests that walk it."""
import base64
import os
import secrets
import subprocess
import time
import unittest

from sandbox_client import Terminal

LR = {"lr_name": "样本王芳", "lr_id_type": "id_card", "lr_id_number": "110101199001010015", "lr_mobile": "13800001001"}
AGENT = {"agent_name": "样本赵强", "agent_id_number": "110101199001010023", "agent_mobile": "13900002001",
         "agent_email": "agent@example.com"}
INVOICE = {"invoice_email": "invoice@example.com"}
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def organisation_code():
    """A fresh one with its check character (GB 32100)."""
    body = "91110000" + "".join(secrets.choice(ALPHABET) for _ in range(9))
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + ALPHABET[(31 - total % 31) % 31]


def organisation(**more):
    return {"org_name": "样本科技有限公司", "org_code": organisation_code(), **LR, **more}


def openssl(*words, text=None):
    return subprocess.run(["openssl", *words], input=text, capture_output=True, check=True).stdout


class OrderWalk(unittest.TestCase):
    """Has `sandbox`, running with a cool-down of one second."""

    def terminal(self, channel="gov"):
        return Terminal(self.sandbox, channel).open()

    def outer(self, path, body):
        answer = self.sandbox.outer("POST", "/outer" + path, body)
        self.assertEqual(answer.status, 200, answer.body)
        return answer.body

    def ok(self, answer, status=200):
        self.assertEqual(answer.status, status, answer.body)
        return answer.body

    def refused(self, answer, code, status=None):
        self.assertEqual(answer.code, code, answer.body)
        if status:
            self.assertEqual(answer.status, status)
        return answer.body

    def state(self, t):
        return self.ok(t.get(t.order_path()))["state"]

    def wait_until(self, t, seen):
        """By long-poll, as the terminal does; seen tells whether the order shows what is awaited."""
        answer = t.get(t.order_path())
        for _ in range(20):
            if seen(answer.body):
                return answer.body
            answer = t.get(t.order_path(), Prefer="wait=5", If_None_Match=answer.headers["ETag"])
        self.fail(f"never came, the order is {answer.body['state']}")

    def wait_for(self, t, state):
        return self.wait_until(t, lambda order: order["state"] == state)

    def with_organisation(self, t, method="lr_face", in_person=True, **fields):
        self.ok(t.create_order(method), 201)
        self.ok(t.patch("organisation", organisation(**fields), {"lr_in_person": in_person}))
        return t.post(t.order_path("/organisation-verification"), {"method": method})

    def verified(self, t, in_person=True, **fields):
        self.assertEqual(self.ok(self.with_organisation(t, "lr_face", in_person, **fields))["state"], "matched")
        face = self.ok(t.post(t.order_path("/face-sessions"), {"kind": "sms_link", "subject": "lr", "mobile": LR["lr_mobile"]}), 201)
        self.assertEqual(self.state(t), "face_wait")
        self.outer("/face", {"order": t.order, "result": "pass"})
        self.assertEqual(self.ok(t.get("/face-sessions/" + face["id"]))["state"], "passed")

    def with_details(self, t, delivery="on_site", **fields):
        product = self.ok(t.get("/channels/" + t.channel))["products"][0]["id"]
        self.ok(t.patch("details", {**INVOICE, **fields},
                        {"product": product, "delivery": delivery, "invoice_kind": "general", "copies": 1}))

    def with_materials(self, t):
        for material in self.ok(t.get(t.order_path("/materials")))["materials"]:
            if material["required"] and material["state"] == "missing":
                self.ok(t.attach(material["kind"]), 201)

    def signed(self, t, mobile):
        self.ok(t.post(t.order_path("/signature/codes")), 201)
        return self.ok(t.post(t.order_path("/signature"), {"code": self.sandbox.newest_code(mobile),
                                                           "consents": t.consents("signature")}))

    def ready_to_pay(self, channel="gov", **organisation_fields):
        t = self.terminal(channel)
        self.verified(t, **organisation_fields)
        self.with_details(t)
        self.with_materials(t)
        self.assertEqual(self.signed(t, LR["lr_mobile"])["state"], "payment_wait")
        return t

    def paid(self, t, provider="wechat"):
        payment = self.ok(t.post(t.order_path("/payments"), {"provider": provider}), 201)
        self.outer("/pay", {"payment": payment["id"], "result": "paid"})
        self.assertEqual(self.ok(t.get("/payments/" + payment["id"]))["state"], "succeeded")
        return payment

    def wait_for_cooldown(self):
        time.sleep(1.1)

    def verify_chain(self, certified):
        folder = self.sandbox.folder
        for name, pem in (("leaf", certified["certificate_pem"]), ("issuing", certified["chain_pem"][0]), ("root", certified["chain_pem"][1])):
            with open(os.path.join(folder, name + ".pem"), "w", encoding="ascii") as file:
                file.write(pem)
        path = lambda name: os.path.join(folder, name + ".pem")  # noqa: E731
        openssl("verify", "-x509_strict", "-CAfile", path("root"), "-untrusted", path("issuing"), path("leaf"))
        subject = openssl("x509", "-noout", "-subject", "-nameopt", "utf8", "-in", path("leaf")).decode()
        self.assertIn("样本科技有限公司", subject)
        self.assertNotIn("ignored", subject)

    def sign_challenge(self, challenge, key):
        path = os.path.join(self.sandbox.folder, "challenge")
        with open(path, "wb") as file:
            file.write(bytes.fromhex(challenge))
        return base64.b64encode(openssl("dgst", "-sha256", "-sign", key, path)).decode()
