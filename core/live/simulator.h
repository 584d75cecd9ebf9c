// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated patient on a simulated monitor: heart rate, pulse, saturation, respiration and CO2 each second,
// temperature each minute, cuff pressures each few minutes. It feels the session's infusion and medication.
// Every number is marked as simulated. Lives on its acquisition thread. For one seed and one course of events
// the output is the same however it is polled. It models a typical adult for training and tests, nothing
// else.
#pragma once

#include "core/live/drill.h"
#include "core/live/simulated_body.h"
#include "core/live/simulated_waves.h"
#include "core/live/source.h"

#include <array>
#include <optional>
#include <vector>

namespace chairside {

struct SimulatedPatient {
    double weightKg = 70; ///< until a dose order names another
    int age = 40;
    bool hypertensive = false;
    int sessionOfCourse = 1;
    double hr = 72, spo2 = 98, rr = 14, etco2 = 38, temperature = 36.6, systolic = 122, diastolic = 76;
    /// Mean rise at the end of a standard infusion, mmHg. Source: Yale 2024 (clinical.md §1.1); Emory saw
    /// 3/3.
    double systolicRise = 16, diastolicRise = 11;
    bool varies = true; ///< answers stronger or weaker than the mean, as people do; false: just these rises
};

struct SimulatorOptions {
    std::uint64_t seed = 1;
    SourceId id = 1;
    std::string name = "Simulated monitor";
    MonoTime startAt; ///< session time of the first second, the present one on a resume
    SimulatedPatient patient;
    Millis cuffEvery{5min};     ///< at least a minute
    double probeOffPerHour = 3; ///< spells of 10–40 s without the oximeter
    bool noise = true;
    std::vector<Disturbance> faults; ///< counted from startAt
    /// A scene that is the same for everybody: no noise, no probe that slips by chance, and the cuff's rhythm
    /// counts from the start of the treatment instead of from startAt.
    std::optional<Drill> drill;
};

class Simulator final : public Source {
public:
    explicit Simulator(const SimulatorOptions& options);

    const SourceInfo& info() const override { return info_; }
    std::vector<SourceMessage> poll(Instant now) override;
    MonoTime nextDue() const override { return next_; }
    std::vector<WaveBlock> pollWaves(Instant now) override;
    Millis wavePeriod() const override { return Millis{100}; }
    void observe(const Event& event) override;

    /// What the simulated patient would score, for scripts that fill in the checklists of a demo:
    /// dissociation 0–92 in the manner of CADSS, sedation as MOAA/S 5–1. Source: clinical.md §5.4, pure
    /// design.
    double simulatedDissociation(MonoTime t) const;
    int simulatedSedation(MonoTime t) const;

private:
    struct Person { ///< how this one patient differs from the mean
        double systolicFactor, diastolicFactor, hrRise, dissociationFactor;
        bool getsDrowsy;
    };
    struct Anchored {
        Disturbance what;
        MonoTime from;
    };
    static Person drawPerson(std::uint64_t seed, const SimulatedPatient& patient);
    void anchorDrill();
    MonoTime secondFrom(MonoTime t) const; ///< the first emitted second at or after `t`
    void stepNoise(std::int64_t second);
    std::array<double, kChannelCount> bodyAt(MonoTime t) const;
    double disturbed(Channel c, double value, MonoTime t) const;
    bool isActive(Disturbance::Kind kind, MonoTime t) const;
    bool isProbeOff(MonoTime t) const;
    std::optional<Millis>
    intoCuffCycle(MonoTime t) const; ///< time since the running or just ended cycle began
    void addOximeter(Reading& reading, const std::array<double, kChannelCount>& body, MonoTime t) const;
    void addCuff(Reading& reading, const std::array<double, kChannelCount>& body, MonoTime t) const;
    void emitSecond(MonoTime t, Instant now, std::vector<SourceMessage>& out);

    SimulatorOptions options_;
    SourceInfo info_;
    Person person_;
    SimulatedBody body_;
    SimulatedWaves waves_;
    SimulatedWaves::Body shown_; ///< as the last second measured it; empty while silent
    std::vector<Anchored> disturbances_;
    bool drillAnchored_ = false;
    MonoTime cuffFrom_; ///< the cuff's rhythm counts from here
    MonoTime next_;
    std::optional<bool> linkUp_;                 ///< empty until the first second
    std::array<double, kChannelCount> wander_{}; ///< slow noise, standard deviation 1
};

} // namespace chairside
