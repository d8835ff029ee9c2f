#!/usr/bin/env python3
"""Holds a record of exchanges (sandbox --record FILE) against the contract, requests and answers alike.

usage: check_contract.py RECORD OPENAPI [--all]
Prints the violations and `N exchanges, M operations of K covered`; exit 1 on any violation, with --all also when an
operation was never called.
"""
import json
import re
import sys

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.validators import RefResolver


class Contract:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.document = json.load(file)
        self.resolver = RefResolver("", self.document)
        self.operations = []
        for pattern, item in self.document["paths"].items():
            expression = re.compile("^/v1" + re.sub(r"\{\w+\}", "([^/]+)", pattern) + "$")
            for method, operation in item.items():
                if method != "parameters":
                    parameters = item.get("parameters", []) + operation.get("parameters", [])
                    self.operations.append((method.upper(), expression, operation, [self.resolve(p) for p in parameters]))

    def resolve(self, thing):
        return self.resolver.resolve(thing["$ref"])[1] if "$ref" in thing else thing

    def find(self, method, path):
        for known, expression, operation, parameters in self.operations:
            match = expression.match(path)
            if known == method and match:
                names = [p for p in parameters if p["in"] == "path"]
                return operation, parameters, list(zip(names, match.groups()))
        return None

    def errors(self, schema, value, where):
        validator = Draft202012Validator(schema, resolver=self.resolver, format_checker=FormatChecker())
        return [f"{where}: {'/'.join(map(str, e.absolute_path)) or '(whole)'}: {e.message[:300]}"
                for e in validator.iter_errors(value)]


def check_request(contract, exchange, operation, parameters, captures):
    problems = []
    headers = set(exchange["request_headers"])
    for parameter in parameters:
        name = parameter["name"]
        if parameter["in"] == "header" and parameter.get("required") and name.lower() not in headers:
            problems.append(f"request: header {name} is missing")
        if parameter["in"] == "query":
            if name in exchange["query"]:
                problems += contract.errors(parameter["schema"], exchange["query"][name], f"query {name}")
            elif parameter.get("required"):
                problems.append(f"request: query {name} is missing")
    for parameter, value in captures:
        problems += contract.errors(parameter["schema"], value, f"path {parameter['name']}")
    if operation.get("security", contract.document["security"]) and "authorization" not in headers:
        problems.append("request: header Authorization is missing")
    body = operation.get("requestBody")
    if body is None:
        return problems
    kind = exchange["request_content_type"].split(";")[0]
    if kind not in body["content"]:
        return problems + [f"request: content type {kind!r} is not in the contract"]
    schema = body["content"][kind].get("schema")
    return problems + (contract.errors(schema, exchange["request_body"], "request") if schema else [])


def check_answer(contract, exchange, operation):
    status = str(exchange["status"])
    answer = operation["responses"].get(status) or operation["responses"].get("default")
    if answer is None:
        return [f"answer: status {status} is not in the contract"]
    if status.startswith("2") and status not in operation["responses"]:
        return [f"answer: status {status} is not in the contract"]
    answer = contract.resolve(answer)
    problems = []
    headers = set(exchange["response_headers"])
    for name, header in answer.get("headers", {}).items():
        if header.get("required") and name.lower() not in headers:
            problems.append(f"answer: header {name} is missing")
    if status in ("429", "503") and "retry-after" not in headers:
        problems.append("answer: header Retry-After is missing")
    content = answer.get("content")
    if exchange["method"] == "HEAD":
        return problems
    if not content:
        return problems + ([] if exchange["response_body"] is None else ["answer: a body nobody spoke of"])
    kind = exchange["response_content_type"].split(";")[0]
    if kind not in content:
        return problems + [f"answer: content type {kind!r} is not in the contract"]
    schema = content[kind].get("schema")
    problems += contract.errors(schema, exchange["response_body"], "answer") if schema else []
    if status[0] in "45" and exchange["response_body"]["status"] != exchange["status"]:
        problems.append("answer: the problem names another status")
    return problems


def expects_refusal(exchange):
    """A request that breaks the contract on purpose is fine as long as it is refused as such."""
    body = exchange["response_body"]
    return exchange["status"] in (400, 401, 404, 428) and isinstance(body, dict) and body.get("code") in (
        "request-invalid", "idempotency-key-missing", "not-signed-in", "if-match-missing", "not-found")


def main():
    record, document = sys.argv[1], sys.argv[2]
    contract = Contract(document)
    covered, count, violations = set(), 0, []
    with open(record, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            exchange = json.loads(line)
            count += 1
            found = contract.find(exchange["method"], exchange["path"])
            if not found:
                if exchange["status"] != 404:
                    violations.append(f"{number}: {exchange['method']} {exchange['path']}: not in the contract")
                continue
            operation, parameters, captures = found
            problems = check_answer(contract, exchange, operation)
            if not expects_refusal(exchange):
                problems += check_request(contract, exchange, operation, parameters, captures)
            if exchange["status"] < 400:
                covered.add(operation["operationId"])
            violations += [f"{number}: {operation['operationId']} {exchange['status']}: {p}" for p in problems]
    print("\n".join(violations), end="\n" if violations else "")
    missing = sorted({o["operationId"] for _, _, o, _ in contract.operations} - covered)
    print(f"{count} exchanges, {len(covered)} operations of {len(contract.operations)} covered")
    if "--all" in sys.argv and missing:
        print("never done:", ", ".join(missing))
        return 1
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
