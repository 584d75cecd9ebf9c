// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/csv_export.h"

#include "core/base/number.h"
#include "core/domain/event_words.h"
#include "core/log/event_codec.h"

#include <array>
#include <fstream>

namespace chairside {
namespace {

constexpr const char* kEnd = "\r\n";

const char* originWord(Origin origin) {
    switch (origin) {
    case Origin::device: return "device";
    case Origin::typed: return "typed";
    case Origin::replayed: return "replayed";
    case Origin::simulated: return "simulated";
    case Origin::imported: return "imported";
    }
    return "";
}

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

/// A file that says at the end whether everything arrived on the disk.
class Sheet {
public:
    explicit Sheet(const std::filesystem::path& path) : path_(path), out_(path, std::ios::binary) {}
    void row(const std::string& cells) { out_ << cells << kEnd; }
    Status close() {
        out_.close();
        if (out_) return Done{};
        return Error{"The file " + path_.string() +
                     " could not be written; the disk may be full. Nothing was exported."};
    }

private:
    std::filesystem::path path_;
    std::ofstream out_;
};

Status writeReadings(const SessionRecord& record, const std::filesystem::path& folder, CsvExport& done,
                     const Cancelled& cancelled) {
    Sheet sheet(folder / "readings.csv");
    std::string header = "time,elapsed_s,source,origin";
    for (const auto& channel : allChannels())
        header += "," + std::string(channel.key) + " (" + std::string(channel.ucum) + ")";
    sheet.row(header + ",flags");
    for (const auto& reading : record.readings) {
        if (cancelled && cancelled()) return Error{"The export was cancelled; nothing was left behind."};
        const auto* source = sourceOf(record, reading.source);
        sheet.row(formatIso(reading.at.wall) + "," + seconds(reading.at.mono) + "," +
                  csvText(source ? source->name : std::to_string(reading.source)) + "," +
                  (source ? originWord(source->origin) : "") + valueCells(reading.values) + "," +
                  csvText(flagWords(reading.flags)));
        ++done.readings;
    }
    return sheet.close();
}

Status writeEvents(const SessionRecord& record, const std::filesystem::path& folder, CsvExport& done) {
    Sheet sheet(folder / "events.csv");
    sheet.row("seq,time,effective_time,elapsed_s,kind,what,actor,role,corrects,id,body");
    for (const auto& event : record.events) {
        const auto effective = shifted(event.at, event.effective - event.at.mono).wall;
        sheet.row(std::to_string(event.seq) + "," + formatIso(event.at.wall) + "," + formatIso(effective) +
                  "," + seconds(event.effective) + "," + std::string(kindName(event.body)) + "," +
                  csvText(describe(event)) + "," + csvText(event.actor.name) + "," +
                  std::to_string(static_cast<int>(event.actor.role)) + "," +
                  (event.corrects ? event.corrects->toString() : "") + "," + event.id.toString() + "," +
                  csvText(encodeBody(event.body)));
        ++done.events;
    }
    return sheet.close();
}

Status writeSession(const SessionRecord& record, const std::filesystem::path& folder) {
    Sheet sheet(folder / "session.csv");
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
    return sheet.close();
}

} // namespace

std::string csvText(const std::string& text) {
    std::string guarded = text;
    // Full-width forms of = + - @ are computed by some spreadsheets as well.
    static constexpr std::array<const char*, 10> kFormula{"=",  "+",      "-",      "@",      "\t",
                                                          "\r", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    for (const char* start : kFormula)
        if (text.rfind(start, 0) == 0) guarded = "'" + text;
    if (guarded.find_first_of(",\"\r\n") == std::string::npos) return guarded;
    std::string quoted = "\"";
    for (char c : guarded) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

Result<CsvExport> exportCsv(const SessionRecord& record, const std::filesystem::path& directory,
                            const Cancelled& cancelled) {
    namespace fs = std::filesystem;
    std::error_code code;
    if (!fs::is_directory(directory, code))
        return Error{"The folder " + directory.string() +
                     " does not exist or can't be opened; nothing was exported."};
    const auto id = record.summary.session.toString();
    // The last part of the identity is random; the first is time and would be alike within a minute.
    const auto name = "chairside-" + formatDate(record.summary.opened) + "-" + id.substr(id.size() - 12);
    CsvExport done;
    done.folder = directory / name;
    if (fs::exists(done.folder, code))
        return Error{"There is already an export " + done.folder.string() +
                     "; move it away first. It was left as it is."};
    const auto partial = directory / (name + ".partial");
    fs::remove_all(partial, code);
    if (!fs::create_directory(partial, code) || code)
        return Error{"Nothing can be written in " + directory.string() + " (" + code.message() +
                     "); nothing was exported."};
    Status status = writeReadings(record, partial, done, cancelled);
    if (status) status = writeEvents(record, partial, done);
    if (status) status = writeSession(record, partial);
    if (status) {
        fs::rename(partial, done.folder, code);
        if (!code) return done;
        status = Error{"The export could not be given its name " + done.folder.string() + " (" +
                       code.message() + ")."};
    }
    fs::remove_all(partial, code);
    return status.error();
}

} // namespace chairside
