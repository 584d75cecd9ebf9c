// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/session_index.h"

#include "core/base/number.h"
#include "core/base/text.h"
#include "support/catch.h"
#include "support/event_maker.h"
#include "support/made_record.h"
#include "support/temp_dir.h"

#include <algorithm>
#include <functional>

using namespace chairside;
using namespace chairside::testing;

namespace {

IndexEntry entry(std::int64_t ref, const char* words, std::int64_t utcMs, std::int16_t offsetMin,
                 const char* protocol = "Ketamine") {
    SeededUuids ids(static_cast<std::uint64_t>(ref));
    return {ref, ids.next(1), {utcMs, offsetMin}, protocol, foldForSearch(words)};
}

using Refs = std::vector<std::int64_t>;

} // namespace

TEST_CASE("sessions are found by any words in any order, accents folded, each once", "[log][H-01]") {
    const auto index =
        SessionIndex::of({entry(3, "Müller-Çelik Jörg 004711 1970-01-02", 1'795'255'200'000, 60),
                          entry(2, "O'Brien Chloé 11 1980-11-21", 1'795'000'000'000, 60),
                          entry(1, "Nguyễn Minh 99 1990-05-05", 1'794'000'000'000, 60)},
                         {});
    CHECK(index.find({}) == Refs{3, 2, 1});
    CHECK(index.find({.text = "jorg mull"}) == Refs{3});
    CHECK(index.find({.text = "MÜLL  Jörg"}) == Refs{3});
    CHECK(index.find({.text = "chloe"}) == Refs{2});
    CHECK(index.find({.text = "11"}) ==
          Refs{3, 2, 1}); // a record number, a birth date, the month of all three
    CHECK(index.find({.text = "ngu muller"}).empty());
    CHECK(index.find({.text = "no such person"}).empty());
    CHECK(index.find({.text = "   "}) == Refs{3, 2, 1});
}

TEST_CASE("a session belongs to the local day it began on, also around midnight", "[log][H-01]") {
    // 2026-11-21T23:30 in a zone two hours east is 21:30 UTC; 2026-11-22T00:30 there is 22:30 UTC.
    const std::int64_t late = 1'795'296'600'000; // 2026-11-21T21:30:00Z
    const auto index = SessionIndex::of({entry(2, "b", late + 3'600'000, 120), entry(1, "a", late, 120)}, {});
    const auto day21 = localDayOf("2026-11-21"), day22 = localDayOf("2026-11-22");
    REQUIRE(day21);
    CHECK(index.find({.from = day21, .to = day21}) == Refs{1});
    CHECK(index.find({.from = day22}) == Refs{2});
    CHECK(index.find({.text = "22 nov"}) == Refs{2});
    CHECK(index.find({.text = "2026-11-21"}) == Refs{1});
    CHECK(index.find({.text = "21.11.2026"}) == Refs{1});
    CHECK_FALSE(localDayOf("2026-02-30"));
    CHECK_FALSE(localDayOf("21.11.2026"));
    CHECK(localDay({-1, 0}) == -1);
}

TEST_CASE("filters by protocol, nurse and flags hold together with the words", "[log]") {
    const std::vector<IndexEntry> entries{entry(3, "ana", 3'000, 0, "Esketamine"), entry(2, "ana", 2'000, 0),
                                          entry(1, "bela", 1'000, 0)};
    std::unordered_map<Uuid, FactTags> tags;
    tags[entries[0].session] = {fact::kAborted | fact::kRescue, "Nina"};
    tags[entries[1].session] = {fact::kAborted, "Otto"};
    const auto index = SessionIndex::of(entries, tags);
    CHECK(index.find({.flags = fact::kAborted}) == Refs{3, 2});
    CHECK(index.find({.flags = fact::kAborted | fact::kRescue}) == Refs{3});
    CHECK(index.find({.nurse = "Otto"}) == Refs{2});
    CHECK(index.find({.nurse = "Nobody"}).empty());
    CHECK(index.find({.text = "ana", .protocol = "Ketamine"}) == Refs{2});
    CHECK(index.find({.only = {entries[2].session}}) == Refs{1});
    CHECK(index.find({.text = "ana", .only = {entries[2].session}}).empty());
}

TEST_CASE("the index read from a record finds what the list finds", "[log]") {
    const TempDir dir;
    makeRecord(dir / "r.db", 12);
    auto history = HistoryReader::open(dir / "r.db");
    REQUIRE(history);
    auto figures = FiguresIndex::open(":memory:");
    const auto loaded = loadSessionIndex(*history.value(), *figures);
    REQUIRE(loaded);
    REQUIRE(loaded.value());
    const auto& index = loaded.value();
    CHECK(index->size() == 12);
    CHECK(index->withoutFigures() == 12);
    const auto all = history.value()->summaries(index->find({}));
    REQUIRE(all);
    const auto list = history.value()->sessions();
    REQUIRE(all->size() == list->size());
    for (std::size_t i = 0; i < all->size(); ++i) CHECK(all.value()[i].session == list.value()[i].session);
    for (const char* word : {"rivera", "jorg", "ket 40", "an", "1"}) {
        SessionFilter filter;
        filter.text = word;
        CHECK(index->find({.text = word}).size() >= history.value()->sessions(filter)->size());
    }
}

TEST_CASE("words may stand in the name, the date and the protocol of the same session", "[log][H-01]") {
    // The stored text of a session ends with its protocol.
    const auto index = SessionIndex::of(
        {entry(4, "Rivera Ana 12 1986-03-14 Ketamine IV", 1'795'255'200'000, 60, "Ketamine IV"),
         entry(3, "Rivera Ana 12 1986-03-14 Esketamine", 1'795'255'200'000, 60, "Esketamine"),
         entry(2, "Otto Iv 13 1950-01-01 Esketamine", 1'795'000'000'000, 60, "Esketamine"),
         entry(1, "Rivera Ana 12 1986-03-14 Esketamine", 1'700'000'000'000, 60, "Esketamine")},
        {});
    CHECK(index.find({.text = "ana esket nov 2026"}) == Refs{3});
    CHECK(index.find({.text = "ana ketamine"}) == Refs{4, 3, 1});
    CHECK(index.find({.text = "iv"}) == Refs{4, 3, 2, 1}); // a protocol, Rivera, and a given name
    CHECK(index.find({.text = "a r i v e k t 1"}) == Refs{4, 3, 1});
    // Words beyond the eighth are not looked at, and say so by finding more, never less.
    CHECK(index.find({.text = "a r i v e k t 1 nothinglikethis"}) == Refs{4, 3, 1});
}

TEST_CASE("an index is loaded again only when record or figures have changed", "[log]") {
    const TempDir dir;
    makeRecord(dir / "r.db", 3);
    auto history = HistoryReader::open(dir / "r.db");
    REQUIRE(history);
    auto figures = FiguresIndex::open(":memory:");
    const auto first = loadSessionIndex(*history.value(), *figures);
    REQUIRE((first && first.value()));
    const auto again = loadSessionIndex(*history.value(), *figures, first.value()->stamp());
    REQUIRE(again);
    CHECK_FALSE(again.value());
    makeOpenSession(dir / "r.db");
    const auto changed = loadSessionIndex(*history.value(), *figures, first.value()->stamp());
    REQUIRE((changed && changed.value()));
    CHECK(changed.value()->size() == 4);
}

TEST_CASE("a search over many patients finds what a plain comparison finds", "[log]") {
    TestRandom random(7);
    std::vector<IndexEntry> entries;
    for (std::int64_t i = 0; i < 3'000; ++i) {
        const std::string name =
            "name" + std::to_string(random.between(0, 900)) + " x" + std::to_string(random.between(0, 40));
        entries.push_back(entry(3'000 - i, name.c_str(), 1'795'255'200'000 - i * 40'000'000, 60,
                                i % 3 ? "Ketamine" : "Esketamine"));
    }
    const auto index = SessionIndex::of(entries, {});
    for (const char* text : {"1", "name1", "x4 esk", "name 20 ket", "x4 name 2025", "m e 1 9 esk"}) {
        Refs plain;
        for (const auto& e : entries)
            if (matchesAllWords(e.folded + " " + foldForSearch(e.protocol) + " " + formatDate(e.opened),
                                foldForSearch(text)))
                plain.push_back(e.ref);
        const auto found = index.find({.text = text});
        INFO(text);
        // The date is also searched as people write it, so more may be found, but nothing is left out.
        CHECK(std::includes(found.begin(), found.end(), plain.begin(), plain.end(), std::greater<>()));
        CHECK_FALSE(plain.empty());
    }
}
