// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/record_access.h"

#include "core/interop/export_archive.h"
#include "core/interop/rems_files.h"
#include "core/log/segments.h"

#include <cstdio>
#include <unistd.h>

namespace chairside {
namespace {

std::string countWords(const ExportCounts& counts) {
    return std::to_string(counts.readings) + " readings, " + std::to_string(counts.events) + " events";
}

/// On a terminal only, at most each hundredth.
ExportWatch watchOnTerminal() {
    ExportWatch watch;
    if (::isatty(STDERR_FILENO))
        watch.progress = [last = -1](double fraction) mutable {
            const int percent = static_cast<int>(100 * fraction);
            if (percent == last) return;
            last = percent;
            std::fprintf(stderr, percent < 100 ? "\r%d %%" : "\r     \r", percent);
        };
    return watch;
}

int exportAll(HistoryReader& history, const ExportCatalogue& catalogue, std::vector<const Exporter*> formats,
              const Deidentifier* deidentify, const std::string& directory) {
    const auto done = exportArchive({history, catalogue, std::move(formats), systemWallNow(),
                                     CHAIRSIDE_VERSION, deidentify, watchOnTerminal()},
                                    directory);
    if (!done) return fail(done.error().message);
    line(done->folder.string() + ": " + std::to_string(done->sessions) + " sessions, " +
         countWords(done->counts));
    for (const auto& sentence : done->leftOut) fail("not exported: " + sentence);
    return done->leftOut.empty() ? 0 : 1;
}

int exportOne(HistoryReader& history, const AdminOptions& options, const ExportCatalogue& catalogue,
              const std::vector<const Exporter*>& formats, const Deidentifier* deidentify) {
    auto record = findSession(history, options);
    if (!record) return fail(record.error().message);
    if (deidentify && exportable(record.value())) record = (*deidentify)(record.value());
    const auto done = chairside::exportSession({record.value(), catalogue, systemWallNow(), CHAIRSIDE_VERSION,
                                                deidentify != nullptr, watchOnTerminal()},
                                               formats, options.out.toStdString());
    if (!done) return fail(done.error().message);
    line(done->folder.string() + ": " + countWords(done->counts));
    return 0;
}

int exportForm(const AdminOptions& options) {
    if (options.out.isEmpty()) return fail("export needs --out with an existing folder.", 2);
    if (options.session.isEmpty())
        return fail("The monitoring form is of one session: name it. Try --help.", 2);
    auto history = openRecord(options);
    if (!history) return fail(history.error().message);
    const auto record = findSession(*history.value(), options);
    if (!record) return fail(record.error().message);
    const auto done = exportRemsForm(record.value(), options.out.toStdString());
    if (!done) return fail(done.error().message);
    line(done->string() + ": prepared, not sent");
    return 0;
}

} // namespace

int exportSession(const AdminOptions& options) {
    if (options.format == QStringLiteral("rems")) return exportForm(options);
    const auto formats = exportersFrom(options.format.toStdString());
    if (!formats) return fail(formats.error().message, 2);
    if (options.out.isEmpty()) return fail("export needs --out with an existing folder.", 2);
    if (options.all == !options.session.isEmpty())
        return fail("export needs either a session or --all. Try --help.", 2);
    auto history = openRecord(options);
    if (!history) return fail(history.error().message);
    const auto catalogue = catalogueOf(options);
    if (!catalogue) return fail(catalogue.error().message);
    std::optional<Deidentifier> deidentify;
    if (options.deidentified) {
        auto key = deidentifyKey(options.database.toStdString());
        if (!key) return fail(key.error().message);
        deidentify.emplace(DeidentifyHow{std::move(key).value(), options.keepFreeText}, catalogue.value());
    }
    const auto* how = deidentify ? &*deidentify : nullptr;
    if (options.all)
        return exportAll(*history.value(), catalogue.value(), formats.value(), how,
                         options.out.toStdString());
    return exportOne(*history.value(), options, catalogue.value(), formats.value(), how);
}

} // namespace chairside
