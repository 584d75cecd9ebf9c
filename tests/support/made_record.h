// SPDX-License-Identifier: GPL-3.0-or-later
// A finished record file with a few made sessions, sealed readings included.
#pragma once

#include "core/log/segments.h"
#include "support/session_maker.h"

#include <cstdlib>
#include <string>
#include <vector>

namespace chairside::testing {

inline LogFiles plainFiles(const std::string& path) {
    LogFiles files;
    files.path = path;
    files.reserveSpace = false;
    return files;
}

/// Writes the sessions in order; each gets a ReadingsSealed before its signature's place at the end.
inline std::vector<MadeSession> makeRecord(const std::string& path, int sessions,
                                           Minutes length = Minutes{2}) {
    auto store = SegmentedStore::open(plainFiles(path));
    if (!store) std::abort();
    std::vector<MadeSession> out;
    for (int i = 0; i < sessions; ++i) {
        const auto seed = static_cast<std::uint64_t>(i) + 1;
        auto made = makeSession(
            {.seed = seed, .openedUtcMs = 1'795'255'200'000 + i * 86'400'000LL, .length = length});
        if (store.value()->commit(made.items).recorded.size() != made.items.size()) std::abort();
        const auto head = store.value()->head(made.session);
        Event sealed = made.events.back();
        sealed.id = SeededUuids(seed + 1'000).next(sealed.at.wall.utcMs);
        sealed.seq = head->seq + 1;
        sealed.body = ReadingsSealed{head->readings, toHex(head->readingDigest)};
        if (store.value()->commit({{made.session, sealed}}).recorded.size() != 1) std::abort();
        made.events.push_back(sealed);
        out.push_back(std::move(made));
    }
    return out;
}

/// Adds a session that is still open.
inline MadeSession makeOpenSession(const std::string& path) {
    auto store = SegmentedStore::open(plainFiles(path));
    if (!store) std::abort();
    auto made = makeSession({.seed = 500, .sign = false});
    if (store.value()->commit(made.items).recorded.size() != made.items.size()) std::abort();
    return made;
}

/// Bytes of a record that hold pages; a file grows in steps of 8 MiB beyond them.
inline std::uintmax_t usedBytes(const std::string& path) {
    auto db = Database::open(path, {});
    if (!db) std::abort();
    return static_cast<std::uintmax_t>(db.value()->integer("PRAGMA page_count").value()) * 4'096;
}

} // namespace chairside::testing
