// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/current_entries.h"

#include <algorithm>
#include <tuple>

namespace chairside {

Uuid CurrentEntries::rootOf(const Uuid& id) const {
    const auto found = root_.find(id);
    return found == root_.end() ? id : found->second;
}

bool CurrentEntries::apply(const Event& event) {
    if (root_.contains(event.id)) return false;
    const Uuid root = event.corrects ? rootOf(*event.corrects) : event.id;
    root_.emplace(event.id, root);
    const auto replaced =
        std::erase_if(entries_, [&](const Event& entry) { return rootOf(entry.id) == root; });
    if (std::holds_alternative<EntryWithdrawn>(event.body)) return replaced > 0;
    const auto order = [](const Event& e) { return std::tuple(e.effective, e.seq); };
    const auto place = std::upper_bound(entries_.begin(), entries_.end(), event,
                                        [&](const Event& a, const Event& b) { return order(a) < order(b); });
    entries_.insert(place, event);
    return true;
}

} // namespace chairside
