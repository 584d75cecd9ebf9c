// SPDX-License-Identifier: GPL-3.0-or-later
// What is due at the chair: folds session events and device captures into the protocol's checks, each of
// which ends as exactly one of done, late or missed. Depends on events and session time only, so that it is
// the same after a crash and untouched by clock changes. A pause of the pump moves no mark: the patient is
// watched meanwhile. Main thread or history; one owner. Never asks a clock. Intervals and marks: clinical.md
// §1.4.
#pragma once

#include "core/domain/current_entries.h"
#include "core/domain/protocol.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

enum class CheckState : std::uint8_t {
    upcoming,
    due,     ///< from the due time until the grace is over
    overdue, ///< the grace is over and it can still be done late
    done,    ///< captured early enough or within the grace
    late,    ///< captured after the grace, before the next one fell due
    missed,  ///< not captured in its time, or declared missed with a reason
};

struct DueCheck {
    std::string rule, title;
    std::vector<std::string> captures; ///< everything it asks for
    std::vector<std::string> open;     ///< what of it is not captured yet
    Stage stage = Stage::treatment;
    MonoTime due;
    MonoTime overdueFrom; ///< due + grace
    bool mandatory = false;
    CheckState state = CheckState::upcoming;
    std::optional<MonoTime> doneAt; ///< when the last part of it was captured
    std::string reason;             ///< why it was late or missed, as somebody explained
    bool offered = false;           ///< as CheckRule::offered
    /// 0 overdue mandatory, 1 overdue, 2 due, 3 upcoming, 4 missed or late without a reason, 5 settled.
    int rank() const;
    bool isOpen() const { return state == CheckState::due || state == CheckState::overdue; }
};

/// For the rail at the chair: by rank, then by due time, mandatory first.
void sortByUrgency(std::vector<DueCheck>& checks);
/// Mandatory checks that were missed or late and nobody has said why: asked for before discharge.
std::vector<DueCheck> unexplained(const std::vector<DueCheck>& checks);

class Schedule {
public:
    /// `unscored`: instruments without a total; for them any answer is a capture. For all others a score
    /// without total is incomplete and captures nothing.
    explicit Schedule(std::vector<CheckRule> rules = {}, std::set<std::string> unscored = {});

    void apply(const Event& event);
    /// Something measured by a device: "nibp", "hr", "spo2", ... In any order; not kept denser than kThin.
    void capture(std::string_view key, MonoTime at);
    /// Everything that a validated reading captures, by its trusted values.
    void capture(const Reading& reading);

    /// Every check that has fallen due, those done early, all fixed marks ahead and the next of each
    /// repeating one; by due time. O(checks · log captures); no state is changed.
    std::vector<DueCheck> at(MonoTime now) const;

    static constexpr Millis kThin{
        5'000}; ///< continuous measurements are kept this dense; far below any grace

private:
    struct Span {
        MonoTime from;
        std::optional<MonoTime> to; ///< repeats stop before it
    };
    struct Slot {
        MonoTime due;
        Millis early{0};
        std::optional<MonoTime> closes;
        bool repeats = false; ///< not a fixed mark: only the next one ahead is worth showing
    };
    using Times = std::vector<MonoTime>;

    void rebuild();
    void note(const Event& event);
    void noteHold(const Event& event);
    void noteWorkflow(const Event& event);
    void noteCapture(const Event& event);
    std::vector<Span> spans(const CheckRule& rule) const;
    std::optional<MonoTime> stageEnd(Stage stage) const;
    std::vector<Slot> slots(const CheckRule& rule, const Span& span, MonoTime now) const;
    std::vector<std::optional<MonoTime>> fill(const std::string& key, const std::vector<Slot>& slots,
                                              MonoTime now) const;
    std::optional<MonoTime> firstCapture(const std::string& key, MonoTime from, MonoTime until) const;
    void judge(const CheckRule& rule, const Span& span, MonoTime now, std::vector<DueCheck>& out) const;

    std::vector<CheckRule> rules_;
    std::set<std::string> unscored_;
    CurrentEntries entries_;
    std::map<std::string, Times, std::less<>> device_, entered_;

    std::optional<MonoTime> opened_, started_, firstSpray_, ended_, endNoticed_, closed_;
    std::vector<Span> holds_;
    std::set<std::string> openHolds_;
    double orderedMg_ = 0, sprayedMg_ = 0;
    std::map<std::pair<std::string, MonoTime>, std::string> reasons_;
};

} // namespace chairside
