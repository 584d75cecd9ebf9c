// SPDX-License-Identifier: GPL-3.0-or-later
// The entries that hold now: corrections replace what they name, withdrawals remove it, order is by when
// things happened. Shared by the folds (pump, schedule, ledger). Keeps no history; the log does. Any thread,
// one owner.
#pragma once

#include "core/domain/event.h"

#include <unordered_map>
#include <vector>

namespace chairside {

class CurrentEntries {
public:
    /// Adds `event`, or puts it in the place of the entry it corrects. EntryWithdrawn removes its entry and
    /// is not kept itself. An event seen before changes nothing. True when something changed.
    bool apply(const Event& event);
    /// By effective time, then by position in the log.
    const std::vector<Event>& all() const { return entries_; }

private:
    Uuid rootOf(const Uuid& id) const;

    std::vector<Event> entries_;
    std::unordered_map<Uuid, Uuid> root_; ///< every known id -> the first entry of its chain of corrections
};

} // namespace chairside
