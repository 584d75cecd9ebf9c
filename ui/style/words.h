// SPDX-License-Identifier: GPL-3.0-or-later
// Words outside a widget: a sentence in the window's language, and a text of core as Qt wants it. Main
// thread.
#pragma once

#include <QCoreApplication>
#include <QString>

#include <string_view>

namespace chairside {

/// The place of a sentence plays no part in finding its translation (scripts/translations), so none is named.
inline QString tr(const char* sentence, const char* comment = nullptr, int n = -1) {
    return QCoreApplication::translate("", sentence, comment, n);
}
inline QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

} // namespace chairside
