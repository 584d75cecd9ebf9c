// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/beside_record.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace chairside {
namespace {

constexpr qint64 kLongestLine = 4096; // PATH_MAX of Linux

QString placeOf(const QString& record, const char* what) {
    return record + QLatin1Char('.') + QLatin1String(what);
}

} // namespace

QByteArray keptBeside(const QString& record, const char* what) {
    const auto place = placeOf(record, what);
    if (!QFileInfo(place).isFile()) return {}; // opening a pipe would wait for its writer
    QFile file(place);
    if (!file.open(QIODevice::ReadOnly)) return {};
    const auto line = file.read(kLongestLine + 1);
    return line.size() > kLongestLine ? QByteArray() : line.trimmed();
}

bool keepBeside(const QString& record, const char* what, const QByteArray& line) {
    QSaveFile file(placeOf(record, what));
    return file.open(QIODevice::WriteOnly) && file.write(line + '\n') >= 0 && file.commit();
}

} // namespace chairside
