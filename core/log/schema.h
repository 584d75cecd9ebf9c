// SPDX-License-Identifier: GPL-3.0-or-later
// The record file's schema, by version, as constant SQL texts. A released text is never edited: a change is a
// new migration at the end of the list. Each runs in one transaction together with its version number.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

inline constexpr std::int32_t kApplicationId = 0x43485331; ///< "CHS1" in the file's header
inline constexpr int kSchemaVersion = 1;

struct Migration {
    int toVersion;
    std::string_view sql;
};
std::span<const Migration> releasedMigrations();

/// Tables whose rows are facts: no connection of ours may update or delete them.
std::vector<std::string> appendOnlyTables();

} // namespace chairside
