// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/background_run.h"

namespace chairside {

BackgroundRun::BackgroundRun(QObject* parent) : QObject(parent) {}

BackgroundRun::~BackgroundRun() {
    cancel();
    if (thread_.joinable()) thread_.join();
}

void BackgroundRun::start(Task task) {
    if (isRunning()) return;
    cancelled_ = false;
    thread_ = std::thread([this, task = std::move(task)] {
        ExportWatch watch;
        watch.cancelled = [this] { return cancelled_.load(); };
        watch.progress = [this, shown = -1](double fraction) mutable {
            const int permille = static_cast<int>(fraction * 1'000);
            if (permille == shown) return; // the main thread needs no more than it can show
            shown = permille;
            QMetaObject::invokeMethod(
                this, [this, fraction] { Q_EMIT progressed(fraction); }, Qt::QueuedConnection);
        };
        auto result = task(watch);
        QMetaObject::invokeMethod(
            this, [this, result = std::move(result)] { finish(result); }, Qt::QueuedConnection);
    });
}

void BackgroundRun::cancel() {
    cancelled_ = true;
}

void BackgroundRun::finish(const Result<std::string>& result) {
    thread_.join();
    if (result)
        Q_EMIT succeeded(QString::fromStdString(result.value()));
    else
        Q_EMIT failed(QString::fromStdString(result.error().message));
}

} // namespace chairside
