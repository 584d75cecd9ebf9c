// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/figures_desk.h"

#include "app/console/catalogue.h"
#include "app/console/figures_keeper.h"
#include "app/console/session_controller.h"
#include "core/base/number.h"
#include "core/interop/clinic_csv.h"
#include "core/log/session_index.h"

#include <QFileDialog>
#include <QSaveFile>

namespace chairside {

FiguresDesk::FiguresDesk(SessionController& controller, const Catalogue& catalogue, FiguresKeeper& figures,
                         std::function<void(const QString&)> say, QObject* parent)
    : QObject(parent), controller_(controller), figures_(figures) {
    FiguresPage::Ports ports;
    ports.load = [this](const ClinicQuery& query, std::function<void(Result<ClinicFigures>)> answer) {
        figures_.ask(
            page_,
            [query](FiguresIndex& kept, HistoryReader&) -> Result<ClinicFigures> {
                ClinicTally tally(query);
                auto read = kept.each([&](const SessionFacts& facts) { tally.add(facts); });
                if (!read) return read.error();
                return tally.finish();
            },
            std::move(answer));
    };
    ports.summary = [this](const Uuid& session) -> std::optional<SessionSummary> {
        if (!controller_.history()) return std::nullopt;
        auto summary = controller_.history()->summary(session);
        return summary ? std::move(summary).value() : std::nullopt;
    };
    ports.saveTable = [this, say = std::move(say)](const ClinicFigures& table) {
        const auto file = QFileDialog::getSaveFileName(
            page_, tr("Save the table"), QStringLiteral("clinic-figures.csv"), tr("Tables (*.csv)"));
        if (!file.isEmpty()) say(saveTable(table, file));
    };
    ports.label = [&catalogue](const std::string& key) { return catalogue.label(key); };
    ports.today = [this] { return localDay(controller_.now().wall); };
    ports.progress = [this]() -> QString {
        if (figures_.isComplete() || !controller_.history()) return {};
        const auto all = controller_.history()->sessionCount();
        return tr("%1 of %2 sessions added up so far")
            .arg(QString::fromStdString(formatCount(figures_.sessionsKnown())),
                 QString::fromStdString(formatCount(all ? all.value() : 0)));
    };
    page_ = new FiguresPage(std::move(ports));
    connect(&figures_, &FiguresKeeper::changed, this, [this] {
        // While a large archive is read for the first time the figures come when all are there.
        if (page_->isVisible() && (figures_.isComplete() || !page_->figures())) page_->reload();
    });
}

void FiguresDesk::open() {
    figures_.refresh();
    page_->reload();
}

QString FiguresDesk::saveTable(const ClinicFigures& figures, const QString& file) {
    const auto text = clinicCsv(figures);
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(text.data(), static_cast<qint64>(text.size())) < 0 ||
        !out.commit())
        return tr("The table could not be written to %1. Choose another place. (The system says: %2)")
            .arg(file, out.errorString());
    return tr("The table is in %1.").arg(file);
}

} // namespace chairside
