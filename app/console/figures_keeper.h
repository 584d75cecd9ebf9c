// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the figures of every session up to date in the background and answers questions about them. Owns one
// thread with its own read-only connection to the record and the only connection to the figures file; the
// window never waits for it. Lives on the main thread; decides nothing and writes nothing to the record.
#pragma once

#include "core/base/bounded_queue.h"
#include "core/log/figures_index.h"

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace chairside {

class FiguresKeeper final : public QObject {
    Q_OBJECT
public:
    explicit FiguresKeeper(std::string record, QObject* parent = nullptr);
    ~FiguresKeeper() override; ///< ends the thread; what was asked and not answered is dropped

    /// Something was recorded: figures of the sessions concerned are computed soon. Cheap, any number of
    /// times. The thread begins with the first call.
    void refresh();
    /// True once every session of the record has its figures.
    bool isComplete() const { return complete_; }
    std::int64_t sessionsKnown() const { return known_; }

    /// Runs `ask(FiguresIndex&, HistoryReader&)` on the thread of the figures, behind what was asked before,
    /// then hands its result (a Result<T>) to `answer` on the main thread, unless `asker` is gone by then.
    template <class Ask, class Answer>
    void ask(QObject* asker, Ask ask, Answer answer) {
        begin();
        jobs_.push([this, asker = QPointer<QObject>(asker), ask = std::move(ask),
                    answer = std::move(answer)](Open& open) mutable {
            using Found = decltype(ask(*open.index, *open.history));
            auto outcome = open.history ? ask(*open.index, *open.history) : Found(Error{open.problem});
            auto carried = std::make_shared<Found>(std::move(outcome));
            QMetaObject::invokeMethod(
                this,
                [asker, carried, answer = std::move(answer)]() mutable {
                    if (asker) answer(std::move(*carried));
                },
                Qt::QueuedConnection);
        });
    }

Q_SIGNALS:
    void changed(); ///< figures were added or replaced, or isComplete() changed

private:
    struct Open {
        std::unique_ptr<FiguresIndex> index;
        std::unique_ptr<HistoryReader> history;
        std::string problem;
        bool due = true;
    };
    using Job = std::function<void(Open&)>;

    void begin();
    void run();
    bool update(Open& open); ///< on the thread; true when nothing is left to do
    void report(std::int64_t known, bool complete);

    const std::string record_;
    BoundedQueue<Job> jobs_{10'000};
    std::thread thread_;
    bool complete_ = false;
    std::int64_t known_ = 0;
};

} // namespace chairside
