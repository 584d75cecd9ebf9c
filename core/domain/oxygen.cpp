// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/oxygen.h"

#include <algorithm>

namespace chairside {

std::optional<OxygenFlow> oxygenIn(const Event& event) {
    if (const auto* typed = std::get_if<VitalsEntered>(&event.body)) {
        const auto& flow = typed->values[index(Channel::o2Flow)];
        if (!flow) return std::nullopt;
        return OxygenFlow{event.effective, *flow, isOxygenEntry(*typed) ? typed->site : "", event.id};
    }
    const auto* given = std::get_if<MedicationGiven>(&event.body);
    if (!given || given->drugClass != kOxygenClass || given->unit != kOxygenUnit) return std::nullopt;
    return OxygenFlow{event.effective, given->dose, given->route, event.id};
}

bool isOxygenEntry(const VitalsEntered& entry) {
    for (const auto& channel : allChannels())
        if (entry.values[index(channel.channel)].has_value() != (channel.channel == Channel::o2Flow))
            return false;
    return true;
}

void OxygenCourse::apply(const Event& event) {
    // Also what corrects such an entry and is none itself any more: it takes the old one away.
    if (!std::holds_alternative<VitalsEntered>(event.body) &&
        !std::holds_alternative<MedicationGiven>(event.body) &&
        !std::holds_alternative<EntryWithdrawn>(event.body))
        return;
    if (!oxygenIn(event) && !event.corrects) return;
    entries_.apply(event);
    lastEntered_ = std::max(lastEntered_.value_or(event.effective), event.effective);
}

void OxygenCourse::apply(const Reading& reading) {
    const auto flow = reading.trusted(Channel::o2Flow);
    if (!flow) return;
    const bool spokenFor = !device_.empty() && lastEntered_ && device_.back().at <= *lastEntered_;
    if (device_.empty() || device_.back().flowLPerMin != *flow || spokenFor)
        device_.push_back({reading.at.mono, *flow, {}, std::nullopt});
}

std::vector<OxygenFlow> OxygenCourse::flows() const {
    std::vector<OxygenFlow> said = device_;
    for (const auto& event : entries_.all())
        if (auto flow = oxygenIn(event)) said.push_back(std::move(*flow));
    std::ranges::stable_sort(said, {}, &OxygenFlow::at);
    std::vector<OxygenFlow> out;
    std::optional<OxygenFlow> entered, sent;
    for (const auto& one : said) {
        if (one.entry) {
            entered = one;
            sent.reset();
        } else {
            sent = one;
        }
        const bool byPerson = entered && entered->flowLPerMin > 0;
        const bool bySource = sent && sent->flowLPerMin > 0;
        OxygenFlow now = one;
        if (!one.entry && !bySource && byPerson) now = *entered, now.at = one.at;
        if (!out.empty() && out.back().flowLPerMin == now.flowLPerMin && out.back().device == now.device)
            continue;
        if (out.empty() && now.flowLPerMin <= 0) continue; // room air is how everybody begins
        out.push_back(std::move(now));
    }
    return out;
}

OxygenFacts OxygenCourse::facts() const {
    OxygenFacts facts;
    for (const auto& flow : flows()) {
        if (flow.flowLPerMin > 0) {
            if (!facts.running) facts.since = flow.at;
            facts.running = flow;
            facts.endedAt.reset();
        } else if (facts.running) {
            facts.endedAt = flow.at;
            facts.running.reset();
            facts.since.reset();
        }
    }
    return facts;
}

} // namespace chairside
