// SPDX-License-Identifier: GPL-3.0-or-later
// One kind of side effect that people chart with a touch: a key for the record, our own words for the button,
// and codes for exchange. A site checklist, not a validated scale. Read from
// resources/catalogues/side_effects.json by core/interop/side_effects_json. Labels and codes: clinical.md
// §3.5.
#pragma once

#include <string>
#include <vector>

namespace chairside {

struct SideEffect {
    std::string key;       ///< stored in events, never translated: "nausea"
    std::string label;     ///< "Nausea"
    std::string snomed;    ///< SNOMED CT concept id, empty where none was verified
    std::string ctcae;     ///< CTCAE v5 term, empty if none
    std::string group;     ///< heading under which it is offered: "Mind", "Body", "Heart and circulation"
    bool frequent = false; ///< offered first, before the groups
};

} // namespace chairside
