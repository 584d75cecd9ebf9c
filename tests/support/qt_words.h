// SPDX-License-Identifier: GPL-3.0-or-later
// Words of a test as Qt wants them.
#pragma once

#include <QString>

inline QString u(const char* utf8) {
    return QString::fromUtf8(utf8);
}
