// SPDX-License-Identifier: GPL-3.0-or-later
// A length that a line of text may not pass. What is cut off when more is typed or pasted is said at the
// field, never silently lost. Entry panels say it among their own sentences instead (ui/entry/entry_panel.h).
#pragma once

#include <QString>

class QLineEdit;

namespace chairside {

QString cutSentence(int characters); ///< what is said when the rest did not fit
void limitText(QLineEdit* field, int characters);

} // namespace chairside
