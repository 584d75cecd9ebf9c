#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of chairside-admin: the monitoring form of an esketamine session, and documents checked before a clinic
takes them over. What it says is compared with what the files hold. usage: forms_test.py ADMIN RESOURCES"""
import csv
import datetime
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

ADMIN, RESOURCES = sys.argv[1:3]


def admin(*words):
    ran = subprocess.run([ADMIN, "--resources", RESOURCES, *words], capture_output=True, text=True, timeout=60,
                         env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return ran.returncode, ran.stdout, ran.stderr


def must(condition, sentence):
    if not condition:
        sys.exit("admin: " + sentence)


def refused(words, *parts):
    status, out, said = admin(*words)
    must(status != 0, f"{' '.join(words)} was not refused: {out}")
    for part in parts:
        must(part in said + out, f"{' '.join(words)} does not say {part!r}: {said}{out}")
    must("Traceback" not in said and "terminate" not in said, said)


def sessions(record):
    status, out, said = admin("--database", record, "list")
    must(status == 0, said)
    return [line.split()[0] for line in out.splitlines() if line[:1].isalnum() and "-" in line.split()[0]]


def monitoring_form(folder):
    record, out = os.path.join(folder, "spray.db"), os.path.join(folder, "forms")
    os.mkdir(out)
    status, _, said = admin("--database", record, "generate", "--sessions", "1", "--protocol", "esket-in",
                            "--reading-period", "60")
    must(status == 0, said)
    listed = sessions(record)
    must(len(listed) == 1, f"one session was made, {len(listed)} are listed")
    status, told, said = admin("--database", record, "export", listed[0], "--out", out, "--format", "rems")
    must(status == 0, said)
    must("prepared, not sent" in told, "it does not say that nothing was sent: " + told)
    made = glob.glob(os.path.join(out, "*"))
    must(len(made) == 1 and made[0].endswith("-rems"), f"not one folder: {made}")
    files = {os.path.splitext(name)[1]: os.path.join(made[0], name) for name in os.listdir(made[0])}
    with open(files[".json"], encoding="utf-8") as file:
        form = json.load(file)
    text = json.dumps(form)
    must(form["status"] == "prepared, not sent", "the form itself does not say that it was not sent")
    treated, due = form["session_date"], form["due_date"]
    days = datetime.date.fromisoformat(due) - datetime.date.fromisoformat(treated)
    must(days.days == 7, f"due {days.days} days after the session, not 7")
    with open(files[".csv"], newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    keys = {field["key"]: field["value"] for field in form["fields"]}
    must(len(rows) > len(keys), "the table has fewer rows than the form has fields")
    must(any("prepared, not sent" in cell for row in rows for cell in row), "the table does not say that it was not sent")
    # Nowhere a word that could be read as sent: neither in what is told nor in a file.
    with open(files[".csv"], encoding="utf-8") as file:
        for words in (told, text, file.read()):
            said = re.search(r"(?<!not )\bsent\b|submitted|transmitted", words)
            must(said is None, "it speaks of sending: " + words[:300])
    must(admin("verify", record)[0] == 0 and sessions(record) == listed, "the export changed the record")
    must(any((value or "").split(" ")[0] == "56" for value in keys.values()), "the dose of 56 mg is not in the form")
    # The same once more makes a folder of its own and touches nothing.
    status, _, said = admin("--database", record, "export", listed[0], "--out", out, "--format", "rems")
    must(status == 0 and len(os.listdir(out)) == 2, "a second form took the place of the first: " + said)

    base = ["--database", record, "export"]
    refused([*base, "--out", out, "--format", "rems"], "of one session")
    refused([*base, listed[0], "--format", "rems"], "--out")
    refused([*base, "ffffffff", "--out", out, "--format", "rems"], ".")
    refused([*base, listed[0], "--out", os.path.join(folder, "nowhere"), "--format", "rems"], "nowhere")
    infusion = os.path.join(folder, "infusion.db")
    must(admin("--database", infusion, "generate", "--sessions", "1", "--reading-period", "60")[0] == 0, "no record")
    refused(["--database", infusion, "export", sessions(infusion)[0], "--out", out, "--format", "rems"], "esketamine")
    must(len(os.listdir(out)) == 2, "a refusal left files behind")
    refused(["--database", os.path.join(folder, "x.db"), "generate", "--sessions", "1", "--protocol", "none"],
            "There is no protocol none")


def documents(folder):
    record = os.path.join(folder, "clinic.db")
    base = ["--database", record, "check"]
    for name in sorted(glob.glob(os.path.join(RESOURCES, "protocols", "*.json"))):
        status, out, said = admin(*base, name)
        with open(name, encoding="utf-8") as file:
            document = json.load(file)
        must(status == 0, name + ": " + said)
        must(document["title"] in out and f"version {document['version']}" in out, "the words do not name it: " + out[:200])
    with open(os.path.join(RESOURCES, "protocols", "ket_iv_depression.json"), encoding="utf-8") as file:
        text = file.read()

    def with_change(name, old, new):
        must(old in text, f"{old} is not in the protocol any more")
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new, 1))
        return path

    broken = with_change("range.json", '"param": "spo2"', '"param": "spo3"')
    line = next(i for i, row in enumerate(open(broken, encoding="utf-8"), 1) if "spo3" in row)
    refused([*base, broken], "range.json", f"line {line}", "param")
    refused([*base, with_change("name.json", '"stock_marks"', '"stok_marks"')], "name.json", "stok_marks", "line")
    cut = os.path.join(folder, "cut.json")
    with open(cut, "w", encoding="utf-8") as file:
        file.write(text[:len(text) // 2])
    refused([*base, cut], "cut.json", "line")
    refused([*base, os.path.join(folder, "gone.json")], "gone.json")
    version = json.loads(text)["version"]
    changed = with_change("next.json", f'"version": {version}', f'"version": {version + 1}')
    status, out, said = admin(*base, changed)
    must(status == 0 and f"version {version + 1}" in out, said + out[:200])
    must(not os.path.exists(os.path.join(folder, "clinic")), "checking took something over")


def main():
    with tempfile.TemporaryDirectory() as folder:
        monitoring_form(folder)
        documents(folder)
    print("the form was prepared and not sent, documents were checked and broken ones named by file, line and field")


main()
