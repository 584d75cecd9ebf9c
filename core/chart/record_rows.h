// SPDX-License-Identifier: GPL-3.0-or-later
// The record as rows: what the chart shows, for the table beside it, for screen readers and for the report.
// Every entry is a row; sampled channels give one row a minute with the last trusted value of that minute.
// Pure, main thread (it reads a RecordModel). It never leaves out an entry that the chart has no room for.
#pragma once

#include "core/chart/record_model.h"

#include <string>
#include <vector>

namespace chairside {

enum class RowKind : std::uint8_t {
    vitals,
    pressure,
    score,
    medication,
    effect,
    infusion,
    check,
    event,
    alarm,
    artefact
};

struct RecordRow {
    MonoTime at;
    RowKind kind = RowKind::event;
    std::string what;   ///< "NIBP", "Nausea began", "Blood pressure"
    std::string value;  ///< "164/96 (119) mmHg", "12", "overdue"
    std::string source; ///< a device's name, or who entered it
    EntryState state = EntryState::standing;
    std::optional<Uuid> event;
    bool operator==(const RecordRow&) const = default;
};

/// By time; equal times keep the order vitals, pressure, … of RowKind.
std::vector<RecordRow> recordRows(const RecordModel& model);

} // namespace chairside
