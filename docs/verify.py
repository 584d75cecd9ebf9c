#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a Chairside record without Chairside: python3 verify.py FILE. Only docs/file-format.md and the standard library.

Prints the chain head of each session (compare it with the printed report). Exit status 0 only if everything holds."""
import json
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


def check(db):
    """Yields one sentence for each thing that does not hold."""
    if db.execute("PRAGMA application_id").fetchone()[0] != 0x43485331:
        yield "not a Chairside record"
        return
    identities = set()
    for pid, salt, kept, *texts in db.execute(
            "SELECT id, salt, digest, family, given, birth_date, mrn, sex, allergies FROM patient"):
        if digest(b"chairside identity 1\n", text(salt), pid, *map(text, texts)) != kept:
            yield f"patient {pid.hex()}: edited"
        identities.add(kept.hex())
    chain, count = bytes(32), 0
    for ref, sid, patient, first, prev, first_reading, rows in db.execute(
            "SELECT ref, id, patient, first_seq, first_prev, first_reading, first_digest FROM session ORDER BY ref").fetchall():
        chain, count = digest(chain, sid), count + 1
        if first == 1 and prev != digest(b"chairside session 1\n", sid, patient):
            yield f"session {sid.hex()}: the chain does not start at this session and patient"
        if first_reading == 1 and rows != digest(b"chairside readings 1\n", sid):
            yield f"session {sid.hex()}: the readings do not start at this session"
        seals, seq = {}, first - 1
        for (n, eid, mono, effective, utc, offset, actor, name, role, kind, body, corrects, kept, hashed) in db.execute(
                "SELECT seq, id, mono_ms, effective_ms, utc_ms, offset_min, actor_id, actor_name, actor_role, kind, body,"
                " corrects, prev, hash FROM event WHERE session = ? ORDER BY seq", (ref,)):
            mine = digest(kept, text("chairside event 1"), sid, num(n), eid, num(mono), num(effective), num(utc), num(offset),
                          text(actor), text(name), text(role), text(kind), text(body), corrects or b"")
            if n != seq + 1:
                yield f"session {sid.hex()}: entry {seq + 1} is missing"
            elif mine != hashed:
                yield f"session {sid.hex()}: entry {n} was edited"
            elif kept != prev:
                yield f"session {sid.hex()}: entry {n} does not continue the one before"
            seq, prev = n, hashed
            if kind == "readings.sealed":
                seals[json.loads(body)["count"]] = (n, json.loads(body)["digest"])
            if kind == "session.opened" and json.loads(body)["patient"]["identity"] not in identities:
                yield f"session {sid.hex()}: the patient's row is missing"
        at = first_reading - 1
        for row in db.execute(f"SELECT n, source, mono_ms, utc_ms, offset_min, flags, device_utc_ms, {','.join(CHANNELS)}"
                              " FROM reading WHERE session = ? ORDER BY n", (ref,)):
            values = b"".join(text(key) + struct.pack("<d", value) for key, value in zip(CHANNELS, row[7:]) if value is not None)
            rows = digest(rows, *map(num, row[1:6]), bytes([row[6] is not None]), num(row[6] or 0), values)
            if row[0] != at + 1:
                yield f"session {sid.hex()}: reading {at + 1} is missing"
            at = row[0]
            if at in seals and seals.pop(at)[1] != rows.hex():
                yield f"session {sid.hex()}: the first {at} readings are not those that were sealed"
        for missing in (c for c in seals if c > at):
            yield f"session {sid.hex()}: {missing} readings were sealed, {at} are there"
        head = db.execute("SELECT seq, hash, readings, digest FROM chain_head WHERE session = ?", (ref,)).fetchone()
        if head != (seq, prev, at, rows):
            yield f"session {sid.hex()}: the end was cut off or changed"
        print(sid.hex(), seq, "entries,", at, "readings, head", prev.hex())
    if db.execute("SELECT sessions, chain FROM file_head").fetchone() != (count, chain):
        yield "sessions were removed, added or exchanged"


if __name__ == "__main__":
    connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    problems = list(check(connection))
    print(*(problems or ["sound"]), sep="\n")
    sys.exit(1 if problems else 0)
