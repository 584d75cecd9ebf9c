// SPDX-License-Identifier: GPL-3.0-or-later
// A process that records with the production writer, on a real file system, is killed with signal 9 at a
// random moment, again and again; what it had acknowledged must be there, and the record must be sound. The
// whole program is killed in tests/scenarios/kill_test.py; this one is quick enough for ten thousand kills.
#include "core/log/log_writer.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/temp_dir.h"
#include "support/trials.h"

#include <csignal>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

/// Acknowledged so far in one session; goes through a pipe, which outlives the process that wrote it.
struct ToldRows {
    std::int64_t events = 0, readings = 0;
};

/// Never returns: records the sessions from where the file stands, until it is killed.
[[noreturn]] void recordUntilKilled(const std::string& path, std::uint64_t seed, int pipe) {
    Random random(seed);
    const auto made =
        makeSession({.seed = 1 + seed / 40, .readingPeriod = Millis{500}, .length = Minutes{60}});
    ToldRows told;
    auto writer = LogWriter::open(plainFiles(path), [&](const WriterReport& report) {
        for (const auto& item : report.recorded) {
            if (item.session != made.session) continue;
            auto& count = item.kind == "reading" ? told.readings : told.events;
            count = std::max(count, item.number);
        }
        if (::write(pipe, &told, sizeof told) != sizeof told) ::_exit(3);
    });
    if (!writer) ::_exit(4);
    ToldRows there;
    {
        auto reader = Database::open(path, {});
        if (!reader) ::_exit(5);
        auto row = reader.value()->prepare("SELECT h.seq, h.readings FROM chain_head h JOIN session s "
                                           "ON s.ref = h.session WHERE s.id = ?");
        if (!row) ::_exit(6);
        auto found = row->bind(made.session.bytes).step();
        if (!found) ::_exit(7);
        if (found.value()) there = {row->integer(0), row->integer(1)};
    }
    ToldRows given;
    for (const auto& item : made.items) {
        const auto* event = std::get_if<Event>(&item.what);
        if (++(event ? given.events : given.readings) <= (event ? there.events : there.readings)) continue;
        event ? writer.value()->record(*event)
              : writer.value()->record(item.session, std::get<Reading>(item.what));
        if (random.below(2)) writer.value()->flush(); // many small commits: more moments to be killed in
    }
    for (;;) ::pause();
}

struct Killed {
    ToldRows told;
    bool early = false; ///< before anything was acknowledged
};

Killed killOnce(const std::string& path, std::uint64_t seed) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close(ends[0]);
        recordUntilKilled(path, seed, ends[1]);
    }
    ::close(ends[1]);
    Random random(seed * 31);
    Killed out;
    out.early = true;
    ToldRows told;
    const auto take = [&] { // a whole message or the end: messages this small are written at once
        if (::read(ends[0], &told, sizeof told) != sizeof told) return false;
        out = {told, false};
        return true;
    };
    // Mostly in the middle of the work, else wherever its start has got to.
    pollfd ready{ends[0], POLLIN, 0};
    if (random.below(4) && ::poll(&ready, 1, 2'000) == 1) take();
    ::usleep(static_cast<useconds_t>(random.below(25'000)));
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    INFO("exit status " << (WIFEXITED(status) ? WEXITSTATUS(status) : -1));
    REQUIRE(WIFSIGNALED(status));
    while (take()) {
    }
    ::close(ends[0]);
    return out;
}

void noKillLoses(const Trials& trials) {
    std::uint64_t kills = 0, early = 0;
    std::int64_t acknowledged = 0;
    std::optional<TempDir> dir;
    trials.each([&](std::uint64_t seed) {
        constexpr std::uint64_t kPerRecord = 40; // then another session in another folder
        if (!dir || seed % kPerRecord == 0) dir.emplace();
        const auto path = *dir / "r.db";
        const auto killed = killOnce(path, seed);
        ++kills;
        INFO("CHAIRSIDE_SEED=" << seed << " CHAIRSIDE_TRIALS=1");
        if (killed.early) {
            ++early;
            return;
        }
        const auto session = makeSession({.seed = 1 + seed / kPerRecord, .length = Minutes{1}}).session;
        auto reader = Database::open(path, {});
        REQUIRE(reader);
        auto row = reader.value()->prepare("SELECT h.seq, h.readings FROM chain_head h JOIN session s "
                                           "ON s.ref = h.session WHERE s.id = ?");
        REQUIRE(row);
        auto found = row->bind(session.bytes).step();
        REQUIRE(found);
        REQUIRE(found.value());
        if (row->integer(0) < killed.told.events || row->integer(1) < killed.told.readings)
            FAIL("acknowledged " << killed.told.events << "+" << killed.told.readings << ", found "
                                 << row->integer(0) << "+" << row->integer(1));
        acknowledged += killed.told.events + killed.told.readings;
        if (seed % 8 == 0) {
            const auto proof = verify(path);
            if (!proof.sound()) FAIL(proof.findings.front().sentence);
        }
    });
    CHECK(early * 2 < kills);
    WARN(kills << " kills, " << early
               << " before anything was acknowledged, highest acknowledged positions together "
               << acknowledged << ", 0 lost");
}

} // namespace

TEST_CASE("a writing process that is killed loses nothing that it acknowledged", "[log][H-08]") {
    noKillLoses({"kills", 40});
}
TEST_CASE("ten thousand kills of a writing process lose nothing that it acknowledged", "[log][long][H-08]") {
    noKillLoses({"kills", 10'000});
}
