// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/export_ports.h"

#include "core/base/number.h"
#include "core/interop/export_archive.h"
#include "core/log/segments.h"
#include "ui/style/words.h"

namespace chairside {
namespace {

QString count(std::int64_t number) {
    return QString::fromStdString(formatCount(number));
}
QString folderOf(const std::filesystem::path& folder) {
    return QString::fromStdString(folder.string());
}

Result<std::string> everything(HistoryReader& history, const ExportCatalogue& catalogue,
                               const ExportChoice& choice, const Deidentifier* deidentify,
                               const ExportWatch& watch) {
    const auto done = exportArchive(
        {history, catalogue, choice.formats, systemWallNow(), CHAIRSIDE_VERSION, deidentify, watch},
        choice.folder.toStdString());
    if (!done) return done.error();
    auto words = tr("Exported to %1: %2 sessions, %3 readings, %4 entries.")
                     .arg(folderOf(done->folder), count(done->sessions), count(done->counts.readings),
                          count(done->counts.events))
                     .toStdString();
    for (const auto& sentence : done->leftOut) words += "\nNot exported: " + sentence;
    return words;
}

Result<std::string> single(HistoryReader& history, const ExportCatalogue& catalogue,
                           const ExportChoice& choice, const Deidentifier* deidentify,
                           const ExportWatch& watch) {
    auto record = history.session(*choice.session);
    if (!record) return record.error();
    if (deidentify && exportable(record.value())) record = (*deidentify)(record.value());
    const auto done = exportSession(
        {record.value(), catalogue, systemWallNow(), CHAIRSIDE_VERSION, deidentify != nullptr, watch},
        choice.formats, choice.folder.toStdString());
    if (!done) return done.error();
    return tr("Exported to %1: %2 readings, %3 entries.")
        .arg(folderOf(done->folder), count(done->counts.readings), count(done->counts.events))
        .toStdString();
}

Result<std::string> run(const std::string& record, const std::string& resources, const ExportChoice& choice,
                        const ExportWatch& watch) {
    const auto history = HistoryReader::open(record);
    if (!history) return history.error();
    const auto catalogue = loadExportCatalogue(resources);
    if (!catalogue) return catalogue.error();
    std::optional<Deidentifier> deidentify;
    if (choice.deidentified) {
        auto key = deidentifyKey(record);
        if (!key) return key.error();
        deidentify.emplace(DeidentifyHow{std::move(key).value(), choice.keepFreeText}, catalogue.value());
    }
    const auto* how = deidentify ? &*deidentify : nullptr;
    return choice.session ? single(*history.value(), catalogue.value(), choice, how, watch)
                          : everything(*history.value(), catalogue.value(), choice, how, watch);
}

} // namespace

ExportDialog::MakeTask exportTasks(const QString& record, const QString& resources) {
    return [file = record.toStdString(), data = resources.toStdString()](const ExportChoice& choice) {
        return [file, data, choice](const ExportWatch& watch) { return run(file, data, choice, watch); };
    };
}

} // namespace chairside
