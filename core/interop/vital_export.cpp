// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/vital_export.h"

#include "core/domain/event_words.h"
#include "core/interop/gzip.h"
#include "core/interop/record_facts.h"
#include "core/interop/vital_format.h"

#include <algorithm>
#include <limits>
#include <map>

namespace chairside {
namespace {

using namespace vital;

constexpr std::uint32_t kPink = 0xFF8080FF, kProgram = 0x00010000, kInstance = 1;

double secondsOf(WallTime t) {
    return static_cast<double>(t.utcMs) / 1'000;
}

std::uint8_t monitorType(Channel channel) {
    for (const auto& known : kMonitorTypes)
        if (known.channel == channel) return known.type;
    return 0;
}

class VitalWriter {
public:
    VitalWriter(const ExportJob& job, const std::filesystem::path& path)
        : job_(job), facts_(job.record), file_(path) {
        std::string head = "VITA";
        append(head, kVersion);
        append(head, kHeaderBytes);
        // Minutes to add to local time for UTC.
        append(head, static_cast<std::int16_t>(-job.record.summary.opened.offsetMin));
        append(head, kInstance);
        append(head, kProgram);
        file_.write(head);
    }

    Result<ExportCounts> write() {
        ExportCounts done;
        events_ = track(RecordKind::text, Format::f32, "EVENT", "", 0, 0);
        for (const auto& reading : job_.record.readings) {
            if (done.readings % kRowsBetweenLooks == 0) {
                if (job_.cancelled()) return exportCancelled();
                if (job_.watch.progress)
                    job_.watch.progress(static_cast<double>(done.readings) /
                                        static_cast<double>(job_.record.readings.size()));
            }
            one(reading);
            ++done.readings;
        }
        for (const auto& tag : originTags(job_.record))
            text(job_.record.summary.opened, "* " + tag.code + ": " + tag.words);
        const auto label = [&](const std::string& key) { return job_.catalogue.label(key); };
        for (const auto& event : job_.record.events) {
            text(effectiveWall(event),
                 "#" + std::to_string(event.seq) + " " + describeInEnglish(event, label));
            ++done.events;
        }
        if (auto closed = file_.close(); !closed) return closed.error();
        return done;
    }

private:
    void packet(Packet type, const std::string& body) {
        std::string head;
        append(head, static_cast<std::uint8_t>(type));
        append(head, static_cast<std::uint32_t>(body.size()));
        file_.write(head);
        file_.write(body);
    }

    std::uint16_t track(RecordKind kind, Format format, const std::string& name, const std::string& unit,
                        std::uint8_t monitor, std::uint32_t device) {
        const auto id = static_cast<std::uint16_t>(++lastTrack_);
        std::string body;
        append(body, id);
        append(body, static_cast<std::uint8_t>(kind));
        append(body, static_cast<std::uint8_t>(format));
        appendText(body, name);
        appendText(body, unit);
        append(body, 0.0f); // shown range, chosen by the reader
        append(body, 0.0f);
        append(body, kPink);
        append(body, 0.0f); // no fixed rate: each value has its time
        append(body, 1.0);
        append(body, 0.0);
        append(body, monitor);
        append(body, device);
        append(body, std::uint32_t{0});
        packet(Packet::track, body);
        return id;
    }

    std::uint32_t device(SourceId source) {
        const auto [at, isNew] = devices_.emplace(source, static_cast<std::uint32_t>(devices_.size() + 1));
        if (isNew) {
            const auto* known = facts_.source(source);
            const auto name =
                known && !known->name.empty() ? nameWithOrigin(*known) : "Source " + std::to_string(source);
            std::string body;
            append(body, at->second);
            appendText(body, name);
            appendText(body, name);
            appendText(body, "");
            packet(Packet::device, body);
        }
        return at->second;
    }

    std::string info(WallTime at, std::uint16_t track) const {
        std::string body;
        append(body, kRecordInfoBytes);
        append(body, secondsOf(at));
        append(body, track);
        return body;
    }

    void text(WallTime at, const std::string& words) {
        std::string body = info(at, events_);
        append(body, std::uint32_t{0});
        appendText(body, words);
        packet(Packet::record, body);
    }

    void number(const Reading& reading, Channel channel, bool implausible, float value) {
        auto& id = tracks_[{reading.source, channel, implausible}];
        const auto& c = chairside::info(channel);
        if (id == 0)
            id = track(RecordKind::number, Format::f32,
                       std::string(c.key) + (implausible ? " implausible" : ""), std::string(c.ucum),
                       implausible ? std::uint8_t{0} : monitorType(channel), device(reading.source));
        std::string body = info(reading.at.wall, id);
        append(body, value);
        packet(Packet::record, body);
    }

    void one(const Reading& reading) {
        auto& rows = rows_[reading.source];
        if (rows == 0) rows = track(RecordKind::number, Format::u32, "ROWS", "", 0, device(reading.source));
        std::string body = info(reading.at.wall, rows);
        append(body, reading.flags);
        packet(Packet::record, body);
        for (const auto& c : allChannels()) {
            const auto& value = reading[c.channel];
            if (value)
                number(reading, c.channel, reading.isImplausible(c.channel), static_cast<float>(*value));
            else if (facts_.isMissing(reading, c.channel))
                number(reading, c.channel, false, std::numeric_limits<float>::quiet_NaN());
        }
    }

    const ExportJob& job_;
    RecordFacts facts_;
    GzipFile file_;
    int lastTrack_ = 0;
    std::uint16_t events_ = 0;
    std::map<SourceId, std::uint32_t> devices_;
    std::map<SourceId, std::uint16_t> rows_;
    struct Key {
        SourceId source;
        Channel channel;
        bool implausible;
        auto operator<=>(const Key&) const = default;
    };
    std::map<Key, std::uint16_t> tracks_;
};

} // namespace

Result<ExportCounts> writeVital(const ExportJob& job, const std::filesystem::path& folder) {
    VitalWriter writer(job, folder / "session.vital");
    return writer.write();
}

} // namespace chairside
