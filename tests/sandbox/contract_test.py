#!/usr/bin/env python3
"""Walks whole orders through the sandbox, every operation and its refusals, and holds every exchange against the contract.

usage: contract_test.py SANDBOX_PROGRAM
"""
import base64
import http.client
import os
import secrets
import subprocess
import sys
import threading
import time
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import key_orders  # noqa: E402
from evidence import film, sealed  # noqa: E402
from order_walk import AGENT, INVOICE, LR, openssl, organisation_code  # noqa: E402
from sandbox_client import OPENAPI, ROOT, Answer, Sandbox, Terminal, jpeg  # noqa: E402


class Contract(key_orders.KeyOrders):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(PROGRAM, "--review-after", "-1", "--shipped-after", "0", "--invoice-after", "0",
                              "--refund-after", "0", "--sms-cooldown", "1", "--face-decides-after", "0")

    @classmethod
    def tearDownClass(cls):
        checked = subprocess.run([sys.executable, os.path.join(ROOT, "tests", "sandbox", "check_contract.py"),
                                  cls.sandbox.record, OPENAPI, "--all"], capture_output=True, text=True)
        print(checked.stdout)
        cls.sandbox.__exit__()
        if checked.returncode != 0:
            raise AssertionError("exchanges break the contract")

    def test_in_person_to_a_working_certificate(self):  # R11 R12 R22 R23 R51
        t = self.ready_to_pay()
        self.paid(t)
        self.assertEqual(self.state(t), "approved")
        issuance = self.ok(t.post(t.order_path("/issuances"), {"key_serial": "K1"}), 201)
        again = self.ok(t.post(t.order_path("/issuances"), {"key_serial": "K1"}))
        self.assertEqual(again, issuance)
        key = os.path.join(self.sandbox.folder, "key.pem")
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
        csr = openssl("req", "-new", "-key", key, "-subj", "/CN=ignored").decode()
        self.ok(t.post(f"/issuances/{issuance['id']}/steps", {"step": "pin_set", "result": "done"}), 204)
        self.refused(t.post(f"/issuances/{issuance['id']}/csr", {"csr_pem": csr.replace("M", "N", 3)}), "csr-invalid", 422)
        certified = self.ok(t.post(f"/issuances/{issuance['id']}/csr", {"csr_pem": csr}))
        self.assertEqual(self.ok(t.get("/issuances/" + issuance["id"])), certified)
        self.assertEqual(self.ok(t.post(f"/issuances/{issuance['id']}/csr", {"csr_pem": csr})), certified)
        self.assertEqual(self.ok(t.get(t.order_path("/issuances"))), {"issuances": [certified]})
        self.verify_chain(certified)
        self.ok(t.post(f"/issuances/{issuance['id']}/steps", {"step": "certificate_written", "result": "done"}), 204)

        signature = self.sign_challenge(certified["challenge"], key)
        der = openssl("x509", "-outform", "DER", text=certified["certificate_pem"].encode())
        digest = openssl("dgst", "-sha256", "-r", text=der).decode().split()[0]
        confirm = f"/issuances/{issuance['id']}/confirm"
        self.refused(t.post(confirm, {"certificate_sha256": digest, "signature": base64.b64encode(b"no").decode()}), "proof-invalid", 422)
        settle = f"/issuances/{issuance['id']}/settle"
        self.refused(t.post(settle, {"certificate_sha256": digest, "signature": base64.b64encode(b"no").decode()}), "proof-invalid", 422)
        self.assertEqual(self.ok(t.post(settle, {}))["state"], "written")
        self.assertEqual(self.state(t), "issue_wait")
        order = self.ok(t.post(confirm, {"certificate_sha256": digest, "signature": signature}))
        self.assertEqual((order["state"], order["allowed_actions"]), ("completed", ["view", "reprint", "resend_invoice"]))
        self.assertEqual(self.ok(t.post(settle, {"certificate_sha256": digest, "signature": signature}))["state"], "confirmed")
        self.assertEqual(self.ok(t.get("/tokens/K1"))["state"], "issued")
        self.wait_until(t, lambda order: order["invoice"]["state"] == "sent")
        self.assertEqual(self.ok(t.post(t.order_path("/invoice/resend")))["state"], "sent")  # R26
        self.assertEqual(len(self.ok(t.get("/orders?status=closed"))["orders"]), 1)

    def test_agent_by_phone_with_a_letter_signed_on_the_phone(self):  # R17 R21
        t = self.terminal()
        self.verified(t, in_person=False)
        self.assertEqual(self.state(t), "draft_agent")
        codes, check = t.order_path("/agent-verification/codes"), t.order_path("/agent-verification")
        self.refused(t.post(codes, {"method": "phone"}), "agent-incomplete", 422)
        self.ok(t.patch("agent", AGENT))
        self.ok(t.post(codes, {"method": "phone"}), 201)
        self.refused(t.post(codes, {"method": "phone"}), "too-soon", 429)
        self.assertEqual(self.refused(t.post(check, {"method": "phone", "code": "000000"}), "wrong-code")["tries_left"], 4)
        self.ok(t.post(check, {"method": "phone", "code": self.sandbox.newest_code(AGENT["agent_mobile"])}))
        self.with_details(t)
        self.assertEqual(self.state(t), "draft_materials")
        for kind in ("licence", "lr_id_front", "lr_id_back", "agent_id_front", "agent_id_back"):
            self.ok(t.attach(kind), 201)
        missing = self.refused(t.post(t.order_path("/signature/codes")), "order-incomplete", 422)
        self.assertEqual(missing["errors"], [{"pointer": "/materials/authorisation_letter", "code": "missing"}])
        self.ok(t.post(t.order_path("/authorisation-letter/e-sign")), 201)
        self.assertEqual(self.state(t), "letter_wait")
        self.refused(t.post(t.order_path("/authorisation-letter/e-sign")), "too-soon", 429)
        self.outer("/sign", {"order": t.order})
        self.assertEqual(self.ok(t.get(t.order_path("/authorisation-letter")))["state"], "signed")
        self.signed(t, AGENT["agent_mobile"])
        self.paid(t, "alipay")

    def test_agent_by_bank_card(self):  # R17
        t = self.terminal("bank")
        self.verified(t, in_person=False)
        card = {**AGENT, "agent_card": "6222020000000000018", "agent_card_mobile": "13900002002"}
        self.ok(t.patch("agent", card))
        codes = t.order_path("/agent-verification/codes")
        self.assertEqual(self.refused(t.post(codes, {"method": "bank_card"}), "agent-mismatch")["errors"][0]["pointer"], "/fields/agent_card")
        self.ok(t.patch("agent", {"agent_card": "6222020000000000000"}))
        self.ok(t.post(codes, {"method": "bank_card"}), 201)
        for _ in range(4):
            self.refused(t.post(t.order_path("/agent-verification"), {"method": "bank_card", "code": "000000"}), "wrong-code")
        self.refused(t.post(t.order_path("/agent-verification"), {"method": "bank_card", "code": "000000"}), "code-spent", 410)
        self.wait_for_cooldown()
        self.ok(t.post(codes, {"method": "bank_card"}), 201)
        self.ok(t.post(t.order_path("/agent-verification"), {"method": "bank_card", "code": self.sandbox.newest_code("13900002002")}))
        self.refused(t.post(t.order_path("/authorisation-letter/e-sign")), "method-unavailable", 422)
        self.ok(t.patch("agent", {"agent_name": "样本钱多"}))
        self.assertEqual(self.ok(t.get(t.order_path()))["verifications"]["agent"], "void")  # R19

    def test_bank_transfer(self):  # R7
        t = self.terminal()
        self.refused(self.with_organisation(t, "bank_transfer"), "organisation-incomplete", 422)
        self.ok(t.patch("organisation", {"org_bank": "样例银行", "org_account": "1100200033334444"}))
        asked = self.ok(t.post(t.order_path("/organisation-verification"), {"method": "bank_transfer"}))
        self.assertEqual((asked["state"], asked["account_masked"]), ("pending", "****4444"))
        path = t.order_path("/organisation-verification/transfer-code")
        self.refused(t.post(path, {"code": "000000"}), "wrong-code", 422)
        code = self.sandbox.outer("GET", "/outer/transfers?order=" + t.order).body["code"]
        self.ok(t.post(path, {"code": code}))
        self.assertEqual(self.ok(t.get(t.order_path("/organisation-verification")))["state"], "verified")

    def test_e_licence_wakes_the_one_who_waits(self):  # R7
        t = self.terminal("tax")
        asked = self.ok(self.with_organisation(t, "e_licence"))
        self.assertIn("/phone/licence/", asked["qr_payload"])
        seen = t.get(t.order_path("/organisation-verification"))
        threading.Timer(0.5, lambda: self.outer("/licence", {"order": t.order, "result": "confirm"})).start()
        started = time.monotonic()
        after = t.get(t.order_path("/organisation-verification"), Prefer="wait=20", If_None_Match=seen.headers["ETag"])
        self.assertEqual(after.body["state"], "verified")
        self.assertLess(time.monotonic() - started, 10)
        self.assertEqual(self.state(t), "draft_details")

    def test_a_wait_without_news_ends_in_time(self):
        t = self.terminal()
        t.create_order("lr_face")
        seen = t.get(t.order_path())
        started = time.monotonic()
        self.assertEqual(t.get(t.order_path(), Prefer="wait=1", If_None_Match=seen.headers["ETag"]).body, seen.body)
        self.assertGreaterEqual(time.monotonic() - started, 0.9)

    def test_the_register_refutes(self):  # R14
        t = self.terminal()
        answer = self.with_organisation(t, "lr_face", org_code="91110000MA00A001XR")
        self.assertEqual(self.refused(answer, "organisation-mismatch", 422)["errors"], [{"pointer": "/fields/lr_name", "code": "mismatch"}])
        self.ok(t.patch("organisation", {"lr_name": "样本李明"}))
        self.ok(t.post(t.order_path("/organisation-verification"), {"method": "lr_face"}))
        self.ok(t.call("POST", t.order_path("/cancel"), {}, If_Match=t.get(t.order_path()).headers["ETag"]))

    def test_face_fails_three_times_and_resends(self):  # R12 R46
        t = self.terminal()
        lr = {"lr_id_number": "110101199001010031", "lr_mobile": "13800000002"}
        self.ok(self.with_organisation(t, "lr_face", **lr))
        sessions, wanted = t.order_path("/face-sessions"), {"kind": "sms_link", "subject": "lr", "mobile": "13800000002"}
        face = self.ok(t.post(sessions, wanted), 201)
        self.refused(t.post(f"/face-sessions/{face['id']}/resend", {}), "too-soon", 429)
        self.assertEqual(self.ok(t.post(f"/face-sessions/{face['id']}/cancel"))["state"], "cancelled")
        for left in (2, 1, 0):
            face = self.ok(t.post(sessions, wanted), 201)
            self.outer("/face", {"order": t.order, "result": "pass"})
            seen = self.ok(t.get("/face-sessions/" + face["id"]))
            self.assertEqual((seen["state"], seen["tries_left"]), ("failed", left))
            self.assertEqual(self.ok(t.get(t.order_path("/organisation-verification")))["state"], "failed")
        self.refused(t.post(sessions, wanted), "no-tries-left", 422)

    def on_site(self, t, subject="lr", sound=True, consents=None):
        return t.post(t.order_path("/face-sessions"), {
            "kind": "on_site", "subject": subject, "sound": sound,
            "consents": t.consents("biometric") if consents is None else consents})

    def submit(self, t, face, content):
        upload = t.upload("face_evidence", sealed(content, face, self.sandbox.pki, self.sandbox.folder))
        return t.post(f"/face-sessions/{face['id']}/evidence", {"upload": upload})

    def decided(self, t, face):
        answer = t.get("/face-sessions/" + face["id"])
        while answer.body["state"] == "deciding":
            answer = t.get("/face-sessions/" + face["id"], Prefer="wait=5", If_None_Match=answer.headers["ETag"])
        return answer.body

    def test_a_face_on_site_is_sealed_checked_and_compared(self):  # R40 R42 R45 R46
        t = self.terminal()
        self.ok(self.with_organisation(t, in_person=False, lr_id_number="110101199001010111"))
        self.refused(self.on_site(t, consents=[]), "consent-missing", 422)
        self.refused(self.on_site(t, "agent"), "agent-incomplete", 422)
        face = self.ok(self.on_site(t), 201)
        self.assertIn("read_digits", [c["kind"] for c in face["drawing"]["challenges"]])
        self.refused(self.submit(t, face, film(face, nonce="x" * 24)), "evidence-invalid", 422)
        self.refused(self.submit(t, face, film(face, chain="00" * 32)), "evidence-invalid", 422)
        self.refused(self.submit(t, face, b"nothing"), "evidence-invalid", 422)
        stranger = t.upload("face_evidence", b"not sealed")
        self.refused(t.post(f"/face-sessions/{face['id']}/evidence", {"upload": stranger}), "evidence-invalid", 422)
        self.assertEqual(self.ok(self.submit(t, face, film(face)))["state"], "deciding")
        self.assertEqual(self.decided(t, face)["state"], "passed")
        self.assertEqual(self.state(t), "draft_agent")
        self.ok(t.patch("agent", AGENT))
        face = self.ok(self.on_site(t, "agent", sound=False), 201)
        self.assertNotIn("read_digits", [c["kind"] for c in face["drawing"]["challenges"]])
        self.ok(self.submit(t, face, film(face)))
        self.assertEqual(self.decided(t, face)["state"], "passed")
        self.assertEqual(self.ok(t.get(t.order_path()))["verifications"]["agent"], "verified")

    def test_tries_on_site_are_counted_apart_from_the_link(self):  # R43 R44 R46
        t = self.terminal()
        self.ok(self.with_organisation(t, lr_id_number="110101199001010138"))
        for left, more in ((2, {"outcome": "wrong_action"}), (1, {"signs": [{"sign": "flat_picture", "at_ms": 9, "value": 1}]}),
                           (0, {"sound": bytes(192000)})):  # silence instead of digits
            face = self.ok(self.on_site(t), 201)
            self.ok(self.submit(t, face, film(face, **more)))
            seen = self.decided(t, face)
            self.assertEqual((seen["state"], seen["tries_left"]), ("failed", left))
        self.refused(self.on_site(t), "no-tries-left", 422)
        self.ok(t.post(t.order_path("/face-sessions"), {"kind": "sms_link", "subject": "lr", "mobile": LR["lr_mobile"]}), 201)

    def test_nobody_to_compare_costs_no_try(self):  # R46
        t = self.terminal()
        self.ok(self.with_organisation(t, lr_id_number="110101199001010154", lr_mobile="13800000003"))
        face = self.ok(self.on_site(t), 201)
        self.ok(self.submit(t, face, film(face)))
        seen = self.decided(t, face)
        self.assertEqual((seen["state"], seen["tries_left"]), ("undecided", 3))

    def test_the_link_goes_to_a_corrected_mobile(self):  # R12
        t = self.terminal()
        self.ok(self.with_organisation(t))
        face = self.ok(t.post(t.order_path("/face-sessions"), {"kind": "sms_link", "subject": "lr", "mobile": LR["lr_mobile"]}), 201)
        self.assertEqual(self.ok(t.post(f"/face-sessions/{face['id']}/resend", {"mobile": "13811112222"}))["masked_mobile"], "138****2222")
        self.assertIn("/phone/face/", self.sandbox.newest_url("13811112222"))
        self.assertEqual(self.ok(t.get(t.order_path()))["fields"]["lr_mobile"], "13811112222")

    def test_duplicate_is_identified_and_continued(self):  # R15 R16
        first = self.terminal()
        code = organisation_code()
        self.ok(self.with_organisation(first, org_code=code, lr_mobile="13800003003"))
        other = self.terminal()
        refused = self.refused(other.create_order("lr_face", organisation_code=code), "duplicate-open-order", 409)
        self.assertEqual(refused["open_order"], {"masked_mobile": "138****3003", "service": "new"})
        self.ok(other.create_order("lr_face"), 201)
        self.refused(other.patch("organisation", {"org_code": code}), "duplicate-open-order", 409)
        self.refused(other.get("/orders/" + first.order), "not-found", 404)
        path = f"/sessions/{other.session['id']}/identification"
        known = self.ok(other.post(path, {"by": "duplicate", "organisation_code": code, "service": "new"}), 201)
        self.wait_for_cooldown()
        self.ok(other.post(f"{path}/{known['id']}/resend"))
        self.refused(other.post(f"{path}/{known['id']}/verify", {"code": "000000"}), "wrong-code", 422)
        orders = self.ok(other.post(f"{path}/{known['id']}/verify", {"code": self.sandbox.newest_code("13800003003")}))["orders"]
        self.assertEqual([o["id"] for o in orders], [first.order])
        old = other.get("/orders/" + first.order)
        self.assertEqual(self.ok(other.call("POST", f"/orders/{first.order}/cancel", {}, If_Match=old.headers["ETag"]))["state"], "cancelled")
        self.ok(other.patch("organisation", {"org_code": code}))
        self.refused(other.post(path, {"by": "document", "document_number": "no such number"}), "nobody-known", 404)
        self.ok(other.call("DELETE", f"/sessions/{other.session['id']}"), 204)
        self.refused(other.get("/orders?status=open"), "not-signed-in", 401)

    def test_by_document_and_by_slip(self):  # R30
        t = self.ready_to_pay(lr_id_number="110101199001010066")
        for how in ({"by": "document", "document_number": "110101199001010066"},
                    {"by": "slip", "order": self.ok(t.get(t.order_path()))["receipt_qr"]}):
            other = self.terminal()
            path = f"/sessions/{other.session['id']}/identification"
            known = self.ok(other.post(path, how), 201)
            self.ok(other.post(f"{path}/{known['id']}/verify", {"code": self.sandbox.newest_code(LR["lr_mobile"])}))
            self.assertEqual(len(self.ok(other.get("/orders?status=open"))["orders"]), 1)

    def test_impossible_values_are_named(self):  # R13
        t = self.terminal()
        self.ok(t.create_order("lr_face"), 201)
        wrong = {"org_code": "91110000MA00A001XX", "lr_mobile": "12345678901", "lr_id_number": "110101199001010016",
                 "lr_id_expiry": "2001-01-01", "invoice_email": "a b", "agent_card": "6222020000000000019"}
        errors = self.refused(t.patch("organisation", wrong), "field-invalid", 422)["errors"]
        self.assertEqual({e["pointer"][8:]: e["code"] for e in errors},
                         {"org_code": "check_digit", "lr_mobile": "form", "lr_id_number": "check_digit",
                          "lr_id_expiry": "expired", "invoice_email": "form", "agent_card": "check_digit"})
        self.ok(t.patch("organisation", {"lr_mobile": "1380000"}))
        self.refused(t.patch("details", {}, {"product": "none"}), "field-invalid", 422)

    def test_order_is_guarded_by_its_etag(self):
        t = self.terminal()
        made = t.create_order("lr_face")
        path = t.order_path("/steps/organisation")
        self.refused(t.call("PATCH", path, {"page": "a"}), "if-match-missing", 428)
        self.ok(t.call("PATCH", path, {"page": "a"}, If_Match=made.headers["ETag"]))
        self.refused(t.call("PATCH", path, {"page": "b"}, If_Match=made.headers["ETag"]), "order-changed", 412)

    def test_idempotency(self):
        t = self.terminal()
        key = secrets.token_hex(12)
        self.refused(t.post("/staff-calls", {"page": "a"}, key=""), "idempotency-key-missing", 400)
        body = {"channel": "gov", "service": "new", "method": "lr_face", "consents": t.consents("entry")}
        first, second = t.post("/orders", body, key=key), t.post("/orders", body, key=key)
        self.assertEqual((first.body, first.headers["ETag"]), (second.body, second.headers["ETag"]))
        self.refused(t.post("/orders", {**body, "method": "e_licence"}, key=key), "idempotency-key-reused", 422)
        self.refused(t.post("/orders", {**body, "consents": []}), "consent-missing", 422)

    def test_lost_replies_and_errors(self):
        t = self.terminal()
        body = {"channel": "gov", "service": "new", "method": "lr_face", "consents": t.consents("entry")}
        self.outer("/faults", {"latency_ms": 100, "next": [{"path_prefix": "/orders", "status": 503, "times": 1},
                                                           {"path_prefix": "/orders", "lost_reply": True, "times": 1}]})
        key = secrets.token_hex(12)
        self.refused(t.post("/orders", body, key=key), "busy", 503)
        with self.assertRaises(Exception):
            t.post("/orders", body, key=key)
        self.ok(t.post("/orders", body, key=key), 201)
        self.outer("/faults", {})
        self.assertEqual(len(self.ok(t.get("/orders?status=open"))["orders"]), 1)

    def test_uploads_resume(self):  # R45
        t = self.terminal()
        t.create_order("lr_face")
        photo = jpeg()
        about = {"Tus_Resumable": "1.0.0", "Upload_Length": str(len(photo))}
        self.refused(t.call("POST", "/uploads", **about, Upload_Metadata="order x"), "request-invalid", 400)
        upload = t.upload("licence", photo[:3000] + photo[3000:])
        path = "/uploads/" + upload
        head = t.call("HEAD", path, Tus_Resumable="1.0.0")
        self.assertEqual((head.status, head.headers["Upload-Offset"]), (200, str(len(photo))))
        self.refused(t.send_piece(path, 7, b"x"), "offset-mismatch", 409)
        self.refused(t.send_piece(path, len(photo), b"x"), "upload-too-large", 413)
        self.refused(t.attach("licence", jpeg(800, 600)), "photo-too-small", 422)
        self.refused(t.attach("licence", os.urandom(500)), "not-a-photo", 422)
        self.refused(t.attach("licence", jpeg(size=1100000)), "photo-too-large", 422)
        self.ok(t.post(t.order_path("/materials"), {"kind": "licence", "upload": upload}), 201)
        self.assertEqual(t.get(t.order_path("/materials/licence/content")).bytes, photo)
        self.ok(t.call("DELETE", t.order_path("/materials/licence")), 204)
        self.refused(t.get(t.order_path("/materials/licence/content")), "not-found", 404)

    def test_bad_checksum(self):
        t = self.terminal()
        t.create_order("lr_face")
        path = self.empty_upload(t, 10)
        self.refused(t.send_piece(path, 0, b"0123456789", base64.b64encode(b"0" * 20).decode()), "checksum-mismatch", 460)
        self.assertEqual(t.send_piece(path, 0, b"01234").status, 204)
        self.refused(t.post(t.order_path("/materials"), {"kind": "licence", "upload": path.rsplit("/", 1)[1]}), "upload-incomplete", 422)

    def empty_upload(self, t, length):
        b64 = lambda text: base64.b64encode(text.encode()).decode()  # noqa: E731
        metadata = f"order {b64(t.order)},kind {b64('licence')},sha256 {b64('0' * 64)}"
        made = t.call("POST", "/uploads", Tus_Resumable="1.0.0", Upload_Length=str(length), Upload_Metadata=metadata)
        return made.headers["Location"][3:]

    def test_hand_over_to_the_phone(self):  # R20
        t = self.terminal()
        t.create_order("lr_face")
        self.assertIn("/phone/photos/", self.ok(t.post(t.order_path("/hand-over")), 201)["url"])
        seen = t.get(t.order_path("/materials"))
        self.outer("/photo", {"order": t.order, "kind": "licence", "base64": base64.b64encode(jpeg()).decode()})
        after = t.get(t.order_path("/materials"), Prefer="wait=5", If_None_Match=seen.headers["ETag"]).body["materials"][0]
        self.assertEqual((after["state"], after["source"]), ("received", "phone"))

    def test_payment_in_doubt_is_never_asked_twice(self):  # R24
        t = self.ready_to_pay()
        payment = self.ok(t.post(t.order_path("/payments"), {"provider": "wechat"}), 201)
        self.assertEqual(self.refused(t.post(t.order_path("/payments"), {"provider": "alipay"}), "payment-open", 409)["payment"]["id"], payment["id"])
        self.outer("/pay", {"payment": payment["id"], "result": "silent"})
        self.assertEqual(self.state(t), "payment_unknown")
        self.assertEqual(self.ok(t.post(f"/payments/{payment['id']}/close"))["state"], "unknown")
        self.refused(t.post(t.order_path("/payments"), {"provider": "alipay"}), "payment-open", 409)
        self.outer("/pay", {"payment": payment["id"], "result": "closed"})
        second = self.ok(t.post(t.order_path("/payments"), {"provider": "alipay"}), 201)
        self.assertEqual(self.ok(t.post(f"/payments/{second['id']}/close"))["state"], "closed")
        self.paid(t)

    def test_paid_after_cancelling_is_given_back(self):  # R24
        t = self.ready_to_pay()
        payment = self.ok(t.post(t.order_path("/payments"), {"provider": "wechat"}), 201)
        self.ok(t.call("POST", t.order_path("/cancel"), {}, If_Match=t.get(t.order_path()).headers["ETag"]))
        self.outer("/pay", {"payment": payment["id"], "result": "paid"})
        self.wait_for(t, "refunded")

    def test_review_corrects_then_approves(self):  # R25 R31
        t = self.ready_to_pay("bank")
        self.paid(t)
        order = self.wait_for(t, "in_review")
        self.assertEqual(order["allowed_actions"], ["view"])
        self.assertIn("review_by", order["promises"])
        self.refused(t.patch("details", {"invoice_email": "b@example.com"}), "not-allowed", 409)
        self.outer("/review", {"order": t.order, "decision": "correct"})
        self.assertEqual(self.wait_for(t, "correction")["corrections"][0]["pointer"], "/materials/licence")
        self.refused(t.call("DELETE", t.order_path("/materials/lr_id_front")), "not-allowed", 409)
        self.ok(t.attach("licence"), 201)
        self.wait_for_cooldown()
        self.assertEqual(self.signed(t, LR["lr_mobile"])["state"], "in_review")
        self.outer("/review", {"order": t.order, "decision": "approve"})
        self.wait_for(t, "approved")

    def test_review_rejects_and_refunds(self):  # R24
        t = self.ready_to_pay("bank")
        payment = self.paid(t)
        self.outer("/review", {"order": t.order, "decision": "reject"})
        self.assertIn("zh-CN", self.wait_for(t, "rejected")["reason"])
        seen = t.get("/payments/" + payment["id"])
        while seen.body["state"] == "refunding":
            seen = t.get("/payments/" + payment["id"], Prefer="wait=5", If_None_Match=seen.headers["ETag"])
        self.assertEqual(seen.body["state"], "refunded")

    def test_by_post(self):  # R27
        t = self.terminal("tax")
        self.verified(t)
        self.ok(t.patch("details", {**INVOICE, "mail_name": "样本王芳", "mail_mobile": "13800001001",
                                    "mail_region": "北京市 海淀区", "mail_address": "样例路 1 号"}, {"invoice_kind": "general"}))
        self.with_materials(t)
        self.signed(t, LR["lr_mobile"])
        self.paid(t, "alipay")
        self.assertIn("tracking", self.wait_for(t, "shipped")["shipment"])
        self.refused(t.post(t.order_path("/issuances"), {"key_serial": "K5"}), "not-collectable", 409)

    def test_a_second_key_voids_the_first(self):  # R52
        t = self.ready_to_pay()
        self.paid(t)
        path = t.order_path("/issuances")
        self.refused(t.post(path, {"key_serial": "A00F1"}), "key-not-in-stock", 422)
        self.refused(t.post(path, {"key_serial": "A00F2"}), "key-belongs-to-another", 422)
        first = self.ok(t.post(path, {"key_serial": "K2"}), 201)
        key = os.path.join(self.sandbox.folder, "key2.pem")
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
        csr = openssl("req", "-new", "-key", key, "-subj", "/CN=x").decode()
        self.ok(t.post(f"/issuances/{first['id']}/csr", {"csr_pem": csr}))
        second = self.ok(t.post(path, {"key_serial": "K3"}), 201)
        self.assertEqual(self.ok(t.get("/issuances/" + first["id"]))["state"], "aborted")
        self.assertEqual(self.ok(t.get("/tokens/K2"))["state"], "voided")
        revoked = openssl("crl", "-inform", "DER", "-noout", "-text", text=self.sandbox.outer("GET", "/issuing.crl").bytes)
        self.assertIn(b"Revoked Certificates", revoked)
        self.assertEqual(self.ok(t.post(f"/issuances/{second['id']}/abort", {"reason": "write_failed"}))["state"], "aborted")
        self.assertEqual(self.state(t), "issue_wait")
        third = self.ok(t.post(path, {"key_serial": "K3"}), 201)
        self.assertEqual((third["puk"], third["management_key"]), (second["puk"], second["management_key"]))

    def test_what_needs_no_customer(self):
        t = Terminal(self.sandbox)
        self.assertIn("+08:00", self.ok(t.get("/time"))["now"])
        self.assertEqual(len(self.ok(t.get("/channels"))["channels"]), 3)
        self.ok(t.get("/agreements?channel=gov&scene=biometric"))
        self.refused(t.get("/channels/none"), "not-found", 404)
        self.ok(t.post("/staff-calls", {"page": "services"}), 202)
        self.ok(t.post("/events", {"events": [{"type": "heartbeat", "at": "2026-03-02T09:30:00+08:00", "paper": 80}]}), 202)
        self.refused(t.get("/orders?status=open"), "not-signed-in", 401)

    def test_channels_differ(self):  # R2
        channels = {name: self.ok(Terminal(self.sandbox).get("/channels/" + name)) for name in ("gov", "bank", "tax")}
        for part in ("methods", "letter_ways", "products", "materials", "payment_providers", "deliveries"):
            self.assertEqual(len({str(c[part]) for c in channels.values()}) > 1, True, part)
        unlock = next(s for s in channels["tax"]["services"] if s["id"] == "unlock")
        self.assertFalse(unlock["available"])

    def test_a_stranger_without_device_certificate_gets_nothing(self):  # R96
        where = self.sandbox.terminal
        stranger = http.client.HTTPSConnection(where.hostname, where.port, context=self.sandbox.tls(False), timeout=10)
        with self.assertRaises(OSError):
            stranger.request("GET", "/v1/time")
            Answer(stranger.getresponse())


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
