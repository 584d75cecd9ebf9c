// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/log_writer.h"

#include "core/base/phrase.h"
#include "core/domain/stored_words.h"
#include "core/log/sqlite_log.h"

#include <algorithm>
#include <set>

namespace chairside {
namespace {

using Steady = std::chrono::steady_clock;
constexpr Millis kReadingsWait{800}; // a reading is at most a second from its commit
constexpr Millis kIdleAfter{100};    // nothing due: time for a checkpoint

} // namespace

/// Says while it lives that the writer is inside a call to the disk.
class LogWriter::Working {
public:
    explicit Working(LogWriter& writer) : writer_(writer) {
        const auto wall = writer.wallNow_();
        const std::scoped_lock lock(writer.mutex_);
        writer.busy_ = Busy{Steady::now(), wall};
    }
    ~Working() {
        const std::scoped_lock lock(writer_.mutex_);
        const auto silent = std::chrono::duration_cast<Millis>(Steady::now() - writer_.busy_->since);
        if (silent >= kStallTold)
            writer_.ended_.push_back(
                {{writer_.busy_->wall, silent, writer_.handed_.entries - writer_.done_.entries,
                  writer_.handed_.readings - writer_.done_.readings, false},
                 writer_.handed_.all()});
        writer_.busy_.reset();
    }
    Working(const Working&) = delete;
    Working& operator=(const Working&) = delete;

private:
    LogWriter& writer_;
};

Result<std::unique_ptr<LogWriter>> LogWriter::open(LogFiles files, Observer observer) {
    if (!files.disk) files.disk = std::make_shared<RealDisk>();
    auto store = SegmentedStore::open(files);
    if (!store) return store.error();
    return std::unique_ptr<LogWriter>(
        new LogWriter(std::move(store).value(), std::move(files), std::move(observer)));
}

LogWriter::LogWriter(std::unique_ptr<SegmentedStore> store, LogFiles files, Observer observer)
    : store_(std::move(store)), observer_(std::move(observer)), wallNow_(std::move(files.wallNow)),
      disk_(std::move(files.disk)), lookAtSpaceEvery_(files.lookAtSpaceEvery), retryEvery_(files.retryEvery),
      path_(std::move(files.path)), notes_(store_->startNotes()), leftAside_(store_->leftAside()),
      rowsAtStart_(store_->totalRows()) {
    if (!wallNow_) wallNow_ = systemWallNow;
    thread_ = std::thread([this] { run(); });
}

LogWriter::~LogWriter() {
    close();
}

std::string EndedStall::sentence() const {
    const auto counted = [](std::int64_t n, const char* one, const char* many) {
        return std::to_string(n) + " " + (n == 1 ? one : many);
    };
    const auto tenths = (length.count() + 50) / 100;
    std::string text = "The disk with the record did not answer for " + std::to_string(tenths / 10) + "." +
                       std::to_string(tenths % 10) + " s, from " + formatClock(from) + ".";
    if (entries + readings == 0) return text + " Nothing waited to be saved.";
    return text + " " + counted(entries, "entry", "entries") + " and " +
           counted(readings, "reading", "readings") + " waited in memory" +
           (written ? "; all were saved when it answered." : ".");
}

void LogWriter::record(Event event) {
    const Uuid session = event.session;
    {
        const std::scoped_lock lock(mutex_);
        ++handed_.entries;
    }
    queue_.push(LogItem{session, std::move(event)});
}

void LogWriter::record(const Uuid& session, Reading reading) {
    {
        const std::scoped_lock lock(mutex_);
        ++handed_.readings;
    }
    queue_.push(LogItem{session, std::move(reading)});
}

void LogWriter::recordWhole(std::vector<LogItem> items) {
    {
        const std::scoped_lock lock(mutex_);
        for (const auto& item : items) handed_.count(item);
    }
    queue_.push(std::move(items));
}

bool LogWriter::flush(Millis atMost) {
    auto done = std::make_shared<std::promise<bool>>();
    auto answer = done->get_future();
    if (!queue_.push(Flush{std::move(done)})) return false;
    return answer.wait_for(atMost) == std::future_status::ready && answer.get();
}

void LogWriter::close() {
    queue_.close();
    if (thread_.joinable()) thread_.join();
}

std::optional<Seal> LogWriter::readingSeal(const Uuid& session) const {
    const std::scoped_lock lock(mutex_);
    const auto at = positions_.find(session);
    return at == positions_.end() ? std::nullopt : std::optional(at->second.seal);
}

std::optional<LogWriter::ChainHead> LogWriter::chainHead(const Uuid& session) const {
    const std::scoped_lock lock(mutex_);
    const auto at = positions_.find(session);
    return at == positions_.end() ? std::nullopt : std::optional(at->second.chain);
}

std::optional<LogFault> LogWriter::stall() const {
    const std::scoped_lock lock(mutex_);
    if (!busy_) return std::nullopt;
    const auto silent = Steady::now() - busy_->since;
    if (silent < kStallTold) return std::nullopt;
    return LogFault{"NOT BEING SAVED since " + formatClock(busy_->wall).substr(0, 5) +
                        ". The disk with the record does not answer. What is entered now is kept in memory "
                        "and written when it answers.",
                    busy_->wall, false, ""};
}

std::vector<EndedStall> LogWriter::takeEndedStalls() {
    const std::scoped_lock lock(mutex_);
    const bool lost = told_ && !told_->saving; // it answered with an error: told by a fault of its own
    std::vector<EndedStall> out;
    std::erase_if(ended_, [&](Ended& ended) {
        ended.stall.written = done_.all() >= ended.upTo;
        if (!ended.stall.written && !lost) return false;
        out.push_back(ended.stall);
        return true;
    });
    return out;
}

Status LogWriter::readyForSession() const {
    {
        const std::scoped_lock lock(mutex_);
        if (told_ && !told_->saving)
            return Error{phrase("No session can be started now, because nothing can be saved. {1}",
                                storedWords(told_->sentence))};
    }
    if (stall())
        return Error{phrase("No session can be started now, because the disk with the record does not "
                            "answer. Wait a moment, then try again.")};
    const auto free = disk_->freeBytes(path_);
    if (free >= 0 && free < kLeastFreeBytes)
        return Error{phrase(
            "No session can be started, because the disk with the record has only {1} MB left and a session "
            "needs up to {2} MB. Everything recorded is safe. Free some space, then try again.",
            std::to_string(free >> 20), std::to_string(kLeastFreeBytes >> 20))};
    return Done{};
}

void LogWriter::run() {
    store_->bindToThisThread();
    const InEnglish stored; // what it says of faults stands in the record
    std::vector<LogItem> gathered;
    Steady::time_point due = Steady::time_point::max(); // when the oldest gathered reading must be committed
    bool tidied = true;                                 // nothing was written since the last idle moment
    for (;;) {
        const bool retry = store_->waiting() > 0;
        auto wait = retry ? retryEvery_ : Millis{60'000};
        if (!gathered.empty())
            wait = std::clamp(std::chrono::ceil<Millis>(due - Steady::now()), Millis{0}, kReadingsWait);
        auto messages =
            queue_.drain(std::min(wait, gathered.empty() && !retry && !tidied ? kIdleAfter : wait));
        const bool ending = messages.empty() && queue_.isClosed();
        bool atOnce = ending || (messages.empty() && retry);
        std::vector<Flush> flushes;
        for (auto& message : messages) {
            if (auto* flush = std::get_if<Flush>(&message)) {
                flushes.push_back(std::move(*flush));
                continue;
            }
            if (auto* whole = std::get_if<std::vector<LogItem>>(&message)) {
                atOnce = true;
                gathered.insert(gathered.end(), std::make_move_iterator(whole->begin()),
                                std::make_move_iterator(whole->end()));
                continue;
            }
            auto& item = std::get<LogItem>(message);
            atOnce = atOnce || std::holds_alternative<Event>(item.what);
            if (gathered.empty()) due = Steady::now() + kReadingsWait;
            gathered.push_back(std::move(item));
        }
        if (atOnce || !flushes.empty() || (!gathered.empty() && Steady::now() >= due)) {
            write(std::move(gathered));
            gathered.clear();
        }
        for (auto& flush : flushes) flush.done->set_value(store_->waiting() == 0);
        if (ending) break;
        if (messages.empty() && !tidied) tidy();
        tidied = messages.empty();
    }
    const Working working(*this);
    store_.reset(); // checkpoints and closes on this thread
}

void LogWriter::write(std::vector<LogItem> items) {
    if (items.empty() && store_->waiting() == 0) return;
    const auto start = Steady::now();
    for (const auto& item : items) taken_.count(item);
    Committed committed;
    {
        const Working working(*this);
        committed = store_->commit(std::move(items));
        lookAtSpace();
    }
    tell(std::move(committed), std::chrono::duration_cast<Millis>(Steady::now() - start));
}

/// A file that is given up in an idle moment is told now: the next entry may be a day away.
void LogWriter::tidy() {
    const auto start = Steady::now();
    {
        const Working working(*this);
        store_->idle();
    }
    // told_ is changed on this thread alone.
    if (const auto& now = store_->fault(); now && (!told_ || told_->sentence != now->sentence))
        tell({}, std::chrono::duration_cast<Millis>(Steady::now() - start));
}

void LogWriter::tell(Committed committed, Millis took) {
    WriterReport report;
    report.freeBytes = freeBytes_;
    for (const auto& warning : takeSqliteWarnings()) report.warnings.push_back(warning.text);
    report.tookMs = took;
    report.recorded = std::move(committed.recorded);
    report.refused = std::move(committed.refused);
    report.fault = store_->fault();
    report.totalRows = store_->totalRows();
    report.bytes = store_->bytes();
    report.waiting = store_->waiting();
    report.at = wallNow_();
    publish(report.recorded);
    {
        const std::scoped_lock lock(mutex_);
        told_ = report.fault;
        if (report.waiting == 0) done_ = taken_;
    }
    if (observer_) observer_(report);
}

void LogWriter::lookAtSpace() {
    const auto now = Steady::now();
    if (spaceLookedAt_ != Steady::time_point{} && now - spaceLookedAt_ < lookAtSpaceEvery_) return;
    spaceLookedAt_ = now;
    freeBytes_ = disk_->freeBytes(path_);
}

/// Makes acknowledged positions visible to other threads.
void LogWriter::publish(const std::vector<Recorded>& recorded) {
    std::set<Uuid> sessions;
    for (const auto& item : recorded) sessions.insert(item.session);
    for (const auto& session : sessions) {
        const auto head = store_->head(session);
        if (!head) continue;
        const std::scoped_lock lock(mutex_);
        positions_[session] = {{head->readings, toHex(head->readingDigest)}, {head->seq, toHex(head->hash)}};
    }
}

} // namespace chairside
