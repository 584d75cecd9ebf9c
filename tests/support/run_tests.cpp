// SPDX-License-Identifier: GPL-3.0-or-later
// The one file that compiles the runner of Catch2, for both of its major versions.
#include "support/run_tests.h"

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_session.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

#include "support/results_listener.h"

namespace chairside::testing {

int runTests(int argc, char** argv) {
    return Catch::Session().run(argc, argv);
}

} // namespace chairside::testing
