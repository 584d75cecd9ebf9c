// SPDX-License-Identifier: GPL-3.0-or-later
// One short line kept in a file beside the record, for what the program has to remember from one start to the
// next and what is no part of any session: the second folder, when the clock was compared. Written whole or
// not at all. Whatever lies in its place (nothing, a directory, a pipe, another's gigabytes) reads as empty.
#pragma once

#include <QByteArray>
#include <QString>

namespace chairside {

/// The line of NAME.`what`, trimmed.
QByteArray keptBeside(const QString& record, const char* what);
/// False when it could not be kept; what was kept before is still there then.
bool keepBeside(const QString& record, const char* what, const QByteArray& line);

} // namespace chairside
