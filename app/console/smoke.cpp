// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/smoke.h"

#include "app/console/main_window.h"
#include "app/console/session_controller.h"
#include "core/log/segment_files.h"
#include "ui/live/live_page.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>
#include <cstdio>

namespace chairside {
namespace {

constexpr Millis kSettle = 1200ms; ///< for a screenshot without --smoke: layouts done, first readings there

} // namespace

int Smoke::run(QApplication& app) {
    if (!options_.smokeSeconds && options_.screenshotFile.isEmpty()) return app.exec();
    const auto wait =
        options_.smokeSeconds ? Millis{static_cast<std::int64_t>(*options_.smokeSeconds * 1000)} : kSettle;
    QTimer::singleShot(wait, &app, [&] { app.exit(leave()); });
    return app.exec();
}

bool Smoke::saveScreenshot() const {
    const auto picture = window_.grab();
    if (picture.save(options_.screenshotFile)) return true;
    std::fprintf(stderr, "chairside: the picture could not be written to %s\n",
                 options_.screenshotFile.toLocal8Bit().constData());
    return false;
}

int Smoke::leave() {
    if (!options_.screenshotFile.isEmpty() && !saveScreenshot()) return 1;
    if (!options_.smokeSeconds) return 0;
    if (!controller_.canRecord()) {
        std::fprintf(stderr, "chairside: smoke run failed: the record can't be written\n");
        return 1;
    }
    const auto* engine = controller_.engine();
    const auto session = engine ? engine->view().state().session : Uuid{};
    const auto shownEvents = engine ? static_cast<std::int64_t>(engine->view().events().size()) : 0;
    const auto shownReadings = engine ? engine->view().readingCount() : 0;
    if (const auto* strip = window_.findChild<LivePage*>()->strip(); strip && engine)
        std::fprintf(stderr, "smoke: the alarm strip says: %s\n",
                     strip->accessibleDescription().toUtf8().constData());
    controller_.leave(); // stops the sources and flushes
    if (session.isNull()) return leaveWithoutSession();
    // What was on screen must be in the file, counted by a reader that did not write it.
    const auto recorded = recordedOf(session);
    std::fprintf(stderr, "smoke: shown %lld events and %lld readings; recorded %lld and %lld\n",
                 static_cast<long long>(shownEvents), static_cast<long long>(shownReadings),
                 static_cast<long long>(recorded.events), static_cast<long long>(recorded.readings));
    if (const auto& fault = controller_.saved().fault)
        std::fprintf(stderr, "chairside: smoke run failed: %s\n", fault->sentence.c_str());
    return recorded.events >= shownEvents && recorded.readings >= shownReadings && !controller_.saved().fault
               ? 0
               : 1;
}

/// Nothing was asked for that would have been recorded, or it was refused.
int Smoke::leaveWithoutSession() {
    auto why = window_.problem().toStdString();
    if (why.empty() && controller_.saved().fault) why = controller_.saved().fault->sentence;
    if (why.empty() && options_.resumeAtOnce) why = "there is no open session to resume";
    const bool asked = options_.demo || !options_.drill.isEmpty() || options_.resumeAtOnce;
    if (!asked && !controller_.saved().fault) return 0;
    std::fprintf(stderr, "chairside: smoke run failed, no session was recorded: %s\n", why.c_str());
    return 1;
}

Smoke::Rows Smoke::recordedOf(const Uuid& session) const {
    Rows out;
    const auto add = [&](const Result<SessionRecord>& part) {
        if (!part) return;
        out.events += static_cast<std::int64_t>(part->events.size());
        out.readings += static_cast<std::int64_t>(part->readings.size());
    };
    const auto main = controller_.history()->session(session);
    if (!main) std::fprintf(stderr, "chairside: %s\n", main.error().message.c_str());
    add(main);
    // Where recording went on after an error of the disk; the next start adds them to the main file.
    for (const auto& segment : segmentFilesOf(options_.database.toStdString(),
                                              controller_.secondFolder().path.toStdString(), RealDisk{})) {
        auto reader = HistoryReader::open(segment.path);
        if (!reader) {
            std::fprintf(stderr, "chairside: %s\n", reader.error().message.c_str());
            continue;
        }
        const auto part = reader.value()->session(session);
        add(part);
        if (part) std::fprintf(stderr, "smoke: part of the session is in %s\n", segment.path.c_str());
    }
    return out;
}

} // namespace chairside
