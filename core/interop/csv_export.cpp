// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/csv_export.h"

#include "core/base/number.h"
#include "core/domain/event_words.h"
#include "core/domain/side_effect.h"
#include "core/interop/export_file.h"
#include "core/log/event_codec.h"

#include <array>
#include <map>

namespace chairside {
namespace {

constexpr const char* kEnd = "\r\n";

std::string seconds(MonoTime t) {
    return formatPlain(static_cast<double>(toMs(t)) / 1000, 3);
}

std::string flagWords(std::uint32_t flags) {
    std::string out;
    const auto add = [&](const std::string& word) { out += (out.empty() ? "" : " ") + word; };
    for (const auto& channel : allChannels()) {
        if (flags & flag::implausible(channel.channel)) add("implausible:" + std::string(channel.key));
        if (flags & flag::derived(channel.channel)) add("derived:" + std::string(channel.key));
    }
    if (flags & flag::kSensorOff) add("sensor_off");
    if (flags & flag::kCuffInflating) add("cuff_inflating");
    if (flags & flag::kCuffFailed) add("cuff_failed");
    if (flags & flag::kWeakSignal) add("weak_signal");
    return out;
}

std::string valueCells(const std::array<std::optional<double>, kChannelCount>& values) {
    std::string cells;
    for (const auto& channel : allChannels()) {
        cells += ',';
        if (const auto& value = values[index(channel.channel)]) cells += formatPlain(*value, 3);
    }
    return cells;
}

const SourceInfo* sourceOf(const SessionRecord& record, SourceId id) {
    for (const auto& source : record.sources)
        if (source.id == id) return &source;
    return nullptr;
}

/// Rows of one table.
class CsvSheet {
public:
    explicit CsvSheet(const std::filesystem::path& path) : file_(path) {}
    void row(const std::string& cells) {
        file_.write(cells);
        file_.write(kEnd);
    }
    Status close() { return file_.close(); }

private:
    ExportFile file_;
};

Status writeReadings(const ExportJob& job, const std::filesystem::path& folder, ExportCounts& done) {
    const auto& record = job.record;
    CsvSheet sheet(folder / "readings.csv");
    std::string header = "time,elapsed_s,source,origin";
    for (const auto& channel : allChannels())
        header += "," + std::string(channel.key) + " (" + std::string(channel.ucum) + ")";
    sheet.row(header + ",flags");
    for (const auto& reading : record.readings) {
        if (done.readings % kRowsBetweenLooks == 0) {
            if (job.cancelled()) return exportCancelled();
            if (job.watch.progress)
                job.watch.progress(static_cast<double>(done.readings) /
                                   static_cast<double>(record.readings.size()));
        }
        const auto* source = sourceOf(record, reading.source);
        sheet.row(formatIso(reading.at.wall) + "," + seconds(reading.at.mono) + "," +
                  csvText(source ? source->name : std::to_string(reading.source)) + "," +
                  (source ? std::string(originName(source->origin)) : "") + valueCells(reading.values) + "," +
                  csvText(flagWords(reading.flags)));
        ++done.readings;
    }
    return sheet.close();
}

/// The onset that a change, an end or a judgement of a side effect is about.
std::optional<Uuid> effectOf(const EventBody& body) {
    if (const auto* changed = std::get_if<SideEffectChanged>(&body)) return changed->of;
    if (const auto* ended = std::get_if<SideEffectEnded>(&body)) return ended->of;
    const auto* item = std::get_if<ItemConfirmed>(&body);
    return item ? effectOfList(item->list) : std::nullopt;
}

Status writeEvents(const ExportJob& job, const std::filesystem::path& folder, ExportCounts& done) {
    const auto& record = job.record;
    const LabelOf label = [&](const std::string& key) { return job.catalogue.label(key); };
    std::map<Uuid, std::string> effects; // each row says for itself which one it is about
    CsvSheet sheet(folder / "events.csv");
    sheet.row("seq,time,effective_time,elapsed_s,kind,what,actor,role,corrects,id,body");
    for (const auto& event : record.events) {
        const auto effective = shifted(event.at, event.effective - event.at.mono).wall;
        auto what = describeInEnglish(event, label);
        if (const auto* began = std::get_if<SideEffectBegan>(&event.body))
            effects.emplace(event.id, label(began->effect));
        if (const auto of = effectOf(event.body); of && effects.contains(*of))
            what += " (" + effects.at(*of) + ")";
        sheet.row(std::to_string(event.seq) + "," + formatIso(event.at.wall) + "," + formatIso(effective) +
                  "," + seconds(event.effective) + "," + std::string(kindName(event.body)) + "," +
                  csvText(what) + "," + csvText(event.actor.name) + "," +
                  std::string(roleName(event.actor.role)) + "," +
                  (event.corrects ? event.corrects->toString() : "") + "," + event.id.toString() + "," +
                  csvText(encodeBody(event.body)));
        ++done.events;
    }
    return sheet.close();
}

Status writeSession(const ExportJob& job, const std::filesystem::path& folder) {
    const auto& record = job.record;
    CsvSheet sheet(folder / "session.csv");
    sheet.row("key,value");
    const auto& s = record.summary;
    const auto line = [&](const char* key, const std::string& value) {
        sheet.row(std::string(key) + "," + csvText(value));
    };
    line("session", s.session.toString());
    line("opened", formatIso(s.opened));
    line("family_name", s.patient.familyName);
    line("given_name", s.patient.givenName);
    line("birth_date", s.patient.birthDate);
    line("mrn", s.patient.mrn);
    line("protocol", s.protocolTitle + " version " + std::to_string(s.protocolVersion));
    line("status", std::string(statusName(s.status)));
    line("simulated", s.simulated ? "yes" : "no");
    line("demo", s.demo ? "yes" : "no");
    line("drill", s.drill);
    line("speed", formatPlain(s.speed));
    line("readings", std::to_string(record.readings.size()));
    line("events", std::to_string(record.events.size()));
    line("chain_head", record.chainHead);
    line("deidentified", job.deidentified ? "yes" : "no");
    line("utc_offset_min", std::to_string(s.opened.offsetMin));
    line("exported", formatIso(job.madeAt));
    line("software", "Chairside " + job.softwareVersion);
    return sheet.close();
}

} // namespace

std::string csvText(const std::string& text) {
    std::string guarded = text;
    // Full-width forms of = + - @ are computed by some spreadsheets as well.
    static constexpr std::array<const char*, 11> kFormula{"=",  "+",      "-",      "@",      "\t",    "\n",
                                                          "\r", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    for (const char* start : kFormula)
        if (text.rfind(start, 0) == 0) guarded = "'" + text;
    if (guarded.find_first_of(",\"\r\n") == std::string::npos) return guarded;
    std::string quoted = "\"";
    for (char c : guarded) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

Result<ExportCounts> writeCsv(const ExportJob& job, const std::filesystem::path& folder) {
    ExportCounts done;
    Status status = writeReadings(job, folder, done);
    if (status) status = writeEvents(job, folder, done);
    if (status) status = writeSession(job, folder);
    if (!status) return status.error();
    return done;
}

} // namespace chairside
