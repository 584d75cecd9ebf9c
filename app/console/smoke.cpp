// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/smoke.h"

#include "app/console/main_window.h"
#include "app/console/session_controller.h"
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
    if (session.isNull()) return controller_.saved().fault ? 1 : 0;
    // What was on screen must be in the file, counted by a reader that did not write it.
    auto stored = controller_.history()->session(session);
    if (!stored) {
        std::fprintf(stderr, "chairside: smoke run failed: %s\n", stored.error().message.c_str());
        return 1;
    }
    const auto events = static_cast<std::int64_t>(stored->events.size());
    const auto readings = static_cast<std::int64_t>(stored->readings.size());
    std::fprintf(stderr, "smoke: shown %lld events and %lld readings; recorded %lld and %lld\n",
                 static_cast<long long>(shownEvents), static_cast<long long>(shownReadings),
                 static_cast<long long>(events), static_cast<long long>(readings));
    return events >= shownEvents && readings >= shownReadings && !controller_.saved().fault ? 0 : 1;
}

} // namespace chairside
