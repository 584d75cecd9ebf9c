#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a Chairside record or one exported session without Chairside, from docs/file-format.md: python3 verify.py FILE
Prints each session's chain head (compare it with the printed report), then the first thing in it that does not hold."""
import json, os, pathlib, sqlite3, struct, sys
from hashlib import blake2b
CHANNELS = "hr pr spo2 nibp_sys nibp_dia nibp_map rr etco2 temp o2_flow".split()
FACTS = "about channel patient session event reading".split()
KEEPS = {f"{name}_keeps_{do[0].lower()}": f"CREATE TRIGGER {name}_keeps_{do[0].lower()} BEFORE {do} ON {name} BEGIN SELECT "
         "RAISE(ABORT, 'the record is append-only'); END" for name in FACTS for do in ("UPDATE", "DELETE")}
INDEXES = "patient_by_id event_closing summary_by_time summary_by_patient summary_open".split()
OBJECTS = {("table", name) for name in FACTS + "session_summary source chain_head file_head reserve".split()} | {
    ("index", name) for name in INDEXES} | {("trigger", name) for name in [*KEEPS, "event_after_signing"]}

def digest(*parts): return blake2b(b"".join(parts), digest_size=32).digest()
def num(value): return struct.pack("<q", value)
def text(value): return struct.pack("<I", len(data := value if isinstance(value, bytes) else value.encode())) + data

def events(db, ref, sid, prev, first, identities, seals):
    seq = first - 1
    for (n, eid, mono, effective, utc, offset, actor, name, role, kind, body, corrects, kept, hashed) in db.execute(
            "SELECT seq, id, mono_ms, effective_ms, utc_ms, offset_min, actor_id, actor_name, actor_role, kind, body,"
            " corrects, prev, hash FROM event WHERE session = ? ORDER BY seq", (ref,)):
        def mine(at):
            return digest(kept, text("chairside event 1"), sid, num(at), eid, num(mono), num(effective), num(utc),
                          num(offset), *map(text, (actor, name, role, kind, body)), corrects or b"")
        if n != seq + 1: return seq, prev, ("deleted", seq + 1)
        if mine(n) != hashed:
            return seq, prev, ("reordered" if any(mine(at) == hashed for at in range(1, n + 201)) else "edited", n)
        if kept != prev: return seq, prev, ("inserted", n)
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
        if row[0] != at + 1: return at, rows, ("deleted", at + 1)
        at, rows = row[0], digest(rows, *map(num, row[1:6]), bytes([row[6] is not None]), num(row[6] or 0), values)
        if at in seals and seals[at][1] != rows.hex(): return at, rows, ("seal broken", seals[at][0])
    return at, rows, ("truncated", at + 1) if any(count > at for count in seals) else None

def end(head, here):  # (seq, hash, readings, digest) as recorded, and as found
    for stored, found, number in ((head[0], here[0], here[0] + 1), (head[2], here[2], here[2] + 1)) if head else ():
        if stored != found: return "truncated" if stored > found else "inserted", number
    return None if head == here else ("edited" if head else "deleted", here[0] if not head or head[1] != here[1] else 0)

def check(db):
    objects = {row[:2]: row[2] for row in db.execute("SELECT type, name, sql FROM sqlite_schema") if row[1][:7] != "sqlite_"}
    if set(objects) != OBJECTS or any(objects["trigger", name] != sql for name, sql in KEEPS.items()):
        return (yield ("schema changed", 0), "")  # what follows would mean something else
    identities, chain, count = set(), bytes(32), 0  # the chain runs over the sessions in the order they were opened
    for pid, salt, kept, *texts in db.execute(
            "SELECT id, salt, digest, family, given, birth_date, mrn, sex, allergies FROM patient"):
        if digest(b"chairside identity 1\n", text(salt), pid, *map(text, texts)) != kept:
            yield ("edited", 0), ""
        identities.add(kept.hex())
    sessions = "SELECT ref, id, patient, first_seq, first_prev, first_reading, first_digest FROM session ORDER BY ref"
    for ref, sid, patient, first, prev, first_reading, rows in db.execute(sessions).fetchall():
        chain, count, seals = digest(chain, sid), count + 1, {}
        begun = digest(b"chairside session 1\n", sid, patient), digest(b"chairside readings 1\n", sid)
        bad = ("edited", first) if first == 1 and begun != (prev, rows) else None
        if not bad:
            seq, prev, bad = events(db, ref, sid, prev, first, identities, seals)
        if not bad:
            at, rows, bad = readings(db, ref, rows, first_reading - 1, seals)
        head = db.execute("SELECT seq, hash, readings, digest FROM chain_head WHERE session = ?", (ref,)).fetchone()
        bad = bad or end(head, (seq, prev, at, rows))
        if bad or first > 1:  # the kind, the session, the number of the entry or reading
            yield bad or ("incomplete", first), sid.hex()
        print(sid.hex(), "head", prev.hex())
    told = db.execute("SELECT sessions, chain FROM file_head").fetchone() or (0, b"")
    if told != (count, chain):  # whole sessions were removed, added or exchanged
        yield ("deleted" if told[0] > count else "inserted" if told[0] < count else "edited", 0), ""

def judge(path):
    if not os.path.isfile(path):
        return ["unreadable  this is not a file that can be read"]
    in_use = os.path.isfile(path + "-wal") and os.path.getsize(path + "-wal")
    try:
        db = sqlite3.connect(pathlib.Path(path).absolute().as_uri() + "?mode=ro" + "&immutable=1" * (not in_use), uri=True)
        mark, version = (db.execute("PRAGMA " + name).fetchone()[0] for name in ("application_id", "user_version"))
        if mark != 0x43485331 or version != 1:
            return ["not a record" if mark != 0x43485331 else f"newer  schema {version}, of which only 1 is known here"]
        db.execute("BEGIN")  # one moment of the file, also while a writer goes on
        return [kind + f"  session {where}" * bool(where) + f"  at {number}" * bool(number)
                for (kind, number), where in check(db)]
    except (sqlite3.DatabaseError, struct.error, KeyError, TypeError, ValueError) as error:
        return [f"unreadable  {error}"]

if __name__ == "__main__":
    problems = judge(sys.argv[1]) if len(sys.argv) == 2 else sys.exit(__doc__)
    print(*problems, "NOT SOUND" if problems else "sound (entries, readings, identities; lists that are made from them are not compared)", sep="\n")
    sys.exit(1 if problems else 0)
