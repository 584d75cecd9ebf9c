// SPDX-License-Identifier: GPL-3.0-or-later
// What an exchange format asks of a recorded session: which entries hold, which were replaced or withdrawn,
// what was marked as artefact, what the pump gave, which drug. A fold over the record, computed once; keeps a
// reference to it. Pure, any thread.
#pragma once

#include "core/domain/infusion.h"
#include "core/log/history.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace chairside {

enum class Standing : std::uint8_t { current, replaced, withdrawn };

class RecordFacts {
public:
    explicit RecordFacts(const SessionRecord& record);

    Standing standing(const Event& event) const;
    bool knows(const Uuid& event) const { return standing_.contains(event); }
    /// Whether an artefact mark that still holds covers this value.
    bool isArtefact(Channel channel, MonoTime at) const;
    const SourceInfo* source(SourceId id) const;
    const PumpLog& pump() const { return pump_; }
    const std::string& drug() const { return drug_; } ///< "ketamine"; empty if the protocol does not say
    /// Wall time of a moment of the session, by the last entry made before it.
    WallTime wallAt(MonoTime moment) const;
    /// True when the reading's source gives this channel with every message and the value did not come.
    bool isMissing(const Reading& reading, Channel channel) const;

private:
    const SessionRecord& record_;
    std::unordered_map<Uuid, Standing> standing_;
    std::vector<ArtefactMarked> artefacts_;
    PumpLog pump_;
    std::string drug_;
};

/// What no device measured on this patient at their own speed, most telling first: a stable code and words.
struct OriginTag {
    std::string code;  ///< "demo", "simulated", "drill", "replayed", "imported", "sped-up"
    std::string words; ///< "ran 60 times as fast as real time"; English, as everything exported
};
std::vector<OriginTag> originTags(const SessionSummary& session, const std::vector<SourceInfo>& sources);
inline std::vector<OriginTag> originTags(const SessionRecord& record) {
    return originTags(record.summary, record.sources);
}
/// The source's name, with where its numbers come from when no device measured them: "Bedside (imported)".
std::string nameWithOrigin(const SourceInfo& source);
/// When it happened, in the wall time of the entry.
inline WallTime effectiveWall(const Event& event) {
    return shifted(event.at, event.effective - event.at.mono).wall;
}
/// What stands for a protocol's document when only the drug of it may leave, and the drug read back.
std::string drugExtract(const std::string& drug);
/// A reproducible identity for a part of the session that has none of its own.
Uuid derivedUuid(const Uuid& session, const std::string& part);

} // namespace chairside
