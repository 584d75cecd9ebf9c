// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the presenter that says what is due: in which order, under which name, and which checks one
// measurement settles together.
#include "ui/live/live_presenter.h"
#include "ui/style/words.h"

#include <algorithm>
#include <tuple>

namespace chairside {
namespace {

/// Two pressures due this close are one measurement; the schedule itself counts it for both.
constexpr Millis kTogether{3min};

/// Late or missed, mandatory or in alarm, and nobody has said why.
bool wantsReason(const DueCheck& check) {
    if (!check.reason.empty()) return false;
    return check.state == CheckState::missed || (check.state == CheckState::late && check.mandatory);
}

/// Overdue first, then due, then what wants a reason, then the soonest; what is settled comes last, newest
/// first.
std::tuple<int, Millis, bool> urgency(const DueCheck& check) {
    const auto due = check.due - MonoTime{};
    switch (check.state) {
    case CheckState::overdue: return {0, due, !check.mandatory};
    case CheckState::due: return {check.offered ? 4 : 1, due, !check.mandatory};
    case CheckState::missed:
        if (wantsReason(check)) return {2, due, !check.mandatory};
        return {5, -due, !check.mandatory};
    case CheckState::upcoming: return {3, due, !check.mandatory};
    case CheckState::late:
    case CheckState::done: return {wantsReason(check) ? 4 : 5, -due, !check.mandatory};
    }
    return {5, -due, true};
}

/// True when all that is left to do is measuring, pressure included: one panel and one cuff serve it.
bool isPressure(const DueCheck& check) {
    return std::ranges::find(check.open, "nibp") != check.open.end() &&
           std::ranges::all_of(check.open, [](const std::string& capture) {
               return capture == "nibp" || channelFromKey(capture).has_value();
           });
}

bool canMerge(const DueCheck& a, const DueCheck& b) {
    // What was missed again and again is explained once.
    if (a.state == CheckState::missed && b.state == CheckState::missed)
        return a.rule == b.rule && wantsReason(a) && wantsReason(b);
    const auto apart = a.due > b.due ? a.due - b.due : b.due - a.due;
    if (!isPressure(a) || !isPressure(b) || apart > kTogether) return false;
    return (a.isOpen() && b.isOpen()) || (a.state == CheckState::upcoming && b.state == CheckState::upcoming);
}

/// "Blood pressure" and "Blood pressure at the mark" read "Blood pressure · at the mark".
QString joinedTitle(const QString& one, const QString& other) {
    if (one == other) return one;
    const QString &base = one.size() <= other.size() ? one : other, &more = &base == &one ? other : one;
    const QString rest = more.startsWith(base) ? more.mid(base.size()).trimmed() : more;
    return base + QStringLiteral(" · ") + rest;
}

DueCard::Row rowOf(const LiveFacts& facts, const DueCheck& check) {
    DueCard::Row row;
    row.id = text(check.captures.empty() ? check.rule
                  : check.open.empty()   ? check.captures.front()
                                         : check.open.front());
    row.title = text(check.title);
    row.mandatory = check.mandatory;
    row.checks = {{text(check.rule), toMs(check.due)}};
    row.wantsReason = wantsReason(check);
    switch (check.state) {
    case CheckState::upcoming:
        row.kind = DueCard::Kind::coming;
        row.when = durationText(check.due - facts.now.mono);
        break;
    case CheckState::due:
        row.kind = DueCard::Kind::due;
        row.when = tr("due now");
        row.canSkip = true;
        break;
    case CheckState::overdue:
        row.kind = DueCard::Kind::overdue;
        row.when = tr("%1 over").arg(durationText(facts.now.mono - check.due));
        row.canSkip = true;
        break;
    case CheckState::done:
    case CheckState::late:
        row.kind = DueCard::Kind::done;
        row.when = check.doneAt ? clockText(facts, *check.doneAt) : QString();
        if (row.wantsReason) row.when = tr("late, why?");
        break;
    case CheckState::missed:
        row.kind = DueCard::Kind::missed;
        row.when = row.wantsReason ? tr("missed, why?") : tr("not done");
        break;
    }
    return row;
}

} // namespace

DueCard::State presentDue(const LiveFacts& facts) {
    DueCard::State state;
    state.empty = tr("Nothing is due.");
    auto checks = facts.view.schedule().at(facts.now.mono);
    std::ranges::stable_sort(checks, {}, urgency);
    std::vector<const DueCheck*> leading; // of each row
    for (const auto& check : checks) {
        const auto same =
            std::ranges::find_if(leading, [&](const DueCheck* other) { return canMerge(*other, check); });
        if (same == leading.end()) {
            leading.push_back(&check);
            state.rows.push_back(rowOf(facts, check));
            continue;
        }
        auto& row = state.rows[static_cast<std::size_t>(same - leading.begin())];
        row.title = joinedTitle(row.title, text(check.title));
        row.mandatory = row.mandatory || check.mandatory;
        row.checks.push_back({text(check.rule), toMs(check.due)});
        if (row.kind == DueCard::Kind::missed)
            row.when = tr("%1 missed, why?").arg(row.checks.size());
        else
            row.id = QStringLiteral("nibp");
    }
    return state;
}

} // namespace chairside
