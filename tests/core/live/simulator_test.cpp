// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/simulator.h"
#include "support/catch.h"

#include <cmath>
#include <random>

using namespace chairside;

namespace {

Instant at(Millis t) {
    return {MonoTime{t}, {1'790'000'000'000 + t.count(), 60}};
}

Event event(Millis t, EventBody body, std::uint8_t number = 1) {
    Event e;
    e.id.bytes[0] = number;
    e.at = at(t);
    e.effective = e.at.mono;
    e.body = std::move(body);
    return e;
}

/// 35 mg in 100 mL over 40 min for 70 kg: 150 mL/h of 0.35 mg/mL.
DoseOrdered standardOrder() {
    DoseOrdered ordered;
    ordered.order.weightKg = 70;
    ordered.order.concentrationMgPerMl = 0.35;
    return ordered;
}

void startStandardInfusion(Simulator& simulator, Millis from = 0ms) {
    simulator.observe(event(0ms, standardOrder(), 1));
    simulator.observe(event(from, InfusionStarted{150, "L1", "2027-01"}, 2));
    simulator.observe(event(from + 40min, InfusionStopped{}, 3));
}

SimulatorOptions quiet(std::uint64_t seed = 1) {
    SimulatorOptions options;
    options.seed = seed;
    options.noise = false;
    options.probeOffPerHour = 0;
    return options;
}

std::vector<Reading> readingsOf(const std::vector<SourceMessage>& messages) {
    std::vector<Reading> out;
    for (const auto& m : messages)
        if (const auto* r = std::get_if<Reading>(&m)) out.push_back(*r);
    return out;
}

std::string print(const std::vector<SourceMessage>& messages) {
    std::string out;
    for (const auto& m : messages) {
        if (const auto* link = std::get_if<LinkChange>(&m)) {
            out +=
                "link " + std::to_string(int(link->state)) + " " + std::to_string(toMs(link->at.mono)) + "\n";
            continue;
        }
        const auto& r = std::get<Reading>(m);
        out += std::to_string(toMs(r.at.mono)) + " " + std::to_string(r.flags);
        for (const auto& v : r.values) out += v ? " " + std::to_string(*v) : " -";
        out += "\n";
    }
    return out;
}

} // namespace

TEST_CASE("the simulator says what it is and how often each channel comes", "[live][H-13]") {
    Simulator simulator(quiet());
    CHECK(simulator.info().origin == Origin::simulated);
    CHECK(simulator.info().period[index(Channel::spo2)] == 1s);
    CHECK(simulator.info().period[index(Channel::nibpSystolic)] == 5min);
    CHECK_FALSE(simulator.info().gives(Channel::o2Flow));
    const auto got = readingsOf(simulator.poll(at(10min)));
    REQUIRE(got.size() == 601);
    int temperatures = 0;
    std::vector<std::int64_t> cuffs;
    for (const auto& r : got) {
        CHECK(r[Channel::hr] == 72.0);
        CHECK(r[Channel::pulseRate] == 72.0);
        CHECK(r[Channel::spo2] == 98.0);
        temperatures += r[Channel::temperature] ? 1 : 0;
        if (r[Channel::nibpSystolic]) cuffs.push_back(toMs(r.at.mono) / 1000);
    }
    CHECK(temperatures == 11);
    CHECK(cuffs == std::vector<std::int64_t>{50, 350}); // 15 s after the start, each 5 min, 35 s a cycle
}

TEST_CASE("one seed gives one course, however it is polled", "[live]") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SimulatorOptions options;
        options.seed = seed;
        options.drill = *findDrill("vomiting");
        Simulator once(options), often(options);
        startStandardInfusion(once, 60s);
        startStandardInfusion(often, 60s);
        std::mt19937_64 random(seed);
        std::vector<SourceMessage> pieces;
        for (Millis t{0}; t < 20min; t += Millis{random() % 7000}) {
            auto more = often.poll(at(t));
            pieces.insert(pieces.end(), more.begin(), more.end());
        }
        auto rest = often.poll(at(20min));
        pieces.insert(pieces.end(), rest.begin(), rest.end());
        REQUIRE(print(pieces) == print(once.poll(at(20min))));
        options.seed = seed + 100;
        Simulator other(options);
        CHECK(print(other.poll(at(5min))) != print(once.poll(at(5min))));
    }
}

TEST_CASE("over many patients the pressure rises as in the cohort", "[live]") {
    // Source: Yale 2024 at 40 min +16.0 (SD 11.2) / +11.0 (SD 8.45), clinical.md §1.1 and §5.4.
    double sumSys = 0, sumSys2 = 0, sumDia = 0, sumDia2 = 0;
    const int patients = 3000;
    for (int seed = 1; seed <= patients; ++seed) {
        auto options = quiet(static_cast<std::uint64_t>(seed));
        options.startAt = MonoTime{40min - 50s}; // the first cuff result comes 50 s later
        Simulator simulator(options);
        startStandardInfusion(simulator);
        const auto last = readingsOf(simulator.poll(at(40min))).back();
        REQUIRE(last[Channel::nibpSystolic]);
        const double sys = *last[Channel::nibpSystolic] - 122, dia = *last[Channel::nibpDiastolic] - 76;
        sumSys += sys;
        sumSys2 += sys * sys;
        sumDia += dia;
        sumDia2 += dia * dia;
    }
    const double meanSys = sumSys / patients, meanDia = sumDia / patients;
    CHECK(meanSys == Approx(16.0).margin(0.7));
    CHECK(meanDia == Approx(11.0).margin(0.6));
    CHECK(std::sqrt(sumSys2 / patients - meanSys * meanSys) == Approx(11.2).margin(1.2));
    CHECK(std::sqrt(sumDia2 / patients - meanDia * meanDia) == Approx(8.45).margin(1.2));
}

TEST_CASE("the effect follows the pump: it falls in a pause and after the stop", "[live]") {
    SimulatedBody body(70);
    body.feel(event(0ms, standardOrder(), 1));
    body.feel(event(0ms, InfusionStarted{150, {}, {}}, 2));
    CHECK(std::abs(body.plasmaNgPerMl(MonoTime{40min}) - 253.052) <= 0.01); // clinical.md §5.3, Kamp
    CHECK(body.ketamineEffect(MonoTime{40min}) == Approx(1).margin(0.0001));
    body.feel(event(15min, InfusionPaused{}, 3));
    body.feel(event(20min, InfusionResumed{150}, 4));
    body.feel(event(45min, InfusionStopped{}, 5));
    CHECK(std::abs(body.plasmaNgPerMl(MonoTime{15min}) - 179.80) <= 0.01);
    CHECK(std::abs(body.plasmaNgPerMl(MonoTime{20min}) - 88.95) <= 0.01);
    CHECK(std::abs(body.plasmaNgPerMl(MonoTime{45min}) - 250.22) <= 0.01);
    CHECK(std::abs(body.plasmaNgPerMl(MonoTime{90min}) - 68.61) <= 0.01);
    // The pause is withdrawn afterwards: as if it had never been entered.
    auto withdrawal = event(50min, EntryWithdrawn{}, 6);
    withdrawal.corrects = event(15min, InfusionPaused{}, 3).id;
    body.feel(withdrawal);
    CHECK(body.plasmaNgPerMl(MonoTime{20min}) == Approx(198.271).margin(0.01));
}

TEST_CASE("dissociation peaks at the end of the infusion and is gone two hours later", "[live]") {
    Simulator simulator(quiet(3));
    startStandardInfusion(simulator);
    const double peak = simulator.simulatedDissociation(MonoTime{40min});
    CHECK(peak > 4);
    CHECK(simulator.simulatedDissociation(MonoTime{10min}) < peak / 3);
    CHECK(simulator.simulatedDissociation(MonoTime{0min}) == 0);
    CHECK(simulator.simulatedDissociation(MonoTime{120min}) < 1);
    CHECK(simulator.simulatedSedation(MonoTime{0min}) == 5);
}

TEST_CASE("nasal esketamine raises the pressure too", "[live]") {
    SimulatedBody body(70);
    for (int device = 0; device < 3; ++device)
        body.feel(
            event(device * 5min, SprayGiven{device + 1, 28, {}}, static_cast<std::uint8_t>(device + 1)));
    CHECK(body.ketamineEffect(MonoTime{45min}) > 0.6);
    CHECK(body.ketamineEffect(MonoTime{45min}) < 1.0);
    CHECK(body.treatmentStart() == MonoTime{0min});
}

TEST_CASE("a silent spell yields nothing, a lost link says so and returns", "[live][H-02]") {
    auto options = quiet();
    options.faults = {{Disturbance::Kind::silent, 10s, 20s, Channel::hr, 0, 0ms},
                      {Disturbance::Kind::linkLost, 60s, 30s, Channel::hr, 0, 0ms}};
    Simulator simulator(options);
    const auto messages = simulator.poll(at(100s));
    std::vector<std::pair<int, std::int64_t>> links;
    for (const auto& m : messages) {
        if (const auto* link = std::get_if<LinkChange>(&m))
            links.emplace_back(int(link->state), toMs(link->at.mono) / 1000);
        if (const auto* r = std::get_if<Reading>(&m)) {
            const auto s = toMs(r->at.mono) / 1000;
            CHECK_FALSE((s >= 10 && s < 30));
            CHECK_FALSE((s >= 60 && s < 90));
        }
    }
    CHECK(links == std::vector<std::pair<int, std::int64_t>>{{0, 0}, {1, 60}, {0, 90}});
    CHECK(readingsOf(messages).size() == 101 - 20 - 30);
}

TEST_CASE("a probe that is off gives no saturation and no pulse, and says why", "[live][H-12]") {
    auto options = quiet();
    options.probeOffPerHour = 6;
    Simulator simulator(options);
    int off = 0;
    for (const auto& r : readingsOf(simulator.poll(at(2h)))) {
        CHECK((r.flags & flag::kSensorOff ? 1 : 0) == (r[Channel::spo2] ? 0 : 1));
        CHECK(r[Channel::spo2].has_value() == r[Channel::pulseRate].has_value());
        CHECK(r[Channel::hr]);
        off += r[Channel::spo2] ? 0 : 1;
    }
    CHECK(off >= 12 * 10);
    CHECK(off <= 12 * 41);
}

TEST_CASE("every drill shows its scene and the numbers return afterwards", "[live]") {
    for (const auto& drill : allDrills()) {
        INFO(drill.id);
        auto options = quiet();
        options.drill = drill;
        options.patient.systolicRise = options.patient.diastolicRise = 0;
        Simulator simulator(options);
        startStandardInfusion(simulator, 30s);
        MedicationGiven midazolam;
        midazolam.drug = "Midazolam";
        midazolam.dose = 1;
        simulator.observe(event(3min, midazolam, 9));
        const auto got = readingsOf(simulator.poll(at(30s + drill.length() + 6min)));
        double maxSys = 0, minSpo2 = 101, minRr = 99, maxHr = 0;
        int cuffFlags = 0, off = 0, weak = 0;
        for (const auto& r : got) {
            maxSys = std::max(maxSys, r[Channel::nibpSystolic].value_or(0));
            minSpo2 = std::min(minSpo2, r[Channel::spo2].value_or(101));
            minRr = std::min(minRr, r[Channel::rr].value_or(99));
            maxHr = std::max(maxHr, r[Channel::hr].value_or(0));
            cuffFlags += r.flags & flag::kCuffInflating ? 1 : 0;
            weak += r.flags & flag::kWeakSignal ? 1 : 0;
            off += r.flags & flag::kSensorOff ? 1 : 0;
        }
        CHECK((maxSys > 200) == (drill.id == "hypertension"));
        CHECK((minSpo2 <= 86) ==
              (drill.id == "desaturation" || drill.id == "apnoea" || drill.id == "cuff-on-oximeter-arm"));
        CHECK((minRr == 0) == (drill.id == "apnoea"));
        CHECK((maxHr > 120) == (drill.id == "vomiting"));
        CHECK((cuffFlags > 0) == (drill.id == "cuff-on-oximeter-arm"));
        CHECK((weak > 0) == (drill.id == "cuff-on-oximeter-arm"));
        CHECK((off > 0) == (drill.id == "vomiting" || drill.id == "probe-off"));
        const auto expected = static_cast<std::size_t>((30s + drill.length() + 6min) / 1s) + 1;
        CHECK((got.size() < expected) == (drill.id == "device-dead" || drill.id == "device-silent"));
        REQUIRE_FALSE(got.empty());
        CHECK(got.back()[Channel::spo2].value_or(0) > 94);
        CHECK(got.back()[Channel::rr].value_or(0) > 9);
        CHECK(got.back()[Channel::hr].value_or(999) < 85);
    }
    CHECK(findDrill("hypertension"));
    CHECK_FALSE(findDrill("flood"));
}

TEST_CASE("an extra cuff press and a failing cuff are what they say", "[live][H-12]") {
    auto options = quiet();
    options.faults = {{Disturbance::Kind::extraCuff, 100s + 300ms, 0s, Channel::hr, 0, 0ms},
                      {Disturbance::Kind::cuffFails, 300s, 100s, Channel::hr, 0, 0ms}};
    Simulator simulator(options);
    std::vector<std::int64_t> results, failures;
    for (const auto& r : readingsOf(simulator.poll(at(400s)))) {
        if (r[Channel::nibpSystolic]) results.push_back(toMs(r.at.mono) / 1000);
        if (r.flags & flag::kCuffFailed) failures.push_back(toMs(r.at.mono) / 1000);
    }
    CHECK(results == std::vector<std::int64_t>{50, 136});
    CHECK(failures == std::vector<std::int64_t>{350});
}

TEST_CASE("noise stays near the baseline and every value is possible", "[live]") {
    SimulatorOptions options;
    options.seed = 5;
    Simulator simulator(options);
    startStandardInfusion(simulator);
    double sum = 0, sum2 = 0;
    int n = 0;
    for (auto r : readingsOf(simulator.poll(at(90min)))) {
        validate(r);
        for (const auto& entry : allChannels()) CHECK_FALSE(r.isImplausible(entry.channel));
        if (const auto rr = r[Channel::rr]) {
            sum += *rr;
            sum2 += *rr * *rr;
            ++n;
        }
    }
    const double mean = sum / n;
    CHECK(mean == Approx(14).margin(1));
    CHECK(std::sqrt(sum2 / n - mean * mean) == Approx(1.2).margin(0.5));
}
