// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/figures_index.h"

#include "core/interop/recorded_view.h"
#include "core/log/facts_codec.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/temp_dir.h"
#include "support/told_session.h"

#include <filesystem>
#include <fstream>

using namespace chairside;
using namespace chairside::testing;

namespace {

bool complete(FiguresIndex& index, HistoryReader& history) {
    RecordedViews views;
    for (int i = 0; i < 1'000; ++i) {
        auto done = index.update(
            history, [&](const SessionRecord& r) { return views.facts(r); }, Millis{5});
        if (!done) return false;
        if (done.value()) return true;
    }
    return false;
}

} // namespace

TEST_CASE("figures survive being kept byte by byte, and damaged bytes are refused", "[log]") {
    const auto facts = factsOf(standardTold().view());
    const auto bytes = encodeFacts(facts);
    REQUIRE(decodeFacts(bytes));
    CHECK(decodeFacts(bytes).value() == facts);
    for (std::size_t cut = 0; cut < bytes.size(); cut += 7) CHECK_FALSE(decodeFacts(bytes.substr(0, cut)));
    CHECK_FALSE(decodeFacts(bytes + "x"));
    CHECK_FALSE(decodeFacts(std::string(bytes.size(), '\xff')));
}

TEST_CASE("kept figures equal those computed from the record, and follow it", "[log]") {
    const TempDir dir;
    const auto made = makeRecord(dir / "r.db", 7);
    auto history = HistoryReader::open(dir / "r.db");
    REQUIRE(history);
    auto index = FiguresIndex::open(FiguresIndex::pathFor(dir / "r.db"));
    REQUIRE(complete(*index, *history.value()));
    CHECK(index->size().value() == 7);
    RecordedViews views;
    for (const auto& session : made) {
        const auto kept = index->facts(session.session);
        REQUIRE(kept);
        REQUIRE(kept.value());
        CHECK(kept.value().value() == views.facts(history.value()->session(session.session).value()));
        CHECK(index->ofPatient(session.patient.id)->size() == 1);
    }
    const auto late = makeOpenSession(dir / "r.db");
    REQUIRE(complete(*index, *history.value()));
    CHECK(index->size().value() == 8);
    CHECK(index->facts(late.session)->has_value());
    CHECK(index->tags()->size() == 8);
}

TEST_CASE("another record under the same name, and a damaged figures file, start the figures over", "[log]") {
    const TempDir dir;
    makeRecord(dir / "r.db", 3);
    const auto path = FiguresIndex::pathFor(dir / "r.db");
    {
        auto history = HistoryReader::open(dir / "r.db");
        REQUIRE(history);
        auto index = FiguresIndex::open(path);
        REQUIRE(complete(*index, *history.value()));
    }
    std::filesystem::remove(dir / "r.db");
    std::filesystem::remove(dir / "r.db-wal");
    std::filesystem::remove(dir / "r.db-shm");
    makeOpenSession(dir / "r.db");
    {
        auto history = HistoryReader::open(dir / "r.db");
        REQUIRE(history);
        auto index = FiguresIndex::open(path);
        REQUIRE(complete(*index, *history.value()));
        CHECK(index->size().value() == 1);
    }
    std::ofstream(path, std::ios::trunc)
        << "this is no database, whatever its name says; it is long enough to be read";
    auto history = HistoryReader::open(dir / "r.db");
    auto index = FiguresIndex::open(path);
    REQUIRE(complete(*index, *history.value()));
    CHECK(index->size().value() == 1);
    CHECK(FiguresIndex::open("/nowhere/at/all")->size().value() == 0);
}
