// SPDX-License-Identifier: GPL-3.0-or-later
// The panel in which somebody signs a session, at the chair and afterwards in the history. Main thread.
#pragma once

#include "ui/entry/confirm_panel.h"

namespace chairside {

class Staff;

/// A nurse at the chair signs for themselves; otherwise whoever has the role is chosen.
ConfirmPanel::Content signatureContent(const Staff& staff, const Actor& atChair, Role role);

} // namespace chairside
