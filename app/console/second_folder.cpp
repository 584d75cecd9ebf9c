// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/second_folder.h"

#include "app/console/beside_record.h"
#include "ui/style/words.h"

#include <QDir>
#include <QFileInfo>

namespace chairside {
namespace {

constexpr const char* kSecondFolderFile = "second-folder";

} // namespace

SecondFolder secondFolderOf(const QString& record, const QString& named) {
    const auto kept = QString::fromUtf8(keptBeside(record, kSecondFolderFile));
    SecondFolder out;
    out.path = named.isEmpty() ? kept : QFileInfo(named).absoluteFilePath();
    if (out.path.isEmpty()) return out;
    if (out.path != kept) {
        QDir().mkpath(out.path);
        if (!keepBeside(record, kSecondFolderFile, out.path.toUtf8()))
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
