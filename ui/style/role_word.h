// SPDX-License-Identifier: GPL-3.0-or-later
// What a person is to a session, in one word of the window's language. Pure.
#pragma once

#include "core/domain/event.h"

#include <QString>

namespace chairside {

QString roleWord(Role role); ///< "nurse", "prescriber"

} // namespace chairside
