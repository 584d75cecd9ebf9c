// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/viewport.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

Millis clampSpan(Millis span) {
    return std::clamp(span, Viewport::kLeastSpan, Viewport::kMostSpan);
}

/// The last step border at or before `at`, counted from `anchor`.
MonoTime floorTo(MonoTime at, MonoTime anchor, Millis step) {
    const auto ms = (at - anchor).count(), unit = step.count();
    const auto whole = ms >= 0 ? ms / unit : -((-ms + unit - 1) / unit);
    return anchor + whole * step;
}

} // namespace

void Viewport::setExtent(MonoTime begin, MonoTime anchor) {
    begin_ = begin;
    anchor_ = anchor;
}

void Viewport::place(MonoTime now) {
    if (all_) {
        const Millis recorded = std::max(now - begin_, Millis{0});
        const Millis step = recorded < Minutes{60} ? Minutes{5} : Minutes{15};
        const MonoTime from = floorTo(begin_, anchor_, step);
        span_ = clampSpan(floorTo(now, anchor_, step) + 2 * step - from);
        from_ = span_ == kMostSpan ? floorTo(now, anchor_, step) + 2 * step - span_ : from;
        return;
    }
    // Two fifths of the window lie ahead: the rest of the infusion and the next checks are the plan to look
    // at.
    const Millis step = span_ / 12;
    const MonoTime wanted = floorTo(now, anchor_, step) + 6 * step - span_;
    from_ = std::max(wanted, std::min(floorTo(begin_, anchor_, step), floorTo(now, anchor_, step)));
}

void Viewport::setWindow(Millis span, MonoTime now) {
    const MonoTime middle = from_ + span_ / 2;
    span_ = clampSpan(span);
    all_ = false;
    if (following_)
        place(now);
    else
        from_ = middle - span_ / 2;
}

void Viewport::showAll(MonoTime now) {
    all_ = following_ = true;
    place(now);
}

void Viewport::showWhole(MonoTime last) {
    const Millis recorded = std::max(last - begin_, Millis{0});
    const Millis step = recorded < Minutes{5}    ? Minutes{1}
                        : recorded < Minutes{60} ? Minutes{5}
                                                 : Minutes{15};
    const MonoTime from = floorTo(begin_, anchor_, step);
    MonoTime to = floorTo(last, anchor_, step) + step;
    // The last marks carry words to their right.
    while (to - last < (to - from) / 12) to += step;
    showSpan({from, to});
    all_ = true;
}

void Viewport::followNow(MonoTime now) {
    following_ = true;
    place(now);
}

void Viewport::advance(MonoTime now) {
    if (following_) place(now);
}

void Viewport::zoomBy(double factor, MonoTime around, MonoTime now, bool keepFollowing) {
    if (!std::isfinite(factor) || factor <= 0) return;
    const Millis old = span_;
    span_ = clampSpan(Millis{std::llround(static_cast<double>(old.count()) * std::clamp(factor, 1e-3, 1e3))});
    all_ = false;
    if (keepFollowing && following_) return place(now);
    following_ = false;
    const double part = static_cast<double>((around - from_).count()) / static_cast<double>(old.count());
    from_ = around - Millis{std::llround(part * static_cast<double>(span_.count()))};
}

void Viewport::panBy(Millis by) {
    moveTo(from_ + by);
}

void Viewport::moveTo(MonoTime from) {
    following_ = all_ = false;
    from_ = from;
}

void Viewport::showSpan(const TimeSpan& span) {
    following_ = all_ = false;
    const auto [from, to] = std::minmax(span.from, span.to);
    span_ = clampSpan(to - from);
    from_ = from;
}

void Viewport::reveal(MonoTime at) {
    if (at < from_)
        moveTo(at - span_ / 12);
    else if (at > to())
        moveTo(at - span_ + span_ / 12);
}

} // namespace chairside
