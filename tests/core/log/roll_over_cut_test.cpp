// SPDX-License-Identifier: GPL-3.0-or-later
// Power cuts and second faults inside a roll-over to a further segment and inside the merge at the next
// start, one step after the other and at random. A failure prints its seed: CHAIRSIDE_SEED replays it,
// CHAIRSIDE_TRIALS makes a run longer. The negative controls say of each cut point whether it must lose.
#include "support/catch.h"
#include "support/cut_record.h"

#include <set>

using namespace chairside;
using namespace chairside::testing;

namespace {

const std::string kFirstFolder = "/records";

constexpr std::initializer_list<FaultKind> kKinds{FaultKind::writeError, FaultKind::diskFull,
                                                  FaultKind::shortWrite, FaultKind::syncError,
                                                  FaultKind::readError};

FaultKind anyOf(std::initializer_list<FaultKind> kinds, Random& random) {
    return kinds.begin()[random.below(kinds.size())];
}

AfterCut modelOf(std::uint64_t number) {
    return static_cast<AfterCut>(number % static_cast<std::uint64_t>(kAfterCutCount));
}

/// A disk that fails during a session, and what follows. The same course is the same run.
struct Course {
    std::uint64_t seed = 1;
    PowerDisk::Fault first = {};
    PowerDisk::Then then = {};
    bool secondFolder = false;
    AfterCut model = AfterCut::loseAll;
    std::string lies = {}; ///< part of the paths whose syncs do nothing: a negative control
};

struct CutRun {
    std::shared_ptr<PowerDisk> disk;
    Told told;
    std::int64_t inSegments = 0; ///< acknowledged in another file than the main one
    std::set<std::string> paths; ///< files that something was acknowledged in
    bool failed = false, failedAgain = false, wasCut = false;
    std::string wrong;
};

LogFiles filesOf(const CutRun& run, bool secondFolder) {
    auto files = cutFiles(run.disk);
    if (!secondFolder) files.secondDirectory.clear();
    return files;
}

/// What the start found is all that can be gone on with, and no less than was acknowledged.
void resume(CutRun& run, SegmentedStore& store) {
    if (run.disk->isDead()) return;
    const auto head = store.head(sessionToRecord().session);
    const Told found = head ? Told{head->seq, head->readings} : Told{};
    if (found.events < run.told.events || found.readings < run.told.readings)
        run.wrong = "acknowledged " + std::to_string(run.told.all()) + ", found at the next start " +
                    std::to_string(found.all());
    run.told = found;
}

/// Goes on where the record ends, until the power is gone or some commits after the fault are through.
void record(CutRun& run, SegmentedStore& store, Random& random) {
    const auto& items = sessionToRecord().items;
    auto at = static_cast<std::size_t>(run.told.all());
    for (int after = 0; after < 5 && at < items.size() && !run.disk->isDead();) {
        const auto count = std::min<std::size_t>(1 + random.below(4), items.size() - at);
        const auto first = items.begin() + static_cast<std::ptrdiff_t>(at);
        const auto before = run.told.all();
        run.told.add(store.commit({first, first + static_cast<std::ptrdiff_t>(count)}));
        if (run.told.all() > before) run.paths.insert(store.currentPath());
        if (store.currentPath() != kCutRecord) run.inSegments += run.told.all() - before;
        at += count;
        if (random.below(3) == 0) store.idle();
        if (run.disk->faultFired()) ++after;
    }
}

/// One session as the course says, on the run's disk, ended by a power cut.
void follow(CutRun& run, const Course& course) {
    Random random(course.seed);
    run.disk->sectorBytes = random.below(2) ? 512 : 4096; // before the store asks for it
    auto store = SegmentedStore::open(filesOf(run, course.secondFolder));
    if (!store) {
        run.wrong = "does not open: " + store.error().message;
        return;
    }
    run.disk->syncLiesFor = course.lies;
    resume(run, *store.value());
    run.disk->failAfter(course.first);
    run.disk->whenItFails(course.then);
    record(run, *store.value(), random);
    run.failed = run.disk->faultFired();
    run.failedAgain = run.disk->secondFaultFired();
    run.wasCut = run.disk->isDead();
    if (!run.wasCut && random.below(2)) {
        run.disk->repair();
        run.told.add(store.value()->commit({})); // what waited in memory is written now
        run.wasCut = run.disk->isDead();         // the course may cut it only now
        if (!run.wasCut && store.value()->waiting() != 0)
            run.wrong = "still waiting after the disk was repaired";
    }
    if (!run.wasCut) run.disk->cutAfter(0);
    store = Error{""};
    run.disk->cutPower(course.model);
    run.disk->syncLiesFor.clear();
}

CutRun runOn(std::shared_ptr<PowerDisk> disk) {
    CutRun run;
    run.disk = std::move(disk);
    return run;
}

CutRun newRun(const Course& course) {
    auto run = runOn(std::make_shared<PowerDisk>(course.seed));
    run.disk->copyFilesFrom(emptyRecord());
    follow(run, course);
    return run;
}

std::int64_t segmentsOn(const PowerDisk& disk) {
    std::int64_t count = 0;
    for (const auto& folder : {kFirstFolder, kSecondFolder})
        for (const auto& name : disk.filesIn(folder))
            if (name.starts_with("main-") && name.ends_with(".db")) ++count;
    return count;
}

/// Empty when the next start finds everything acknowledged once, and the start after it has nothing to do.
std::string wrongAfter(const CutRun& run) {
    if (!run.wrong.empty()) return run.wrong;
    if (auto found = damage(run.disk, run.told); !found.empty()) return found;
    auto again = SegmentedStore::open(cutFiles(run.disk));
    if (!again) return "does not open again: " + again.error().message;
    if (!again.value()->startNotes().empty()) return "not done: " + again.value()->startNotes().front();
    return segmentsOn(*run.disk) ? "a segment is left" : "";
}

std::string words(const Course& course) {
    const auto fault = [](const PowerDisk::Fault& f) {
        return "kind " + std::to_string(static_cast<int>(f.kind)) + " at " + std::to_string(f.operations) +
               (f.persistent ? " for good" : " once") + (f.onlyIn.empty() ? "" : " in " + f.onlyIn);
    };
    return "seed " + std::to_string(course.seed) + ", first " + fault(course.first) + ", cut after " +
           std::to_string(course.then.cutAfterSteps) + ", second " + fault(course.then.fault) +
           ", second folder " + (course.secondFolder ? "yes" : "no") + ", model " +
           std::to_string(static_cast<int>(course.model));
}

/// Operations of the kind until the session is some commits old.
std::int64_t someTimeIn(FaultKind kind) {
    return kind == FaultKind::syncError ? 9 : kind == FaultKind::readError ? 6 : 30;
}

/// The disk fails once in the only folder, or the first of two disks fails for good.
Course failing(FaultKind kind, bool secondFolder) {
    Course course;
    course.first = {kind, someTimeIn(kind), secondFolder, secondFolder ? kFirstFolder : ""};
    course.secondFolder = secondFolder;
    course.seed = static_cast<std::uint64_t>(kind) + (secondFolder ? 10 : 0);
    return course;
}

/// Every step from the fault until the store has gone on elsewhere, each with `models` of the seven models.
std::int64_t cutEveryStep(Course course, std::uint64_t models) {
    std::int64_t points = 0;
    course.then.cutAfterSteps = 0;
    for (bool cut = true; cut; ++course.then.cutAfterSteps) {
        for (std::uint64_t i = 0; i < models; ++i) {
            course.model = modelOf(static_cast<std::uint64_t>(course.then.cutAfterSteps) + i +
                                   static_cast<std::uint64_t>(course.first.kind));
            const auto run = newRun(course);
            const auto found = wrongAfter(run);
            INFO(words(course));
            if (!found.empty()) FAIL(found);
            cut = run.wasCut;
            if (cut) ++points;
            if (!cut) CHECK(run.inSegments > 0); // the sweep went on to the end of the roll-over
            if (!cut && course.secondFolder) CHECK(run.paths.rbegin()->starts_with(kSecondFolder));
        }
    }
    return points;
}

std::int64_t cutEveryRollOver(std::initializer_list<FaultKind> kinds, bool secondFolder,
                              std::uint64_t models) {
    std::int64_t points = 0;
    for (const auto kind : kinds) points += cutEveryStep(failing(kind, secondFolder), models);
    return points;
}

struct Counted {
    std::int64_t trials = 0, fired = 0;
};

/// A second fault of each kind at each step of its own after the first: in the roll-over or soon after it.
Counted failAgain(FaultKind kind, bool secondFolder, std::int64_t widening) {
    Counted counted;
    for (const auto second : kKinds)
        for (const bool persistent : {false, true}) {
            bool fired = true;
            for (std::int64_t at = 1; fired; at += widening ? 1 + at / widening : 1) {
                auto course = failing(kind, secondFolder);
                course.then.fault = {second, at, persistent, {}};
                course.model = modelOf(static_cast<std::uint64_t>(at) + static_cast<std::uint64_t>(second));
                const auto run = newRun(course);
                const auto found = wrongAfter(run);
                INFO(words(course));
                if (!found.empty()) FAIL(found);
                fired = run.failedAgain;
                ++counted.trials;
                if (fired) ++counted.fired;
            }
        }
    return counted;
}

/// Records that wait for a merge: one segment beside the main file, one in the second folder, two in both.
std::vector<CutRun> unmerged() {
    std::vector<Course> courses{failing(FaultKind::syncError, false), failing(FaultKind::writeError, true),
                                failing(FaultKind::diskFull, true)};
    // On the second disk the roll-over goes through; it fails once some commits later.
    courses[2].first.persistent = false;
    courses[2].first.onlyIn.clear();
    courses[2].then.fault = {FaultKind::syncError, 9, false, {}};
    std::vector<CutRun> runs;
    for (const auto& course : courses) {
        runs.push_back(newRun(course));
        REQUIRE(runs.back().inSegments > 0);
        REQUIRE(segmentsOn(*runs.back().disk) == (runs.size() < 3 ? 1 : 2));
    }
    return runs;
}

/// The start after `before`, cut after so many steps. `lies`: part of the paths that are not really synced.
CutRun cutStart(const CutRun& before, std::int64_t steps, AfterCut model, const std::string& lies = {}) {
    auto run = runOn(std::make_shared<PowerDisk>(static_cast<std::uint64_t>(steps) + 1));
    run.disk->copyFilesFrom(*before.disk);
    run.told = before.told;
    run.disk->syncLiesFor = lies;
    run.disk->cutAfter(steps);
    { auto start = SegmentedStore::open(cutFiles(run.disk)); }
    run.wasCut = run.disk->isDead();
    run.disk->cutPower(model);
    run.disk->syncLiesFor.clear();
    return run;
}

std::int64_t cutEveryMerge(std::uint64_t models) {
    std::int64_t points = 0;
    for (const auto& before : unmerged()) {
        bool cut = true;
        for (std::int64_t steps = 0; cut; ++steps)
            for (std::uint64_t i = 0; i < models; ++i) {
                const auto model = modelOf(static_cast<std::uint64_t>(steps) + i);
                const auto run = cutStart(before, steps, model);
                const auto found = wrongAfter(run);
                INFO("start cut after " << steps << ", model " << static_cast<int>(model));
                if (!found.empty()) FAIL(found);
                cut = run.wasCut;
                if (cut) ++points;
            }
    }
    return points;
}

Course anyCourse(std::uint64_t seed, bool secondFolder, Random& random) {
    Course course;
    course.seed = seed;
    course.secondFolder = secondFolder;
    const auto anyKind = [&] { return anyOf(kKinds, random); };
    const auto upTo = [&](std::uint64_t n) { return 1 + static_cast<std::int64_t>(random.below(n)); };
    course.first = {anyKind(), upTo(120), random.below(2) == 0, {}};
    if (course.first.kind == FaultKind::syncError || course.first.kind == FaultKind::readError)
        course.first.operations = upTo(30);
    if (course.secondFolder && random.below(4)) {
        course.first.persistent = true;
        course.first.onlyIn = kFirstFolder;
    }
    if (random.below(4)) course.then.cutAfterSteps = upTo(120) - 1;
    if (random.below(2)) course.then.fault = {anyKind(), upTo(60), random.below(3) == 0, {}};
    course.model = modelOf(random.next());
    return course;
}

struct Seen {
    std::int64_t cutInRollOver = 0, failedAgain = 0, cutInStart = 0, withSecondFolder = 0, twoRounds = 0;
};

/// A session or two on failing disks, each cut, with starts in between and after that are cut or fail too.
std::string anyTrial(std::uint64_t seed, Seen& seen) {
    Random random(seed);
    auto run = runOn(std::make_shared<PowerDisk>(seed));
    run.disk->copyFilesFrom(emptyRecord());
    const auto rounds = 1 + random.below(2);
    const bool secondFolder = random.below(2) == 0;
    seen.withSecondFolder += secondFolder ? 1 : 0;
    for (std::uint64_t round = 0; round < rounds && run.wrong.empty(); ++round) {
        const auto course = anyCourse(seed + round, secondFolder, random);
        follow(run, course);
        seen.cutInRollOver += run.wasCut ? 1 : 0;
        seen.failedAgain += run.failedAgain ? 1 : 0;
        seen.twoRounds += round == 1 ? 1 : 0;
        for (auto starts = random.below(3); starts > 0; --starts) {
            if (random.below(3) == 0)
                run.disk->failAfter(anyOf(kKinds, random), 1 + static_cast<std::int64_t>(random.below(40)),
                                    random.below(4) == 0);
            run.disk->cutAfter(static_cast<std::int64_t>(random.below(120)));
            { auto start = SegmentedStore::open(cutFiles(run.disk)); }
            seen.cutInStart += run.disk->isDead() ? 1 : 0;
            run.disk->cutPower(modelOf(random.next()));
        }
    }
    return wrongAfter(run);
}

/// Several runs on one record without any fault, each ended by a cut that damages the sector being written.
std::string cutAgainAndAgain(std::uint64_t seed) {
    Random random(seed);
    auto run = runOn(std::make_shared<PowerDisk>(seed));
    run.disk->copyFilesFrom(emptyRecord());
    for (int i = 0; i < 4 && run.wrong.empty(); ++i) {
        run.disk->cutAfter(1 + static_cast<std::int64_t>(random.below(150)));
        if (auto store = SegmentedStore::open(cutFiles(run.disk))) {
            resume(run, *store.value());
            record(run, *store.value(), random);
        }
        run.disk->cutAfter(0);
        run.disk->cutPower(AfterCut::garbleSectors);
    }
    return wrongAfter(run);
}

void noneLosesAgain(const Trials& trials) {
    int lost = 0;
    trials.each([&](std::uint64_t seed) {
        const auto found = cutAgainAndAgain(seed);
        INFO("CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        if (!found.empty() && ++lost < 4) FAIL_CHECK(found);
    });
    INFO(lost << " of " << trials.count);
    CHECK(lost == 0);
}

void noneLoses(const Trials& trials) {
    Seen seen;
    trials.each([&](std::uint64_t seed) {
        const auto found = anyTrial(seed, seen);
        INFO("CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        if (!found.empty()) FAIL(found);
    });
    if (trials.count < 1'000) return;
    WARN("of " << trials.count << ": cut after a fault " << seen.cutInRollOver << ", second fault "
               << seen.failedAgain << ", start cut " << seen.cutInStart << ", with a second folder "
               << seen.withSecondFolder << ", second sessions " << seen.twoRounds);
}

} // namespace

TEST_CASE("a power cut at any step of a roll-over loses nothing that was acknowledged",
          "[log][alone][H-08]") {
    CHECK(cutEveryRollOver({FaultKind::writeError, FaultKind::syncError, FaultKind::readError}, false, 1) >
          300);
    CHECK(cutEveryRollOver({FaultKind::shortWrite}, true, 1) > 100);
}

TEST_CASE("a second fault during a roll-over loses nothing that was acknowledged", "[log][alone][H-08]") {
    Counted all;
    for (const bool secondFolder : {false, true}) {
        const auto counted = failAgain(FaultKind::syncError, secondFolder, 3);
        all.trials += counted.trials, all.fired += counted.fired;
    }
    CHECK(all.fired > 150);
}

TEST_CASE("a power cut at any step of a merge loses nothing, and the next start merges whole",
          "[log][alone][H-08]") {
    CHECK(cutEveryMerge(1) > 200);
}

TEST_CASE("sessions on failing disks with cuts and faults anywhere lose nothing", "[log][alone][H-08]") {
    noneLoses({"roll-overs", 150});
}

TEST_CASE("a record that goes on after a power cut loses nothing of it at the next", "[log][alone][H-08]") {
    noneLosesAgain({"cut again", 120});
}

TEST_CASE("five thousand records that go on after power cuts lose nothing", "[log][long][H-08]") {
    noneLosesAgain({"cut again", 5'000});
}

TEST_CASE("every step of every roll-over and merge and random ones lose nothing", "[log][long][H-08]") {
    const auto rollOvers = cutEveryRollOver(kKinds, false, 1) + cutEveryRollOver(kKinds, true, 1);
    const auto merges = cutEveryMerge(4);
    Counted faults;
    for (const auto kind : kKinds)
        for (const bool secondFolder : {false, true}) {
            const auto counted = failAgain(kind, secondFolder, 4);
            faults.trials += counted.trials, faults.fired += counted.fired;
        }
    WARN("cut points in roll-overs " << rollOvers << ", in merges " << merges << "; second faults "
                                     << faults.fired << " of " << faults.trials);
    noneLoses({"roll-overs", 12'000});
}

TEST_CASE("a segment that is not synced loses at every cut after its first entry", "[log][alone][H-08]") {
    for (const bool secondFolder : {false, true}) {
        auto course = failing(FaultKind::syncError, secondFolder);
        course.lies = "main-";
        int must = 0, lost = 0;
        bool cut = true;
        for (course.then.cutAfterSteps = 0; cut; ++course.then.cutAfterSteps) {
            const auto run = newRun(course);
            cut = run.wasCut;
            const bool loses = !wrongAfter(run).empty();
            INFO(words(course) << ", acknowledged in segments " << run.inSegments);
            CHECK(loses == (run.inSegments > 0));
            must += run.inSegments > 0 ? 1 : 0;
            lost += loses ? 1 : 0;
        }
        CHECK(must > 10);
        CHECK(lost == must);
    }
}

TEST_CASE("a merge that lets its segment go before its rows are synced loses at every cut after it",
          "[log][alone][H-08]") {
    for (const auto& before : unmerged()) {
        int must = 0, lost = 0;
        bool cut = true;
        std::int64_t steps = 0;
        for (; cut; ++steps) {
            const auto run = cutStart(before, steps, AfterCut::loseAll, "main.db");
            cut = run.wasCut;
            const bool gone = segmentsOn(*run.disk) < segmentsOn(*before.disk);
            const bool loses = !wrongAfter(run).empty();
            INFO("start cut after " << steps);
            CHECK(loses == gone);
            must += gone ? 1 : 0;
            lost += loses ? 1 : 0;
        }
        CHECK(must > 10);
        CHECK(lost == must);
    }
}
