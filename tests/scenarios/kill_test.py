#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of the real program in a loop. Every line it printed with --print-recorded (a commit it acknowledged) must
be in the file afterwards, the file must verify as sound, and the next start must resume the session and mark the gap.
usage: kill_test.py CHAIRSIDE CHAIRSIDE_ADMIN ROUNDS [SEED]"""
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid


def run(console, admin, database, wait, resume):
    command = [console, "--database", database, "--print-recorded", "--seed", "7"]
    command += ["--resume"] if resume else ["--demo"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    time.sleep(wait)
    os.kill(process.pid, signal.SIGKILL)
    printed = process.stdout.read().decode()
    process.wait()
    # The last line may be cut by the kill itself; a cut line was not acknowledged to anybody.
    return [line.split(" ") for line in printed.split("\n")[:-1]]


def missing(database, lines):
    """Acknowledged lines that are not in the file."""
    file = sqlite3.connect(database)
    refs = {uuid.UUID(bytes=i): r for r, i in file.execute("SELECT ref, id FROM session")}
    events = set(file.execute("SELECT session, seq FROM event"))
    readings = set(file.execute("SELECT session, n FROM reading"))
    file.close()
    lost = []
    for session, kind, number in lines:
        key = (refs.get(uuid.UUID(session)), int(number))
        if key not in (readings if kind == "reading" else events):
            lost.append((session, kind, number))
    return lost


def main():
    console, admin, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else int(os.environ.get("CHAIRSIDE_SEED", "1"))
    print("seed", seed)
    chance = random.Random(seed)
    acknowledged = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        database = os.path.join(folder, "record.db")
        everything = []
        for n in range(rounds):
            everything += run(console, admin, database, chance.uniform(1.5, 3.0), resume=n > 0)
            lost = missing(database, everything)
            if lost:
                print(f"round {n}: {len(lost)} acknowledged rows are not in the file, first: {lost[0]}")
                return 1
            acknowledged = len(everything)
        if acknowledged < rounds * 5:
            print(f"only {acknowledged} rows were acknowledged in {rounds} rounds; the program hardly ran")
            return 1
        checked = subprocess.run([admin, "verify", database], capture_output=True, text=True)
        if checked.returncode != 0:
            print(checked.stdout, checked.stderr)
            return 1
        file = sqlite3.connect(database)
        resumed = file.execute("SELECT count(*) FROM event WHERE kind = 'session.resumed'").fetchone()[0]
        sessions = file.execute("SELECT count(*) FROM session").fetchone()[0]
        file.close()
        if sessions != 1 or resumed < rounds - 2:
            print(f"{sessions} sessions and {resumed} resumes after {rounds} kills; expected one session resumed each time")
            return 1
        # The harness can see a loss: a row that was never written is reported.
        control = missing(database, [[everything[0][0], "reading", "999999999"]])
        if len(control) != 1:
            print("the negative control was not seen")
            return 1
    print(f"{rounds} kills, {acknowledged} acknowledged rows, 0 lost, {resumed} resumes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
