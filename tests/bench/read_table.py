"""The table of tests/bench/read: python3 read_table.py OUT FOLDER...; OUT holds ours.N and perhaps theirs.N, N counting FOLDERs."""
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path


def plain(name, text):
    """What counts as the same: width of signs, blanks, the form of a date, a full stop at a scope's end."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "")).replace("。", ".").replace("—", "-")
    if name in ("birth", "established", "validity", "term"):
        text = re.sub(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?", lambda m: f"{m[1]}{int(m[2]):02}{int(m[3]):02}", text)
        text = text.removeprefix("自").replace("至", "-")
    return text.rstrip(".;,、") if name == "scope" else text.upper() if name in ("id_number", "code") else text


class Cell:
    def __init__(self):
        self.fields = self.right = self.doubtful = self.sure_wrong = self.photos = self.refused = 0
        self.cpu = self.ms = self.first = 0.0

    def add(self, truth, read):
        self.photos += 1
        self.cpu += read.get("cpu_ms", 0)
        self.ms += read.get("ms", 0)
        self.first += read.get("first_field_ms", read.get("ms", 0))  # untold: with the whole
        self.refused += bool(read.get("reject"))
        values = read.get("fields") or {}
        for name, text in truth["fields"].items():
            right = plain(name, values.get(name)) == plain(name, text)
            doubtful = name not in values or name in read.get("doubtful", [])
            self.fields += 1
            self.right += right
            self.doubtful += doubtful
            self.sure_wrong += not right and not doubtful

    def exact(self):
        return 100 * self.right / max(1, self.fields)

    def cost(self):
        return self.cpu / max(1, self.photos)


def cells(folders, out, who):
    """By document and tier; and of the photographs to be refused, how many were, and for the right reason."""
    found, refusals = defaultdict(Cell), [0, 0, 0]
    for i, folder in enumerate(folders):
        file = Path(out) / f"{who}.{i}"
        if not file.exists():
            return None, None
        lines = {Path(line["image"]).name: line for line in map(json.loads, file.open(encoding="utf-8"))}
        for truth in map(json.loads, (Path(folder) / "gt.jsonl").open(encoding="utf-8")):
            read = lines.get(truth["image"], {})
            if "reject" in truth:
                refusals[0] += 1
                refusals[1] += bool(read.get("reject"))
                refusals[2] += read.get("reject") == truth["reject"]
            else:
                found[truth["doc"], truth["tier"]].add(truth, read)
    return found, refusals


def main():
    out, folders = sys.argv[1], sys.argv[2:]
    ours, refusals = cells(folders, out, "ours")
    theirs, _ = cells(folders, out, "theirs")
    print("| document | tier | photos | exact % | doubtful % | wrong, not doubtful | refused | CPU ms | ms | first field ms | theirs exact % | CPU ms | ratio % |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for key in sorted(ours, key=lambda k: (k[0], ["clean", "normal", "hard"].index(k[1]) if k[1] in ("clean", "normal", "hard") else 9)):
        cell, other = ours[key], (theirs or {}).get(key)
        rest = f"{other.exact():.1f} | {other.cost():.0f} | {100 * cell.cost() / max(1, other.cost()):.0f}" if other else "| |"
        print(f"| {key[0]} | {key[1]} | {cell.photos} | {cell.exact():.1f} | {100 * cell.doubtful / max(1, cell.fields):.1f} | "
              f"{cell.sure_wrong} | {cell.refused} | {cell.cost():.0f} | {cell.ms / cell.photos:.0f} | {cell.first / cell.photos:.0f} | {rest} |")
    if refusals[0]:
        print(f"\nto be refused: {refusals[0]}, refused {refusals[1]}, with the right reason {refusals[2]}")


main()
