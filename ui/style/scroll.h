// SPDX-License-Identifier: GPL-3.0-or-later
// An area that scrolls up and down and has no surface of its own: what it stands on shines through, whether
// card, panel or window. Main thread.
#pragma once

class QScrollArea;
class QWidget;

namespace chairside {

/// Takes `inside`, as wide as the area.
QScrollArea* plainScroll(QWidget* inside);

} // namespace chairside
