// SPDX-License-Identifier: GPL-3.0-or-later
// Finding sessions while somebody types: every session's words, local day, protocol, nurse and flags in
// memory, one text after the other, so that a search is one pass over a few megabytes and its count is exact.
// Loaded from the projection and the figures in one go, then asked any number of times. Belongs to one
// thread; a value, it never reads by itself.
#pragma once

#include "core/log/figures_index.h"
#include "core/log/history.h"

#include <optional>
#include <string>
#include <vector>

namespace chairside {

/// Days are local to the session: the date it happened on, counted from 1970-01-01.
using LocalDay = std::int32_t;
LocalDay localDay(WallTime at);
std::optional<LocalDay> localDayOf(const std::string& isoDate); ///< "2026-11-21"

struct SessionQuery {
    std::string text = {};                      ///< any words, in any order, accents folded
    std::optional<LocalDay> from = {}, to = {}; ///< both included
    std::string protocol = {}, nurse = {};      ///< title and name, empty = all
    std::uint32_t flags = 0;                    ///< every one of these (namespace fact)
    std::vector<Uuid> only = {};                ///< the sessions behind a figure; empty = all
    bool isEmpty() const {
        return text.empty() && !from && !to && protocol.empty() && nurse.empty() && flags == 0 &&
               only.empty();
    }
    bool operator==(const SessionQuery&) const = default;
};

class SessionIndex {
public:
    static SessionIndex of(const std::vector<IndexEntry>& newestFirst,
                           const std::unordered_map<Uuid, FactTags>& tags);

    /// Row references (HistoryReader::summaries) of the matching sessions, newest first.
    std::vector<std::int64_t> find(const SessionQuery& query) const;
    std::size_t size() const { return rows_.size(); }
    const std::vector<std::string>& protocols() const { return protocols_; } ///< by name
    const std::vector<std::string>& nurses() const { return nurses_; }

private:
    struct Row {
        std::int64_t ref = 0;
        Uuid session;
        LocalDay day = 0;
        std::uint32_t flags = 0;
        std::uint32_t textFrom = 0;
        std::uint16_t protocol = 0, nurse = 0;
    };
    struct Wanted;
    bool passes(const Row& row, const Wanted& wanted) const;
    std::string_view textOf(std::size_t row) const;

    std::vector<Row> rows_;
    std::string texts_; ///< of all rows, each ended by a line break
    std::vector<std::string> protocols_, nurses_;
};

/// Reads everything the index needs, figures as far as they are known.
Result<SessionIndex> loadSessionIndex(HistoryReader& history, FiguresIndex& figures);

} // namespace chairside
