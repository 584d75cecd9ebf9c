// SPDX-License-Identifier: GPL-3.0-or-later
// A table of another program as an imported session, for the record of a window.
#pragma once

#include "core/interop/csv_reader.h"
#include "core/interop/import_session.h"
#include "support/catch.h"

namespace chairside::testing {

/// Of a patient of its own, one day later for each seed.
inline ImportedSession importedFrom(const std::string& csv, std::uint64_t seed) {
    const auto foreign = readForeignCsv(csv, "ward.csv");
    REQUIRE(foreign);
    ImportOrder order;
    order.recording = toRecording(foreign.value(), suggestedMap(foreign.value())).value();
    order.fileName = "ward.csv";
    order.format = foreign->format;
    order.fileDigest = std::string(64, 'd');
    order.begun = WallTime{1'795'300'000'000 + static_cast<std::int64_t>(seed) * 86'400'000, 60};
    SeededUuids ids(seed);
    order.patient.id = ids.next(order.begun.utcMs);
    order.patient.familyName = "Ward";
    order.patient.givenName = "Wanda";
    order.by = {"okafor", "J. Okafor, RN", Role::nurse};
    order.softwareVersion = "test";
    auto session = sessionFrom(order, ids);
    REQUIRE(session);
    return std::move(session).value();
}

} // namespace chairside::testing
