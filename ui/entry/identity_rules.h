// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a typed identity, in one sentence for the person who typed it; empty when nothing is.
// Pure functions.
#pragma once

#include <QString>

#include <optional>

namespace chairside {

/// Accepts "1986-03-14", "14.3.1986" and "14 Mar 1986"; never "3/4/1986", which reads differently in two
/// countries.
std::optional<QString> isoBirthDate(const QString& typed);
QString birthDateProblem(const QString& typed, const QString& todayIso);
QString nameProblem(const QString& typed, const QString& what);
QString weightProblem(const QString& typed);
QString heightProblem(const QString& typed); ///< empty text is fine

} // namespace chairside
