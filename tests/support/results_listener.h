// SPDX-License-Identifier: GPL-3.0-or-later
// Writes one line per finished test case, "passed|failed|empty <tab> tags <tab> name", to a file of its own
// in the directory named by CHAIRSIDE_TEST_RESULTS, for scripts/trace-hazards. "empty" asserted nothing, for
// example because its data were absent: it guards no hazard. Does nothing when the variable is unset. Include
// it in the one file that runs the tests, after the session header of Catch2.
#pragma once

#include <cstdlib>
#include <fstream>
#include <string>
#include <unistd.h>

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_test_case_info.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
namespace chairside::test {
using ListenerBase = Catch::EventListenerBase;
inline const Catch::TestCaseInfo& infoOf(const Catch::TestCaseStats& stats) {
    return *stats.testInfo;
}
} // namespace chairside::test
#else
namespace chairside::test {
using ListenerBase = Catch::TestEventListenerBase;
inline const Catch::TestCaseInfo& infoOf(const Catch::TestCaseStats& stats) {
    return stats.testInfo;
}
} // namespace chairside::test
#endif

namespace chairside::test {

class ResultsListener final : public ListenerBase {
public:
    using ListenerBase::ListenerBase;

    void testCaseEnded(const Catch::TestCaseStats& stats) override {
        const char* directory = std::getenv("CHAIRSIDE_TEST_RESULTS");
        if (directory == nullptr) return;
        std::ofstream file(std::string(directory) + "/" + std::to_string(getpid()) + ".tsv", std::ios::app);
        const auto& assertions = stats.totals.assertions;
        const char* verdict = assertions.failed > 0 ? "failed" : assertions.passed > 0 ? "passed" : "empty";
        file << verdict << '\t' << infoOf(stats).tagsAsString() << '\t' << infoOf(stats).name << '\n';
    }
};

CATCH_REGISTER_LISTENER(ResultsListener)

} // namespace chairside::test
