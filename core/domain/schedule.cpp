// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/schedule.h"

#include "core/base/text.h"
#include "core/domain/open_answers.h"

#include <algorithm>
#include <tuple>

namespace chairside {
namespace {

/// Most repeats of one rule that are listed; at the shortest interval the reader accepts (30 s) that is 83
/// hours.
constexpr std::int64_t kMostRepeats = 10'000;

constexpr MonoTime kNever = MonoTime::max();

template <class... Kinds>
bool isOneOf(const EventBody& body) {
    return (std::holds_alternative<Kinds>(body) || ...);
}

bool matters(const EventBody& body) {
    return isOneOf<SessionOpened, HoldPlaced, HoldOverridden, HoldResolved, SessionCleared, DoseOrdered,
                   InfusionStarted, InfusionStopped, SprayGiven, Discharged, SessionCancelled, VitalsEntered,
                   ScoreEntered, SideEffectBegan, SideEffectChanged, SideEffectEnded, ItemConfirmed,
                   CheckMissed, EntryWithdrawn>(body);
}

void insertSorted(std::vector<MonoTime>& times, MonoTime at) {
    if (times.empty() || times.back() < at)
        times.push_back(at);
    else
        times.insert(std::upper_bound(times.begin(), times.end(), at), at);
}

/// Calls `use` with every key that these values capture.
template <class Use>
void forEachKey(const std::array<std::optional<double>, kChannelCount>& values, std::uint32_t flags,
                Use use) {
    const auto has = [&](Channel c) { return values[index(c)] && !(flags & flag::implausible(c)); };
    for (const auto& channel : allChannels())
        if (has(channel.channel)) use(channel.key);
    if (has(Channel::nibpSystolic) && has(Channel::nibpDiastolic)) use("nibp");
    if (has(Channel::pulseRate) && !has(Channel::hr)) use("hr");
}

bool isBeforeTreatment(Stage stage) {
    return stage == Stage::checkIn || stage == Stage::baseline;
}

} // namespace

int DueCheck::rank() const {
    switch (state) {
    case CheckState::overdue: return mandatory ? 0 : 1;
    case CheckState::due: return offered ? 3 : 2;
    case CheckState::upcoming: return 3;
    case CheckState::late:
    case CheckState::missed: return reason.empty() ? 4 : 5;
    case CheckState::done: return 5;
    }
    return 5;
}

void sortByUrgency(std::vector<DueCheck>& checks) {
    std::stable_sort(checks.begin(), checks.end(), [](const DueCheck& a, const DueCheck& b) {
        return std::tuple(a.rank(), a.due, !a.mandatory) < std::tuple(b.rank(), b.due, !b.mandatory);
    });
}

std::vector<DueCheck> unexplained(const std::vector<DueCheck>& checks) {
    std::vector<DueCheck> out;
    for (const auto& c : checks)
        if (c.mandatory && c.reason.empty() && (c.state == CheckState::missed || c.state == CheckState::late))
            out.push_back(c);
    return out;
}

Schedule::Schedule(std::vector<CheckRule> rules, std::set<std::string> unscored)
    : rules_(std::move(rules)), unscored_(std::move(unscored)) {}

void Schedule::apply(const Event& event) {
    if (matters(event.body) && entries_.apply(event)) rebuild();
}

void Schedule::capture(std::string_view key, MonoTime at) {
    auto it = device_.find(key);
    if (it == device_.end()) it = device_.emplace(std::string(key), Times{}).first;
    auto& times = it->second;
    const auto next = std::lower_bound(times.begin(), times.end(), at);
    if (next != times.end() && *next == at) return;
    if (next != times.begin() && at - *std::prev(next) < kThin) return;
    times.insert(next, at);
}

void Schedule::capture(const Reading& reading) {
    forEachKey(reading.values, reading.flags, [&](std::string_view key) { capture(key, reading.at.mono); });
}

void Schedule::rebuild() {
    entered_.clear(), holds_.clear(), openHolds_.clear(), reasons_.clear();
    opened_.reset(), started_.reset(), firstSpray_.reset(), ended_.reset(), endNoticed_.reset(),
        closed_.reset();
    orderedMg_ = sprayedMg_ = 0;
    for (const Event& e : entries_.all()) note(e);
}

void Schedule::note(const Event& e) {
    noteHold(e);
    noteWorkflow(e);
    noteCapture(e);
}

void Schedule::noteHold(const Event& e) {
    const auto settle = [&](const std::string& code) {
        openHolds_.erase(code);
        if (openHolds_.empty() && !holds_.empty() && !holds_.back().to) holds_.back().to = e.effective;
    };
    if (const auto* placed = std::get_if<HoldPlaced>(&e.body)) {
        if (openHolds_.empty()) holds_.push_back({e.effective, std::nullopt});
        openHolds_.insert(placed->code);
    } else if (const auto* overridden = std::get_if<HoldOverridden>(&e.body)) {
        settle(overridden->code);
    } else if (const auto* resolved = std::get_if<HoldResolved>(&e.body)) {
        settle(resolved->code);
    } else if (isOneOf<SessionCleared>(e.body)) {
        openHolds_.clear();
        if (!holds_.empty() && !holds_.back().to) holds_.back().to = e.effective;
    }
}

void Schedule::noteWorkflow(const Event& e) {
    const auto first = [&](std::optional<MonoTime>& slot) {
        if (!slot) slot = e.effective;
    };
    const auto end = [&] {
        first(ended_);
        // A back-dated end must not make checks disappear that had already fallen due when it was entered.
        if (!endNoticed_) endNoticed_ = std::max(e.effective, e.at.mono);
    };
    if (isOneOf<SessionOpened>(e.body)) {
        first(opened_);
    } else if (const auto* ordered = std::get_if<DoseOrdered>(&e.body)) {
        orderedMg_ = ordered->order.doseMg;
    } else if (isOneOf<InfusionStarted>(e.body)) {
        first(started_);
    } else if (isOneOf<InfusionStopped>(e.body)) {
        end();
    } else if (const auto* spray = std::get_if<SprayGiven>(&e.body)) {
        first(started_), first(firstSpray_);
        sprayedMg_ += spray->mg;
        if (orderedMg_ > 0 && sprayedMg_ >= orderedMg_ - 0.01) end();
    } else if (isOneOf<Discharged, SessionCancelled>(e.body)) {
        if (!closed_) closed_ = std::max(e.effective, e.at.mono);
    }
}

void Schedule::noteCapture(const Event& e) {
    const auto add = [&](std::string_view key) { insertSorted(entered_[std::string(key)], e.effective); };
    if (const auto* vitals = std::get_if<VitalsEntered>(&e.body)) {
        forEachKey(vitals->values, vitals->flags, add);
    } else if (const auto* score = std::get_if<ScoreEntered>(&e.body)) {
        if (score->total || (unscored_.contains(score->instrument) && !score->answers.empty()))
            add(score->instrument);
    } else if (const auto* item = std::get_if<ItemConfirmed>(&e.body)) {
        // One answer of a questionnaire is no check; its score is.
        if (!item->value.empty() && !instrumentOfList(item->list)) add(item->item);
    } else if (isOneOf<SideEffectBegan, SideEffectChanged, SideEffectEnded>(e.body)) {
        add("side_effects");
    } else if (const auto* ordered = std::get_if<DoseOrdered>(&e.body)) {
        if (ordered->order.weightKg > 0) add("weight"); // a dose is ordered on a weight measured today
    } else if (const auto* missed = std::get_if<CheckMissed>(&e.body)) {
        reasons_[{missed->check, missed->due}] = missed->reason;
    }
}

std::optional<MonoTime> Schedule::stageEnd(Stage stage) const {
    const auto earlier = [](std::optional<MonoTime> a, std::optional<MonoTime> b) {
        return a && b ? std::min(*a, *b) : a ? a : b;
    };
    switch (stage) {
    case Stage::checkIn:
    case Stage::baseline: return earlier(started_, closed_);
    case Stage::treatment: return earlier(endNoticed_, closed_);
    case Stage::recovery:
    case Stage::discharge:
    case Stage::closed: return closed_;
    }
    return closed_;
}

std::vector<Schedule::Span> Schedule::spans(const CheckRule& rule) const {
    const auto one = [&](std::optional<MonoTime> from) {
        return from ? std::vector<Span>{{*from, stageEnd(rule.stage)}} : std::vector<Span>{};
    };
    switch (rule.anchor) {
    case CheckRule::Anchor::sessionOpen: return one(opened_);
    case CheckRule::Anchor::treatmentStart: return one(started_);
    case CheckRule::Anchor::treatmentEnd: return one(ended_);
    case CheckRule::Anchor::firstSpray: return one(firstSpray_);
    case CheckRule::Anchor::hold: break;
    }
    std::vector<Span> spans = holds_;
    const auto end = stageEnd(Stage::baseline);
    for (auto& span : spans)
        if (end && (!span.to || *end < *span.to)) span.to = end;
    return spans;
}

/// The due times of one rule in order, each with the time from which a capture counts and at which it closes.
std::vector<Schedule::Slot> Schedule::slots(const CheckRule& rule, const Span& span, MonoTime now) const {
    std::vector<MonoTime> dues, marks;
    for (const Millis mark : rule.at) {
        const MonoTime due = span.from + mark;
        // A mandatory mark stays on the list even when the session ended before it: it is then missed, not
        // lost.
        if (rule.mandatory || !closed_ || due < *closed_) marks.push_back(due);
    }
    if (rule.atStageEnd && ended_) marks.push_back(*ended_);
    dues = marks;
    if (rule.every && *rule.every > Millis{0}) {
        int ahead = 0; // one that may have been done early, and the next
        for (std::int64_t k = 1; k <= kMostRepeats && ahead < 2; ++k) {
            const MonoTime due = span.from + k * *rule.every;
            if (span.to && due >= *span.to) break;
            dues.push_back(due);
            if (due > now) ++ahead;
        }
    }
    std::sort(dues.begin(), dues.end());
    dues.erase(std::unique(dues.begin(), dues.end()), dues.end());

    const auto end = isBeforeTreatment(rule.stage) ? stageEnd(rule.stage) : closed_;
    std::vector<Slot> slots;
    for (std::size_t i = 0; i < dues.size(); ++i) {
        Slot slot{dues[i], rule.early, end, std::find(marks.begin(), marks.end(), dues[i]) == marks.end()};
        if (i > 0) slot.early = std::clamp(dues[i] - dues[i - 1] - rule.grace, Millis{0}, rule.early);
        std::optional<MonoTime> next;
        if (i + 1 < dues.size())
            next = dues[i + 1];
        else if (rule.every)
            next = dues[i] + *rule.every; // also after the last one: it stays open as long as the others did
        if (next && (!slot.closes || *next < *slot.closes)) slot.closes = next;
        slots.push_back(slot);
    }
    return slots;
}

std::optional<MonoTime> Schedule::firstCapture(const std::string& key, MonoTime from, MonoTime until) const {
    std::optional<MonoTime> best;
    for (const auto alternative : splitOn(key, '|')) {
        for (const auto* captures : {&entered_, &device_}) {
            const auto found = captures->find(alternative);
            if (found == captures->end()) continue;
            const auto it = std::lower_bound(found->second.begin(), found->second.end(), from);
            if (it != found->second.end() && *it < until && (!best || *it < *best)) best = *it;
        }
    }
    return best;
}

/// Which capture of `key` fills each slot, in order. A capture fills one slot; a late one that lies nearer to
/// the next due time counts for that as well, so that nobody measures twice within a minute.
std::vector<std::optional<MonoTime>> Schedule::fill(const std::string& key, const std::vector<Slot>& slots,
                                                    MonoTime now) const {
    std::vector<std::optional<MonoTime>> filled;
    MonoTime free = MonoTime::min();
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const Slot& slot = slots[i];
        // What was entered before the start may bear the same millisecond as the start itself.
        const auto closes =
            slot.closes && slot.closes == started_ ? *slot.closes + Millis{1} : slot.closes.value_or(kNever);
        const MonoTime until = std::min(closes, now + Millis{1});
        const auto at = firstCapture(key, std::max(slot.due - slot.early, free), until);
        filled.push_back(at);
        if (!at) continue;
        const bool nearerToNext = i + 1 < slots.size() && slots[i + 1].due - *at < *at - slot.due;
        free = nearerToNext ? *at : *at + Millis{1};
    }
    return filled;
}

void Schedule::judge(const CheckRule& rule, const Span& span, MonoTime now,
                     std::vector<DueCheck>& out) const {
    const auto all = slots(rule, span, now);
    std::vector<std::vector<std::optional<MonoTime>>> filled;
    for (const auto& key : rule.captures) filled.push_back(fill(key, all, now));
    bool upcomingRepeat = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        DueCheck check{rule.id,
                       rule.title,
                       rule.captures,
                       {},
                       rule.stage,
                       all[i].due,
                       all[i].due + rule.grace,
                       rule.mandatory,
                       CheckState::upcoming,
                       std::nullopt,
                       {}};
        check.offered = rule.offered;
        MonoTime last = MonoTime::min();
        for (std::size_t k = 0; k < rule.captures.size(); ++k) {
            if (filled[k][i])
                last = std::max(last, *filled[k][i]);
            else
                check.open.push_back(rule.captures[k]);
        }
        if (const auto said = reasons_.find({rule.id, check.due}); said != reasons_.end())
            check.reason = said->second;
        const bool isClosed = all[i].closes && now >= *all[i].closes;
        if (check.open.empty()) {
            check.doneAt = last;
            check.state = rule.offered || last <= check.overdueFrom ? CheckState::done : CheckState::late;
        } else if (isClosed || !check.reason.empty()) {
            if (rule.offered && check.reason.empty()) continue;
            check.state = CheckState::missed;
        } else if (now >= check.due) {
            check.state = rule.offered || now <= check.overdueFrom ? CheckState::due : CheckState::overdue;
        } else if (all[i].repeats) {
            if (upcomingRepeat) continue;
            upcomingRepeat = true;
        }
        out.push_back(std::move(check));
    }
}

std::vector<DueCheck> Schedule::at(MonoTime now) const {
    std::vector<DueCheck> out;
    for (const auto& rule : rules_)
        for (const auto& span : spans(rule)) judge(rule, span, now, out);
    std::stable_sort(out.begin(), out.end(), [](const DueCheck& a, const DueCheck& b) {
        return std::tuple(a.due, !a.mandatory) < std::tuple(b.due, !b.mandatory);
    });
    return out;
}

} // namespace chairside
