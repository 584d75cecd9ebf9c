#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program with its main thread standing still for ten seconds. While it stands, readings must go on into the
file; afterwards no second may be missing, the record must hold the freeze, and the window must show it.
usage: freeze_test.py CHAIRSIDE"""
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

FREEZE_S, RUN_S = 10, 22


def rows(database):
    file = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    count = file.execute("SELECT count(*) FROM reading").fetchone()[0]
    file.close()
    return count


def main():
    console = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder
        database = os.path.join(folder, "record.db")
        process = subprocess.Popen([console, "--database", database, "--demo", "--seed", "7", "--freeze", str(FREEZE_S),
                                    "--smoke", str(RUN_S)], stderr=subprocess.PIPE, text=True)
        frozen_at = None
        for line in process.stderr:
            if line.startswith("freeze: begins"):
                frozen_at = time.monotonic()
                break
        if frozen_at is None:
            print("the window never stood still: the hook did not run")
            return 1
        time.sleep(2)
        before = rows(database)
        time.sleep(6)
        during = rows(database) - before
        said = process.stderr.read()
        if process.wait() != 0:
            print("the program failed:", said)
            return 1
        file = sqlite3.connect(database)
        times = [row[0] for row in file.execute("SELECT mono_ms FROM reading ORDER BY n")]
        raised = [str(row[0]) for row in file.execute("SELECT body FROM event WHERE kind = 'alarm.raised'")]
        file.close()
    gaps = [b - a for a, b in zip(times, times[1:])]
    if during < 5:
        print(f"only {during} readings reached the file in six seconds of a frozen window")
        return 1
    if not times or max(gaps) > 1500 or len(times) < RUN_S - 4:
        print(f"{len(times)} readings, longest gap {max(gaps, default=0)} ms: a reading was lost")
        return 1
    if not any("window_frozen" in body and "stood still for 0:1" in body for body in raised):
        print("the record does not say that the window was frozen:", raised)
        return 1
    if "This window was frozen" not in said:
        print("the window does not show that it was frozen:", said)
        return 1
    print(f"10 s frozen: {during} readings written meanwhile, {len(times)} in all, longest gap {max(gaps)} ms, recorded and shown")
    return 0


if __name__ == "__main__":
    sys.exit(main())
