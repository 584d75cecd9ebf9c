// SPDX-License-Identifier: GPL-3.0-or-later
// The way of a foreign recording into the record: asks for the file, reads it, opens the mapping page, keeps
// the session through the controller. Holds no state; main thread.
#pragma once

#include "core/domain/event.h"

#include <QString>

#include <functional>

namespace chairside {

class SessionController;

/// `say` shows a sentence when no dialog is open; `by` answers who is at the console.
void importRecording(SessionController& controller, const std::function<Actor()>& by,
                     const std::function<void(const QString&)>& say);

} // namespace chairside
