// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/session_index.h"

#include "core/base/text.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <unordered_set>

namespace chairside {
namespace {

using std::chrono::days;

/// "2026-11-21 21.11.2026 21 nov 2026": dates as people type them.
std::string dateWords(WallTime at) {
    static constexpr const char* kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                              "jul", "aug", "sep", "oct", "nov", "dec"};
    const auto iso = formatDate(at); // the session's own local date
    if (iso.size() != 10) return iso;
    int month = 0;
    std::from_chars(iso.data() + 5, iso.data() + 7, month);
    const std::string year = iso.substr(0, 4), day = iso.substr(8, 2);
    return iso + " " + day + "." + iso.substr(5, 2) + "." + year + " " +
           (day[0] == '0' ? day.substr(1) : day) + " " + kMonths[std::clamp(month, 1, 12) - 1];
}

/// Numbers for names, in the order of first sight; `sorted` for a menu.
class Names {
public:
    std::uint16_t number(const std::string& name) {
        return numbers_.try_emplace(name, static_cast<std::uint16_t>(numbers_.size())).first->second;
    }
    std::vector<std::string> byNumber() const {
        std::vector<std::string> out(numbers_.size());
        for (const auto& [name, number] : numbers_) out[number] = name;
        return out;
    }

private:
    std::map<std::string, std::uint16_t> numbers_;
};

} // namespace

LocalDay localDay(WallTime at) {
    const auto local = Millis{at.utcMs} + Minutes{at.offsetMin};
    return static_cast<LocalDay>(std::chrono::floor<days>(local).count());
}

std::optional<LocalDay> localDayOf(const std::string& iso) {
    int year = 0;
    unsigned month = 0, day = 0;
    const auto read = [&](std::size_t from, std::size_t size, auto& into) {
        const auto* begin = iso.data() + from;
        const auto done = std::from_chars(begin, begin + size, into);
        return done.ec == std::errc{} && done.ptr == begin + size;
    };
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-' || !read(0, 4, year) || !read(5, 2, month) ||
        !read(8, 2, day))
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                           std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    return static_cast<LocalDay>(std::chrono::sys_days{date}.time_since_epoch().count());
}

SessionIndex SessionIndex::of(const std::vector<IndexEntry>& newestFirst,
                              const std::unordered_map<Uuid, FactTags>& tags) {
    SessionIndex index;
    Names protocols, nurses;
    nurses.number(""); // not known
    index.rows_.reserve(newestFirst.size());
    for (const auto& entry : newestFirst) {
        Row row;
        row.ref = entry.ref;
        row.session = entry.session;
        row.day = localDay(entry.opened);
        row.protocol = protocols.number(entry.protocol);
        if (const auto known = tags.find(entry.session); known != tags.end()) {
            row.flags = known->second.flags;
            row.nurse = nurses.number(known->second.nurse);
        }
        row.textFrom = static_cast<std::uint32_t>(index.texts_.size());
        index.texts_ += entry.folded;
        index.texts_ += ' ';
        index.texts_ += dateWords(entry.opened);
        index.texts_ += '\n';
        index.rows_.push_back(row);
    }
    index.protocols_ = protocols.byNumber();
    index.nurses_ = nurses.byNumber();
    return index;
}

std::string_view SessionIndex::textOf(std::size_t row) const {
    const std::size_t from = rows_[row].textFrom;
    const std::size_t end = row + 1 < rows_.size() ? rows_[row + 1].textFrom : texts_.size();
    return std::string_view(texts_).substr(from, end - from - 1);
}

struct SessionIndex::Wanted {
    const SessionQuery& query;
    std::optional<std::uint16_t> protocol, nurse;
    std::unordered_set<Uuid> only;
};

bool SessionIndex::passes(const Row& row, const Wanted& w) const {
    return (!w.query.from || row.day >= *w.query.from) && (!w.query.to || row.day <= *w.query.to) &&
           (row.flags & w.query.flags) == w.query.flags && (!w.protocol || row.protocol == *w.protocol) &&
           (!w.nurse || row.nurse == *w.nurse) && (w.only.empty() || w.only.contains(row.session));
}

std::vector<std::int64_t> SessionIndex::find(const SessionQuery& query) const {
    std::vector<std::int64_t> out;
    Wanted wanted{query, {}, {}, {query.only.begin(), query.only.end()}};
    const auto numberOf = [](const std::vector<std::string>& names, const std::string& name) {
        const auto at = std::find(names.begin(), names.end(), name);
        return at == names.end() ? std::optional<std::uint16_t>()
                                 : static_cast<std::uint16_t>(at - names.begin());
    };
    if (!query.protocol.empty() && !(wanted.protocol = numberOf(protocols_, query.protocol))) return out;
    if (!query.nurse.empty() && !(wanted.nurse = numberOf(nurses_, query.nurse))) return out;

    const std::string folded = foldForSearch(query.text);
    std::vector<std::string_view> words;
    for (const auto word : splitOn(folded, ' '))
        if (!word.empty()) words.push_back(word);
    // The longest word is the rarest, and the pass over all texts looks for that one alone.
    std::sort(words.begin(), words.end(), [](auto a, auto b) { return a.size() > b.size(); });
    if (words.empty()) {
        for (const auto& row : rows_)
            if (passes(row, wanted)) out.push_back(row.ref);
        return out;
    }
    const char *at = texts_.data(), *const end = at + texts_.size();
    while (at < end) {
        const auto* hit = static_cast<const char*>(
            memmem(at, static_cast<std::size_t>(end - at), words.front().data(), words.front().size()));
        if (!hit) break;
        const auto offset = static_cast<std::uint32_t>(hit - texts_.data());
        const auto next = std::upper_bound(rows_.begin(), rows_.end(), offset,
                                           [](std::uint32_t o, const Row& row) { return o < row.textFrom; });
        const auto row = static_cast<std::size_t>(next - rows_.begin()) - 1;
        const auto text = textOf(row);
        const bool all = std::all_of(words.begin() + 1, words.end(),
                                     [&](auto word) { return text.find(word) != text.npos; });
        if (all && passes(rows_[row], wanted)) out.push_back(rows_[row].ref);
        at = text.data() + text.size() + 1;
    }
    return out;
}

Result<SessionIndex> loadSessionIndex(HistoryReader& history, FiguresIndex& figures) {
    auto entries = history.indexEntries();
    if (!entries) return entries.error();
    auto tags = figures.tags();
    if (!tags) return tags.error();
    return SessionIndex::of(entries.value(), tags.value());
}

} // namespace chairside
