// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session_view.h"

#include <algorithm>

namespace chairside {
namespace {

DueState dueState(CheckState state) {
    switch (state) {
    case CheckState::upcoming: return DueState::upcoming;
    case CheckState::due: return DueState::due;
    case CheckState::overdue: return DueState::overdue;
    case CheckState::done: return DueState::done;
    case CheckState::late: return DueState::late;
    case CheckState::missed: return DueState::missed;
    }
    return DueState::upcoming;
}

} // namespace

SessionView::SessionView(Protocol protocol)
    : protocol_(std::move(protocol)), schedule_(protocol_.checks, protocol_.unscored) {
    record_.setLimits(limitsOf(protocol_));
}

void SessionView::apply(const Event& event) {
    const bool treatmentBegins = !state_.treatmentStart;
    evolve(state_, event);
    schedule_.apply(event);
    board_.apply(event);
    record_.append(event);
    if (std::holds_alternative<VitalsEntered>(event.body) ||
        std::holds_alternative<EntryWithdrawn>(event.body))
        typed_.apply(event);
    oxygen_.apply(event);
    if (treatmentBegins && state_.treatmentStart) {
        // The baseline is what was known when treatment began; later readings do not move it.
        baseline_ = vitals();
    }
    events_.push_back(event);
}

void SessionView::apply(const Reading& reading) {
    ++readings_;
    board_.apply(reading);
    record_.append(reading);
    schedule_.capture(reading);
    oxygen_.apply(reading);
    for (const auto& entry : allChannels()) {
        const auto value = reading.trusted(entry.channel);
        if (!value) continue;
        auto& latest = measured_.latest[index(entry.channel)];
        if (!latest || reading.at.mono >= latest->at) latest = Measured{*value, reading.at.mono};
        // A cuff result is a captured check; continuous channels are captured by looking, which the schedule
        // knows.
        if (entry.channel == Channel::nibpSystolic) schedule_.capture("nibp", reading.at.mono);
    }
}

VitalsFacts SessionView::vitals() const {
    VitalsFacts facts = measured_;
    for (const auto& event : typed_.all()) {
        const auto* entry = std::get_if<VitalsEntered>(&event.body);
        if (!entry) continue;
        for (std::size_t i = 0; i < kChannelCount; ++i) {
            auto& latest = facts.latest[i];
            if (entry->values[i] && (!latest || event.effective >= latest->at))
                latest = Measured{*entry->values[i], event.effective};
        }
    }
    if (baseline_) {
        facts.baselineSystolic = (*baseline_)[Channel::nibpSystolic];
        facts.baselineDiastolic = (*baseline_)[Channel::nibpDiastolic];
    }
    facts.oxygen = oxygen_.facts();
    // Devices with an oximeter give a pulse rate; for the baseline it counts as heart rate.
    if (!facts[Channel::hr]) facts.latest[index(Channel::hr)] = facts[Channel::pulseRate];
    return facts;
}

std::vector<DueMark> SessionView::dueMarks(MonoTime now) const {
    std::vector<DueMark> marks;
    for (const auto& check : schedule_.at(now))
        marks.push_back({check.due, check.title, dueState(check.state), check.mandatory});
    return marks;
}

} // namespace chairside
