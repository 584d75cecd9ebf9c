// SPDX-License-Identifier: GPL-3.0-or-later
// The shipped protocols together with the shipped instruments, the schedule and the gate: what a document
// asks for must be something that a person at the chair can do.
#include "core/domain/schedule.h"
#include "core/interop/instrument_library.h"
#include "core/interop/located_json.h"
#include "core/interop/protocol_json.h"

#include "build_places.h"
#include "support/catch.h"
#include "support/event_maker.h"

#include <filesystem>
#include <regex>

using namespace chairside;

namespace {

const std::string kResources = CHAIRSIDE_SOURCE_DIR "/resources";

/// Records, at one moment, whatever the check asks for; of alternatives the last one.
void chart(const DueCheck& check, Millis now, const InstrumentLibrary& library, EventMaker& make,
           Schedule& schedule) {
    VitalsEntered vitals;
    bool measured = false;
    for (const auto& wish : check.open) {
        const std::string key = wish.substr(wish.rfind('|') + 1);
        const auto set = [&](Channel c, double value) { vitals.values[index(c)] = value, measured = true; };
        if (key == "nibp") {
            set(Channel::nibpSystolic, 128), set(Channel::nibpDiastolic, 78);
        } else if (const auto channel = channelFromKey(key)) {
            set(*channel, key == "spo2" ? 98 : key == "rr" ? 14 : 72);
        } else if (key == "weight") {
            DoseOrdered ordered;
            ordered.order.weightKg = 70, ordered.order.doseMg = 56;
            schedule.apply(make.at(now, ordered));
        } else if (key == "side_effects") {
            schedule.apply(make.at(now, SideEffectBegan{"nausea", 1, "", ""}));
        } else if (library.find(key)) {
            ScoreEntered score;
            score.instrument = key;
            score.answers["1"] = "0";
            if (findScale(*library.find(key), kTotalScale)) score.total = 0;
            schedule.apply(make.at(now, score));
        } else {
            schedule.apply(make.at(now, ItemConfirmed{"discharge", key, "yes"}));
        }
    }
    if (measured) schedule.apply(make.at(now, vitals));
}

} // namespace

TEST_CASE("every instrument that a shipped protocol names is shipped", "[interop]") {
    const auto library = loadInstruments(kResources + "/instruments");
    for (const auto& protocol : loadProtocols(kResources + "/protocols").protocols)
        for (const auto& id : protocol.instruments) {
            INFO(protocol.id << " names " << id);
            CHECK(library.find(id));
        }
}

TEST_CASE("the shipped protocols name exactly the instruments without a total", "[interop][H-15]") {
    const auto without = withoutTotal(loadInstruments(kResources + "/instruments").instruments);
    for (const auto& protocol : loadProtocols(kResources + "/protocols").protocols) {
        std::set<std::string> expected{"side_effects"};
        for (const auto& id : protocol.instruments)
            if (without.contains(id)) expected.insert(id);
        INFO(protocol.id);
        CHECK(protocol.unscored == expected);
    }
}

TEST_CASE("a session in which everything due is charted leaves nothing to explain", "[interop][H-15]") {
    const auto library = loadInstruments(kResources + "/instruments");
    for (const auto& protocol : loadProtocols(kResources + "/protocols").protocols) {
        INFO(protocol.id);
        const bool nasal = protocol.route == Route::intranasal;
        const Millis start = 15min,
                     end = start + (nasal ? Millis{5min}
                                          : Millis{std::int64_t(protocol.dosing.durationMin * 60'000)});
        EventMaker make;
        Schedule schedule(protocol.checks, protocol.unscored);
        DoseOrdered ordered;
        ordered.order.doseMg = 56;
        std::size_t charted = 0;
        for (Millis now = 0min; now <= end + 130min; now += 1min) {
            if (now == 0min) schedule.apply(make.at(now, SessionOpened{}));
            if (now == 1min) schedule.apply(make.at(now, ordered));
            if (now == start)
                schedule.apply(make.at(now, nasal ? EventBody{SprayGiven{1, 28, ""}}
                                                  : EventBody{InfusionStarted{150, "", ""}}));
            if (now == end)
                schedule.apply(make.at(now, nasal ? EventBody{SprayGiven{2, 28, ""}}
                                                  : EventBody{InfusionStopped{true, "", ""}}));
            for (const auto& check : schedule.at(MonoTime{now}))
                if (check.state == CheckState::due) chart(check, now, library, make, schedule), ++charted;
        }
        schedule.apply(make.at(end + 131min, Discharged{"sister", ""}));
        const auto all = schedule.at(MonoTime{end + 132min});
        CHECK(charted > 20);
        for (const auto& check : all) {
            INFO(check.rule << " due at minute " << toMs(check.due) / 60'000);
            CHECK(check.state == CheckState::done);
        }
        CHECK(unexplained(all).empty());
    }
}

TEST_CASE("a baseline charted in the same moment as the start is done and not missed", "[interop][H-15]") {
    const auto library = loadInstruments(kResources + "/instruments");
    for (const auto& protocol : loadProtocols(kResources + "/protocols").protocols) {
        INFO(protocol.id);
        Schedule schedule(protocol.checks, withoutTotal(library.instruments));
        EventMaker make;
        schedule.apply(make.at(2ms, SessionOpened{}));
        for (const auto& check : schedule.at(MonoTime{2ms}))
            if (check.stage == Stage::baseline) chart(check, 5ms, library, make, schedule);
        schedule.apply(protocol.route == Route::intranasal ? make.at(5ms, SprayGiven{1, 28, ""})
                                                           : make.at(5ms, InfusionStarted{150, "", ""}));
        for (const auto& check : schedule.at(MonoTime{3s}))
            if (check.stage == Stage::baseline) CHECK(check.state == CheckState::done);
    }
}

TEST_CASE("every field that a protocol may have is described for a medical director", "[interop]") {
    const auto description = readWholeFile(std::string(CHAIRSIDE_SOURCE_DIR "/docs/protocols.md"), 1u << 20);
    REQUIRE(description);
    std::size_t fields = 0;
    for (const auto& entry : std::filesystem::directory_iterator(CHAIRSIDE_SOURCE_DIR "/core/interop")) {
        const auto name = entry.path().filename().string();
        if (!name.starts_with("protocol_") || entry.path().extension() != ".cpp") continue;
        const auto source = readWholeFile(entry.path().string(), 1u << 20);
        REQUIRE(source);
        // The reader refuses every name that it does not list here.
        const std::regex lists("expectOnly\\(\\{([^}]*)\\}"), names("\"([a-z_0-9]+)\"");
        for (std::sregex_iterator list(source->begin(), source->end(), lists), end; list != end; ++list) {
            const std::string inside = (*list)[1];
            for (std::sregex_iterator one(inside.begin(), inside.end(), names); one != end; ++one, ++fields) {
                const std::string field = (*one)[1];
                INFO(name << ": " << field);
                const bool told = description->find("`" + field + "`") != std::string::npos ||
                                  description->find("\"" + field + "\"") != std::string::npos;
                CHECK(told);
            }
        }
    }
    CHECK(fields > 60);
}
