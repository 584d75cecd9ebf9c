// SPDX-License-Identifier: GPL-3.0-or-later
// One kind of side effect that people chart with a touch: a key for the record, our own words for the button,
// and codes for exchange. A site checklist, not a validated scale. Read from
// resources/catalogues/side_effects.json by core/interop/side_effects_json. Labels and codes: clinical.md
// §3.5.
#pragma once

#include "core/base/uuid.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
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

/// How likely it comes from the treatment, as a person judges it, any time after the onset: recorded as
/// ItemConfirmed in a list of the effect's own. Words: clinical.md §3.5.
inline constexpr std::array<std::string_view, 3> kRelatedness{"unlikely", "possible", "probable"};
inline constexpr std::string_view kRelatednessItem = "relatedness";
/// What is offered as done about an effect, as stored in SideEffectChanged::action.
inline constexpr std::array<std::string_view, 5> kEffectActions{"watched", "reassured", "rate reduced",
                                                                "paused", "medicine given"};
/// ItemConfirmed::list for judgements on this effect: "side_effect/<id of its onset>".
inline std::string judgementList(const Uuid& onset) {
    return "side_effect/" + onset.toString();
}
/// The effect behind such a list; nothing for other lists.
inline std::optional<Uuid> effectOfList(std::string_view list) {
    constexpr std::string_view kBegins = "side_effect/";
    return list.starts_with(kBegins) ? Uuid::parse(std::string(list.substr(kBegins.size()))) : std::nullopt;
}

} // namespace chairside
