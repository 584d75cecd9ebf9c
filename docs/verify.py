#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a Chairside record or one exported session without Chairside, from docs/file-format.md: python3 verify.py FILE
Prints each session's chain head (compare it with the printed report), then the first thing in it that does not hold."""
import json
import os
import sqlite3
import struct
import sys
from hashlib import blake2b

CHANNELS = "hr pr spo2 nibp_sys nibp_dia nibp_map rr etco2 temp o2_flow".split()


def digest(*parts):
    return blake2b(b"".join(parts), digest_size=32).digest()


def num(value):
    return struct.pack("<q", value)


def text(value):
    data = value if isinstance(value, bytes) else value.encode()
    return struct.pack("<I", len(data)) + data


def events(db, ref, sid, prev, first, identities, seals):
    seq = first - 1
    for (n, eid, mono, effective, utc, offset, actor, name, role, kind, body, corrects, kept, hashed) in db.execute(
            "SELECT seq, id, mono_ms, effective_ms, utc_ms, offset_min, actor_id, actor_name, actor_role, kind, body,"
            " corrects, prev, hash FROM event WHERE session = ? ORDER BY seq", (ref,)):
        def mine(at):
            return digest(kept, text("chairside event 1"), sid, num(at), eid, num(mono), num(effective), num(utc),
                          num(offset), *map(text, (actor, name, role, kind, body)), corrects or b"")
        if n != seq + 1:
            return seq, prev, ("deleted", seq + 1)
        if mine(n) != hashed:
            return seq, prev, ("reordered" if any(mine(at) == hashed for at in range(1, n + 201)) else "edited", n)
        if kept != prev:
            return seq, prev, ("inserted", n)
        seq, prev = n, hashed
        if kind == "readings.sealed":
            seals.setdefault(json.loads(body)["count"], (n, json.loads(body)["digest"]))
        if kind == "session.opened" and json.loads(body)["patient"]["identity"] not in identities:
            return seq, prev, ("deleted", n)
    return seq, prev, None


def readings(db, ref, rows, at, seals):
    for row in db.execute(f"SELECT n, source, mono_ms, utc_ms, offset_min, flags, device_utc_ms, {','.join(CHANNELS)}"
                          " FROM reading WHERE session = ? ORDER BY n", (ref,)):
        values = b"".join(text(key) + struct.pack("<d", v) for key, v in zip(CHANNELS, row[7:]) if v is not None)
        if row[0] != at + 1:
            return at, rows, ("deleted", at + 1)
        at, rows = row[0], digest(rows, *map(num, row[1:6]), bytes([row[6] is not None]), num(row[6] or 0), values)
        if at in seals and seals[at][1] != rows.hex():
            return at, rows, ("seal broken", seals[at][0])
    return at, rows, ("truncated", at + 1) if any(count > at for count in seals) else None


def check(db):
    identities = set()
    for pid, salt, kept, *texts in db.execute(
            "SELECT id, salt, digest, family, given, birth_date, mrn, sex, allergies FROM patient"):
        if digest(b"chairside identity 1\n", text(salt), pid, *map(text, texts)) != kept:
            yield "edited", "", 0
        identities.add(kept.hex())
    chain, count = bytes(32), 0  # over the sessions in the order they were opened
    sessions = "SELECT ref, id, patient, first_seq, first_prev, first_reading, first_digest FROM session ORDER BY ref"
    for ref, sid, patient, first, prev, first_reading, rows in db.execute(sessions).fetchall():
        chain, count, seals = digest(chain, sid), count + 1, {}
        bad = None
        if first == 1 and (prev != digest(b"chairside session 1\n", sid, patient)
                           or rows != digest(b"chairside readings 1\n", sid)):
            bad = "edited", first
        else:
            seq, prev, bad = events(db, ref, sid, prev, first, identities, seals)
        if not bad:
            at, rows, bad = readings(db, ref, rows, first_reading - 1, seals)
        head = db.execute("SELECT seq, hash, readings, digest FROM chain_head WHERE session = ?", (ref,)).fetchone()
        bad = bad or (None if head == (seq, prev, at, rows) else ("end changed", 0))
        if bad or first > 1:  # the kind, the session, the number of the entry or reading
            kind, number = bad or ("incomplete", first)
            yield kind, sid.hex(), number
        print(sid.hex(), "head", prev.hex())
    if db.execute("SELECT sessions, chain FROM file_head").fetchone() != (count, chain):
        yield "sessions removed, added or exchanged", "", 0


if __name__ == "__main__":
    in_use = os.path.exists(sys.argv[1] + "-wal") and os.path.getsize(sys.argv[1] + "-wal")
    record = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro" + ("" if in_use else "&immutable=1"), uri=True)
    if record.execute("PRAGMA application_id").fetchone()[0] != 0x43485331:
        sys.exit("not a Chairside record")
    problems = [kind + (f"  session {where}" if where else "") + (f"  at {number}" if number else "")
                for kind, where, number in check(record)]
    print(*problems, "NOT SOUND" if problems else "sound", sep="\n")
    sys.exit(1 if problems else 0)
