// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery_entry.h"

std::vector<std::pair<const char*, std::function<std::unique_ptr<QWidget>()>>> galleryEntryPages() {
    return {};
}
