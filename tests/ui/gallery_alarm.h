// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the gallery that show alarms: every state of the strip, limits, sound, drills, completeness.
// Invented numbers.
#pragma once

#include <QWidget>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

std::vector<std::pair<const char*, std::function<std::unique_ptr<QWidget>()>>> galleryAlarmPages();
