// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/schema.h"

#include <array>

namespace chairside {
namespace {

constexpr std::string_view kSchema1 = R"sql(
CREATE TABLE about(
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO about VALUES
  ('format', 'Chairside record of infusion sessions, schema 1'),
  ('document', 'docs/file-format.md in the Chairside sources'),
  ('times', 'mono_ms: milliseconds of the session clock, 0 when the session was opened; utc_ms: milliseconds since 1970-01-01 UTC; offset_min: minutes east of UTC in force then'),
  ('missing', 'NULL in a channel column means that no value was received; it never means zero');

CREATE TABLE channel(
  key TEXT NOT NULL PRIMARY KEY,
  meaning TEXT NOT NULL,
  unit TEXT NOT NULL,
  loinc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO channel VALUES
  ('hr', 'heart rate from ECG', '/min', '8867-4'),
  ('pr', 'pulse rate from the oximeter', '/min', '8889-8'),
  ('spo2', 'oxygen saturation by pulse oximetry', '%', '59408-5'),
  ('nibp_sys', 'systolic pressure, cuff', 'mm[Hg]', '8480-6'),
  ('nibp_dia', 'diastolic pressure, cuff', 'mm[Hg]', '8462-4'),
  ('nibp_map', 'mean pressure, cuff', 'mm[Hg]', '8478-0'),
  ('rr', 'respiratory rate', '/min', '9279-1'),
  ('etco2', 'end-tidal carbon dioxide', 'mm[Hg]', '19891-1'),
  ('temp', 'body temperature', 'Cel', '8310-5'),
  ('o2_flow', 'supplementary oxygen', 'L/min', '3151-8');

CREATE TABLE patient(
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL CHECK(length(id) = 16),
  family TEXT NOT NULL,
  given TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  mrn TEXT NOT NULL,
  sex TEXT NOT NULL CHECK(sex IN ('unknown', 'female', 'male')),
  allergies TEXT NOT NULL,
  salt BLOB NOT NULL CHECK(length(salt) = 16),
  digest BLOB NOT NULL UNIQUE CHECK(length(digest) = 32),
  folded TEXT NOT NULL
) STRICT;
CREATE INDEX patient_by_id ON patient(id);

CREATE TABLE session(
  ref INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK(length(id) = 16),
  patient BLOB NOT NULL CHECK(length(patient) = 16),
  first_seq INTEGER NOT NULL CHECK(first_seq >= 1),
  first_prev BLOB NOT NULL CHECK(length(first_prev) = 32),
  first_reading INTEGER NOT NULL CHECK(first_reading >= 1),
  first_digest BLOB NOT NULL CHECK(length(first_digest) = 32)
) STRICT;

CREATE TABLE event(
  n INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES session(ref),
  seq INTEGER NOT NULL CHECK(seq >= 1),
  id BLOB NOT NULL UNIQUE CHECK(length(id) = 16),
  mono_ms INTEGER NOT NULL CHECK(abs(mono_ms) < 1000000000000),
  effective_ms INTEGER NOT NULL CHECK(abs(effective_ms) < 1000000000000),
  utc_ms INTEGER NOT NULL CHECK(utc_ms BETWEEN 0 AND 253402300799999),
  offset_min INTEGER NOT NULL CHECK(offset_min BETWEEN -1080 AND 1080),
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  actor_role TEXT NOT NULL CHECK(actor_role IN ('nurse', 'prescriber', 'witness', 'system')),
  kind TEXT NOT NULL CHECK(length(kind) BETWEEN 3 AND 60),
  body TEXT NOT NULL CHECK(length(body) BETWEEN 2 AND 1000000),
  corrects BLOB CHECK(corrects IS NULL OR length(corrects) = 16),
  prev BLOB NOT NULL CHECK(length(prev) = 32),
  hash BLOB NOT NULL CHECK(length(hash) = 32),
  UNIQUE(session, seq)
) STRICT;
CREATE INDEX event_closing ON event(session) WHERE kind IN ('session.signed', 'session.cancelled');

CREATE TABLE reading(
  session INTEGER NOT NULL REFERENCES session(ref),
  n INTEGER NOT NULL CHECK(n >= 1),
  source INTEGER NOT NULL CHECK(source BETWEEN 0 AND 100000),
  mono_ms INTEGER NOT NULL CHECK(abs(mono_ms) < 1000000000000),
  utc_ms INTEGER NOT NULL CHECK(utc_ms BETWEEN 0 AND 253402300799999),
  offset_min INTEGER NOT NULL CHECK(offset_min BETWEEN -1080 AND 1080),
  device_utc_ms INTEGER,
  flags INTEGER NOT NULL CHECK(flags BETWEEN 0 AND 4294967295),
  hr REAL CHECK(hr BETWEEN -1e6 AND 1e6),
  pr REAL CHECK(pr BETWEEN -1e6 AND 1e6),
  spo2 REAL CHECK(spo2 BETWEEN -1e6 AND 1e6),
  nibp_sys REAL CHECK(nibp_sys BETWEEN -1e6 AND 1e6),
  nibp_dia REAL CHECK(nibp_dia BETWEEN -1e6 AND 1e6),
  nibp_map REAL CHECK(nibp_map BETWEEN -1e6 AND 1e6),
  rr REAL CHECK(rr BETWEEN -1e6 AND 1e6),
  etco2 REAL CHECK(etco2 BETWEEN -1e6 AND 1e6),
  temp REAL CHECK(temp BETWEEN -1e6 AND 1e6),
  o2_flow REAL CHECK(o2_flow BETWEEN -1e6 AND 1e6),
  PRIMARY KEY(session, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER about_keeps_u BEFORE UPDATE ON about BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER about_keeps_d BEFORE DELETE ON about BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER channel_keeps_u BEFORE UPDATE ON channel BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER channel_keeps_d BEFORE DELETE ON channel BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER patient_keeps_u BEFORE UPDATE ON patient BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER patient_keeps_d BEFORE DELETE ON patient BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER session_keeps_u BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER session_keeps_d BEFORE DELETE ON session BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER event_keeps_u BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER event_keeps_d BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER reading_keeps_u BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER reading_keeps_d BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;

CREATE TRIGGER event_after_signing BEFORE INSERT ON event
WHEN NEW.kind NOT IN ('session.signed', 'addendum.added', 'readings.sealed', 'session.resumed', 'store.fault',
                      'source.lost', 'source.returned', 'clock.stepped', 'alarm.cleared',
                      'account.written', 'follow_up.planned', 'self.tested')
 AND EXISTS(SELECT 1 FROM event WHERE session = NEW.session AND kind IN ('session.signed', 'session.cancelled'))
BEGIN SELECT RAISE(ABORT, 'the session is closed: only an addendum can be added'); END;

CREATE TABLE session_summary(
  ref INTEGER PRIMARY KEY REFERENCES session(ref),
  patient INTEGER NOT NULL REFERENCES patient(n),
  opened_utc_ms INTEGER NOT NULL,
  opened_offset_min INTEGER NOT NULL,
  status TEXT NOT NULL CHECK(status IN ('open', 'discharged', 'signed', 'cancelled')),
  protocol_id TEXT NOT NULL,
  protocol_title TEXT NOT NULL,
  protocol_version INTEGER NOT NULL,
  station TEXT NOT NULL,
  boot_id TEXT NOT NULL,
  speed REAL NOT NULL,
  simulated INTEGER NOT NULL,
  demo INTEGER NOT NULL,
  drill TEXT NOT NULL,
  number_in_course INTEGER NOT NULL,
  dose_mg REAL,
  treatment_start_ms INTEGER,
  treatment_end_ms INTEGER,
  completed INTEGER,
  events INTEGER NOT NULL,
  last_mono_ms INTEGER NOT NULL,
  last_utc_ms INTEGER NOT NULL,
  last_offset_min INTEGER NOT NULL,
  folded TEXT NOT NULL
) STRICT;
CREATE INDEX summary_by_time ON session_summary(opened_utc_ms);
CREATE INDEX summary_by_patient ON session_summary(patient, opened_utc_ms);
CREATE INDEX summary_open ON session_summary(opened_utc_ms) WHERE status IN ('open', 'discharged');

CREATE TABLE source(
  session INTEGER NOT NULL REFERENCES session(ref),
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  origin TEXT NOT NULL CHECK(origin IN ('device', 'typed', 'replayed', 'simulated', 'imported')),
  period_ms TEXT NOT NULL,
  PRIMARY KEY(session, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE chain_head(
  session INTEGER PRIMARY KEY REFERENCES session(ref),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK(length(hash) = 32),
  readings INTEGER NOT NULL,
  digest BLOB NOT NULL CHECK(length(digest) = 32)
) STRICT;
CREATE TABLE file_head(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  sessions INTEGER NOT NULL,
  chain BLOB NOT NULL CHECK(length(chain) = 32)
) STRICT;
INSERT INTO file_head VALUES(1, 0, zeroblob(32));

CREATE TABLE reserve(n INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT;
)sql";

constexpr std::array kMigrations{Migration{1, kSchema1}};
static_assert(kMigrations.back().toVersion == kSchemaVersion);

} // namespace

std::span<const Migration> releasedMigrations() {
    return kMigrations;
}

std::vector<std::string> appendOnlyTables() {
    return {"about", "channel", "patient", "session", "event", "reading"};
}

} // namespace chairside
