// SPDX-License-Identifier: GPL-3.0-or-later
// The program's own memory is at an end, at any allocation in any of its threads. There is no sensible way on
// without memory, so the process stops there and then (nothing half done is written by anybody's destructor);
// what it had acknowledged must be in the file, the file must be sound, and the next start goes on with it.
// SQLite's memory, which the program survives, is in out_of_memory_test.cpp.
#include "core/log/log_writer.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/failing_new.h"
#include "support/made_record.h"
#include "support/temp_dir.h"

#include <exception>
#include <new>
#include <sys/wait.h>
#include <unistd.h>

using namespace chairside;
using namespace chairside::testing;

namespace {

constexpr int kNoMemory = 9; ///< exit status of a process that ended for want of memory

/// In a process of its own, never returns: records the session; each acknowledged item goes down the pipe.
[[noreturn]] void recordInChild(const std::string& path, const MadeSession& made, std::int64_t at, int pipe) {
    std::set_terminate([] { ::_exit(kNoMemory); });
    std::int64_t told = 0;
    auto writer = LogWriter::open(plainFiles(path), [&](const WriterReport& report) {
        told += static_cast<std::int64_t>(report.recorded.size());
        if (::write(pipe, &told, sizeof told) != sizeof told) ::_exit(3);
    });
    if (!writer) ::_exit(4);
    failNew(at);
    try { // here and not outside: the writer must not be taken down in good order
        int n = 0;
        for (const auto& item : made.items) {
            if (const auto* event = std::get_if<Event>(&item.what))
                writer.value()->record(*event);
            else
                writer.value()->record(item.session, std::get<Reading>(item.what));
            if (++n % 10 == 0) writer.value()->flush();
        }
        writer.value()->flush();
        writer.value()->close();
    } catch (const std::bad_alloc&) {
        ::_exit(kNoMemory);
    }
    ::_exit(0);
}

/// Whether the process ended for want of memory; what it acknowledged is checked.
bool endsWithout(const MadeSession& made, std::int64_t at) {
    INFO("allocation " << at);
    const TempDir dir(TempDir::On::memory); // a process dies here, not a computer
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close(ends[0]);
        recordInChild(dir / "r.db", made, at, ends[1]);
    }
    ::close(ends[1]);
    std::int64_t told = 0;
    while (::read(ends[0], &told, sizeof told) == sizeof told) {
    }
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    const int code = WEXITSTATUS(status);
    REQUIRE((code == 0 || code == kNoMemory));
    if (at == 0) CHECK(told == static_cast<std::int64_t>(made.items.size()));
    { REQUIRE(SegmentedStore::open(plainFiles(dir / "r.db"))); } // as the next start does
    const auto proof = verify(dir / "r.db");
    if (!proof.sound()) FAIL(proof.findings.front().sentence);
    CHECK(proof.events + proof.readings >= told);
    return code == kNoMemory;
}

void noMemoryLosesNothing(std::int64_t step, std::int64_t most) {
    if (!canFailNew()) {
        WARN("operator new belongs to the sanitizer here, so this was not tried");
        return;
    }
    const auto made = makeSession({.seed = 12, .readingPeriod = Millis{2'000}, .length = Minutes{2}});
    int ended = 0, spared = 0;
    // Past the last allocation of the whole run nothing fails any more: forty in a row, and that was it.
    for (std::int64_t at = 1; at <= most && spared < 40; at += step) {
        if (endsWithout(made, at)) {
            ++ended;
            spared = 0;
        } else {
            ++spared;
        }
    }
    WARN(ended << " of its allocations ended the process");
    CHECK(ended > 20); // the harness sees failures
    CHECK_FALSE(endsWithout(made, 0));
}

} // namespace

TEST_CASE("a process whose memory ends loses nothing that it acknowledged", "[log][H-08]") {
    noMemoryLosesNothing(41, 2'000);
}
TEST_CASE("a process whose memory ends at any allocation loses nothing that it acknowledged",
          "[log][long][H-08]") {
    noMemoryLosesNothing(1, 5'000);
}
