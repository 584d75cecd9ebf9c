// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/record_facts.h"

#include "core/base/number.h"
#include "core/interop/protocol_json.h"
#include "core/log/digest.h"
#include "core/log/event_codec.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace chairside {
namespace {

std::unordered_map<Uuid, Standing> standingsOf(const std::vector<Event>& events) {
    struct Last {
        Uuid id;
        bool withdrawn = false;
    };
    std::unordered_map<Uuid, Uuid> root;
    std::unordered_map<Uuid, Last> last;
    for (const auto& event : events) {
        Uuid first = event.id;
        if (event.corrects) {
            const auto known = root.find(*event.corrects);
            first = known == root.end() ? *event.corrects : known->second;
        }
        root.emplace(event.id, first);
        last[first] = {event.id, std::holds_alternative<EntryWithdrawn>(event.body)};
    }
    std::unordered_map<Uuid, Standing> out;
    for (const auto& event : events) {
        const auto& now = last[root[event.id]];
        // The withdrawal itself stands: it is what happened last.
        out[event.id] = now.id == event.id ? Standing::current
                        : now.withdrawn    ? Standing::withdrawn
                                           : Standing::replaced;
    }
    return out;
}

constexpr const char* kExtract = "chairside-protocol-extract";

std::string drugFromExtract(const std::string& text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", nlohmann::json()) != kExtract) return {};
    const auto drug = json.find("drug");
    return drug != json.end() && drug->is_string() ? drug->get<std::string>() : std::string();
}

} // namespace

std::string drugExtract(const std::string& drug) {
    return nlohmann::json{{"drug", drug}, {"format", kExtract}}.dump();
}

RecordFacts::RecordFacts(const SessionRecord& record)
    : record_(record), standing_(standingsOf(record.events)) {
    for (const auto& event : record.events) {
        pump_.apply(event);
        if (const auto* opened = std::get_if<SessionOpened>(&event.body)) {
            const auto protocol = readProtocol(opened->protocolText, opened->protocolId);
            drug_ = protocol ? protocol->dosing.drug : drugFromExtract(opened->protocolText);
        }
        if (const auto* mark = std::get_if<ArtefactMarked>(&event.body))
            if (standing(event) == Standing::current) artefacts_.push_back(*mark);
    }
}

Standing RecordFacts::standing(const Event& event) const {
    const auto found = standing_.find(event.id);
    return found == standing_.end() ? Standing::current : found->second;
}

bool RecordFacts::isArtefact(Channel channel, MonoTime at) const {
    return std::any_of(artefacts_.begin(), artefacts_.end(), [&](const ArtefactMarked& mark) {
        return at >= mark.from && at <= mark.to &&
               (mark.channels.empty() ||
                std::find(mark.channels.begin(), mark.channels.end(), channel) != mark.channels.end());
    });
}

const SourceInfo* RecordFacts::source(SourceId id) const {
    for (const auto& source : record_.sources)
        if (source.id == id) return &source;
    return nullptr;
}

WallTime RecordFacts::wallAt(MonoTime moment) const {
    const Event* before = nullptr;
    for (const auto& event : record_.events)
        if (!before || event.at.mono <= moment) before = &event;
    return before ? shifted(before->at, moment - before->at.mono).wall : record_.summary.opened;
}

bool RecordFacts::isMissing(const Reading& reading, Channel channel) const {
    const auto* from = source(reading.source);
    return from && from->wholeMessages && !isCuff(channel) && from->gives(channel) && !reading[channel];
}

std::vector<OriginTag> originTags(const SessionSummary& s, const std::vector<SourceInfo>& sources) {
    const auto any = [&](Origin origin) {
        return std::ranges::any_of(sources, [&](const SourceInfo& i) { return i.origin == origin; });
    };
    std::vector<OriginTag> marks;
    if (s.demo) marks.push_back({"demo", "a demonstration without a patient"});
    if (s.simulated || any(Origin::simulated)) marks.push_back({"simulated", "simulated vital signs"});
    if (!s.drill.empty()) marks.push_back({"drill", "a drill: " + s.drill});
    if (any(Origin::replayed)) marks.push_back({"replayed", "a recording played again"});
    if (any(Origin::imported)) marks.push_back({"imported", "recorded by another program"});
    if (s.speed > 1)
        marks.push_back({"sped-up", "ran " + formatPlain(s.speed) + " times as fast as real time"});
    return marks;
}

std::string nameWithOrigin(const SourceInfo& source) {
    if (source.origin == Origin::device) return source.name;
    return source.name + " (" + std::string(originName(source.origin)) + ")";
}

Uuid derivedUuid(const Uuid& session, const std::string& part) {
    const auto digest = blake2b256(session.toString() + "/" + part);
    Uuid id;
    std::copy_n(digest.begin(), id.bytes.size(), id.bytes.begin());
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x80); // version 8: custom
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
    return id;
}

} // namespace chairside
