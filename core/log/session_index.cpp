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
class NameNumbers {
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
    const auto day = parseIsoDate(iso);
    return day ? std::optional(static_cast<LocalDay>(day->time_since_epoch().count())) : std::nullopt;
}

void SessionIndex::Texts::add(std::string_view text) {
    all_ += text;
    all_ += '\n';
    ends_.push_back(static_cast<std::uint32_t>(all_.size()));
}

void SessionIndex::Texts::mark(std::string_view word, std::uint8_t bit,
                               std::vector<std::uint8_t>& marks) const {
    const char *at = all_.data(), *const end = at + all_.size();
    std::size_t text = 0;
    while (at < end) {
        const auto* hit = static_cast<const char*>(
            memmem(at, static_cast<std::size_t>(end - at), word.data(), word.size()));
        if (!hit) return;
        const auto offset = static_cast<std::uint32_t>(hit - all_.data());
        // Hits of a common word lie side by side, those of a rare one far apart: strides that grow suit both.
        for (std::size_t stride = 1; ends_[text] <= offset; stride *= 2) {
            if (text + stride < ends_.size() && ends_[text + stride] <= offset) {
                text += stride;
                continue;
            }
            const auto first = ends_.begin() + static_cast<std::ptrdiff_t>(text);
            const auto last =
                ends_.begin() + static_cast<std::ptrdiff_t>(std::min(text + stride + 1, ends_.size()));
            text = static_cast<std::size_t>(std::upper_bound(first, last, offset) - ends_.begin());
            break;
        }
        marks[text] |= bit;
        at = all_.data() + ends_[text];
    }
}

/// Numbers patients, days and protocols while rows come in.
class SessionIndex::Builder {
public:
    explicit Builder(SessionIndex& index) : index_(index) {
        nurses_.number(""); // not known
    }

    void add(const IndexEntry& entry, const std::unordered_map<Uuid, FactTags>& tags) {
        Row row;
        row.ref = entry.ref;
        row.session = entry.session;
        row.day = localDay(entry.opened);
        row.protocol = protocol(entry.protocol);
        row.dayText = day(row.day, entry.opened);
        row.patient = patient(entry.folded, foldedProtocols_[row.protocol]);
        if (const auto known = tags.find(entry.session); known != tags.end()) {
            row.flags = known->second.flags;
            row.nurse = nurses_.number(known->second.nurse);
        } else {
            ++index_.untagged_;
        }
        index_.rows_.push_back(row);
    }
    void finish() {
        index_.protocols_ = protocols_.byNumber();
        index_.nurses_ = nurses_.byNumber();
    }

private:
    std::uint16_t protocol(const std::string& title) {
        const auto number = protocols_.number(title);
        if (number == foldedProtocols_.size()) {
            foldedProtocols_.push_back(foldForSearch(title));
            index_.protocolTexts_.add(foldedProtocols_.back());
        }
        return number;
    }
    std::uint32_t day(LocalDay day, WallTime opened) {
        const auto known = days_.try_emplace(day, static_cast<std::uint32_t>(days_.size()));
        if (known.second) index_.dayTexts_.add(dateWords(opened));
        return known.first->second;
    }
    /// The text of a session ends with its protocol, which is looked for on its own.
    std::uint32_t patient(std::string_view text, const std::string& protocol) {
        if (text.size() > protocol.size() && text.ends_with(protocol) &&
            text[text.size() - protocol.size() - 1] == ' ')
            text.remove_suffix(protocol.size() + 1);
        const auto known =
            patients_.try_emplace(std::string(text), static_cast<std::uint32_t>(patients_.size()));
        if (known.second) index_.patientTexts_.add(text);
        return known.first->second;
    }

    SessionIndex& index_;
    NameNumbers protocols_, nurses_;
    std::vector<std::string> foldedProtocols_;
    std::unordered_map<LocalDay, std::uint32_t> days_;
    std::unordered_map<std::string, std::uint32_t> patients_;
};

SessionIndex SessionIndex::of(const std::vector<IndexEntry>& newestFirst,
                              const std::unordered_map<Uuid, FactTags>& tags) {
    SessionIndex index;
    index.rows_.reserve(newestFirst.size());
    Builder builder(index);
    for (const auto& entry : newestFirst) builder.add(entry, tags);
    builder.finish();
    return index;
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

    // One bit for each word, in the marks of every text that holds it.
    std::vector<std::uint8_t> patients(patientTexts_.size()), dates(dayTexts_.size()),
        protocols(protocolTexts_.size());
    const std::string folded = foldForSearch(query.text);
    std::uint8_t all = 0;
    for (const auto word : splitOn(folded, ' ')) {
        if (word.empty() || all == 0xff) continue;
        const auto bit = static_cast<std::uint8_t>(all + 1);
        patientTexts_.mark(word, bit, patients);
        dayTexts_.mark(word, bit, dates);
        protocolTexts_.mark(word, bit, protocols);
        all |= bit;
    }
    for (const auto& row : rows_) {
        const auto found = patients[row.patient] | dates[row.dayText] | protocols[row.protocol];
        if (found == all && passes(row, wanted)) out.push_back(row.ref);
    }
    return out;
}

Result<std::optional<SessionIndex>> loadSessionIndex(HistoryReader& history, FiguresIndex& figures,
                                                     const IndexStamp& known) {
    const auto lastEntry = history.lastEntry();
    if (!lastEntry) return lastEntry.error();
    const IndexStamp stamp{lastEntry.value(), figures.revision()};
    if (stamp == known) return std::optional<SessionIndex>();
    auto entries = history.indexEntries();
    if (!entries) return entries.error();
    auto tags = figures.tags();
    if (!tags) return tags.error();
    auto index = SessionIndex::of(entries.value(), tags.value());
    index.setStamp(stamp);
    return std::optional(std::move(index));
}

} // namespace chairside
