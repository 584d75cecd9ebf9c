#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports judged by programs that share no code with Chairside: Python's csv, python3-hl7, jsonschema, BioSig, gzip.

usage: judges_test.py CORE_TESTS      CORE_TESTS writes one hostile session in every format ("[judge]") and what it holds
Exit 0 only if every judge that is installed agrees; one that is missing is named and skipped.
"""
import csv
import gzip
import json
import math
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile

SKIPPED = []
SYSTEM_PYTHON = "/usr/bin/python3"  # the system's packages are not seen by another Python on the path


def judge(module):
    try:
        return __import__(module)
    except Exception as fault:  # a broken installation is as good as none
        SKIPPED.append(f"{module} ({type(fault).__name__}: {fault})")
        return None


def check(condition, sentence):
    if not condition:
        sys.exit("judges: " + sentence)


def rows(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        text = file.read()
    check(text.count("\r\n") > 0 and text.endswith("\r\n"), f"{name} does not end its rows in CRLF")
    table = list(csv.reader(text.splitlines(keepends=True), strict=True))
    check(len({len(row) for row in table}) == 1, f"{name} has rows of different lengths")
    return table


def judge_csv(folder, expected):
    readings = rows(folder, "readings.csv")
    check(len(readings) - 1 == expected["readings"], "readings.csv has a wrong number of rows")
    column = next(i for i, name in enumerate(readings[0]) if name.startswith("hr "))
    check(sum(1 for row in readings[1:] if row[column] == "") == expected["hr_gaps"], "readings.csv has wrong gaps")
    events = rows(folder, "events.csv")
    check(len(events) - 1 == expected["events"], "events.csv has a wrong number of rows")
    session = dict(rows(folder, "session.csv")[1:])
    check(session["given_name"] == expected["given_name"], "a name did not survive CSV")
    check(session["family_name"] == "'" + expected["family_name"], "a formula is not guarded in CSV")
    for table in (readings, events, list(session.items())):
        for row in table:
            for cell in row:
                check(cell[:1] not in ("=", "@", "+") and not (cell[:1] == "-" and not is_number(cell)),
                      f"a spreadsheet would compute {cell[:40]!r}")


def is_number(text):
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def judge_hl7(folder, expected):
    hl7 = judge("hl7")
    if not hl7:
        return
    with open(os.path.join(folder, "session.hl7"), encoding="utf-8", newline="") as file:
        text = file.read()
    check("\n" not in text, "the HL7 message has line feeds")
    message = hl7.parse(text)
    check(str(message.segment("MSH")(9)) == "ORU^R01^ORU_R01", "MSH-9 is wrong")
    observations = [s for s in message if str(s(0)) == "OBR"]
    check(sum(1 for s in observations if "-r" in str(s(3))) == expected["readings"], "HL7 has a wrong number of readings")
    texts = [s for s in message if str(s(0)) == "OBX" and str(s(2)) == "FT"]
    check(len(texts) == expected["events"], "HL7 has a wrong number of entries")
    rate = [s for s in message if str(s(0)) == "OBX" and str(s(3)).startswith("147842^") and str(s(4)).startswith("1.0.0.")]
    absent = [s for s in rate if str(s(11)) == "X"]
    check(len(absent) == expected["hr_gaps_of_first"], "HL7 has wrong gaps")
    check(all(str(s(5)) == "" and "NAV" in str(s(8)) for s in absent), "an absent HL7 value is not marked")
    name = message.segment("PID")(5)
    family = message.unescape(str(name[0][0]))
    check(family == expected["family_name"], f"a name did not survive HL7: {family!r}")


def judge_fhir(folder, expected, schema):
    with open(os.path.join(folder, "session.fhir.json"), encoding="utf-8") as file:
        bundle = json.load(file)
    jsonschema = judge("jsonschema")
    if jsonschema:
        with open(schema, encoding="utf-8") as file:
            validator = jsonschema.Draft7Validator(json.load(file))
        for fault in sorted(validator.iter_errors(bundle), key=lambda e: list(e.path))[:3]:
            sys.exit(f"judges: FHIR at {list(fault.path)}: {fault.message[:300]}")
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    check(len(urls) == len(set(urls)), "two FHIR resources share a fullUrl")

    def references(tree):
        if isinstance(tree, dict):
            if "reference" in tree:
                yield tree["reference"]
            for value in tree.values():
                yield from references(value)
        elif isinstance(tree, list):
            for value in tree:
                yield from references(value)

    known = set(urls)
    for reference in references(bundle):
        check(reference in known, f"the FHIR reference {reference} leads out of the bundle")
    kinds = [entry["resource"] for entry in bundle["entry"]]
    check(sum(1 for r in kinds if r["resourceType"] == "Patient") == 1, "not exactly one FHIR patient")
    heart = [r for r in kinds if r["resourceType"] == "Observation" and "device" in r
             and any(c["code"] == "8867-4" for c in r["code"].get("coding", []))]
    check(len(heart) == expected["readings_of_first"], "FHIR has a wrong number of heart rates")
    reasons = [r["dataAbsentReason"]["coding"][0]["code"] for r in heart if "dataAbsentReason" in r]
    check(sum(1 for reason in reasons if reason != "error") == expected["hr_gaps_of_first"], "FHIR has wrong gaps")
    provenance = sum(1 for r in kinds if r["resourceType"] == "Provenance")
    check(provenance == expected["events"] + 1, "FHIR has a wrong number of entries")
    for pressure in (r for r in kinds if any(c["code"] == "85354-9" for c in r.get("code", {}).get("coding", []))):
        codes = [c["code"]["coding"][0]["code"] for c in pressure["component"]]
        check(codes[:2] == ["8480-6", "8462-4"] and "valueQuantity" not in pressure, "a FHIR blood pressure lacks a component")
    patient = next(r for r in kinds if r["resourceType"] == "Patient")
    check(patient["name"][0]["family"] == expected["family_name"], "a name did not survive FHIR")
    answers = [r for r in kinds if r["resourceType"] == "QuestionnaireResponse"]
    check(len(answers) == expected["responses"], "FHIR has a wrong number of questionnaire responses")


def judge_edf(folder, expected):
    if not shutil.which("save2gdf"):
        SKIPPED.append("BioSig (no program save2gdf)")
        return
    with tempfile.TemporaryDirectory() as home:
        head = os.path.join(home, "text")  # BioSig writes the header and events here, each signal in a file beside it
        read = subprocess.run(["save2gdf", "-f=ASCII", os.path.join(folder, "session.edf"), head], capture_output=True)
        check(read.returncode == 0 and os.path.exists(head), "BioSig can't read the EDF+")
        with open(head, encoding="utf-8", errors="replace") as file:
            signals, events = file.read().split("[EVENT TABLE]")
        standing = 0
        for name, label in re.findall(r"^Filename\s*= (\S+)\nLabel\s*= (.*)$", signals, re.MULTILINE):
            if label.startswith("rows"):
                with open(name, encoding="ascii") as file:
                    standing += sum(1 for value in file if float(value) > 0)
    check(standing == expected["readings"], f"EDF+ has {standing} rows instead of {expected['readings']}")
    numbers = set(re.findall(r"\t(#\d+) ", events))  # "#7+" goes on with what "#7" began
    check(len(numbers) == expected["events"], f"EDF+ has {len(numbers)} entries instead of {expected['events']}")


def judge_vital(folder, expected):
    with gzip.open(os.path.join(folder, "session.vital")) as file:
        data = file.read()
    check(data[:4] == b"VITA", "no .vital header")
    at = 10 + struct.unpack_from("<H", data, 8)[0]
    tracks, count, gaps, texts = {}, 0, 0, 0
    while at < len(data):
        kind, length = struct.unpack_from("<BI", data, at)
        packet = data[at + 5:at + 5 + length]
        check(len(packet) == length, "a .vital packet is cut")
        at += 5 + length
        if kind == 0:
            number, record = struct.unpack_from("<HB", packet)
            size = struct.unpack_from("<I", packet, 4)[0]
            tracks[number] = (packet[8:8 + size].decode(), record)
        elif kind == 1:
            time, number = struct.unpack_from("<dH", packet, 2)
            name, record = tracks[number]
            check(1e9 < time < 4e9, "a .vital time is no time")
            count += name == "ROWS"
            texts += record == 5 and packet[20:21] == b"#"  # others say where the numbers come from
            gaps += name == "hr" and math.isnan(struct.unpack_from("<f", packet, 12)[0])
    check(count == expected["readings"], ".vital has a wrong number of rows")
    check(texts == expected["events"], ".vital has a wrong number of entries")
    check(gaps == expected["hr_gaps_of_first"], ".vital has wrong gaps")


def use_system_python():
    if "JUDGES_AGAIN" in os.environ or not os.access(SYSTEM_PYTHON, os.X_OK):
        return
    os.execve(SYSTEM_PYTHON, [SYSTEM_PYTHON, *sys.argv], {**os.environ, "JUDGES_AGAIN": "1"})


def main():
    use_system_python()
    schema = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fhir_bundle.schema.json")
    with tempfile.TemporaryDirectory() as home:
        made = subprocess.run([sys.argv[1], "[judge]"], env={**os.environ, "CHAIRSIDE_JUDGE_FOLDER": home},
                              capture_output=True, text=True)
        check(made.returncode == 0, "the session for the judges could not be written:\n" + made.stdout)
        with open(os.path.join(home, "expected.json"), encoding="utf-8") as file:
            expected = json.load(file)
        folder = expected["folder"]
        judge_csv(folder, expected)
        judge_hl7(folder, expected)
        judge_fhir(folder, expected, schema)
        judge_edf(folder, expected)
        judge_vital(folder, expected)
    for what in SKIPPED:
        print("judges: SKIPPED, not usable here: " + what)
    print(f"judges: {5 - len(SKIPPED)} of 5 formats judged by a foreign program; {expected['readings']} readings, "
          f"{expected['events']} entries in each.")


if __name__ == "__main__":
    main()
