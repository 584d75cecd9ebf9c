// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/stock.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/base/text.h"
#include "core/domain/credential.h"
#include "core/domain/vials.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace chairside {
namespace {

constexpr int kMostContainers = 10'000, kManyContainers = 100;
constexpr double kMostContentMg = 5'000;

/// The same lot however it was typed: "ab 12" and "AB12 ".
std::string keyOf(std::string_view text) {
    auto folded = foldForSearch(cleanName(text));
    std::erase(folded, ' ');
    return folded;
}
bool same(std::string_view a, std::string_view b) {
    return keyOf(a) == keyOf(b);
}
bool isUse(const EventBody& body) {
    return std::holds_alternative<DrugDrawn>(body) || std::holds_alternative<SprayGiven>(body) ||
           std::holds_alternative<EntryWithdrawn>(body);
}
/// The last day on which it may be used.
std::optional<std::string> lastDay(std::string_view expiry) {
    if (parseIsoDate(expiry)) return std::string(expiry);
    const auto first = parseIsoDate(std::string(expiry) + "-01");
    if (!first) return std::nullopt;
    const std::chrono::year_month_day day{*first};
    const std::chrono::year_month_day_last last{day.year() / day.month() / std::chrono::last};
    const auto number = static_cast<unsigned>(last.day());
    return std::string(expiry) + "-" + (number < 10 ? "0" : "") + std::to_string(number);
}
std::string containers(int count) {
    return phrase(count == 1 ? toSay("{1} container") : toSay("{1} containers"), std::to_string(count));
}
std::string lotWords(const StockLot& lot) {
    return phrase("{1}, lot {2}", lot.drug, (lot.lot.empty() ? phrase("not recorded") : lot.lot));
}

/// The lots as they come out of the entries.
class Lots {
public:
    StockLot& at(const std::string& drug, const std::string& lot) {
        const auto [place, fresh] = lots.try_emplace({keyOf(drug), keyOf(lot)});
        if (fresh) {
            place->second.drug = drug;
            place->second.lot = lot;
        }
        return place->second;
    }
    void operator()(const StockReceived& b) {
        auto& lot = at(b.drug, b.lot);
        if (!lot.known) {
            lot.drug = b.drug; // as received, not as typed in a session
            lot.lot = b.lot;
            lot.expiry = b.expiry;
            lot.strengthMgPerMl = b.strengthMgPerMl;
            lot.contentMg = b.contentMg;
        }
        lot.known = true;
        lot.received += b.count;
    }
    void operator()(const StockRemoved& b) { at(b.drug, b.lot).removed += b.count; }
    void operator()(const StockCounted& b) {
        for (const auto& count : b.counts)
            at(count.drug, count.lot).difference += count.found - count.expected;
    }
    template <class Other>
    void operator()(const Other&) {}

    std::map<std::pair<std::string, std::string>, StockLot> lots; ///< by drug and lot
};

} // namespace

int StockLot::expected() const {
    const double inUse = contentMg > 0 ? drawnMg / contentMg : 0;
    return static_cast<int>(std::ceil(received - removed + difference - opened - inUse - 1e-6));
}

Expiry expiryOn(std::string_view expiry, std::string_view today, int soonDays) {
    const auto last = lastDay(expiry);
    const auto days = last ? daysBetween(today, *last) : std::nullopt;
    if (!days) return Expiry::unreadable;
    if (*days < 0) return Expiry::expired;
    return *days <= soonDays ? Expiry::soon : Expiry::fine;
}

Expiry expiryOn(const StockLot& lot, std::string_view today) {
    return expiryOn(lot.expiry, today, lot.expiresSoonDays);
}

void StockBook::markAs(const std::vector<Protocol>& protocols) {
    marks_.clear();
    for (const auto& protocol : protocols) {
        auto& marks = marks_[keyOf(protocol.dosing.drug)];
        marks.lowContainers = std::max(marks.lowContainers, protocol.dosing.lowContainers);
        marks.expiresSoonDays = std::max(marks.expiresSoonDays, protocol.dosing.expiresSoonDays);
    }
}

void StockBook::apply(const Event& event, const std::string& drug) {
    if (event.session != kClinicLog) {
        if (!isUse(event.body)) return;
        if (!drug.empty()) drugs_[event.session] = drug;
        sessions_[event.session].apply(event);
        return;
    }
    if (std::holds_alternative<ClinicOpened>(event.body))
        opened_ = event.at.wall;
    else
        clinic_.apply(event);
    lastSeq_ = std::max(lastSeq_, event.seq);
    lastAt_ = std::max(lastAt_, event.at.mono);
}

std::vector<StockLot> StockBook::lots() const {
    Lots out;
    for (const auto& event : clinic_.all()) std::visit(out, event.body);
    for (const auto& [session, entries] : sessions_) {
        const auto drug = drugs_.find(session);
        const std::string name = drug == drugs_.end() ? "" : drug->second;
        const auto& all = entries.all();
        const auto vials = vialsOf(all);
        for (const auto& vial : vials) {
            auto& lot = out.at(name, vial.lot);
            if (!lot.known && lot.expiry.empty()) lot.expiry = vial.expiry;
            lot.opened += vial.containers();
            if (vial.vialMg <= 0) lot.drawnMg += vial.drawnMg;
        }
        if (!vials.empty()) continue; // where devices were drawn as well as sprayed, the draw counts
        for (const auto& event : all)
            if (const auto* spray = std::get_if<SprayGiven>(&event.body))
                out.at(name, spray->lot).opened += 1;
    }
    std::vector<StockLot> list;
    for (auto& [key, lot] : out.lots) {
        if (const auto marks = marks_.find(key.first); marks != marks_.end())
            lot.expiresSoonDays = marks->second.expiresSoonDays;
        list.push_back(std::move(lot));
    }
    std::sort(list.begin(), list.end(), [](const StockLot& a, const StockLot& b) {
        return std::tie(a.drug, a.expiry, a.lot) < std::tie(b.drug, b.expiry, b.lot);
    });
    return list;
}

std::vector<StockLot> StockBook::usable(std::string_view drug, std::string_view today) const {
    auto list = lots();
    std::erase_if(list, [&](const StockLot& lot) {
        return !lot.known || !same(lot.drug, drug) || lot.expected() <= 0 ||
               expiryOn(lot.expiry, today) == Expiry::expired;
    });
    return list;
}

std::vector<std::string> StockBook::low(std::string_view today) const {
    std::map<std::tuple<std::string, double, double>, int> left;
    for (const auto& lot : lots()) {
        if (!lot.known) continue;
        auto& sum = left[{lot.drug, lot.strengthMgPerMl, lot.contentMg}];
        if (expiryOn(lot.expiry, today) != Expiry::expired) sum += std::max(0, lot.expected());
    }
    std::vector<std::string> out;
    for (const auto& [kind, count] : left) {
        const auto& [drug, strength, content] = kind;
        const auto marks = marks_.find(keyOf(drug));
        if (count > (marks == marks_.end() ? 0 : marks->second.lowContainers)) continue;
        out.push_back(drug + " " + formatNumber(content) + " mg" +
                      (strength > 0 ? " (" + formatNumber(strength) + " mg/mL)" : "") + ": " +
                      (count == 0 ? phrase("none left that can be used.")
                                  : phrase("only {1} left.", containers(count))));
    }
    return out;
}

namespace {

using Outcome = std::optional<Refusal>;

/// The guards, one for each kind that may be entered.
struct Guard {
    const StockBook& book;
    const Command& command;
    const std::string today;
    std::optional<Question>& question;

    std::optional<StockLot> find(const std::string& drug, const std::string& lot) const {
        for (auto& one : book.lots())
            if (same(one.drug, drug) && same(one.lot, lot)) return one;
        return std::nullopt;
    }
    Outcome otherPerson(const Actor& second, const std::string& what) const {
        if (second.id.empty()) return Refusal{phrase("{1} needs a second person: choose who.", what)};
        if (second.id == command.actor.id)
            return Refusal{phrase("{1} needs two different people; choose somebody else.", what)};
        return std::nullopt;
    }

    Outcome operator()(const StockReceived& b) const {
        if (cleanName(b.drug).empty()) return Refusal{phrase("Choose the drug first.")};
        if (cleanName(b.lot).empty())
            return Refusal{phrase("The lot number is missing; it stands on the label.")};
        if (!(b.contentMg > 0) || b.contentMg > kMostContentMg)
            return Refusal{phrase("One container holds more than 0 and at most 5,000 mg.")};
        if (b.count < 1 || b.count > kMostContainers)
            return Refusal{phrase("The number of containers is between 1 and 10,000.")};
        const auto expiry = expiryOn(b.expiry, today);
        if (expiry == Expiry::unreadable)
            return Refusal{phrase("The expiry is a month or a day, for example 2027-06 or 2027-06-30.")};
        const auto there = find(b.drug, b.lot);
        if (there && there->known &&
            (there->expiry != b.expiry || there->contentMg != b.contentMg ||
             there->strengthMgPerMl != b.strengthMgPerMl))
            return Refusal{phrase("Lot {1} is in the book with {2} mg and expiry {3}. Compare with the "
                                  "label; a wrong entry can be withdrawn.",
                                  there->lot, formatNumber(there->contentMg), there->expiry)};
        if (expiry == Expiry::expired)
            question = Question{phrase("Lot {1} expired with {2}. Record it as received?", b.lot, b.expiry)};
        else if (b.count > kManyContainers)
            question =
                Question{phrase("{1} at once is unusual. Record it as received?", containers(b.count))};
        return std::nullopt;
    }
    Outcome operator()(const StockRemoved& b) const {
        const auto lot = find(b.drug, b.lot);
        if (!lot) return Refusal{phrase("There is no such lot in the book.")};
        if (b.count < 1) return Refusal{phrase("Say how many containers were removed.")};
        if (b.count > lot->expected())
            return Refusal{phrase("The book has {1} of lot {2}. Count the stock if that is wrong.",
                                  containers(std::max(0, lot->expected())), lot->lot)};
        if (cleanNote(b.reason).empty())
            return Refusal{phrase("Removing containers needs a reason: broken, expired, returned.")};
        return otherPerson(b.witness, phrase("Removing a controlled drug"));
    }
    Outcome operator()(const StockCounted& b) const {
        if (b.counts.empty()) return Refusal{phrase("Nothing was counted yet.")};
        for (const auto& count : b.counts) {
            const auto lot = find(count.drug, count.lot);
            if (!lot) return Refusal{phrase("There is no lot {1} in the book.", count.lot)};
            if (count.found < 0 || count.found > kMostContainers)
                return Refusal{phrase("The number found is between 0 and 10,000.")};
            if (count.expected != lot->expected())
                return Refusal{phrase(
                    "The book changed while you were counting {1}: it expects {2} now. Count it again.",
                    lotWords(*lot), std::to_string(lot->expected()))};
            if (count.found != count.expected && cleanNote(count.explanation).empty())
                return Refusal{
                    phrase("{1}: {2} found, {3} expected. Name the discrepancy: what is known of it?",
                           lotWords(*lot), std::to_string(count.found), std::to_string(count.expected))};
        }
        return otherPerson(b.second, phrase("A reconciliation"));
    }
    Outcome operator()(const FormSent& b) const {
        if (b.about.isNull() || b.form.empty()) return Refusal{phrase("Choose the session of the form.")};
        if (cleanName(b.sentBy).empty()) return Refusal{phrase("Say who sent the form.")};
        const auto days = daysBetween(b.sentOn, today);
        if (!days) return Refusal{phrase("The date of sending is year-month-day, for example 2026-11-28.")};
        if (*days < 0) return Refusal{phrase("The date of sending lies in the future.")};
        return std::nullopt;
    }
    Outcome operator()(const EntryWithdrawn& b) const {
        const auto& entries = book.entries();
        const auto entry = std::find_if(entries.begin(), entries.end(), [&](const Event& e) {
            return command.corrects && e.id == *command.corrects;
        });
        if (entry == entries.end())
            return Refusal{phrase("There is no such entry, or it was withdrawn already.")};
        if (std::holds_alternative<StockCounted>(entry->body))
            return Refusal{phrase("A count signed by two people stays. Count again if it was wrong.")};
        if (cleanNote(b.reason).empty())
            return Refusal{phrase("Withdrawing an entry needs a reason; both stay in the record.")};
        return std::nullopt;
    }
    template <class Other>
    Outcome operator()(const Other&) const {
        return Refusal{phrase("This entry belongs into a session, not into the clinic's log.")};
    }
};

} // namespace

Decision decideStock(const StockBook& book, const Command& command, Instant now, UuidSource& ids) {
    if (command.actor.id.empty())
        return Refusal{phrase("Say who you are first: choose a name on the start page.")};
    std::optional<Question> question;
    const Guard guard{book, command, formatDate(now.wall), question};
    if (auto refusal = std::visit(guard, command.ask)) return *refusal;
    if (question && !command.sure) return *question;
    if (auto refusal = credentialProblem(command)) return *refusal;
    std::vector<Event> events;
    const auto begun = book.opened_.value_or(now.wall);
    const auto record = [&](EventBody body, const Actor& actor, std::optional<Uuid> corrects) {
        Event event;
        event.id = ids.next(now.wall.utcMs);
        event.session = kClinicLog;
        event.seq = book.lastSeq_ + 1 + static_cast<std::int64_t>(events.size());
        const auto since = monoFromMs(std::max<std::int64_t>(0, now.wall.utcMs - begun.utcMs));
        event.at = {std::max(book.lastAt_, since), now.wall};
        event.effective = event.at.mono;
        event.actor = actor;
        event.corrects = corrects;
        event.body = std::move(body);
        events.push_back(std::move(event));
    };
    if (!book.opened_) record(ClinicOpened{}, systemActor(), std::nullopt);
    record(command.ask, command.actor,
           std::holds_alternative<EntryWithdrawn>(command.ask) ? command.corrects : std::nullopt);
    for (auto& proof : provenBy(command)) record(std::move(proof), command.actor, std::nullopt);
    return events;
}

} // namespace chairside
