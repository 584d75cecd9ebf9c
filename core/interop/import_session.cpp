// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/import_session.h"

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/log/rows.h"
#include "core/log/segments.h"

#include <algorithm>

namespace chairside {
namespace {

constexpr SourceId kSource = 1;
constexpr std::int64_t kLatestUtcMs = 4'102'444'800'000; ///< 2100-01-01
constexpr Millis kLongest = std::chrono::days{366};

/// Said before anything is written: the record would refuse single entries, and a part is worse than nothing.
Status possible(const ImportOrder& order) {
    if (order.begun.utcMs < 0 || order.begun.utcMs >= kLatestUtcMs)
        return Error{
            "The file says that it was recorded before 1970 or after 2100, which can't be. Nothing was "
            "imported."};
    const auto& frames = order.recording.frames;
    const bool back = !frames.empty() && frames.front().at < Millis{0};
    const bool marks = std::any_of(order.marks.begin(), order.marks.end(), [](const ForeignMark& mark) {
        return mark.at < Millis{0} || mark.at > kLongest;
    });
    if (back || marks || order.recording.length() > kLongest)
        return Error{"The file holds times before its beginning or more than a year after it. Nothing was "
                     "imported."};
    return Done{};
}

/// Numbers the events of one session as they come.
class Teller {
public:
    Teller(const ImportOrder& order, UuidSource& ids)
        : order_(order), ids_(ids), session_(ids.next(order.begun.utcMs)) {}
    const Uuid& session() const { return session_; }
    Event event(Millis at, EventBody body, const Actor& actor) {
        Event e;
        e.id = ids_.next(order_.begun.utcMs + at.count());
        e.session = session_;
        e.seq = ++seq_;
        e.at = shifted({MonoTime{}, order_.begun}, at);
        e.effective = e.at.mono;
        e.actor = actor;
        e.body = std::move(body);
        return e;
    }
    std::int64_t count() const { return seq_; }

private:
    const ImportOrder& order_;
    UuidSource& ids_;
    Uuid session_;
    std::int64_t seq_ = 0;
};

SourceInfo sourceOf(const ImportOrder& order) {
    SourceInfo info;
    info.id = kSource;
    info.name = "Imported from " + order.fileName;
    info.origin = Origin::imported;
    info.period = order.recording.period;
    return info;
}

SessionOpened openedBy(const ImportOrder& order) {
    SessionOpened opened;
    opened.patient = order.patient;
    opened.protocolId = kImportedProtocol;
    opened.protocolTitle = "Imported recording (" + order.format + ")";
    opened.softwareVersion = order.softwareVersion;
    opened.station = "import";
    return opened;
}

} // namespace

Result<ImportedSession> sessionFrom(const ImportOrder& order, UuidSource& ids) {
    if (auto can = possible(order); !can) return can.error();
    Teller tell(order, ids);
    ImportedSession out;
    out.session = tell.session();
    const auto add = [&](Millis at, EventBody body, const Actor& actor) {
        out.items.push_back({out.session, tell.event(at, std::move(body), actor)});
    };
    add(Millis{0}, openedBy(order), order.by);
    add(Millis{0}, SourceAttached{sourceOf(order)}, systemActor());
    auto digest = readingGenesis(out.session);
    auto marks = order.marks;
    std::stable_sort(marks.begin(), marks.end(),
                     [](const ForeignMark& a, const ForeignMark& b) { return a.at < b.at; });
    std::size_t mark = 0;
    const auto marksUntil = [&](Millis until) {
        for (; mark < marks.size() && marks[mark].at <= until; ++mark)
            add(marks[mark].at, EventMarked{cleanNote(marks[mark].text)}, systemActor());
    };
    for (const auto& frame : order.recording.frames) {
        marksUntil(frame.at);
        Reading reading;
        reading.source = kSource;
        reading.at = shifted({MonoTime{}, order.begun}, frame.at);
        reading.values = frame.values;
        validate(reading);
        reading = storable(reading); // the seal is over what the record keeps
        digest = nextReadingDigest(digest, reading);
        ++out.readings;
        out.items.push_back({out.session, reading});
    }
    const auto end = std::max(order.recording.length(), marks.empty() ? Millis{0} : marks.back().at);
    marksUntil(end);
    add(end, ReadingsSealed{out.readings, toHex(digest)}, systemActor());
    add(end,
        Signed{order.by.role, order.by.name,
               "imported from " + order.fileName + " (BLAKE2b-256 " + order.fileDigest +
                   "); recorded elsewhere, not with Chairside"},
        order.by);
    out.events = tell.count();
    return out;
}

Status archiveImport(const std::string& record, const ImportedSession& session) {
    LogFiles files;
    files.path = record;
    files.reserveSpace = false;
    auto store = SegmentedStore::open(files);
    if (!store) return store.error();
    const auto committed = store.value()->commit(session.items);
    if (committed.recorded.size() == session.items.size()) return Done{};
    if (!committed.refused.empty())
        return Error{phrase("The record refused the imported session, so nothing of it was kept: {1}",
                            committed.refused.front().sentence)};
    return Error{phrase("The imported session could not be written, so nothing of it was kept. {1}",
                        (store.value()->fault() ? store.value()->fault()->sentence : std::string()))};
}

Result<std::string> digestOfFile(const std::filesystem::path& path) {
    const auto bytes = readWholeFile(path, kMaxRecordingBytes);
    if (!bytes) return bytes.error();
    return toHex(blake2b256(bytes.value()));
}

} // namespace chairside
