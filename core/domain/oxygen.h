// SPDX-License-Identifier: GPL-3.0-or-later
// Oxygen given to the patient, folded from what people entered (a flow and its device, or a medicine of class
// "oxygen") and from what a source sends on channel o2_flow. Says whether oxygen runs, with what, and when it
// ended: a saturation on oxygen is no saturation on room air. One owner, any thread. Asks no clock.
#pragma once

#include "core/domain/current_entries.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

inline constexpr std::string_view kOxygenClass = "oxygen"; ///< OrderSetEntry::drugClass; never changes
inline constexpr std::string_view kOxygenUnit = "L/min";

/// From `at` on, until the next one.
struct OxygenFlow {
    MonoTime at;
    double flowLPerMin = 0;    ///< 0 = room air
    std::string device;        ///< "nasal cannula"; empty when not said
    std::optional<Uuid> entry; ///< empty for a source's value
    bool operator==(const OxygenFlow&) const = default;
};

/// What a decision has to know of it.
struct OxygenFacts {
    std::optional<OxygenFlow> running; ///< the flow that holds now; empty on room air
    std::optional<MonoTime> since;     ///< when this stretch of oxygen began
    std::optional<MonoTime> endedAt; ///< end of the last stretch; empty while it runs, and if none was given
};

/// The flow that such an entry says, 0 for its end; empty when the entry is about something else.
std::optional<OxygenFlow> oxygenIn(const Event& event);
/// A typed entry about oxygen and nothing else: it has its own panel.
bool isOxygenEntry(const VitalsEntered& entry);

class OxygenCourse {
public:
    /// Ignores what is not about oxygen. A correction or withdrawal changes what held before.
    void apply(const Event& event);
    void apply(const Reading& reading);
    /// Every change in order of time. What a person entered speaks for a source's value too, until that
    /// source sends again; a source never ends what a person began.
    std::vector<OxygenFlow> flows() const;
    OxygenFacts facts() const;

private:
    CurrentEntries entries_;
    std::vector<OxygenFlow> device_; ///< changes, and one repeat after each entry
    std::optional<MonoTime> lastEntered_;
};

} // namespace chairside
