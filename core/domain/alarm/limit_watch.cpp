// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/alarm/limit_watch.h"

namespace chairside {

void LimitWatch::sample(double value, MonoTime at, const LimitCheck& check) {
    tick(at, check); // the value before held until now
    if (check.crossedBy(value))
        crossed(at, check);
    else
        inside(value, at, check);
}

void LimitWatch::crossed(MonoTime at, const LimitCheck& check) {
    switch (phase_) {
    case Phase::clear: {
        since_ = at;
        const bool atOnce = check.delay == Millis{0} || (check.stepwise && check.delay < kSustained);
        if (check.confirmWithin)
            phase_ = Phase::awaitingRepeat;
        else
            phase_ = atOnce ? Phase::present : Phase::pending;
        break;
    }
    case Phase::pending:
        if (check.stepwise && at - since_ >= check.delay) phase_ = Phase::present;
        break;
    case Phase::awaitingRepeat:
        if (at - since_ >= kRepeatNotBefore) phase_ = Phase::present;
        break;
    case Phase::present: break;
    case Phase::recovering:
        phase_ = Phase::present;
        inside_.reset();
        wellInside_.reset();
        break;
    }
}

void LimitWatch::inside(double value, MonoTime at, const LimitCheck& check) {
    if (check.stepwise || phase_ == Phase::pending || phase_ == Phase::awaitingRepeat) {
        lose();
        return;
    }
    if (phase_ == Phase::clear) return;
    phase_ = Phase::recovering;
    if (!inside_) inside_ = at;
    if (!check.wellInside(value))
        wellInside_.reset();
    else if (!wellInside_)
        wellInside_ = at;
    tick(at, check);
}

void LimitWatch::tick(MonoTime now, const LimitCheck& check) {
    switch (phase_) {
    case Phase::clear:
    case Phase::present: break;
    case Phase::pending:
        if (!check.stepwise && now - since_ >= check.delay) phase_ = Phase::present;
        break;
    case Phase::awaitingRepeat:
        // Nobody repeated it: what was measured stands, it is not refuted by waiting.
        if (check.confirmWithin && now - since_ >= *check.confirmWithin) phase_ = Phase::present;
        break;
    case Phase::recovering:
        if ((inside_ && now - *inside_ >= check.linger) ||
            (wellInside_ && now - *wellInside_ >= check.settle))
            lose();
        break;
    }
}

std::optional<MonoTime> LimitWatch::nextRaise(const LimitCheck& check) const {
    if (phase_ == Phase::pending && !check.stepwise) return since_ + check.delay;
    if (phase_ == Phase::awaitingRepeat && check.confirmWithin) return since_ + *check.confirmWithin;
    return std::nullopt;
}

void LimitWatch::limitMoved(std::optional<double> value, MonoTime now, const LimitCheck& check) {
    const bool stillCrossed = value && check.crossedBy(*value);
    if (stillCrossed && phase_ != Phase::clear && phase_ != Phase::recovering) return;
    const bool wasTrue = isTrue();
    lose();
    if (!stillCrossed) return;
    since_ = now;
    if (wasTrue)
        phase_ = Phase::present;
    else
        crossed(now, check);
}

} // namespace chairside
