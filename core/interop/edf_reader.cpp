// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/edf_reader.h"

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/edf_export.h"

#include <edflib.h>

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

constexpr double kWaveFromHz = 20; ///< above it is a waveform
constexpr long long kMostSamples = 20'000'000, kMostMarks = 100'000;
constexpr int kBlock = 4'096;
constexpr long long kMsUnits = EDFLIB_TIME_DIMENSION / 1'000;

/// An open file of EDFlib.
class EdfInput {
public:
    explicit EdfInput(const std::filesystem::path& path) {
        const std::scoped_lock lock(edf::libraryMutex());
        answer_ = edfopen_file_readonly(path.c_str(), &header, EDFLIB_READ_ALL_ANNOTATIONS);
    }
    ~EdfInput() {
        const std::scoped_lock lock(edf::libraryMutex());
        if (answer_ == 0) edfclose_file(header.handle);
    }
    EdfInput(const EdfInput&) = delete;
    EdfInput& operator=(const EdfInput&) = delete;
    bool isOpen() const { return answer_ == 0; }
    bool isDiscontinuous() const { return header.filetype == EDFLIB_FILE_IS_DISCONTINUOUS; }

    edf_hdr_struct header{};

private:
    int answer_ = -1;
};

std::string trimmed(const char* text) {
    auto out = cleanName(text);
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

WallTime begunAt(const edf_hdr_struct& h) {
    const std::chrono::year_month_day date{std::chrono::year{h.startdate_year},
                                           std::chrono::month{static_cast<unsigned>(h.startdate_month)},
                                           std::chrono::day{static_cast<unsigned>(h.startdate_day)}};
    const auto day = std::chrono::sys_days{date}.time_since_epoch();
    const Millis ms = day + std::chrono::hours{h.starttime_hour} + Minutes{h.starttime_minute} +
                      Seconds{h.starttime_second} + Millis{h.starttime_subsecond / kMsUnits};
    return {ms.count(), 0}; // EDF knows no time zone
}

Status readValues(const edf_hdr_struct& header, int signal, double perSecond, ForeignChannel& channel) {
    const auto& p = header.signalparam[signal];
    const double step = (p.phys_max - p.phys_min) / (p.dig_max - p.dig_min);
    std::vector<int> block(kBlock);
    for (long long done = 0; done < p.smp_in_file;) {
        const int count = edfread_digital_samples(header.handle, signal, kBlock, block.data());
        if (count <= 0)
            return Error{phrase("This EDF file can't be read to its end. Nothing was taken over from it.")};
        for (int i = 0; i < count; ++i) {
            const int raw = block[static_cast<std::size_t>(i)];
            if (raw <= p.dig_min) continue; // no value
            const double value = p.phys_min + step * (raw - p.dig_min);
            const auto at = static_cast<double>(done + i) * 1'000 / perSecond;
            channel.values.push_back({Millis{std::llround(at)}, std::round(value * 1'000) / 1'000});
        }
        done += count;
    }
    return Done{};
}

Status readSignals(const edf_hdr_struct& header, ForeignRecording& out) {
    const double recordSeconds =
        static_cast<double>(header.datarecord_duration) / static_cast<double>(EDFLIB_TIME_DIMENSION);
    for (int signal = 0; signal < header.edfsignals; ++signal) {
        const auto& p = header.signalparam[signal];
        ForeignChannel channel;
        channel.name = trimmed(p.label);
        channel.unit = trimmed(p.physdimension);
        channel.device = trimmed(p.transducer);
        const double perSecond = recordSeconds > 0 ? p.smp_in_datarecord / recordSeconds : 0;
        channel.usable = perSecond > 0 && perSecond <= kWaveFromHz && p.smp_in_file <= kMostSamples;
        if (channel.usable) channel.suggested = channelNamed(channel.name);
        channel.reason = !channel.usable      ? phrase("waveform")
                         : !channel.suggested ? phrase("not known as a vital sign")
                                              : "";
        if (channel.usable)
            if (auto read = readValues(header, signal, perSecond, channel); !read) return read;
        out.channels.push_back(std::move(channel));
    }
    return Done{};
}

} // namespace

Result<ForeignRecording> readEdf(const std::filesystem::path& path) {
    const EdfInput file(path);
    const auto name = asQuote(path.filename().string());
    if (file.isDiscontinuous())
        return Error{
            phrase("The file {1} is a discontinuous EDF+ recording, which Chairside can't read.", name)};
    if (!file.isOpen())
        return Error{phrase("The file {1} is no sound EDF file: it is cut, says that it is longer than it "
                            "is, or breaks the format's rules. Nothing was taken over from it.",
                            name)};
    ForeignRecording out;
    out.format = "EDF+";
    out.name = cleanName(path.filename().string());
    out.begun = begunAt(file.header);
    if (auto read = readSignals(file.header, out); !read) return read.error();
    const auto marks = std::min<long long>(file.header.annotations_in_file, kMostMarks);
    for (int i = 0; i < static_cast<int>(marks); ++i) {
        edf_annotation_struct mark{};
        if (edf_get_annotation(file.header.handle, i, &mark) != 0) break;
        const auto text = cleanText(mark.annotation, EDFLIB_MAX_ANNOTATION_LEN);
        if (mark.onset >= 0 && !text.empty()) out.marks.push_back({Millis{mark.onset / kMsUnits}, text});
    }
    return out;
}

} // namespace chairside
