// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every test case linked into the program, as its command line asks. Apart from main(), because the
// window tests make their QApplication first and the runner of Catch2 takes ten seconds to compile.
#pragma once

namespace chairside::testing {

/// The exit status: how many test cases failed, at most 255.
int runTests(int argc, char** argv);

} // namespace chairside::testing
