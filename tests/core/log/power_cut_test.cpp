// SPDX-License-Identifier: GPL-3.0-or-later
// Power cuts and failing disks against the production classes. A failure prints its seed: CHAIRSIDE_SEED
// replays it, CHAIRSIDE_TRIALS makes a run longer. The negative controls show that the simulated disk sees
// what it must see.
#include "support/catch.h"
#include "support/cut_record.h"

using namespace chairside;
using namespace chairside::testing;

namespace {

struct Conditions {
    OpenSettings durability;
    bool syncLies = false;
    std::optional<AfterCut> model; ///< empty = any
};

std::string cutOnce(std::uint64_t seed, const Conditions& conditions) {
    Random random(seed);
    auto disk = std::make_shared<PowerDisk>(seed);
    disk->copyFilesFrom(emptyRecord());
    disk->sectorBytes = random.below(2) ? 512 : 4096;
    disk->syncLies = conditions.syncLies;
    const auto model = conditions.model.value_or(static_cast<AfterCut>(random.below(kAfterCutCount)));
    Told told;
    {
        disk->cutAfter(1 + static_cast<std::int64_t>(random.below(300)));
        auto store = SegmentedStore::open(cutFiles(disk, conditions.durability));
        if (store) told = feed(*store.value(), *disk, random, 400);
        if (!disk->isDead()) disk->cutAfter(0);
    }
    disk->cutPower(model);
    disk->syncLies = false;
    if (random.below(4) == 0) { // a second cut while the first is being recovered from
        disk->cutAfter(static_cast<std::int64_t>(random.below(20)));
        { auto again = SegmentedStore::open(cutFiles(disk, conditions.durability)); }
        disk->cutPower(model);
    }
    return damage(disk, told, conditions.durability);
}

/// How many of a hundred trials lost something.
double lossesPerHundred(const Trials& trials, const Conditions& conditions) {
    int losses = 0;
    trials.each([&](std::uint64_t seed) { losses += cutOnce(seed, conditions).empty() ? 0 : 1; });
    return 100.0 * losses / static_cast<double>(trials.count);
}

struct Controls {
    Conditions normal, lying, trusting, sound;
    Controls() {
        normal.durability.synchronous = "NORMAL";
        lying.syncLies = true;
        trusting.durability.powersafeOverwrite = true;
        trusting.model = sound.model = AfterCut::garbleSectors;
    }
};

void noCutLoses(const Trials& trials) {
    trials.each([&](std::uint64_t seed) {
        const auto found = cutOnce(seed, {});
        INFO("CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        if (!found.empty()) FAIL(found);
    });
    CHECK(trials.count > 0);
}

/// One fault of a kind, once or for good, then a power cut; a second fault may hit the roll-over or the
/// recovery.
std::string failOnce(std::uint64_t seed, FaultKind kind, std::int64_t at, bool persistent, bool& fired) {
    Random random(seed);
    auto disk = std::make_shared<PowerDisk>(seed);
    disk->copyFilesFrom(emptyRecord());
    Told told;
    {
        auto store = SegmentedStore::open(cutFiles(disk));
        if (!store) return "does not open: " + store.error().message;
        disk->failAfter(kind, at, persistent);
        told = feed(*store.value(), *disk, random, 120);
        fired = disk->faultFired();
        if (random.below(2)) {
            disk->repair();
            told.add(store.value()->commit({})); // what waited in memory is written now
            if (store.value()->waiting() != 0) return "still waiting after the disk was repaired";
            if (fired && kind != FaultKind::readError && !store.value()->fault())
                return "a fault was not told";
        }
        disk->cutAfter(0);
    }
    disk->cutPower(static_cast<AfterCut>(random.below(kAfterCutCount)));
    if (random.below(4) == 0) {
        disk->failAfter(kind, 1 + static_cast<std::int64_t>(random.below(10)), false);
        { auto again = SegmentedStore::open(cutFiles(disk)); }
        disk->cutPower(AfterCut::loseAll);
    }
    return damage(disk, told);
}

constexpr FaultKind kFaults[] = {FaultKind::writeError, FaultKind::diskFull, FaultKind::shortWrite,
                                 FaultKind::syncError, FaultKind::readError};

} // namespace

TEST_CASE("a power cut loses nothing that was acknowledged", "[log][alone][H-08]") {
    noCutLoses({"cuts", 300});
}

TEST_CASE("two hundred thousand power cuts lose nothing that was acknowledged", "[log][long][cuts][H-08]") {
    noCutLoses({"cuts", 200'000});
}

TEST_CASE("the simulated disk sees what weaker settings lose", "[log][alone][H-08]") {
    const Controls with;
    CHECK(lossesPerHundred({"control", 80}, with.normal) > 10);
    CHECK(lossesPerHundred({"control", 80}, with.lying) > 20);
    CHECK(lossesPerHundred({"control", 300}, with.trusting) > 0);
}

TEST_CASE("the negative controls fail as often as they must", "[log][long][H-08]") {
    // Source of the shares: reliability.md, F-01n. They hold for any number of trials from some hundred on.
    const Controls with;
    const Trials trials{"control", 1'000, Trials::Share::whole};
    const double normal = lossesPerHundred(trials, with.normal), lying = lossesPerHundred(trials, with.lying),
                 trusting = lossesPerHundred(trials, with.trusting),
                 sound = lossesPerHundred(trials, with.sound);
    WARN("lost in a hundred of " << trials.count << ": NORMAL " << normal << ", lying sync " << lying
                                 << ", psow=1 " << trusting << ", as it is used " << sound);
    CHECK(sound == 0);
    if (trials.count < 300) return; // a share of fewer says little
    CHECK(normal > 30);
    CHECK(lying > 40);
    CHECK(trusting > 5);
}

TEST_CASE("a disk error at any step of a session loses nothing that was acknowledged", "[log][alone][H-08]") {
    for (const auto kind : kFaults) {
        for (const bool persistent : {false, true}) {
            bool fired = true;
            std::int64_t at = 1;
            for (; fired && at < 4'000; at += 1 + at / 6) {
                const auto seed = static_cast<std::uint64_t>(at) * 31 + static_cast<std::uint64_t>(kind);
                const auto found = failOnce(seed, kind, at, persistent, fired);
                INFO("kind " << static_cast<int>(kind) << " at " << at << " persistent " << persistent);
                if (!found.empty()) FAIL(found);
            }
            CHECK(at > 1);
        }
    }
}

TEST_CASE("every fault at every step and sixty thousand at random lose nothing", "[log][long][H-08]") {
    for (const auto kind : kFaults)
        for (const bool persistent : {false, true}) {
            bool fired = true;
            for (std::int64_t at = 1; fired; ++at) {
                const auto found = failOnce(static_cast<std::uint64_t>(at), kind, at, persistent, fired);
                INFO("kind " << static_cast<int>(kind) << " at " << at << " persistent " << persistent);
                if (!found.empty()) FAIL(found);
            }
        }
    Trials{"faults", 60'000}.each([&](std::uint64_t seed) {
        bool fired = false;
        const auto found =
            failOnce(seed, kFaults[seed % 5], 1 + static_cast<std::int64_t>(seed / 5 % 900), seed % 2, fired);
        INFO("CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        if (!found.empty()) FAIL(found);
    });
}

TEST_CASE(
    "while no disk takes anything, entries wait in memory, the fault is told, and nothing is acknowledged",
    "[log][H-08]") {
    auto disk = std::make_shared<PowerDisk>(5);
    disk->copyFilesFrom(emptyRecord());
    auto opened = SegmentedStore::open(cutFiles(disk));
    REQUIRE(opened);
    auto& store = *opened.value();
    const auto& items = sessionToRecord().items;
    REQUIRE(store.commit({items.begin(), items.begin() + 5}).recorded.size() == 5);
    disk->failAfter(FaultKind::diskFull, 1, true);
    CHECK(store.commit({items.begin() + 5, items.begin() + 9}).recorded.empty());
    REQUIRE(store.fault());
    CHECK_FALSE(store.fault()->saving);
    CHECK(store.fault()->sentence.starts_with("NOT BEING SAVED since 11:00. "));
    CHECK(store.waiting() == 4);
    disk->repair();
    CHECK(store.commit({}).recorded.size() == 4);
    REQUIRE(store.fault());
    CHECK(store.fault()->saving);
    CHECK(store.fault()->sentence.find("Saving works again") == 0);
    CHECK(store.currentPath() != kCutRecord);
    opened = Error{""}; // the program ends
    auto next = SegmentedStore::open(cutFiles(disk));
    REQUIRE(next);
    REQUIRE(next.value()->startNotes().size() == 1);
    CHECK(next.value()->startNotes().front().find("were added to the record") != std::string::npos);
    CHECK(next.value()->totalRows() == 9);
    next = Error{""};
    auto third = SegmentedStore::open(cutFiles(disk)); // merging happens once
    REQUIRE(third);
    CHECK(third.value()->startNotes().empty());
    CHECK(third.value()->totalRows() == 9);
}
