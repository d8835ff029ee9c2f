#!/usr/bin/env python3
"""The outer world's pages in a phone's browser: inbox, face, letter, payment, licence, photos, review.

usage: page_test.py SANDBOX_PROGRAM [FOLDER_FOR_PICTURES]
"""
import os
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browser import Browser  # noqa: E402
from order_walk import AGENT, LR, OrderWalk  # noqa: E402
from sandbox_client import Sandbox  # noqa: E402


class Pages(OrderWalk):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(PROGRAM, "--review-after", "-1", "--sms-cooldown", "1")
        cls.phone = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.phone.__exit__()
        cls.sandbox.__exit__()

    def shown(self, name):
        """Fits a phone without sideways scrolling."""
        self.assertLessEqual(self.phone.width_needed(), 390)
        if PICTURES:
            self.phone.picture(os.path.join(PICTURES, name + ".png"))

    def link_for_face(self, t):
        self.ok(self.with_organisation(t))
        face = self.ok(t.post(t.order_path("/face-sessions"), {"kind": "sms_link", "subject": "lr", "mobile": LR["lr_mobile"]}), 201)
        return face["id"], self.sandbox.newest_url(LR["lr_mobile"])

    def test_face_passes_at_the_press_of_a_button(self):  # R12
        t = self.terminal()
        face, url = self.link_for_face(t)
        self.phone.open(url)
        self.assertEqual(self.ok(t.get("/face-sessions/" + face))["state"], "opened")
        self.assertGreaterEqual(self.phone.height("pass"), 48)
        self.shown("face")
        self.phone.press_and_load("pass")
        self.assertIn("验证通过", self.phone.text())
        self.assertEqual(self.ok(t.get("/face-sessions/" + face))["state"], "passed")

    def test_face_fails(self):
        t = self.terminal()
        face, url = self.link_for_face(t)
        self.phone.open(url)
        self.phone.press_and_load("fail")
        self.assertEqual(self.ok(t.get("/face-sessions/" + face))["state"], "failed")
        self.phone.open(url)
        self.assertIn("链接已失效", self.phone.text())

    def test_inbox_and_refusals(self):
        t = self.terminal()
        self.link_for_face(t)
        self.phone.open(self.sandbox.addresses["phone_url"] + "/")
        for words in ("短信收件箱", "SMS inbox", "会被拒绝的测试数据", "91110000MA00A001XR"):
            self.assertIn(words, self.phone.text())
        self.shown("front")

    def test_payment(self):  # R23
        t = self.ready_to_pay()
        payment = self.ok(t.post(t.order_path("/payments"), {"provider": "wechat"}), 201)
        self.phone.open(payment["qr_payload"])
        self.assertIn("¥ 200.00", self.phone.text())
        self.assertEqual(self.ok(t.get("/payments/" + payment["id"]))["state"], "paying")
        self.shown("pay")
        self.phone.press_and_load("paid")
        self.assertIn("支付成功", self.phone.text())
        self.wait_for(t, "approved")

    def test_letter_is_signed_by_code(self):  # R21
        t = self.terminal()
        self.verified(t, in_person=False)
        self.ok(t.patch("agent", AGENT))
        self.ok(t.post(t.order_path("/authorisation-letter/e-sign")), 201)
        self.phone.open(self.sandbox.newest_url(LR["lr_mobile"]))
        self.shown("letter")
        self.phone.press_and_load("code")
        self.phone.type_into("code_field", self.sandbox.newest_code(LR["lr_mobile"]))
        self.phone.press_and_load("sign")
        self.assertIn("已签署", self.phone.text())
        self.assertEqual(self.ok(t.get(t.order_path("/authorisation-letter")))["state"], "signed")

    def test_licence_is_confirmed(self):  # R7
        t = self.terminal("tax")
        self.phone.open(self.ok(self.with_organisation(t, "e_licence"))["qr_payload"])
        self.shown("licence")
        self.phone.press_and_load("confirm")
        self.assertEqual(self.ok(t.get(t.order_path("/organisation-verification")))["state"], "verified")

    def test_photo_is_shrunk_and_handed_over(self):  # R20
        t = self.terminal()
        t.create_order("lr_face")
        self.phone.open(self.ok(t.post(t.order_path("/hand-over")), 201)["url"])
        path = os.path.join(self.sandbox.folder, "large.png")
        with open(path, "wb") as file:
            file.write(noise_png(3200, 2000))
        self.assertGreater(os.path.getsize(path), 1 << 20)
        self.shown("photos")
        self.phone.give_file("licence", path)
        self.phone.press("send_licence")
        self.phone.wait_text("照片已收到")
        photo = t.get(t.order_path("/materials/licence/content")).bytes
        self.assertLessEqual(len(photo), 1 << 20)
        self.assertEqual(photo[:2], b"\xff\xd8")

    def test_reviewer_approves(self):  # R25
        t = self.ready_to_pay("bank")
        self.paid(t)
        self.phone.open(self.sandbox.addresses["phone_url"] + "/")
        before = self.phone.loads
        self.phone.run("document.querySelector('button[value=approve]').click()")
        self.phone.wait_load(before)
        self.assertEqual(self.state(t), "approved")


def noise_png(width, height):
    """A picture no JPEG makes small at once."""
    import struct
    import zlib
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))  # noqa: E731
    block = os.urandom(1 << 16)
    rows = b"".join(b"\0" + (block * (width * 3 // len(block) + 2))[y % 997:][:width * 3] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    PICTURES = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else None
    unittest.main()
