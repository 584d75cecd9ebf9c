// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the list of side effects that are offered for charting. All or nothing, with line and field in the
// error.
#pragma once

#include "core/base/result.h"
#include "core/domain/side_effect.h"

#include <string>
#include <string_view>
#include <vector>

namespace chairside {

/// In the order of the file.
Result<std::vector<SideEffect>> readSideEffects(std::string_view text, std::string_view name);
Result<std::vector<SideEffect>> readSideEffectsFile(const std::string& path);

} // namespace chairside
