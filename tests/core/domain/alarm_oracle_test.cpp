// SPDX-License-Identifier: GPL-3.0-or-later
// Random patients against a second, naive reading of the rule table, and rules that must hold whatever the
// values. The oracle keeps the whole history as an array of seconds and looks back over it; it shares no code
// with the engine.
#include "support/catch.h"

#include "alarm_bench.h"

#include <random>

using namespace chairside;
using namespace chairside::test;

namespace {

struct OracleRung {
    int level; ///< 0 low, 1 medium, 2 high
    bool high, inclusive;
    double limit;
    int delayS;
};
/// One parameter and direction as the table of clinical.md §1.5 and reliability.md §3.3 has it.
struct OracleRow {
    std::string condition;
    Channel channel;
    double margin;
    int goneS;
    double lowest, highest, usual; ///< of the generated values
    std::vector<OracleRung> rungs;
};

const std::vector<OracleRow>& table() {
    static const std::vector<OracleRow> kRows{
        {"spo2.lo",
         Channel::spo2,
         3,
         10,
         60,
         100,
         97,
         {{0, false, false, 94, 10}, {1, false, false, 90, 10}, {2, false, false, 80, 0}}},
        {"hr.hi",
         Channel::hr,
         5,
         10,
         60,
         170,
         110,
         {{0, true, false, 120, 15}, {1, true, false, 120, 300}, {1, true, false, 140, 15}}},
        {"rr.lo",
         Channel::rr,
         2,
         30,
         0,
         20,
         12,
         {{1, false, false, 8, 30}, {2, false, false, 6, 30}, {2, false, true, 0, 20}}},
        {"etco2.hi", Channel::etco2, 2, 30, 35, 70, 48, {{1, true, false, 50, 15}, {1, true, false, 60, 15}}},
    };
    return kRows;
}

using Trace = std::vector<std::optional<double>>; ///< one entry a second, empty = nothing came

/// A value that wanders, rests, jumps and sometimes does not come.
Trace randomTrace(const OracleRow& row, std::size_t seconds, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto upTo = [&](int n) { return static_cast<int>(random() % static_cast<std::uint64_t>(n)); };
    Trace trace(seconds);
    double value = row.usual;
    int rest = 0, gap = 0;
    for (std::size_t t = 0; t < seconds; ++t) {
        if (rest > 0)
            --rest;
        else {
            const int what = upTo(100);
            if (what < 4)
                value = row.lowest + upTo(static_cast<int>(row.highest - row.lowest) + 1);
            else if (what < 10)
                value = row.usual;
            else if (what < 20)
                rest = upTo(what < 12 ? 400 : 40);
            else
                value += upTo(7) - 3;
            value = std::clamp(value, row.lowest, row.highest);
        }
        if (gap > 0)
            --gap;
        else if (upTo(200) == 0)
            gap = 1 + upTo(40);
        if (gap == 0) trace[t] = value;
    }
    if (!trace.empty()) trace[0] = row.usual;
    return trace;
}

class Oracle {
public:
    Oracle(const OracleRow& row, const Trace& trace) : row_(row), held_(trace.size()) {
        std::optional<std::size_t> last;
        for (std::size_t t = 0; t < trace.size(); ++t) {
            // Too old before this second's own value came: a hole, whatever comes now.
            hole_.push_back(last && t - *last > static_cast<std::size_t>(row.goneS));
            if (trace[t]) last = t;
            if (last && t - *last <= static_cast<std::size_t>(row.goneS)) held_[t] = trace[*last];
        }
    }
    /// The level at each second, -1 = nothing.
    std::vector<int> levels() const {
        std::vector<int> out(held_.size(), -1);
        for (const auto& rung : row_.rungs) {
            const auto on = rungOn(rung);
            for (std::size_t t = 0; t < on.size(); ++t)
                if (on[t]) out[t] = std::max(out[t], rung.level);
        }
        return out;
    }

private:
    bool crossed(const OracleRung& r, std::size_t t) const {
        if (!held_[t]) return false;
        if (r.inclusive && *held_[t] == r.limit) return true;
        return r.high ? *held_[t] > r.limit : *held_[t] < r.limit;
    }
    bool wellInside(const OracleRung& r, std::size_t t) const {
        return held_[t] && (r.high ? *held_[t] <= r.limit - row_.margin : *held_[t] >= r.limit + row_.margin);
    }
    /// `test` held on each second of [t - length, t - 1], all of it after `from`.
    template <class Test>
    bool through(std::size_t t, int length, std::size_t from, Test test) const {
        if (t < from + static_cast<std::size_t>(length)) return false;
        for (std::size_t u = t - static_cast<std::size_t>(length); u < t; ++u)
            if (!test(u) || (u + 1 <= t && hole_[u + 1])) return false;
        return true;
    }
    std::vector<bool> rungOn(const OracleRung& r) const {
        std::vector<bool> on(held_.size(), false);
        std::size_t from = 0; // crossings before this belong to an occurrence that has ended
        for (std::size_t t = 0; t < held_.size(); ++t) {
            bool now = t > 0 && on[t - 1];
            if (hole_[t] || !held_[t]) {
                now = false;
                from = t;
            }
            const auto out = [&](std::size_t u) { return crossed(r, u); };
            const auto in = [&](std::size_t u) { return held_[u] && !crossed(r, u); };
            const auto well = [&](std::size_t u) { return wellInside(r, u); };
            if (now && (through(t, 30, 0, in) || through(t, 5, 0, well))) {
                now = false;
                from = t;
            } else if (!now && r.delayS > 0 && through(t, r.delayS, from, out)) {
                now = true;
            }
            if (!now && r.delayS == 0 && crossed(r, t)) now = true;
            on[t] = now;
        }
        return on;
    }

    OracleRow row_;
    std::vector<std::optional<double>> held_;
    std::vector<bool> hole_;
};

/// What the engine says of one condition, second by second.
std::vector<int> engineLevels(const OracleRow& row, const Trace& trace, int delayS = 0, int copies = 1) {
    Protocol protocol = defaultProtocol();
    AlarmEngine engine(protocol);
    SourceInfo source = monitor();
    source.period[index(row.channel)] = 1s;
    std::vector<int> out;
    for (std::size_t t = 0; t < trace.size(); ++t) {
        const MonoTime now = second(static_cast<std::int64_t>(t) + delayS);
        Reading reading;
        reading.source = 1;
        reading.at.mono = now;
        reading[row.channel] = trace[t];
        for (int copy = 0; copy < copies; ++copy) engine.apply(reading, source, now);
        (void)engine.tick(now);
        int level = -1;
        const auto visual = engine.visual(now);
        const auto& tile = visual.tiles[index(row.channel)];
        if (tile.priority && !tile.limit.empty() && tile.high == row.rungs[0].high)
            level = static_cast<int>(*tile.priority);
        out.push_back(level);
    }
    return out;
}

/// How often the naive reading begins or changes an alarm, so that an empty comparison is noticed.
std::size_t compare(const OracleRow& row, std::size_t seconds, std::uint64_t seed) {
    INFO(row.condition << " seed " << seed);
    const auto trace = randomTrace(row, seconds, seed);
    const auto naive = Oracle(row, trace).levels();
    const auto real = engineLevels(row, trace);
    std::size_t differs = 0;
    while (differs < naive.size() && naive[differs] == real[differs]) ++differs;
    INFO("first difference at second " << differs);
    CHECK(differs == naive.size());
    std::size_t changes = 0;
    for (std::size_t t = 1; t < naive.size(); ++t) changes += naive[t] != naive[t - 1];
    return changes;
}

} // namespace

TEST_CASE("random patients: nothing missed and nothing invented against a second reading of the table",
          "[domain][H-03][H-05]") {
    for (const auto& row : table()) {
        std::size_t changes = 0;
        for (std::uint64_t seed = 1; seed <= 12; ++seed) changes += compare(row, 2'000, seed);
        INFO(row.condition << " changes " << changes);
        CHECK(changes > 50);
    }
}

TEST_CASE("random patients, ten million seconds of them", "[domain][long][H-03][H-05]") {
    for (const auto& row : table())
        for (std::uint64_t seed = 1000; seed < 1250; ++seed) compare(row, 10'000, seed);
}

TEST_CASE("a worse value never lowers the priority", "[domain][H-03]") {
    for (const auto& row : table())
        for (std::uint64_t seed = 50; seed < 54; ++seed) {
            INFO(row.condition << " seed " << seed);
            const auto trace = randomTrace(row, 1'500, seed);
            Trace worse = trace;
            for (auto& v : worse)
                if (v) v = std::clamp(*v + (row.rungs[0].high ? 4.0 : -4.0), row.lowest, row.highest);
            const auto mild = engineLevels(row, trace), severe = engineLevels(row, worse);
            std::size_t lower = 0;
            for (std::size_t t = 1; t < mild.size(); ++t) lower += severe[t] < mild[t];
            CHECK(lower == 0);
        }
}

TEST_CASE("input that comes later gives the same output later, and a sample twice changes nothing",
          "[domain][H-03]") {
    for (const auto& row : table()) {
        INFO(row.condition);
        const auto trace = randomTrace(row, 1'500, 77);
        const auto once = engineLevels(row, trace);
        CHECK(once == engineLevels(row, trace, 12'345));
        CHECK(once == engineLevels(row, trace, 0, 2));
    }
}

TEST_CASE("whatever people press: what holds is visible and silence has a reason", "[domain][H-03][H-04]") {
    const auto& row = table()[0];
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        INFO("seed " << seed);
        const auto trace = randomTrace(row, 3'000, seed);
        const auto levels = Oracle(row, trace).levels();
        std::mt19937_64 random(seed);
        Bench bench;
        std::size_t broken = 0;
        for (std::size_t t = 0; t < trace.size(); ++t) {
            bench.now = static_cast<std::int64_t>(t);
            Reading reading;
            reading.source = 1;
            reading[Channel::spo2] = trace[t];
            bench.send(reading);
            bench.tick();
            const auto shown = bench.active();
            if (!shown.empty() && random() % 10 == 0) {
                const auto& target = shown[random() % shown.size()].condition;
                if (random() % 2)
                    bench.apply(AlarmAcknowledged{target});
                else
                    bench.apply(AlarmPaused{target, std::chrono::seconds(random() % 400)});
            }
            const auto alarm = bench.active("spo2.lo");
            if (levels[t] >= 0 && !alarm) ++broken;
            if (alarm && static_cast<int>(alarm->priority) < levels[t]) ++broken;
            if (alarm && !bench.sound() && !alarm->acknowledged && !alarm->pausedUntil && !alarm->recovering)
                ++broken;
            if (alarm && alarm->pausedUntil && *alarm->pausedUntil > second(bench.now + 120)) ++broken;
        }
        CHECK(broken == 0);
    }
}
