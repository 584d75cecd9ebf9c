// SPDX-License-Identifier: GPL-3.0-or-later
// The one stylesheet, generated from a Theme: every stock Qt control that the house uses, so that none of
// them shows the platform's grey. Widgets of ui/style paint themselves and need nothing from here.
#pragma once

#include <QString>

namespace chairside {

struct Theme;
QString styleSheetOf(const Theme&);

} // namespace chairside
