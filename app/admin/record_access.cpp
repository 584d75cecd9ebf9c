// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/record_access.h"

#include <QFileInfo>
#include <cstdio>

namespace chairside {

Result<std::unique_ptr<HistoryReader>> openRecord(const AdminOptions& options) {
    if (!QFileInfo::exists(options.database))
        return Error{"There is no record file " + options.database.toStdString() +
                     ". Name it with --database."};
    return HistoryReader::open(options.database.toStdString());
}

Result<SessionRecord> findSession(HistoryReader& history, const AdminOptions& options) {
    const auto id = history.sessionByPrefix(options.session.toStdString());
    if (!id) return id.error();
    return history.session(id.value());
}

Result<ExportCatalogue> catalogueOf(const AdminOptions& options) {
    return loadExportCatalogue(options.resources.toStdString());
}

void line(const std::string& text) {
    std::fprintf(stdout, "%s\n", text.c_str());
}

int fail(const std::string& sentence, int status) {
    std::fprintf(stderr, "chairside-admin: %s\n", sentence.c_str());
    return status;
}

} // namespace chairside
