// SPDX-License-Identifier: GPL-3.0-or-later
// Finding sessions while somebody types: every session's patient, local day, protocol, nurse and flags in
// memory. A search looks for each word once in every patient's text, every day and every protocol and then
// adds the marks up for each session, so its cost hardly depends on the words, and its count is exact.
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

/// What was in the record and in the figures when an index was loaded: the same stamp, the same index.
struct IndexStamp {
    std::int64_t lastEntry = -1, figures = -1;
    bool operator==(const IndexStamp&) const = default;
};

class SessionIndex {
public:
    static SessionIndex of(const std::vector<IndexEntry>& newestFirst,
                           const std::unordered_map<Uuid, FactTags>& tags);

    /// Row references (HistoryReader::summaries) of the matching sessions, newest first. Words after the
    /// eighth are not looked at.
    std::vector<std::int64_t> find(const SessionQuery& query) const;
    std::size_t size() const { return rows_.size(); }
    /// Sessions whose flags and nurse are not known yet: they pass no filter of that kind.
    std::size_t withoutFigures() const { return untagged_; }
    const std::vector<std::string>& protocols() const { return protocols_; } ///< in order of first sight
    const std::vector<std::string>& nurses() const { return nurses_; }       ///< the first is "", not known
    const IndexStamp& stamp() const { return stamp_; }
    void setStamp(const IndexStamp& stamp) { stamp_ = stamp; }

private:
    struct Row {
        std::int64_t ref = 0;
        Uuid session;
        LocalDay day = 0;
        std::uint32_t flags = 0, patient = 0, dayText = 0;
        std::uint16_t protocol = 0, nurse = 0;
    };
    struct Wanted;
    class Builder;
    bool passes(const Row& row, const Wanted& wanted) const;

    /// Texts that many rows share, one after the other, each ended by a line break.
    class Texts {
    public:
        void add(std::string_view text);
        std::size_t size() const { return ends_.size(); }
        /// Sets `bit` in the mark of every text that holds `word`.
        void mark(std::string_view word, std::uint8_t bit, std::vector<std::uint8_t>& marks) const;

    private:
        std::string all_;
        std::vector<std::uint32_t> ends_; ///< behind the line break
    };

    std::vector<Row> rows_;
    Texts patientTexts_, dayTexts_, protocolTexts_;
    std::vector<std::string> protocols_, nurses_;
    std::size_t untagged_ = 0;
    IndexStamp stamp_;
};

/// Reads everything the index needs, figures as far as they are known. Nothing when `known` is still what
/// record and figures hold.
Result<std::optional<SessionIndex>> loadSessionIndex(HistoryReader& history, FiguresIndex& figures,
                                                     const IndexStamp& known = {});

} // namespace chairside
