// SPDX-License-Identifier: GPL-3.0-or-later
// One long task on a thread of its own, with progress and cancel, answered on the main thread. Owned by the
// dialog that shows it, on the main thread; destroying it cancels the task and waits for it. The task touches
// nothing of the main thread.
#pragma once

#include "core/base/result.h"
#include "core/interop/exporter.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <thread>

namespace chairside {

class BackgroundRun final : public QObject {
    Q_OBJECT
public:
    /// What was done, in one sentence, or why not.
    using Task = std::function<Result<std::string>(const ExportWatch& watch)>;

    explicit BackgroundRun(QObject* parent = nullptr);
    ~BackgroundRun() override;

    void start(Task task); ///< not while one runs
    void cancel();         ///< the task ends soon, with an Error
    bool isRunning() const { return thread_.joinable(); }

Q_SIGNALS:
    void progressed(double fraction);
    void succeeded(const QString& sentence);
    void failed(const QString& sentence);

private:
    void finish(const Result<std::string>& result);

    std::thread thread_;
    std::atomic<bool> cancelled_{false};
};

} // namespace chairside
