// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery_export.h"

#include "support/told_session.h"
#include "ui/export/export_dialog.h"
#include "ui/export/import_dialog.h"
#include "ui/report/report_preview.h"
#include "ui/style/push_button.h"

#include <QCheckBox>
#include <QTest>

using namespace chairside;

namespace {

std::unique_ptr<ExportDialog> dialog(ExportDialog::MakeTask task) {
    return std::make_unique<ExportDialog>(ExportDialog::What{Uuid{{1}},
                                                             QStringLiteral("RIVERA, Ana · 2026-11-21 10:42"),
                                                             QStringLiteral("/media/stick/exports")},
                                          std::move(task));
}

void press(ExportDialog& dialog) {
    dialog.show();
    for (auto* button : dialog.findChildren<PushButton*>())
        if (button->isDefault()) button->click();
}

std::unique_ptr<QWidget> fresh() {
    return dialog(nullptr);
}

std::unique_ptr<QWidget> withoutNames() {
    auto out = dialog(nullptr);
    for (auto* box : out->findChildren<QCheckBox*>())
        if (box->text() == QStringLiteral("Without names")) box->setChecked(true);
    return out;
}

std::unique_ptr<QWidget> running() {
    auto out = dialog([](const ExportChoice&) {
        return [](const ExportWatch& watch) -> Result<std::string> {
            watch.progress(0.42);
            while (!watch.cancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
            return exportCancelled();
        };
    });
    press(*out);
    QTest::qWait(50);
    return out;
}

std::unique_ptr<QWidget> ended(Result<std::string> answer) {
    auto out = dialog([answer](const ExportChoice&) {
        return [answer](const ExportWatch&) -> Result<std::string> { return answer; };
    });
    press(*out);
    (void)QTest::qWaitFor([&] { return !out->isRunning(); });
    return out;
}

std::unique_ptr<QWidget> mapping() {
    ForeignRecording out;
    out.format = "VitalDB";
    out.name = "theatre-3.vital";
    const auto add = [&](const char* name, const char* unit, std::size_t values, const char* reason = "") {
        ForeignChannel channel;
        channel.name = name;
        channel.unit = unit;
        channel.suggested = channelNamed(name);
        channel.usable = *reason == 0;
        channel.reason = reason;
        channel.values.resize(values);
        out.channels.push_back(channel);
    };
    add("ECG_HR", "/min", 3'600);
    add("PLETH_SPO2", "%", 3'590);
    add("NIBP_SBP", "mmHg", 12);
    add("NIBP_DBP", "mmHg", 12);
    add("CO2_ET", "kPa", 3'400);
    add("SAT2", "%", 3'100);
    add("Pleth", "", 0, "waveform");
    return std::make_unique<ImportDialog>(std::move(out), nullptr);
}

std::unique_ptr<QWidget> preview() {
    const auto told = chairside::testing::standardTold();
    SessionRecord record;
    record.events = told.events();
    for (const auto& event : record.events) evolve(record.summary, event);
    record.chainHead = std::string(64, 'a');
    return std::make_unique<ReportPreview>(ReportPreview::What{
        std::move(record),
        std::make_unique<SessionView>(told.view()),
        {.printedBy = QStringLiteral("Chairside"), .printedAt = QStringLiteral("2026-11-21")},
        QStringLiteral("report.pdf")});
}

} // namespace

std::vector<std::pair<const char*, std::function<std::unique_ptr<QWidget>()>>> galleryExportPages() {
    return {
        {"report-preview", &preview},
        {"import-mapping", &mapping},
        {"export", &fresh},
        {"export-without-names", &withoutNames},
        {"export-running", &running},
        {"export-done",
         [] {
             return ended(std::string("Exported to /media/stick/exports/chairside-2026-11-21-0f3a5b7c9d1e: "
                                      "6,721 readings, 81 entries."));
         }},
        {"export-failed",
         [] {
             return ended(Error{"The export folder is gone; the disk may have been removed. Nothing was "
                                "exported; the record is unchanged."});
         }},
    };
}
