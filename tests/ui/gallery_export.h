// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the gallery that show the export dialog in its states.
#pragma once

#include <QWidget>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

std::vector<std::pair<const char*, std::function<std::unique_ptr<QWidget>()>>> galleryExportPages();
