// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/second_folder.h"

#include "ui/style/words.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace chairside {
namespace {

constexpr qint64 kLongestPath = 4096; // PATH_MAX of Linux

QString keptBeside(const QString& record) {
    QFile file(record + QStringLiteral(".second-folder"));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLongestPath) return {};
    return QString::fromUtf8(file.readAll()).trimmed();
}

bool keepBeside(const QString& record, const QString& folder) {
    QSaveFile file(record + QStringLiteral(".second-folder"));
    return file.open(QIODevice::WriteOnly) && file.write(folder.toUtf8() + '\n') >= 0 && file.commit();
}

} // namespace

SecondFolder secondFolderOf(const QString& record, const QString& named) {
    const auto kept = keptBeside(record);
    SecondFolder out;
    out.path = named.isEmpty() ? kept : QFileInfo(named).absoluteFilePath();
    if (out.path.isEmpty()) return out;
    if (out.path != kept) {
        QDir().mkpath(out.path);
        if (!keepBeside(record, out.path))
            out.problem =
                tr("The second folder %1 is used now but could not be kept for the next start. Name "
                   "it again then.")
                    .arg(out.path);
    }
    if (!QFileInfo(out.path).isDir()) {
        out.isMissing = out.path == kept;
        out.problem = out.isMissing
                          ? tr("The second folder %1 is not there. If saving went on in it after a fault of "
                               "the disk, those entries are missing here: connect its disk and start again "
                               "before a session is resumed.")
                                .arg(out.path)
                          : tr("The second folder %1 could not be made. When the disk of the record fails, "
                               "entries stay in memory only.")
                                .arg(out.path);
    }
    return out;
}

} // namespace chairside
