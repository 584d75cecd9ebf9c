// SPDX-License-Identifier: GPL-3.0-or-later
// Text for paper: numbers and words as QString, one way for every section of the report. Pure.
#pragma once

#include "core/base/number.h"

#include <QString>

#include <string>

namespace chairside::report {

inline QString text(const std::string& s) {
    return QString::fromStdString(s);
}
inline QString number(double value, int decimals = 2) {
    return text(formatNumber(value, decimals));
}
inline QString orNone(const QString& words) {
    return words.isEmpty() ? QStringLiteral("none recorded") : words;
}

} // namespace chairside::report
