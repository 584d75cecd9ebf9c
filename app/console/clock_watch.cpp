// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/clock_watch.h"

#include "app/console/beside_record.h"

namespace chairside {
namespace {

constexpr const char* kComparedFile = "clock-compared";

} // namespace

void ClockWatch::consider() {
    if (lookAt_ && host_.boot() < *lookAt_) return;
    lookAt_ = host_.boot() + kLookEvery;
    look();
}

void ClockWatch::look() {
    if (!isSet()) return; // a session is refused then; 1970 is nothing to remember
    if (!compared_) {
        kept_ = readComparison(keptBeside(record_, kComparedFile).toStdString());
        compared_ = kept_;
    }
    seen_ = host_.discipline();
    remember(comparedAfterLook(compared_, seen_, host_.utcMs()));
}

void ClockWatch::remember(std::int64_t utcMs) {
    compared_ = utcMs;
    if (keeping_.valid()) {
        if (keeping_.wait_for(Millis{0}) != std::future_status::ready) return; // the next look tries again
        if (!keeping_.get()) kept_.reset();
    }
    if (kept_ && utcMs >= *kept_ && utcMs - *kept_ < kKeepEvery.count()) return;
    kept_ = utcMs;
    keeping_ = std::async(std::launch::async,
                          [record = record_, line = QByteArray::fromStdString(comparisonText(utcMs))] {
                              return keepBeside(record, kComparedFile, line);
                          });
}

ClockDoubt ClockWatch::doubt() {
    look();
    if (!isSet() || !compared_) return {};
    return doubtOf(wallAt(*compared_), seen_, wallAt(host_.utcMs()));
}

void ClockWatch::comparedByPerson() {
    if (isSet()) remember(host_.utcMs());
}

} // namespace chairside
