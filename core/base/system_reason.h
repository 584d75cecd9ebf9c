// SPDX-License-Identifier: GPL-3.0-or-later
// Why the operating system said no, in our own words and in the language of the window: part of a sentence
// ("the disk is full"). What has no words here is the system's own text, named as such. Safe from every
// thread; keeps nothing.
#pragma once

#include <string>
#include <system_error>

namespace chairside {

/// Of an `errno`.
std::string systemReason(int code);
inline std::string systemReason(const std::error_code& code) {
    return systemReason(code.value());
}

} // namespace chairside
