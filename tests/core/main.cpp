// SPDX-License-Identifier: GPL-3.0-or-later
// Entry point of the tests without Qt.
#include "support/run_tests.h"

int main(int argc, char** argv) {
    return chairside::testing::runTests(argc, argv);
}
