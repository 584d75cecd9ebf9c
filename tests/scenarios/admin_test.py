#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history without a window: an archive is generated, listed, exported in every format, taken away whole and without
names, printed, imported again. Rows are counted in the record by SQLite and in each file by other means.
usage: admin_test.py CHAIRSIDE_ADMIN"""
import csv
import glob
import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

SESSIONS = 12  # every turn of app/admin/invented.h is among the first ten


def check(condition, sentence):
    if not condition:
        sys.exit("admin: " + str(sentence))


class Admin:
    def __init__(self, program, record):
        self.program, self.record = program, record

    def run(self, *words, status=0):
        done = subprocess.run([self.program, *words, "--database", self.record], capture_output=True, text=True, timeout=600,
                              env={**os.environ, "XDG_RUNTIME_DIR": os.path.dirname(self.record)})
        check(done.returncode == status, f"{words} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout if status == 0 else done.stderr

    def refused(self, sentence, *words, status=1):
        said = self.run(*words, status=status)
        check(sentence in said, f"{words} said {said!r} and not {sentence!r}")
        check(len(said.strip().splitlines()) == 1, f"{words} said more than one line: {said!r}")


def stored(record):
    """Readings and events of each session, counted by SQLite."""
    db = sqlite3.connect(f"file:{record}?mode=ro", uri=True)
    count = {}
    for table, place in (("reading", 0), ("event", 1)):
        for ref, rows in db.execute(f"SELECT session, count(*) FROM {table} GROUP BY session"):
            count.setdefault(ref, [0, 0])[place] = rows
    names = {ref: bytes(identity).hex() for ref, identity in db.execute("SELECT ref, id FROM session")}
    db.close()
    return {names[ref]: tuple(rows) for ref, rows in count.items()}


def table(*path):
    with open(os.path.join(*path), newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def rows_in(folder):
    """Readings and events of one exported session, counted in each of its files."""
    found = {"csv": (len(table(folder, "readings.csv")) - 1, len(table(folder, "events.csv")) - 1)}
    with open(os.path.join(folder, "session.fhir.json"), encoding="utf-8") as file:
        bundle = json.load(file)
    check(bundle["resourceType"] == "Bundle", "no FHIR bundle")
    with open(os.path.join(folder, "session.hl7"), encoding="utf-8", newline="") as file:
        segments = file.read().split("\r")
    found["hl7"] = sum(1 for s in segments if s.startswith("OBR|"))
    with gzip.open(os.path.join(folder, "session.vital")) as file:
        check(file.read(4) == b"VITA", "no .vital file")
    with open(os.path.join(folder, "session.edf"), "rb") as file:
        check(file.read(8) == b"0       ", "no EDF file")
    return found


def one_session(admin, counts, folder):
    identity = next(iter(counts))
    said = admin.run("export", f"{identity[:8]}-{identity[8:12]}-{identity[12:16]}", "--format", "all", "--out", folder)
    target = said.split(":")[0]
    readings, events = counts[identity]
    check(said.strip().endswith(f"{readings} readings, {events} events"), said)
    found = rows_in(target)
    check(found["csv"] == counts[identity], f"CSV holds {found['csv']} of {counts[identity]}")
    check(found["hl7"] >= readings, f"HL7 holds {found['hl7']} observations of {readings} readings")
    return identity, target


def everything(admin, counts, folder):
    said = admin.run("export", "--all", "--format", "csv", "--out", folder)
    archive = said.split(":")[0]
    index = table(archive, "sessions.csv")
    check(len(index) - 1 == len(counts), f"{len(index) - 1} of {len(counts)} sessions were taken")
    total = [0, 0]
    for row in index[1:]:
        line = dict(zip(index[0], row))
        found = (len(table(archive, line["folder"], "readings.csv")) - 1, len(table(archive, line["folder"], "events.csv")) - 1)
        check(found == (int(line["readings"]), int(line["events"])), f"{line['folder']} holds {found}")
        check(found == counts[line["session"].replace("-", "")], f"{line['folder']} is not what is stored")
        check(line["origin"] == "simulated", f"{line['folder']} does not say where its numbers come from")
        total = [total[0] + found[0], total[1] + found[1]]
    check(f"{total[0]} readings, {total[1]} events" in said, said)
    return {status for status in (dict(zip(index[0], r))["status"] for r in index[1:])}


def without_names(admin, folder):
    names = set(re.findall(r"  (\S+), \S+  IV ketamine", admin.run("list")))
    check(len(names) > 2, f"the list shows few names: {names}")
    archive = admin.run("export", "--all", "--deidentified", "--format", "csv,hl7,vital", "--out", folder).split(":")[0]
    files = [p for p in glob.glob(archive + "/**", recursive=True) if os.path.isfile(p)]
    check(len(files) > SESSIONS, "few files were written")
    for path in files:
        with (gzip.open(path) if path.endswith(".vital") else open(path, "rb")) as file:
            text = file.read().decode("utf-8", "replace")
        for name in names:
            check(name not in text, f"{name} is in {path}")
    admin.run("export", "--keep-free-text", "--all", "--out", folder, status=2)


def on_paper(admin, identity, folder):
    if not shutil.which("pdftotext"):
        print("admin: pdftotext is not installed, so the report was not read back")
    pages = {}
    for name, more in (("full", []), ("summary", ["--summary"]), ("letter", ["--paper", "letter"])):
        path = os.path.join(folder, name + ".pdf")
        pages[name] = int(re.search(r"(\d+) pages", admin.run("report", identity[:16], "--out", path, *more)).group(1))
        if shutil.which("pdftotext"):
            text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
            check(text.count("MRN") >= pages[name], f"{name}: the patient is not on every page")
            check(f"Page {pages[name]} of {pages[name]}" in text, f"{name}: pages are not numbered")
    check(pages["summary"] == 1 and pages["full"] > 1, pages)
    admin.refused("could not be written", "report", identity[:16], "--out", os.path.join(folder, "nowhere", "x.pdf"))
    admin.refused("There is no paper", "report", identity[:16], "--out", folder + "/y.pdf", "--paper", "a9", status=2)


def back_again(admin, exported, counts):
    said = admin.run("import", os.path.join(exported, "readings.csv"), "--by", "A. Person", "--check")
    check("imported as" not in said and stored(admin.record) == counts, "--check imported something")
    for name in ("readings.csv", "session.edf", "session.vital"):
        before = stored(admin.record)
        said = admin.run("import", os.path.join(exported, name), "--by", "A. Person", "--patient", "Ward, Wanda")
        readings, events = map(int, re.search(r": (\d+) readings, (\d+) entries", said).groups())
        new = [rows for identity, rows in stored(admin.record).items() if identity not in before]
        check(new == [(readings, events)], f"{name}: said {readings}/{events}, stored {new}")
    admin.refused("There is no file", "import", exported + "/nowhere.csv", "--by", "A. Person")


def weights(record):
    """The weights of each patient in the order of the visits."""
    db = sqlite3.connect(f"file:{record}?mode=ro", uri=True)
    found = {}
    for patient, value in db.execute(
            "SELECT hex(s.patient), json_extract(e.body, '$.value') FROM event e JOIN session s ON s.ref = e.session WHERE e.kind = 'item.confirmed' "
            "AND json_extract(e.body, '$.item') = 'weight_kg' ORDER BY e.utc_ms"):
        found.setdefault(patient, []).append(float(value))
    db.close()
    return found


def plausible_weights(admin, folder):
    """Nobody jumps by more than a kilogram from visit to visit, people differ, and the seed gives the same again."""
    twice = []
    for name in ("a", "b"):
        record = os.path.join(folder, f"weights-{name}.db")
        Admin(admin.program, record).run("generate", "--sessions", "18", "--seed", "4", "--per-patient", "6", "--reading-period", "600")
        twice.append(weights(record))
    check(twice[0] == twice[1], "the same seed gave other weights")
    # A session that was cancelled has no weight.
    check(len(twice[0]) == 3 and all(len(kilograms) >= 5 for kilograms in twice[0].values()), f"weights of {twice[0]}")
    for kilograms in twice[0].values():
        check(len(set(kilograms)) > 1, f"the weight never changes: {kilograms}")
        for before, after in zip(kilograms, kilograms[1:]):
            check(abs(after - before) <= 1.001, f"the weight jumps: {kilograms}")
    check(len({kilograms[0] for kilograms in twice[0].values()}) == 3, "everybody weighs the same")


def plausible_pressures(record):
    """Somebody reaches the action level, and nobody a pressure that a conscious patient in a chair does not have."""
    db = sqlite3.connect(f"file:{record}?mode=ro", uri=True)
    peaks = db.execute("SELECT max(nibp_sys), max(nibp_dia) FROM reading GROUP BY session HAVING max(nibp_sys) > 0").fetchall()
    db.close()
    high = [peak for peak in peaks if peak[0] > 180]
    check(high, f"nobody reaches the action level: {peaks}")
    check(all(systolic <= 215 and diastolic <= 125 for systolic, diastolic in peaks), f"implausible pressures: {high}")


def no_file(admin, folder):
    """A pipe keeps nobody waiting, whichever verb opens it: a record, a backup, a file to be judged."""
    pipe = os.path.join(folder, "pipe.db")
    os.mkfifo(pipe)
    before = stored(admin.record)
    for words in (("list",), ("show", "1234"), ("backup", "--out", folder)):
        Admin(admin.program, pipe).refused("is not a file that can be read", *words)
    for words in (("restore", pipe), ("drill", pipe)):
        admin.refused("is not a file that can be read", *words)
    judged = subprocess.run([admin.program, "verify", pipe], capture_output=True, text=True, timeout=60)
    check(judged.returncode == 1 and "is not a file that can be read" in judged.stdout, judged.stdout + judged.stderr)
    check(stored(admin.record) == before, "a pipe changed the record")


def the_printed_head(admin, folder):
    """What a report prints leads to its session and to no other, and to none once the record was changed."""
    heads = dict(line.split()[1:] for line in admin.run("verify", admin.record).splitlines() if line.startswith("chain "))
    check(len(set(heads.values())) == len(heads) > 2, heads)
    for session, head in heads.items():
        for typed in (head, head[:16], head[:16].upper(), head[:8] + " " + head[8:16]):
            check(f"the report is of session {session} " in admin.run("verify", admin.record, "--head", typed), typed)
    session, head = next(iter(heads.items()))
    other = head[:15] + ("0" if head[15] != "0" else "1")
    admin.refused("No session of this file ends with", "verify", admin.record, "--head", other)
    for typed in (head[:15], head + "0", "z" * 16, ""):
        admin.refused("--head", "verify", admin.record, "--head", typed, status=2)
    changed = os.path.join(folder, "changed.db")
    with sqlite3.connect(admin.record) as db, sqlite3.connect(changed) as copy:
        db.backup(copy)
        rules = copy.execute("SELECT name, sql FROM sqlite_schema WHERE name = 'event_keeps_u'").fetchall()
        copy.execute("DROP TRIGGER event_keeps_u")
        copy.execute("UPDATE event SET actor_name = actor_name || 'x' WHERE session = (SELECT ref FROM session WHERE id = ?) "
                     "AND seq = 1", (bytes.fromhex(session.replace("-", "")),))
        copy.execute(rules[0][1])
    said = subprocess.run([admin.program, "verify", changed, "--head", head], capture_output=True, text=True, timeout=60)
    check(said.returncode == 1 and "the report is of session" not in said.stdout, said.stdout + said.stderr)


def main():
    with tempfile.TemporaryDirectory() as folder:
        admin = Admin(sys.argv[1], os.path.join(folder, "h.db"))
        out = os.path.join(folder, "out")
        os.mkdir(out)
        admin.run("generate", "--sessions", str(SESSIONS), "--seed", "7", "--reading-period", "20", "--full", "2")
        counts = stored(admin.record)
        check(len(counts) == SESSIONS, f"{len(counts)} sessions were generated")
        check("sound" in admin.run("verify", admin.record).split(), "the archive is not sound")
        plausible_pressures(admin.record)
        check(f"{SESSIONS} of {SESSIONS} sessions" in admin.run("list"), "the list does not count truly")
        identity, exported = one_session(admin, counts, out)
        statuses = everything(admin, counts, out)
        check(statuses == {"signed", "discharged", "cancelled"}, statuses)
        without_names(admin, out)
        on_paper(admin, identity, out)
        admin.refused("No esketamine device", "export", identity[:16], "--format", "rems", "--out", out)
        back_again(admin, exported, counts)
        before = sorted(os.listdir(out))
        admin.refused("does not exist", "export", identity[:16], "--out", os.path.join(folder, "nowhere"))
        if os.path.isdir("/sys/kernel"):  # takes no files, not even from root; a bare machine may have none
            admin.refused("Nothing can be written", "export", identity[:16], "--out", "/sys/kernel")
        admin.refused("no export format", "export", identity[:16], "--format", "csv,xls", "--out", out, status=2)
        admin.refused("--out", "export", identity[:16], status=2)
        check(sorted(os.listdir(out)) == before, "a refused export left something")
        plausible_weights(admin, folder)
        no_file(admin, folder)
        the_printed_head(admin, folder)
    print(f"{SESSIONS} sessions generated, exported, printed and imported again: every row was counted")


main()
