// SPDX-License-Identifier: GPL-3.0-or-later
// The test program's entry point, for both major versions of Catch2.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_session.hpp>

#include "support/results_listener.h"
int main(int argc, char** argv) {
    return Catch::Session().run(argc, argv);
}
#else
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "support/results_listener.h"
#endif
