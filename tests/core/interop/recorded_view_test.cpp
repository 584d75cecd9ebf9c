// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/recorded_view.h"

#include "build_places.h"
#include "support/catch.h"
#include "support/told_session.h"

#include <fstream>
#include <sstream>

using namespace chairside;
using namespace chairside::testing;

namespace {

SessionRecord recorded(const std::string& protocolText) {
    SessionRecord record;
    record.events = standardTold().events();
    for (auto& event : record.events)
        if (auto* opened = std::get_if<SessionOpened>(&event.body)) opened->protocolText = protocolText;
    return record;
}

std::string shippedProtocol() {
    std::ifstream in(CHAIRSIDE_SOURCE_DIR "/resources/protocols/ket_iv_depression.json");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("a recorded session is opened with the protocol that it carries itself", "[interop]") {
    const auto record = recorded(shippedProtocol());
    const auto protocol = recordedProtocol(record);
    REQUIRE(protocol);
    CHECK(protocol->id == "ket-iv-depression");
    RecordedViews views;
    CHECK(views.open(record)->protocol().id == "ket-iv-depression");
    CHECK(views.open(record)->events().size() == record.events.size());
}

TEST_CASE("a session whose protocol can't be read is shown but not resumed", "[interop]") {
    const auto record = recorded("{ not a protocol");
    CHECK_FALSE(recordedProtocol(record));
    RecordedViews views;
    CHECK(views.open(record)->events().size() == record.events.size());
    const auto never = recordedProtocol(SessionRecord{});
    REQUIRE_FALSE(never);
    CHECK(never.error().message == "The record of this session does not say how it began.");
}
