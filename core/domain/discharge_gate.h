// SPDX-License-Identifier: GPL-3.0-or-later
// May the patient leave? Every criterion of the protocol's gate with its state, the value behind it and when
// it can be met at the earliest. Pure; the session fills the facts. It never decides: a prescriber may
// override with a reason, and a fact that nobody recorded is "not known", never "met". Criteria: clinical.md
// §1.5 discharge_gate.
#pragma once

#include "core/domain/oxygen.h"
#include "core/domain/protocol.h"

#include <optional>
#include <string>
#include <vector>

namespace chairside {

/// Newest values, each empty when it was never recorded. The times are optional: where one is given, a value
/// older than DischargeGate::measuredWithin does not count any more.
struct GateFacts {
    std::optional<MonoTime> treatmentEnd, firstSpray;
    std::optional<double> baselineSystolic, baselineDiastolic; ///< mmHg
    std::optional<double> systolic, diastolic;                 ///< mmHg
    std::optional<double> spo2, moaas, nausea, aldrete;
    std::optional<bool> oriented, steadyGait, escort;
    std::optional<MonoTime> nibpAt, spo2At, moaasAt, nauseaAt, aldreteAt;
    OxygenFacts oxygen;
};

enum class CriterionState : std::uint8_t { met, notMet, notKnown };

struct GateCriterion {
    std::string id;    ///< "after_end", "nibp", "spo2", "moaas", ...
    std::string title; ///< "At least 60 min since the end of the infusion"
    CriterionState state = CriterionState::notKnown;
    std::string value; ///< what stands behind it: "148/92 mmHg, baseline 130/80", empty when not known
    std::optional<MonoTime> earliest; ///< of criteria that time alone fulfils
};

struct GateResult {
    std::vector<GateCriterion>
        criteria; ///< in the order of the list at the chair; empty = the protocol has no gate
    bool allMet = false;
    /// When the last time criterion is fulfilled; empty while an end or first spray is not known yet.
    std::optional<MonoTime> earliest;
    /// How long until then; zero when it is past.
    std::optional<Millis> timeToReady;
    std::vector<std::string> openTitles() const;
};

GateResult evaluateGate(const DischargeGate& gate, const GateFacts& facts, MonoTime now);

} // namespace chairside
