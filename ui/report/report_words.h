// SPDX-License-Identifier: GPL-3.0-or-later
// Text for paper: numbers and words as QString, one way for every section of the report. Pure.
#pragma once

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/domain/reading.h"
#include "core/domain/stored_words.h"
#include "ui/style/words.h"

#include <QString>

#include <string>

namespace chairside::report {

/// The program's own words of the record, in the language of the window.
inline QString stored(const std::string& s) {
    return text(storedWords(s));
}
inline QString number(double value, int decimals = 2) {
    return text(formatNumber(value, decimals));
}
/// Whose numbers these are; they never look alike on paper either.
inline QString originWords(Origin origin) {
    switch (origin) {
    case Origin::device: return tr("device");
    case Origin::typed: return tr("typed");
    case Origin::replayed: return tr("replayed recording");
    case Origin::simulated: return tr("made-up numbers");
    case Origin::imported: return tr("imported recording");
    }
    return {};
}
inline QString gradeWords(int severity) {
    return severity >= 3 ? tr("severe") : severity == 2 ? tr("moderate") : tr("mild");
}
inline QString orNone(const QString& words) {
    return words.isEmpty() ? tr("none recorded") : words;
}

} // namespace chairside::report
