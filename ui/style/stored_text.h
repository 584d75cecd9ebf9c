// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in a record in the program's own English words, in the language of the window: alarm texts,
// holds, reasons chosen by a touch. A choice is shown with it and stored as the English it was made from.
// Pure.
#pragma once

#include "core/domain/stored_words.h"

#include <QString>

namespace chairside {

inline QString storedText(const std::string& stored) {
    return QString::fromStdString(storedWords(stored));
}
inline QString storedText(const QString& stored) {
    return storedText(stored.toStdString());
}

} // namespace chairside
