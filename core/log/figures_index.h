// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of every session, kept in a file of their own beside the record ("record.db-figures"), so that
// clinic and course pages never scan events. Nothing in it is a fact: it can be deleted at any time and is
// computed again, and it holds no names of patients. It belongs to one thread; it never writes to the record.
// A session that changed is computed again at the next update().
#pragma once

#include "core/live/session_facts.h"
#include "core/log/history.h"

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

namespace chairside {

/// What a list needs to know of a session to filter it.
struct FactTags {
    std::uint32_t flags = 0;
    std::string nurse;
};

class FiguresIndex {
public:
    using Fold = std::function<SessionFacts(const SessionRecord&)>;

    /// Opens or creates it. A damaged file, one of another version or one that can't be written is replaced
    /// by an empty one, in memory if need be: opening never fails for good.
    static std::unique_ptr<FiguresIndex> open(const std::string& path);
    static std::string pathFor(const std::string& record) { return record + "-figures"; }

    /// Computes what has changed in the record since the last call, for about `budget`; true when nothing is
    /// left to do. Call again until then.
    Result<bool> update(HistoryReader& history, const Fold& fold, Millis budget);
    /// Sessions whose figures are kept.
    Result<std::int64_t> size();

    Result<std::optional<SessionFacts>> facts(const Uuid& session);
    Result<std::vector<SessionFacts>> ofPatient(const Uuid& patient);   ///< oldest first
    Status each(const std::function<void(const SessionFacts&)>& visit); ///< in no promised order
    Result<std::unordered_map<Uuid, FactTags>> tags();
    Result<std::vector<Uuid>> withFlags(std::uint32_t flags); ///< sessions that have every one of them

    /// Moves whenever figures were added or replaced.
    std::int64_t revision() const { return revision_; }

private:
    explicit FiguresIndex(std::unique_ptr<Database> db) : db_(std::move(db)) {}
    static Result<std::unique_ptr<FiguresIndex>> tryOpen(const std::string& path);
    Status create();
    Status startOver();
    Status put(const SessionFacts& facts);
    Result<bool> sameRecord(HistoryReader& history);
    Status collect(Statement& rows, const std::function<void(const SessionFacts&)>& visit);

    std::unique_ptr<Database> db_;
    std::int64_t revision_ = 0;
};

} // namespace chairside
