// SPDX-License-Identifier: GPL-3.0-or-later
// import: a recording of another program becomes an archived session, or nothing at all.
#include "app/admin/record_access.h"

#include "core/base/number.h"
#include "core/base/text.h"
#include "core/interop/import_session.h"
#include "core/log/segments.h"

#include <QFileInfo>

namespace chairside {
namespace {

/// "Rivera, Ana" or nothing; an imported recording may be nobody's.
Patient patientOf(const AdminOptions& options, UuidSource& ids) {
    Patient p;
    p.id = ids.next(systemWallNow().utcMs);
    const auto name = options.patient.toStdString();
    const auto comma = name.find(',');
    p.familyName = cleanName(name.empty() ? "Imported" : name.substr(0, comma));
    if (comma != std::string::npos) p.givenName = cleanName(name.substr(name.find_first_not_of(" ,", comma)));
    p.mrn = cleanName(options.mrn.toStdString());
    return p;
}

void showChannels(const ForeignRecording& recording, const ChannelMap& map) {
    for (std::size_t i = 0; i < recording.channels.size(); ++i) {
        const auto& c = recording.channels[i];
        const auto taken = map.find(i);
        line("  " + c.name + (c.unit.empty() ? "" : " (" + c.unit + ")") + ": " +
             std::to_string(c.values.size()) + " values, " +
             (taken != map.end() ? "taken as " + std::string(info(taken->second).key)
              : c.reason.empty() ? "left out"
                                 : "left out, " + c.reason));
    }
}

} // namespace

int importRecording(const AdminOptions& options) {
    const std::filesystem::path file = options.argument.toStdString();
    const auto foreign = readForeign(file);
    if (!foreign) return fail(foreign.error().message);
    const auto map = mapFrom(foreign.value(), options.map.toStdString());
    if (!map) return fail(map.error().message, 2);
    auto recording = toRecording(foreign.value(), map.value());
    showChannels(foreign.value(), map.value());
    if (!recording) return fail(recording.error().message);
    if (options.check) {
        line("nothing was imported, as asked: " + std::to_string(recording->frames.size()) + " rows, " +
             std::to_string(foreign->marks.size()) + " markers");
        return 0;
    }
    if (options.by.isEmpty()) return fail("import needs --by with the name of who answers for it.", 2);
    if (!QFileInfo::exists(options.database))
        return fail("There is no record file " + options.database.toStdString() +
                    ". Name it with --database.");
    const auto digest = digestOfFile(file);
    if (!digest) return fail(digest.error().message);
    RandomUuids ids;
    ImportOrder order;
    order.marks = foreign->marks;
    order.recording = std::move(recording).value();
    order.fileName = cleanName(file.filename().string());
    order.format = foreign->format;
    order.fileDigest = digest.value();
    order.begun = foreign->begun.value_or(systemWallNow());
    order.patient = patientOf(options, ids);
    order.by = {"import", cleanName(options.by.toStdString()), Role::nurse};
    order.softwareVersion = CHAIRSIDE_VERSION;
    const auto session = sessionFrom(order, ids);
    if (!session) return fail(session.error().message);
    if (const auto done = archiveImport(options.database.toStdString(), session.value()); !done)
        return fail(done.error().message);
    line("imported as session " + session->session.toString() + ": " + std::to_string(session->readings) +
         " readings, " + std::to_string(session->events) + " entries" +
         (foreign->begun ? "" : "; the file does not say when it was recorded, so it is filed under today"));
    return 0;
}

} // namespace chairside
