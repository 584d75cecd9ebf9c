// SPDX-License-Identifier: GPL-3.0-or-later
// Each side effect of a session from onset to end as reports and exports tell it: how bad it became, whether
// the treatment caused it, what was done. A fold over the entries: a correction replaces its onset, a
// withdrawn one is left out, judgements and changes follow the onset they name. Pure, any thread.
#pragma once

#include "core/domain/event.h"

#include <optional>
#include <string>
#include <vector>

namespace chairside {

struct EffectCourse {
    Uuid onset; ///< the entry that stands for it: the last correction
    std::string effect;
    int worst = 1; ///< 1 mild, 2 moderate, 3 severe
    MonoTime since;
    std::optional<MonoTime> until;
    std::string relatedness;          ///< as judged last; empty: nobody judged it
    std::vector<std::string> actions; ///< in the order taken, each once
    std::string chartedBy;
};

/// In order of onset.
std::vector<EffectCourse> effectCourses(const std::vector<Event>& events);

} // namespace chairside
