// SPDX-License-Identifier: GPL-3.0-or-later
// How often the console cries out over the 32-hour real record, against a plain threshold without delay on
// the same values and limits. Prints both rates (docs/alarms.md quotes them); skipped where the record is
// absent.
#include "build_places.h"
#include "core/base/number.h"
#include "core/interop/protocol_json.h"
#include "core/live/replay.h"
#include "core/live/session_engine.h"
#include "support/catch.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

using namespace chairside;

namespace {

using Counts = std::array<int, 3>; ///< low, medium, high
using RateTable = std::map<std::string, Counts>;

Protocol withoutChecks() {
    std::ifstream file(CHAIRSIDE_SOURCE_DIR "/resources/protocols/ket_iv_depression.json");
    std::ostringstream text;
    text << file.rdbuf();
    auto protocol = readProtocol(text.str(), "ket_iv_depression.json");
    REQUIRE(protocol);
    protocol->checks.clear(); // nobody fills them in here; the devices alone speak
    return std::move(protocol).value();
}

/// Counts each crossing of each limit at once. Percent limits are left out: the record has no baseline.
class PlainThreshold {
public:
    explicit PlainThreshold(std::vector<LimitRule> rules) : rules_(std::move(rules)) {}
    void read(const Reading& reading) {
        for (const auto& rule : rules_) {
            const auto channel = channelOf(rule);
            if (!channel || rule.percentOfBaseline || rule.level == LimitLevel::info) continue;
            const auto value = reading.trusted(*channel);
            if (!value) continue;
            const double beyond = rule.high ? *value - rule.value : rule.value - *value;
            const bool crossed = rule.inclusive ? beyond >= 0 : beyond > 0;
            bool& was = over_[rule.id];
            if (crossed && !was) ++counts[conditionOf(rule)][priority(rule.level)];
            was = crossed;
        }
    }
    RateTable counts;

private:
    static std::size_t priority(LimitLevel level) {
        return level == LimitLevel::emergency ? 2 : level == LimitLevel::action ? 1 : 0;
    }
    std::vector<LimitRule> rules_;
    std::map<std::string, bool> over_;
};

Counts total(const RateTable& table) {
    Counts sum{};
    for (const auto& [condition, counts] : table)
        for (std::size_t p = 0; p < sum.size(); ++p) sum[p] += counts[p];
    return sum;
}

void print(const char* whose, const RateTable& table, double hours) {
    for (const auto& [condition, n] : table)
        std::printf("%-18s %-18s %3d %3d %3d\n", whose, condition.c_str(), n[0], n[1], n[2]);
    const Counts sum = total(table);
    std::printf("%-18s per hour           %.2f %.2f %.2f (low, medium, high)\n", whose, sum[0] / hours,
                sum[1] / hours, sum[2] / hours);
}

/// What a nurse does about the cuff's interval.
struct Nurse {
    const char* name;
    bool confirmsProposals = false;
    std::vector<std::pair<MonoTime, double>> tells = {}; ///< minutes, at these times
};

struct Run {
    RateTable limits, technical;
    PlainThreshold plain{{}};
    std::vector<Event> events;
    double hours = 0;
};

void tell(SessionEngine& engine, double minutes) {
    Command command;
    command.actor = {"n", "N. Nurse", Role::nurse};
    command.ask = LimitChanged{std::string(kCuffIntervalLimit), std::nullopt, minutes, "as the cuff is set"};
    REQUIRE(std::holds_alternative<std::vector<Event>>(engine.submit(command)));
}

Run replayWhole(const Recording& recording, const Protocol& protocol, Nurse nurse) {
    ManualClock clock({MonoTime{}, {1'795'255'200'000, 0}});
    SeededUuids ids(1);
    SessionEngine engine(protocol, clock, ids, [](const Event&) {});
    Command open;
    open.actor = {"n", "N. Nurse", Role::nurse};
    open.sure = true;
    SessionOpened session;
    session.patient.familyName = "Record";
    session.patient.givenName = "Old";
    session.patient.birthDate = "1986-03-14";
    session.patient.mrn = "1";
    open.ask = session;
    (void)engine.submit(open);
    REQUIRE(engine.isOpen());
    Replay replay(recording, {});
    engine.note(SourceAttached{replay.info()});
    Run run;
    run.plain = PlainThreshold(protocol.limits);
    while (clock.now().mono - MonoTime{} <= recording.length() + Millis{1000}) {
        clock.advance(1s);
        for (auto& message : replay.poll(clock.now())) {
            if (auto* reading = std::get_if<Reading>(&message)) {
                validate(*reading); // acquisition does this
                run.plain.read(*reading);
            }
            engine.ingest(1, message);
        }
        if (!nurse.tells.empty() && clock.now().mono >= nurse.tells.front().first) {
            tell(engine, nurse.tells.front().second);
            nurse.tells.erase(nurse.tells.begin());
        }
        if (const auto seen = engine.alarms().proposedCuffInterval(); seen && nurse.confirmsProposals)
            tell(engine, static_cast<double>(seen->count()) / 60'000);
        engine.tick(clock.now().mono);
    }
    run.events = engine.view().events();
    for (const auto& event : run.events) {
        const auto* raised = std::get_if<AlarmRaised>(&event.body);
        if (!raised) continue;
        const bool isLimit = std::ranges::any_of(
            protocol.limits, [&](const auto& r) { return conditionOf(r) == raised->condition; });
        ++(isLimit ? run.limits
                   : run.technical)[raised->condition][static_cast<std::size_t>(raised->priority)];
    }
    run.hours = static_cast<double>(recording.length().count()) / 3.6e6;
    return run;
}

void printEach(const std::vector<Event>& events) {
    std::printf("each raise, its end and what the record says:\n");
    for (const auto& event : events) {
        if (const auto* told = std::get_if<LimitChanged>(&event.body))
            std::printf("  %9s the nurse tells: cuff every %.0f min\n",
                        formatDuration(event.effective - MonoTime{}).c_str(), told->to.value_or(0));
        const auto* raised = std::get_if<AlarmRaised>(&event.body);
        if (!raised) continue;
        std::optional<MonoTime> end;
        for (const auto& later : events) {
            const auto* cleared = std::get_if<AlarmCleared>(&later.body);
            if (!end && cleared && later.seq > event.seq && cleared->condition == raised->condition)
                end = later.effective;
        }
        std::printf("  %9s %-16s %d for %8s  %s\n", formatDuration(event.effective - MonoTime{}).c_str(),
                    raised->condition.c_str(), static_cast<int>(raised->priority),
                    end ? formatDuration(*end - event.effective).c_str() : "-", raised->text.c_str());
    }
}

} // namespace

TEST_CASE("over 32 real hours there are fewer limit alarms than from a plain threshold",
          "[live][alarm_rates][H-04]") {
    const auto path = std::filesystem::path(CHAIRSIDE_SOURCE_DIR) / "../shared/data/wfdb/s00001";
    if (!std::filesystem::exists(path)) {
        WARN("skipped: the shared recording s00001 is not on this machine");
        return;
    }
    const auto opened = openRecording(path);
    REQUIRE(opened);
    const Protocol protocol = withoutChecks();
    // The cuff was set to one an hour from 4:22 to 9:22 of the record (docs/alarms.md).
    const auto at = [](int hours, int minutes) {
        return MonoTime{} + std::chrono::hours{hours} + Minutes{minutes};
    };
    int missing = 0;
    for (const auto& nurse :
         {Nurse{"nobody tells the cuff's interval"}, Nurse{"every proposal is confirmed", true},
          Nurse{"told when it was set", false, {{at(4, 22), 60}, {at(9, 22), 15}}}}) {
        const Run run = replayWhole(opened.value(), protocol, nurse);
        std::printf("\n%s: %.2f hours, raises and escalations: low, medium, high\n", nurse.name, run.hours);
        print("plain threshold", run.plain.counts, run.hours);
        print("chairside limits", run.limits, run.hours);
        print("chairside devices", run.technical, run.hours);
        printEach(run.events);
        const Counts ours = total(run.limits), theirs = total(run.plain.counts);
        CHECK(ours[0] + ours[1] + ours[2] < theirs[0] + theirs[1] + theirs[2]);
        CHECK(ours[2] == theirs[2]); // and no emergency is lost for it
        CHECK(run.technical.contains("missing.spo2"));
        CHECK_FALSE(run.technical.contains("missing.pr")); // the saturation says it already
        CHECK_FALSE(run.technical.contains("missing.nibp_dia"));
        const int cuff = run.technical.at("missing.nibp_sys")[0];
        if (missing == 0)
            missing = cuff;
        else
            CHECK(cuff < missing); // whoever tells the interval is spared the false ones
    }
}
