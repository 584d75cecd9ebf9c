// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/record_access.h"

#include "core/interop/recorded_view.h"
#include "core/log/earlier_bands.h"
#include "ui/report/session_report.h"

#include <QDateTime>

namespace chairside {

int reportSession(const AdminOptions& options) {
    if (options.out.isEmpty()) return fail("report needs --out with the name of a PDF file.", 2);
    if (options.paper != QStringLiteral("a4") && options.paper != QStringLiteral("letter"))
        return fail("There is no paper \"" + options.paper.toStdString() + "\"; there are a4 and letter.", 2);
    auto history = openRecord(options);
    if (!history) return fail(history.error().message);
    const auto record = findSession(*history.value(), options);
    if (!record) return fail(record.error().message);
    const auto catalogue = catalogueOf(options);
    if (!catalogue) return fail(catalogue.error().message);
    RecordedViews views;
    const auto view = views.open(record.value());
    view->record().setHistory(bandsBefore(*history.value(), record->summary));
    ReportOptions how;
    how.paper = options.paper == QStringLiteral("letter") ? Paper::letter : Paper::a4;
    how.summary = options.summary;
    how.label = [&](const std::string& key) { return catalogue->label(key); };
    view->record().setWords(how.label);
    how.printedBy = QStringLiteral("Chairside " CHAIRSIDE_VERSION);
    how.printedAt = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    const auto done = writeReport(record.value(), *view, how, options.out);
    if (!done) return fail(done.error().message);
    line(options.out.toStdString() + ": " + std::to_string(done->pages) + " pages, " +
         std::to_string(done->entries) + " entries");
    return 0;
}

} // namespace chairside
