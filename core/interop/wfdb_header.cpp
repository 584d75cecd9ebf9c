// SPDX-License-Identifier: GPL-3.0-or-later
// The header file of a WFDB record: what signals there are, and how their samples are stored.
#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/wfdb.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace chairside {
namespace {

constexpr std::size_t kMaxSignals = 256;

std::vector<std::string_view> words(std::string_view line) {
    std::vector<std::string_view> out;
    std::size_t i = 0;
    while (i < line.size()) {
        const auto from = line.find_first_not_of(" \t\r", i);
        if (from == std::string_view::npos) break;
        const auto to = std::min(line.find_first_of(" \t\r", from), line.size());
        out.push_back(line.substr(from, to - from));
        i = to;
    }
    return out;
}

/// Reads a number at the start of `text` and moves past it.
template <class T>
std::optional<T> takeNumber(std::string_view& text) {
    T value{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end == text.data()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}
template <class T>
std::optional<T> wholeNumber(std::string_view text) {
    const auto value = takeNumber<T>(text);
    return text.empty() ? value : std::nullopt;
}

bool isPlainFileName(std::string_view name) {
    return !name.empty() && name != "." && name != ".." &&
           name.find_first_of("/\\") == std::string_view::npos;
}

Error headerFault(std::string_view what) {
    return {phrase("This WFDB header cannot be read: {1}.", std::string(what))};
}

/// "10(0)/mmHg": gain, baseline, unit; each part optional. Returns whether a baseline was given.
std::optional<bool> parseGain(std::string_view text, WfdbSignal& signal) {
    const auto gain = takeNumber<double>(text);
    if (!gain || !std::isfinite(*gain) || *gain < 0) return std::nullopt;
    if (*gain != 0) signal.gain = *gain; // 0 means "not calibrated": the format's default stays
    bool hasBaseline = false;
    if (text.starts_with('(')) {
        text.remove_prefix(1);
        const auto baseline = takeNumber<int>(text);
        if (!baseline || !text.starts_with(')')) return std::nullopt;
        text.remove_prefix(1);
        signal.baseline = *baseline;
        hasBaseline = true;
    }
    if (text.starts_with('/'))
        signal.unit = cleanText(text.substr(1), 40);
    else if (!text.empty())
        return std::nullopt;
    return hasBaseline;
}

/// file format[xN][:skew][+offset] [gain [bits [zero [initial [checksum [block [name]]]]]]]
Result<WfdbSignal> parseSignal(std::string_view line) {
    const auto fields = words(line);
    if (fields.size() < 2) return headerFault(phrase("a signal line has no format"));
    WfdbSignal signal;
    signal.file = std::string(fields[0]);
    if (!isPlainFileName(signal.file))
        return headerFault(phrase("the signal file {1} is not a plain file name", asQuote(fields[0])));
    auto format = fields[1];
    const auto number = takeNumber<int>(format);
    if (!number) return headerFault(phrase("the format {1} is not a number", asQuote(fields[1])));
    signal.format = *number;
    if (signal.format != 16 && signal.format != 212)
        return Error{phrase("This WFDB record uses signal format {1}; Chairside reads formats 16 and 212.",
                            std::to_string(signal.format))};
    if (format.starts_with('x') || format.starts_with(':'))
        return Error{phrase("This WFDB record has several samples in a frame or skewed signals, which "
                            "Chairside does not read.")};
    if (format.starts_with('+')) {
        const auto skip = wholeNumber<std::uint64_t>(format.substr(1));
        if (!skip) return headerFault(phrase("the byte offset {1} is not a number", asQuote(fields[1])));
        signal.skipBytes = *skip;
    }
    bool hasBaseline = false;
    if (fields.size() > 2) {
        const auto gain = parseGain(fields[2], signal);
        if (!gain) return headerFault(phrase("the gain {1} is not valid", asQuote(fields[2])));
        hasBaseline = *gain;
    }
    if (fields.size() > 4 && !hasBaseline) {
        const auto zero = wholeNumber<int>(fields[4]);
        if (!zero) return headerFault(phrase("the zero value {1} is not a number", asQuote(fields[4])));
        signal.baseline = *zero;
    }
    if (fields.size() > 6) {
        signal.checksum = wholeNumber<int>(fields[6]);
        if (!signal.checksum)
            return headerFault(phrase("the checksum {1} is not a number", asQuote(fields[6])));
    }
    if (fields.size() > 8) {
        const auto from = fields[8].data() - line.data();
        signal.name = cleanText(line.substr(static_cast<std::size_t>(from)), 80);
    }
    return signal;
}

Status parseRecordLine(std::string_view line, WfdbHeader& header, std::size_t& signalCount) {
    const auto fields = words(line);
    if (fields.size() < 2) return headerFault(phrase("its first line has no number of signals"));
    if (fields[0].find('/') != std::string_view::npos)
        return Error{
            phrase("This WFDB record is made of several segments; open one of its segments instead.")};
    header.record = cleanText(fields[0], 80);
    const auto count = wholeNumber<std::size_t>(fields[1]);
    if (!count || *count == 0 || *count > kMaxSignals)
        return headerFault(phrase("the number of signals {1} is not between 1 and 256", asQuote(fields[1])));
    signalCount = *count;
    if (fields.size() > 2) {
        auto text = fields[2];
        const auto frequency = takeNumber<double>(text);
        if (!frequency || !std::isfinite(*frequency) || *frequency <= 0 || *frequency > 1e6 ||
            *frequency < 1e-5)
            return headerFault(phrase("the sampling frequency {1} is not valid", asQuote(fields[2])));
        header.samplesPerSecond = *frequency;
    }
    if (fields.size() > 3) {
        const auto samples = wholeNumber<std::uint64_t>(fields[3]);
        if (!samples || *samples > kMaxRecordingBytes)
            return headerFault(phrase("the number of samples {1} is not valid", asQuote(fields[3])));
        header.samples = *samples;
    }
    return Done{};
}

} // namespace

Result<WfdbHeader> parseWfdbHeader(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return headerFault(phrase("it is a binary file"));
    WfdbHeader header;
    std::size_t signalCount = 0;
    bool hasRecordLine = false;
    for (auto line : splitOn(text, '\n')) {
        if (words(line).empty() || line.starts_with('#')) continue;
        if (!hasRecordLine) {
            if (auto status = parseRecordLine(line, header, signalCount); !status) return status.error();
            hasRecordLine = true;
        } else if (header.signals.size() < signalCount) {
            auto signal = parseSignal(line);
            if (!signal) return signal.error();
            header.signals.push_back(std::move(signal).value());
        }
    }
    if (!hasRecordLine) return headerFault(phrase("it is empty"));
    if (header.signals.size() < signalCount)
        return headerFault(phrase("it announces {1} signals and describes {2}", std::to_string(signalCount),
                                  std::to_string(header.signals.size())));
    return header;
}

} // namespace chairside
