// SPDX-License-Identifier: GPL-3.0-or-later
// A length that a line of text may not pass. What is cut off when more is typed or pasted is said at the
// field, never silently lost. Entry panels say it among their own sentences instead (ui/entry/entry_panel.h).
#pragma once

class QLineEdit;

namespace chairside {

void limitText(QLineEdit* field, int characters);

} // namespace chairside
