// SPDX-License-Identifier: GPL-3.0-or-later
// A record on a simulated disk whose power is cut: the session that is recorded, what the store said of it,
// and what is wrong with the record afterwards. Shared by the tests of power cuts. Single-threaded, tests
// only.
#pragma once

#include "core/log/segments.h"
#include "support/power_disk.h"
#include "support/session_maker.h"
#include "support/trials.h"

#include <string>

namespace chairside::testing {

inline const std::string kCutRecord = "/records/main.db";
inline const std::string kSecondFolder = "/second";

LogFiles cutFiles(const std::shared_ptr<PowerDisk>& disk, const OpenSettings& durability = {});
/// An empty record, made once: most of a trial would be spent on creating tables.
const PowerDisk& emptyRecord();
const MadeSession& sessionToRecord();

struct Told { ///< what the store acknowledged
    std::int64_t events = 0, readings = 0;
    void add(const Committed& committed);
    std::int64_t all() const { return events + readings; }
};

/// Records in small transactions until everything is in or the power is gone.
Told feed(SegmentedStore& store, PowerDisk& disk, Random& random, std::size_t atMost);

/// Empty when everything acknowledged is there unchanged, nothing else is, and the file verifies.
std::string damage(const std::shared_ptr<PowerDisk>& disk, const Told& told,
                   const OpenSettings& durability = {});

} // namespace chairside::testing
