// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/infusion.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

constexpr double kMsPerHour = 3'600'000;

double volumeMl(double rateMlPerH, Millis length) {
    return rateMlPerH * static_cast<double>(length.count()) / kMsPerHour;
}

bool isPumpEvent(const EventBody& body) {
    return std::holds_alternative<DoseOrdered>(body) || std::holds_alternative<InfusionStarted>(body) ||
           std::holds_alternative<InfusionPaused>(body) || std::holds_alternative<InfusionResumed>(body) ||
           std::holds_alternative<RateChanged>(body) || std::holds_alternative<InfusionStopped>(body) ||
           std::holds_alternative<EntryWithdrawn>(body);
}

double usable(double rateMlPerH) {
    return std::isfinite(rateMlPerH) && rateMlPerH > 0 ? rateMlPerH : 0;
}

} // namespace

void PumpLog::apply(const Event& event) {
    if (isPumpEvent(event.body) && entries_.apply(event)) rebuild();
}

void PumpLog::open(MonoTime at, double rateMlPerH) {
    lastRateMlPerH_ = rateMlPerH;
    segments_.push_back({at, std::nullopt, rateMlPerH});
    state_ = PumpState::running;
}

void PumpLog::close(MonoTime at) {
    if (!segments_.empty() && !segments_.back().to) segments_.back().to = at;
}

void PumpLog::rebuild() {
    order_.reset(), startedAt_.reset(), stoppedAt_.reset(), lastChange_.reset(), completed_.reset();
    state_ = PumpState::notStarted;
    segments_.clear();
    lastRateMlPerH_ = 0;
    for (const Event& e : entries_.all()) {
        const MonoTime at = e.effective;
        if (!std::holds_alternative<DoseOrdered>(e.body)) lastChange_ = at;
        if (const auto* ordered = std::get_if<DoseOrdered>(&e.body)) {
            if (state_ == PumpState::notStarted || e.corrects) order_ = ordered->order;
        } else if (state_ == PumpState::stopped) {
            continue;
        } else if (const auto* start = std::get_if<InfusionStarted>(&e.body)) {
            if (state_ != PumpState::notStarted) continue;
            startedAt_ = at;
            open(at, usable(start->rateMlPerH));
        } else if (state_ == PumpState::notStarted) {
            continue;
        } else if (std::holds_alternative<InfusionPaused>(e.body)) {
            close(at);
            state_ = PumpState::paused;
        } else if (const auto* resumed = std::get_if<InfusionResumed>(&e.body)) {
            close(at);
            open(at, usable(resumed->rateMlPerH) > 0 ? resumed->rateMlPerH : lastRateMlPerH_);
        } else if (const auto* changed = std::get_if<RateChanged>(&e.body)) {
            if (state_ == PumpState::paused) {
                lastRateMlPerH_ = usable(changed->rateMlPerH);
            } else {
                close(at);
                open(at, usable(changed->rateMlPerH));
            }
        } else if (const auto* stopped = std::get_if<InfusionStopped>(&e.body)) {
            close(at);
            state_ = PumpState::stopped;
            stoppedAt_ = at;
            completed_ = stopped->completed;
        }
    }
}

double PumpLog::flowedMl(MonoTime now) const {
    double ml = 0;
    for (const auto& s : segments_) {
        const MonoTime to = s.to ? std::min(*s.to, now) : now;
        if (to > s.from) ml += volumeMl(s.rateMlPerH, to - s.from);
    }
    return ml;
}

double PumpLog::deliveredMl(MonoTime now) const {
    return order_ ? std::min(flowedMl(now), order_->totalMl) : 0;
}

double PumpLog::deliveredMg(MonoTime now) const {
    return order_ ? std::min(deliveredMl(now) * order_->concentrationMgPerMl, order_->doseMg) : 0;
}

double PumpLog::remainingMl(MonoTime now) const {
    return order_ ? order_->totalMl - deliveredMl(now) : 0;
}
double PumpLog::remainingMg(MonoTime now) const {
    return order_ ? order_->doseMg - deliveredMg(now) : 0;
}

double PumpLog::plannedMg(MonoTime now) const {
    if (!order_ || !startedAt_ || order_->durationMin <= 0 || now <= *startedAt_) return 0;
    const double minutes = static_cast<double>((now - *startedAt_).count()) / 60'000;
    return order_->doseMg * std::min(1.0, minutes / order_->durationMin);
}

double PumpLog::rateMlPerH(MonoTime now) const {
    if (const auto end = plannedEnd(); end && now >= *end) return 0;
    for (const auto& s : segments_)
        if (s.from <= now && (!s.to || now < *s.to)) return s.rateMlPerH;
    return 0;
}

std::optional<MonoTime> PumpLog::plannedEnd() const {
    if (!order_) return std::nullopt;
    double leftMl = order_->totalMl;
    for (const auto& s : segments_) {
        const double ml = s.to ? volumeMl(s.rateMlPerH, *s.to - s.from) : leftMl;
        if (s.rateMlPerH > 0 && ml >= leftMl * (1 - 1e-12))
            return s.from + Millis{std::llround(leftMl / s.rateMlPerH * kMsPerHour)};
        if (s.to) leftMl -= ml;
    }
    return std::nullopt;
}

std::optional<Millis> PumpLog::remainingTime(MonoTime now) const {
    if (state_ == PumpState::notStarted || lastRateMlPerH_ <= 0) return std::nullopt;
    if (state_ == PumpState::stopped) return Millis{0};
    return Millis{std::llround(remainingMl(now) / lastRateMlPerH_ * kMsPerHour)};
}

void SprayLog::apply(const Event& event) {
    if (std::holds_alternative<SprayGiven>(event.body) || std::holds_alternative<EntryWithdrawn>(event.body))
        entries_.apply(event);
}

double SprayLog::deliveredMg(MonoTime now) const {
    double mg = 0;
    for (const Event& e : entries_.all())
        if (e.effective <= now) mg += std::get<SprayGiven>(e.body).mg;
    return mg;
}

std::optional<MonoTime> SprayLog::firstAt() const {
    return entries_.all().empty() ? std::nullopt : std::optional(entries_.all().front().effective);
}
std::optional<MonoTime> SprayLog::lastAt() const {
    return entries_.all().empty() ? std::nullopt : std::optional(entries_.all().back().effective);
}

} // namespace chairside
