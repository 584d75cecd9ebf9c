// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/record_access.h"

#include "core/interop/exporter.h"
#include "core/log/segments.h"

namespace chairside {

int exportSession(const AdminOptions& options) {
    const auto formats = exportersFrom(options.format.toStdString());
    if (!formats) return fail(formats.error().message, 2);
    if (options.out.isEmpty()) return fail("export needs --out with an existing folder.", 2);
    auto history = openRecord(options);
    if (!history) return fail(history.error().message);
    const auto record = findSession(*history.value(), options);
    if (!record) return fail(record.error().message);
    const auto catalogue = catalogueOf(options);
    if (!catalogue) return fail(catalogue.error().message);
    const auto done =
        chairside::exportSession({record.value(), catalogue.value(), systemWallNow(), CHAIRSIDE_VERSION},
                                 formats.value(), options.out.toStdString());
    if (!done) return fail(done.error().message);
    line(done->folder.string() + ": " + std::to_string(done->counts.readings) + " readings, " +
         std::to_string(done->counts.events) + " events");
    return 0;
}

} // namespace chairside
