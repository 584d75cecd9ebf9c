// SPDX-License-Identifier: GPL-3.0-or-later
// In which phases each kind of event may be asked for, as one table; decide() refuses everything else in
// words. Private to core/domain/session*.cpp and to the table test that walks every phase × every kind.
#pragma once

#include "core/domain/session.h"

#include <bitset>
#include <string>

namespace chairside {

using PhaseSet = std::bitset<kPhaseCount>;

/// Phases in which a person or the program may bring about this kind of event.
PhaseSet allowedPhases(const EventBody& body);
/// What the body would do, for refusals: "Starting the infusion".
std::string actionWords(const EventBody& body);
/// Why this phase does not allow it and what to do first: complete sentence.
Refusal wrongPhase(const EventBody& body, Phase phase);

/// Checks of single entries (ranges, pairs, references): nothing when the entry may be recorded.
struct EntryCheck {
    std::optional<Refusal> refusal;
    std::optional<Question> question;
};
inline EntryCheck refuse(std::string sentence) {
    return {Refusal{std::move(sentence)}, std::nullopt};
}
inline EntryCheck ask(std::string sentence) {
    return {std::nullopt, Question{std::move(sentence)}};
}
EntryCheck checkEntry(const SessionState& state, const Command& command, Instant now,
                      const DecisionContext& context);
/// The part of checkEntry for medicines, the pump, nasal devices and vials.
EntryCheck checkDrugEntry(const SessionState& state, const Command& command, Instant now,
                          const DecisionContext& context);

} // namespace chairside
