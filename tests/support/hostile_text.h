// SPDX-License-Identifier: GPL-3.0-or-later
// Text that means something to some program it may reach: markup, formulas, paths, commands, separators of
// exchange formats, format strings, directions of writing, broken encodings, lengths. Every surface that
// shows or writes text is given all of it. `picture` is a file that must never be opened by showing a text.
#pragma once

#include <string>
#include <vector>

namespace chairside::testing {

/// 500 strings or more, always the same for the same picture.
std::vector<std::string> hostileTexts(const std::string& picture = "/tmp/chairside-canary.png");

} // namespace chairside::testing
