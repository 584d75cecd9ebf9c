// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/commands.h"

#include "core/interop/recorded_view.h"
#include "ui/report/session_report.h"

#include <QDateTime>
#include <QFileInfo>
#include <cstdio>

namespace chairside {

int reportSession(const AdminOptions& options) {
    if (options.out.isEmpty()) return fail("report needs --out with the name of a PDF file.", 2);
    if (options.paper != QStringLiteral("a4") && options.paper != QStringLiteral("letter"))
        return fail("There is no paper \"" + options.paper.toStdString() + "\"; there are a4 and letter.", 2);
    if (!QFileInfo::exists(options.database))
        return fail("There is no record file " + options.database.toStdString() +
                    ". Name it with --database.");
    auto history = HistoryReader::open(options.database.toStdString());
    if (!history) return fail(history.error().message);
    const auto id = history.value()->sessionByPrefix(options.session.toStdString());
    if (!id) return fail(id.error().message);
    const auto record = history.value()->session(id.value());
    if (!record) return fail(record.error().message);
    RecordedViews views;
    const auto view = views.open(record.value());
    ReportOptions how;
    how.paper = options.paper == QStringLiteral("letter") ? Paper::letter : Paper::a4;
    how.summary = options.summary;
    how.printedBy = QStringLiteral("Chairside " CHAIRSIDE_VERSION);
    how.printedAt = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    const auto done = writeReport(record.value(), *view, how, options.out);
    if (!done) return fail(done.error().message);
    std::fprintf(stdout, "%s: %d pages, %lld entries\n", options.out.toLocal8Bit().constData(), done->pages,
                 static_cast<long long>(done->entries));
    return 0;
}

} // namespace chairside
