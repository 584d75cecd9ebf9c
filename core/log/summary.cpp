// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/summary.h"

#include <array>
#include <utility>

namespace chairside {
namespace {

constexpr std::array<std::pair<SessionStatus, std::string_view>, 4> kStatuses{{
    {SessionStatus::open, "open"},
    {SessionStatus::discharged, "discharged"},
    {SessionStatus::signedOff, "signed"},
    {SessionStatus::cancelled, "cancelled"},
}};

struct SummaryFold {
    SessionSummary& s;
    const Event& event;

    void operator()(const SessionOpened& e) const {
        s.patient = e.patient;
        if (!event.corrects) s.opened = event.at.wall; // a correction changes who and what, not when
        s.protocolId = e.protocolId;
        s.protocolTitle = e.protocolTitle;
        s.protocolVersion = e.protocolVersion;
        s.station = e.station;
        s.bootId = e.bootId;
        s.speed = e.speed;
        s.simulated = e.simulated;
        s.demo = e.demo;
        s.drill = e.drill;
        s.numberInCourse = e.numberInCourse;
    }
    void operator()(const SessionResumed& e) const { s.bootId = e.bootId; }
    void operator()(const DoseOrdered& e) const { s.doseMg = e.order.doseMg; }
    void operator()(const InfusionStarted&) const { s.treatmentStart = event.effective; }
    void operator()(const InfusionStopped& e) const {
        s.treatmentEnd = event.effective;
        s.completed = e.completed;
    }
    void operator()(const SprayGiven& e) const {
        if (!s.treatmentStart) s.treatmentStart = event.effective;
        s.treatmentEnd = event.effective;
        if (!event.corrects) s.doseMg = s.doseMg.value_or(0) + e.mg;
    }
    void operator()(const SourceAttached& e) const {
        s.simulated = s.simulated || e.info.origin == Origin::simulated;
    }
    void operator()(const Discharged&) const {
        if (s.status == SessionStatus::open) s.status = SessionStatus::discharged;
    }
    void operator()(const Signed&) const { s.status = SessionStatus::signedOff; }
    void operator()(const SessionCancelled&) const { s.status = SessionStatus::cancelled; }
    template <class Other>
    void operator()(const Other&) const {} // counts in the list, changes nothing else there
};

} // namespace

std::string_view statusName(SessionStatus status) {
    return kStatuses[static_cast<std::size_t>(status)].second;
}

std::optional<SessionStatus> statusFromName(std::string_view name) {
    for (const auto& [status, known] : kStatuses)
        if (known == name) return status;
    return std::nullopt;
}

void evolve(SessionSummary& summary, const Event& event) {
    summary.session = event.session;
    summary.events = event.seq;
    summary.last = event.at;
    std::visit(SummaryFold{summary, event}, event.body);
}

} // namespace chairside
