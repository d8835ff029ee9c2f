"""Orders about keys that are in use: what a holder proves, and what follows for the certificate (R35-R38)."""
import os
import secrets

from order_walk import AGENT, LR, OrderWalk, openssl, organisation
from sandbox_client import Terminal


class KeyOrders(OrderWalk):
    def key_in_use(self, days=30):
        """Serial, private key file and what its organisation gave, of a key that an earlier visit left."""
        serial = str(secrets.randbelow(10**8) * 10 + 5)
        key = os.path.join(self.sandbox.folder, serial + ".pem")
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
        fields = {**organisation(), **AGENT}
        papers = self.outer("/keys/issue", {"serial": serial, "days": days, "fields": fields,
                                            "csr_pem": openssl("req", "-new", "-key", key, "-subj", "/CN=x").decode()})
        return serial, key, fields, papers

    def proven(self, serial, key):
        t = self.terminal()
        challenge = self.ok(t.post(f"/tokens/{serial}/challenges"), 201)
        holder = self.ok(t.post(f"/tokens/{serial}/challenges/{challenge['id']}/answer",
                                {"signature": self.sign_challenge(challenge["challenge"], key)}))
        return t, holder

    def order_for_key(self, t, service, serial):
        answer = t.post("/orders", {"channel": "gov", "service": service, "method": "key", "key_serial": serial,
                                    "consents": t.consents("entry")})
        if answer.status == 201:
            t.order = answer.body["id"]
        return answer

    def with_agent(self, t, **fields):
        agent = {**AGENT, **fields}
        self.ok(t.patch("agent", agent))
        self.wait_for_cooldown()
        self.ok(t.post(t.order_path("/agent-verification/codes"), {"method": "phone"}), 201)
        self.ok(t.post(t.order_path("/agent-verification"),
                       {"method": "phone", "code": self.sandbox.newest_code(agent["agent_mobile"])}))

    def revoked(self):
        return self.ok(self.sandbox.outer("GET", "/outer/keys"))["revoked"]

    def issued(self, t, serial, key):
        """Into the key of that serial; the certificate it got."""
        issuance = self.ok(t.post(t.order_path("/issuances"), {"key_serial": serial}), 201)
        certified = self.ok(t.post(f"/issuances/{issuance['id']}/csr",
                                   {"csr_pem": openssl("req", "-new", "-key", key, "-subj", "/CN=x").decode()}))
        leaf = os.path.join(self.sandbox.folder, "renewed.pem")
        with open(leaf, "w", encoding="ascii") as file:
            file.write(certified["certificate_pem"])
        digest = openssl("x509", "-in", leaf, "-noout", "-fingerprint", "-sha256").decode()
        digest = digest.split("=")[1].strip().replace(":", "").lower()
        order = self.ok(t.post(f"/issuances/{issuance['id']}/confirm", {
            "certificate_sha256": digest, "signature": self.sign_challenge(certified["challenge"], key)}))
        self.assertEqual(order["state"], "completed")
        return issuance, leaf

    def test_the_holder_of_a_key_is_known_by_its_signature(self):  # R30
        serial, key, fields, papers = self.key_in_use()
        t, holder = self.proven(serial, key)
        self.assertEqual((holder["organisation"], holder["renewable"]), (fields["org_name"], True))
        self.assertEqual([o["id"] for o in holder["orders"]], [papers["order"]])
        self.ok(t.get("/orders/" + papers["order"]))
        other = self.terminal()
        challenge = self.ok(other.post(f"/tokens/{serial}/challenges"), 201)
        path = f"/tokens/{serial}/challenges/{challenge['id']}/answer"
        self.refused(other.post(path, {"signature": "AAAA"}), "proof-invalid", 422)
        self.refused(other.post(path, {"signature": self.sign_challenge(challenge["challenge"], key)}), "not-found", 404)
        self.refused(other.get("/orders/" + papers["order"]), "not-found", 404)
        self.refused(other.post("/tokens/never-issued/challenges"), "key-unknown", 404)

    def test_renewal_goes_into_the_same_key_and_loses_no_day(self):  # R35
        serial, key, fields, papers = self.key_in_use(days=30)
        t, _ = self.proven(serial, key)
        order = self.ok(self.order_for_key(t, "renewal", serial), 201)
        self.assertEqual((order["state"], order["key_serial"], order["materials"]), ("draft_agent", serial, []))
        self.assertEqual(order["fields"]["org_name"], fields["org_name"])
        self.assertNotIn("agent_id_number", order["fields"])
        self.with_agent(t)
        self.with_details(t)
        self.assertEqual(self.state(t), "signature_wait")
        self.assertEqual(self.signed(t, AGENT["agent_mobile"])["state"], "payment_wait")
        again, _ = self.proven(serial, key)
        self.refused(self.order_for_key(again, "renewal", serial), "duplicate-open-order", 409)
        self.paid(t)
        before = self.revoked()
        new_key = os.path.join(self.sandbox.folder, "second.pem")
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", new_key)
        issuance, leaf = self.issued(t, serial, new_key)
        self.assertEqual(len(issuance["supersedes"]), 64)
        self.assertEqual(len(self.revoked()), len(before) + 1)
        openssl("x509", "-in", leaf, "-noout", "-checkend", str((365 + 29) * 86400))
        self.refused(self.order_for_key(self.terminal(), "renewal", serial), "key-not-proven", 403)
        t, holder = self.proven(serial, new_key)
        self.assertFalse(holder["renewable"])
        self.refused(self.order_for_key(t, "renewal", serial), "renewal-too-early", 422)

    def test_an_expired_certificate_is_not_renewed(self):  # R35
        serial, key, _, _ = self.key_in_use(days=0)
        self.wait_for_cooldown()
        t, _ = self.proven(serial, key)
        self.refused(self.order_for_key(t, "renewal", serial), "certificate-expired", 422)

    def test_change_asks_for_the_licence_again(self):  # R36
        serial, key, fields, _ = self.key_in_use(days=300)
        t, _ = self.proven(serial, key)
        order = self.ok(self.order_for_key(t, "change", serial), 201)
        self.assertEqual((order["state"], [m["kind"] for m in order["materials"]]), ("draft_organisation", ["licence"]))
        self.ok(t.patch("organisation", {"org_name": "样本科技有限公司（变更后）"}, {"lr_in_person": False}))
        self.assertEqual(self.ok(t.post(t.order_path("/organisation-verification"), {"method": "key"}))["state"], "verified")
        self.with_agent(t)
        self.with_details(t)
        self.with_materials(t)
        self.signed(t, AGENT["agent_mobile"])
        self.paid(t)
        _, leaf = self.issued(t, serial, key)
        subject = openssl("x509", "-noout", "-subject", "-nameopt", "utf8", "-in", leaf).decode()
        self.assertIn("变更后", subject)

    def test_a_lost_key_is_revoked_by_the_signature(self):  # R37
        serial, _, fields, _ = self.key_in_use()
        t = self.terminal()
        self.ok(t.create_order("lr_face", service="replacement"), 201)
        self.ok(t.patch("organisation", {**organisation(), "lr_mobile": LR["lr_mobile"]}, {"lr_in_person": True}))
        self.refused(t.post(t.order_path("/organisation-verification"), {"method": "lr_face"}), "key-unknown", 404)
        self.ok(t.patch("organisation", {name: text for name, text in fields.items() if not name.startswith("agent")}))
        self.ok(t.post(t.order_path("/organisation-verification"), {"method": "lr_face"}))
        self.ok(t.post(t.order_path("/face-sessions"), {"kind": "sms_link", "subject": "lr", "mobile": LR["lr_mobile"]}), 201)
        self.outer("/face", {"order": t.order, "result": "pass"})
        self.with_details(t)
        self.with_materials(t)
        errors = self.refused(t.post(t.order_path("/signature/codes")), "order-incomplete", 422)["errors"]
        self.assertEqual(errors, [{"pointer": "/choices/key_loss", "code": "missing"}])
        self.ok(t.patch("organisation", {}, {"key_loss": "lost"}))
        before = len(self.revoked())
        self.wait_for_cooldown()
        self.signed(t, LR["lr_mobile"])
        self.assertEqual((len(self.revoked()), self.ok(t.get("/tokens/" + serial))["state"]), (before + 1, "voided"))
        self.refused(t.post(f"/tokens/{serial}/challenges"), "key-unknown", 404)

    def test_unlocking_needs_one_of_its_people_and_a_working_key(self):  # R38
        serial, key, _, papers = self.key_in_use()
        t = self.terminal()
        order = self.ok(self.order_for_key(t, "unlock", serial), 201)
        self.assertEqual((order["state"], order["fields"], order["price_fen"]), ("draft_agent", {}, 0))
        self.refused(t.post(f"/tokens/{serial}/unblock", {"order": t.order}), "not-allowed", 409)
        self.ok(t.patch("agent", {**AGENT, "agent_name": "样本他人"}))
        self.refused(t.post(t.order_path("/agent-verification/codes"), {"method": "phone"}), "agent-mismatch", 422)
        self.with_agent(t)
        self.assertEqual(self.state(t), "approved")
        unblocking = self.ok(t.post(f"/tokens/{serial}/unblock", {"order": t.order}))
        self.assertEqual(unblocking["puk"], papers["puk"])
        confirm = f"/tokens/{serial}/unblock/confirm"
        self.refused(t.post(confirm, {"order": t.order, "signature": "AAAA"}), "proof-invalid", 422)
        signature = self.sign_challenge(unblocking["challenge"], key)
        self.assertEqual(self.ok(t.post(confirm, {"order": t.order, "signature": signature}))["state"], "completed")
        self.refused(Terminal(self.sandbox).post(f"/tokens/{serial}/unblock", {"order": t.order}), "not-signed-in", 401)
