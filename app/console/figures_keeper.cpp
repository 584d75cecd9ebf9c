// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/figures_keeper.h"

#include "core/interop/recorded_view.h"

namespace chairside {
namespace {

constexpr Millis kTurn = 100ms; ///< of computing before the next question is looked at
constexpr auto kIdle = std::chrono::hours{1};

} // namespace

FiguresKeeper::FiguresKeeper(std::string record, QObject* parent)
    : QObject(parent), record_(std::move(record)) {}

FiguresKeeper::~FiguresKeeper() {
    jobs_.close();
    if (thread_.joinable()) thread_.join();
}

void FiguresKeeper::begin() {
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void FiguresKeeper::refresh() {
    begin();
    jobs_.push([](Open& open) { open.due = true; });
}

void FiguresKeeper::run() {
    Open open;
    open.index = FiguresIndex::open(FiguresIndex::pathFor(record_));
    while (!jobs_.isClosed()) {
        if (!open.history) {
            auto history = HistoryReader::open(record_);
            if (history)
                open.history = std::move(history).value();
            else
                open.problem = history.error().message;
        }
        const bool work = open.due && open.history;
        for (auto& job : jobs_.drain(work ? Millis{0} : std::chrono::duration_cast<Millis>(kIdle))) {
            if (jobs_.isClosed()) return;
            job(open);
        }
        if (open.due && open.history && !jobs_.isClosed()) open.due = !update(open);
    }
}

bool FiguresKeeper::update(Open& open) {
    RecordedViews views;
    const auto before = open.index->revision();
    const auto done = open.index->update(
        *open.history, [&](const SessionRecord& record) { return views.facts(record); }, kTurn);
    const bool complete = !done || done.value(); // a record that can't be read now is tried again later
    const auto size = open.index->size();
    if (complete || open.index->revision() != before)
        QMetaObject::invokeMethod(
            this, [this, known = size ? size.value() : 0, complete] { report(known, complete); },
            Qt::QueuedConnection);
    return complete;
}

void FiguresKeeper::report(std::int64_t known, bool complete) {
    known_ = known;
    complete_ = complete;
    Q_EMIT changed();
}

} // namespace chairside
