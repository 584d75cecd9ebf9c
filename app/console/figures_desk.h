// SPDX-License-Identifier: GPL-3.0-or-later
// The page of the clinic's figures in the console: the functions it asks through, in the background through
// FiguresKeeper, and the table as a file. Main thread; writes nothing to the record.
#pragma once

#include "ui/figures/figures_page.h"

#include <QObject>
#include <functional>

namespace chairside {

class FiguresKeeper;
class SessionController;
struct Catalogue;

class FiguresDesk final : public QObject {
    Q_OBJECT
public:
    /// `say` shows one sentence where the person looks.
    FiguresDesk(SessionController& controller, const Catalogue& catalogue, FiguresKeeper& figures,
                std::function<void(const QString&)> say, QObject* parent);
    FiguresPage* page() const { return page_; }
    void open();

    /// Writes the table whole or not at all; the sentence says which.
    static QString saveTable(const ClinicFigures& figures, const QString& file);

private:
    SessionController& controller_;
    FiguresKeeper& figures_;
    FiguresPage* page_;
};

} // namespace chairside
