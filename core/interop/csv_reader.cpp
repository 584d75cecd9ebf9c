// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/csv_reader.h"

#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/interop/foreign_recording.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace chairside {
namespace {

constexpr std::size_t kMaxColumns = 500;
constexpr double kMaxElapsedSeconds = 60.0 * 86'400;

/// "SpO₂ (%)" -> name "spo2", unit "%". Subscripts, case, blanks, underscores do not matter in the name.
struct Heading {
    std::string name, unit;
};
Heading parseHeading(std::string_view cell) {
    std::string_view unit;
    const auto open = cell.rfind('('), close = cell.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
        unit = trimmed(cell.substr(open + 1, close - open - 1));
        cell = cell.substr(0, open);
    }
    Heading out{{}, foldForSearch(unit)};
    std::string folded = foldForSearch(cell);
    for (auto at = folded.find("₂"); at != std::string::npos; at = folded.find("₂"))
        folded.replace(at, 3, "2");
    for (char c : folded)
        if (c != ' ' && c != '_' && c != '-' && c != '\t') out.name += c;
    return out;
}

bool fits(const Heading& heading, Channel c) {
    const auto& known = info(c);
    return heading.unit.empty() || heading.unit == foldForSearch(known.unit) ||
           heading.unit == foldForSearch(known.ucum) || (heading.unit == "bpm" && known.unit == "/min");
}

/// A plain decimal number with a point; nothing else, not even "1e3" or "nan".
std::optional<double> plainNumber(std::string_view text) {
    double value = 0;
    const auto [end, fault] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    for (char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// "2026-11-21T10:42:07.250+01:00", also with a blank for T and without zone or fraction. UTC milliseconds.
std::optional<std::int64_t> isoUtcMs(std::string_view t) {
    const auto year = digits(t, 0, 4), month = digits(t, 5, 2), day = digits(t, 8, 2);
    const auto hour = digits(t, 11, 2), minute = digits(t, 14, 2), second = digits(t, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
    if (t[4] != '-' || t[7] != '-' || (t[10] != 'T' && t[10] != ' ') || t[13] != ':' || t[16] != ':')
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    auto utc = std::chrono::sys_days{date}.time_since_epoch() + std::chrono::hours{*hour} + Minutes{*minute} +
               Millis{Seconds{*second}};
    auto rest = t.substr(19);
    if (rest.starts_with('.')) {
        int scale = 100;
        for (rest.remove_prefix(1); !rest.empty() && rest[0] >= '0' && rest[0] <= '9';
             rest.remove_prefix(1), scale /= 10)
            utc += Millis{(rest[0] - '0') * scale};
    }
    if (rest.empty() || rest == "Z") return utc.count();
    const auto hours = digits(rest, 1, 2),
               minutes = digits(rest, rest.size() > 3 && rest[3] == ':' ? 4 : 3, 2);
    if ((rest[0] != '+' && rest[0] != '-') || !hours || !minutes || *hours > 14 || *minutes > 59)
        return std::nullopt;
    const Millis offset = std::chrono::hours{*hours} + Minutes{*minutes};
    return (utc - (rest[0] == '-' ? -offset : offset)).count();
}

bool isTime(const Heading& heading) {
    return heading.name == "time" || heading.name == "timestamp" || heading.name == "elapsed" ||
           heading.name == "elapseds" || heading.name == "seconds";
}

struct Columns {
    std::size_t time = 0;
    double secondsPerUnit = 1; ///< for elapsed times
    std::array<std::optional<std::size_t>, kChannelCount> of;
};

Result<Columns> parseHeader(const std::vector<std::string>& row, Recording& out) {
    Columns columns;
    std::optional<std::size_t> time;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto heading = parseHeading(row[i]);
        if (isTime(heading) && !time) {
            time = i;
            columns.secondsPerUnit = heading.unit == "min" ? 60 : heading.unit == "ms" ? 0.001 : 1;
            continue;
        }
        const auto channel = channelNamed(heading.name);
        std::string reason;
        if (!channel)
            reason = phrase("not a vital sign that Chairside records");
        else if (!fits(heading, *channel))
            reason = phrase("its unit is not {1}", std::string(info(*channel).unit));
        else if (columns.of[index(*channel)])
            reason = phrase("second column of this name");
        if (reason.empty())
            columns.of[index(*channel)] = i;
        else
            out.unknownChannels.push_back(cleanText(row[i], 80) + " (" + reason + ")");
    }
    if (!time)
        return Error{phrase("This CSV file has no time column; name one \u201cTime\u201d (ISO 8601) or "
                            "\u201cElapsed (s)\u201d.")};
    columns.time = *time;
    if (std::none_of(columns.of.begin(), columns.of.end(), [](const auto& c) { return c.has_value(); }))
        return Error{phrase("This CSV file has no column that Chairside knows as a vital sign, such as "
                            "\u201cSpO2 (%)\u201d.")};
    return columns;
}

Error cellFault(std::size_t row, std::string_view column, std::string_view cell, std::string_view wanted) {
    return {phrase("Row {1} of this CSV file has {2} in column {3}, which is not {4}.", std::to_string(row),
                   asQuote(cell), asQuote(column), std::string(wanted))};
}

/// The absolute or elapsed time of a cell, in milliseconds.
std::optional<std::int64_t> parseTime(std::string_view cell, double secondsPerUnit) {
    if (const auto iso = isoUtcMs(cell)) return iso;
    const auto number = plainNumber(cell);
    if (!number || std::abs(*number * secondsPerUnit) > kMaxElapsedSeconds) return std::nullopt;
    return std::llround(*number * secondsPerUnit * 1000);
}

/// Minutes east of UTC at the end of an ISO time, 0 when it does not say.
std::int16_t offsetIn(std::string_view iso) {
    const auto at = iso.find_last_of("+-");
    if (at == std::string_view::npos || at < 19) return 0;
    const auto hours = digits(iso, at + 1, 2), minutes = digits(iso, iso.size() - 2, 2);
    const int all = hours.value_or(0) * 60 + minutes.value_or(0);
    return static_cast<std::int16_t>(iso[at] == '-' ? -all : all);
}

/// The columns of a header, the time apart; nothing is suggested twice.
Result<std::size_t> readHeadings(const std::vector<std::string>& row, double& secondsPerUnit,
                                 std::vector<ForeignChannel>& channels) {
    std::optional<std::size_t> time;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto heading = parseHeading(row[i]);
        ForeignChannel channel;
        const auto open = row[i].rfind('(');
        channel.name = cleanName(trimmed(std::string_view(row[i]).substr(0, open)));
        channel.unit = heading.unit;
        if (!time && isTime(heading)) {
            time = i;
            secondsPerUnit = heading.unit == "min" ? 60 : heading.unit == "ms" ? 0.001 : 1;
            channel.usable = false;
        } else {
            channel.suggested = channelNamed(heading.name);
            if (!channel.suggested) channel.reason = phrase("not known as a vital sign");
        }
        channels.push_back(std::move(channel));
    }
    if (!time)
        return Error{phrase("This CSV file has no time column; name one \u201cTime\u201d (ISO 8601) or "
                            "\u201cElapsed (s)\u201d.")};
    return *time;
}

} // namespace

Result<std::vector<std::vector<std::string>>> parseCsv(std::string_view text) {
    if (text.find('\0') != std::string_view::npos)
        return Error{phrase("This is a binary file, not a CSV table.")};
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row;
    std::string cell;
    bool inQuotes = false, wasQuoted = false;
    const auto endRow = [&] {
        row.push_back(std::move(cell));
        if (row.size() > 1 || !row[0].empty()) rows.push_back(std::move(row));
        row.clear();
        cell.clear();
        wasQuoted = false;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inQuotes) {
            if (c != '"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cell += text[++i];
            else
                inQuotes = false;
        } else if (c == '"' && cell.empty() && !wasQuoted) {
            inQuotes = wasQuoted = true;
        } else if (c == ',') {
            row.push_back(std::move(cell));
            cell.clear();
            wasQuoted = false;
            if (row.size() > kMaxColumns)
                return Error{phrase("This CSV file has more than 500 columns in a row.")};
        } else if (c == '\n') {
            endRow();
        } else if (c != '\r' || (i + 1 < text.size() && text[i + 1] != '\n')) {
            if (wasQuoted)
                return Error{phrase("Row {1} of this CSV file has text after a closing quote.",
                                    std::to_string(rows.size() + 1))};
            cell += c;
        }
    }
    if (inQuotes) return Error{phrase("This CSV file is cut: a quoted text does not end.")};
    if (!cell.empty() || !row.empty()) endRow();
    return rows;
}

Result<Recording> readVitalsCsv(std::string_view text, std::string name) {
    auto parsed = parseCsv(text);
    if (!parsed) return parsed.error();
    const auto& rows = parsed.value();
    std::size_t header = 0;
    while (header < rows.size() && rows[header][0].starts_with('#'))
        ++header; // a block of notes may come first
    if (header >= rows.size()) return Error{phrase("This CSV file is empty.")};
    Recording out;
    out.name = cleanName(name);
    const auto columns = parseHeader(rows[header], out);
    if (!columns) return columns.error();
    const auto& names = rows[header];
    if (rows.size() - header - 1 > kMaxRecordedFrames) return tooManyFrames();

    std::optional<std::int64_t> first;
    for (std::size_t r = header + 1; r < rows.size(); ++r) {
        const auto& row = rows[r];
        if (row.size() != names.size())
            return Error{phrase("Row {1} of this CSV file has {2} cells instead of {3}; the file may be cut.",
                                std::to_string(r + 1), std::to_string(row.size()),
                                std::to_string(names.size()))};
        const auto timeCell = trimmed(row[columns->time]);
        const auto time = parseTime(timeCell, columns->secondsPerUnit);
        if (!time) return cellFault(r + 1, names[columns->time], timeCell, phrase("a time"));
        if (!first) first = time;
        RecordedFrame frame{Millis{*time - *first}, {}};
        if (frame.at < (out.frames.empty() ? Millis{0} : out.frames.back().at) ||
            static_cast<double>(frame.at.count()) > kMaxElapsedSeconds * 1000)
            return Error{phrase("Row {1} of this CSV file goes back in time or jumps by more than 60 days.",
                                std::to_string(r + 1))};
        for (const auto& entry : allChannels()) {
            const auto column = columns->of[index(entry.channel)];
            const auto cell = column ? trimmed(row[*column]) : std::string_view{};
            if (cell.empty()) continue;
            const auto value = plainNumber(cell);
            if (!value)
                return cellFault(r + 1, names[*column], cell, phrase("a number with a decimal point"));
            if (!meansMissing(entry.channel, *value)) frame.values[index(entry.channel)] = *value;
        }
        out.frames.push_back(frame);
    }
    if (out.frames.empty()) return Error{phrase("This CSV file has a header and no rows.")};
    measurePeriods(out);
    if (std::all_of(out.period.begin(), out.period.end(), [](Millis p) { return p == Millis{0}; }))
        return Error{phrase("This CSV file holds no reading: all its cells are empty.")};
    return out;
}

Result<ForeignRecording> readForeignCsv(std::string_view text, std::string name) {
    auto parsed = parseCsv(text);
    if (!parsed) return parsed.error();
    const auto& rows = parsed.value();
    std::size_t header = 0;
    while (header < rows.size() && rows[header][0].starts_with('#')) ++header;
    if (header >= rows.size()) return Error{phrase("This CSV file is empty.")};
    if (rows.size() - header - 1 > kMaxRecordedFrames) return tooManyFrames();
    ForeignRecording out;
    out.format = "CSV";
    out.name = cleanName(name);
    double secondsPerUnit = 1;
    const auto time = readHeadings(rows[header], secondsPerUnit, out.channels);
    if (!time) return time.error();
    std::optional<std::int64_t> first;
    for (std::size_t r = header + 1; r < rows.size(); ++r) {
        const auto& row = rows[r];
        if (row.size() != rows[header].size())
            return Error{phrase("Row {1} of this CSV file has {2} cells instead of {3}; the file may be cut.",
                                std::to_string(r + 1), std::to_string(row.size()),
                                std::to_string(rows[header].size()))};
        const auto timeCell = trimmed(row[time.value()]);
        const auto at = parseTime(timeCell, secondsPerUnit);
        if (!at) return cellFault(r + 1, rows[header][time.value()], timeCell, phrase("a time"));
        if (!first) {
            first = at;
            if (const auto iso = isoUtcMs(timeCell)) out.begun = WallTime{*iso, offsetIn(timeCell)};
        }
        const Millis since{*at - *first};
        if (since < (out.frames.empty() ? Millis{0} : out.frames.back()) ||
            static_cast<double>(since.count()) > kMaxElapsedSeconds * 1000)
            return Error{phrase("Row {1} of this CSV file goes back in time or jumps by more than 60 days.",
                                std::to_string(r + 1))};
        out.frames.push_back(since);
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto& channel = out.channels[i];
            const auto cell = trimmed(row[i]);
            if (cell.empty() || i == time.value() || !channel.usable) continue;
            if (const auto value = plainNumber(cell)) {
                channel.values.push_back({since, *value});
            } else if (channel.suggested) {
                return cellFault(r + 1, rows[header][i], cell, phrase("a number with a decimal point"));
            } else { // a column of words
                channel.usable = false;
                channel.reason = "text";
                channel.values.clear();
            }
        }
    }
    if (out.frames.empty()) return Error{phrase("This CSV file has a header and no rows.")};
    out.channels.erase(out.channels.begin() + static_cast<std::ptrdiff_t>(time.value()));
    return out;
}

} // namespace chairside
