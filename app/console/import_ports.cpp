// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/import_ports.h"

#include "app/console/session_controller.h"
#include "core/base/number.h"
#include "core/base/text.h"
#include "ui/export/import_dialog.h"
#include "ui/style/words.h"

#include <QApplication>
#include <QFileDialog>

namespace chairside {
namespace {

Result<std::string> keep(SessionController& controller, const Actor& by, const std::filesystem::path& file,
                         const ForeignRecording& foreign, const ImportChoice& choice) {
    auto recording = toRecording(foreign, choice.map);
    if (!recording) return recording.error();
    const auto digest = digestOfFile(file);
    if (!digest) return digest.error();
    RandomUuids ids;
    ImportOrder order;
    order.recording = std::move(recording).value();
    order.marks = foreign.marks;
    order.fileName = cleanName(file.filename().string());
    order.format = foreign.format;
    order.fileDigest = digest.value();
    order.begun = foreign.begun.value_or(systemWallNow());
    order.patient.id = ids.next(order.begun.utcMs);
    order.patient.familyName = cleanName(choice.familyName.toStdString());
    order.patient.givenName = cleanName(choice.givenName.toStdString());
    order.patient.mrn = cleanName(choice.mrn.toStdString());
    order.by = by;
    order.softwareVersion = CHAIRSIDE_VERSION;
    const auto session = sessionFrom(order, ids);
    if (!session) return session.error();
    if (auto kept = controller.keepImported(session.value()); !kept) return kept.error();
    return tr("Imported as an archived session: %1 readings, %2 entries.")
        .arg(QString::fromStdString(formatCount(session->readings)),
             QString::fromStdString(formatCount(session->events)))
        .toStdString();
}

} // namespace

void importRecording(SessionController& controller, const std::function<Actor()>& by,
                     const std::function<void(const QString&)>& say) {
    auto* window = QApplication::activeWindow();
    const auto name =
        QFileDialog::getOpenFileName(window, tr("A recording of another program"), {},
                                     tr("Recordings (*.csv *.hea *.edf *.vital);;All files (*)"));
    if (name.isEmpty()) return;
    const std::filesystem::path file = name.toStdString();
    auto foreign = readForeign(file);
    if (!foreign) return say(QString::fromStdString(foreign.error().message));
    const auto who = by();
    if (who.id.empty()) return say(tr("Choose who is at the console first: an import is signed."));
    ImportDialog dialog(
        std::move(foreign).value(),
        [&](const ForeignRecording& recording, const ImportChoice& choice) {
            return keep(controller, who, file, recording, choice);
        },
        window);
    dialog.exec();
}

} // namespace chairside
