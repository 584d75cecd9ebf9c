// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic's own page, between sessions: drug stock, monitoring forms, its protocols and instruments in
// words, and taking over new ones.
// Composition of sections; what they show and what a button does comes through functions handed in. Main
// thread; a view.
#pragma once

#include "ui/clinic/document_section.h"
#include "ui/clinic/forms_section.h"
#include "ui/clinic/people_section.h"
#include "ui/clinic/stock_section.h"

#include "core/interop/document_import.h"

#include <QWidget>
#include <functional>
#include <vector>

class QStackedWidget;

namespace chairside {

class Chip;
class ImportView;
class PushButton;

class ClinicPage final : public QWidget {
    Q_OBJECT
public:
    struct Ports {
        std::function<DocumentSection::State()> protocols, instruments;
        DocumentSection::Show showProtocol, showInstrument;
        std::function<StockSection::State()> stock;
        std::function<FormsSection::State()> forms;
        FormsSection::Ports form;
        /// For the clinic's own log, without an actor: who is at the chair is filled in behind it.
        std::function<Decision(const Command&)> enter;
        /// Sees to it that what the stock section submits is answered, PINs included.
        std::function<void(StockSection&)> serveStock;
        /// Shows the people and serves what is asked of their list.
        std::function<PeopleSection::State()> people;
        std::function<void(PeopleSection&)> servePeople;
        std::function<QString()> chooseFile; ///< empty text: nothing was chosen
        std::function<Result<DocumentPreview>(const QString& file)> preview;
        std::function<Status(const DocumentPreview&)> import;
        std::function<QString()> whyNoImport; ///< empty: a document may be taken over now
    };
    explicit ClinicPage(Ports ports, QWidget* parent = nullptr);
    void reload();
    void reloadPeople();
    void reloadLog(); ///< stock and forms only, after an entry of the clinic's log
    enum class Section : std::uint8_t { stock, forms, protocols, instruments, people };
    void open(Section section);

Q_SIGNALS:
    void backRequested();

private:
    void addSection(const QString& name, QWidget* section);
    void beginImport();
    void finishImport();
    void leaveImport();

    Ports ports_;
    QStackedWidget* sections_;
    std::vector<Chip*> tabs_;
    QWidget* tabBar_;
    StockSection* stock_;
    FormsSection* forms_;
    PeopleSection* people_;
    DocumentSection *protocols_, *instruments_;
    ImportView* importView_;
    PushButton* import_;
    DocumentPreview previewed_;
};

} // namespace chairside
