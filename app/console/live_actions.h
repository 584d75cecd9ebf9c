// SPDX-License-Identifier: GPL-3.0-or-later
// From a touch on the live page to a command: opens the panel for each entry and workflow step, fills in who
// is at the chair, sends the command, and shows the answer where the person is looking. Main thread; decides
// nothing itself.
#pragma once

#include "app/console/catalogue.h"
#include "app/console/session_controller.h"
#include "app/console/staff.h"
#include "core/domain/event_words.h"
#include "core/domain/stock.h"
#include "ui/live/due_card.h"
#include "ui/live/entry_bar.h"

#include <QObject>
#include <functional>

namespace chairside {

class EntryPanel;
class LivePage;
class SentinelClient;

class LiveActions final : public QObject {
    Q_OBJECT
public:
    LiveActions(SessionController& controller, const Catalogue& catalogue, Staff& staff, LivePage& page,
                std::function<Actor()> operatorNow, QObject* parent);
    ~LiveActions() override;

    void openEntry(EntryKind kind);
    void perform(const QString& action);
    void openDue(const QString& capture);
    /// "Not done because…" for the checks of that row.
    void openNotDone(const DueCard::Row& row);
    /// The same for the most urgent row that can take a reason.
    void openFirstNotDone();
    void openEffect(const Uuid& id);
    /// Series and number, proposed from the sessions before, to be confirmed.
    void openSeries();
    /// A mark on the chart or a row of the list: read it, correct it, withdraw it, annotate it.
    void openMark(const Uuid& event);
    /// Marks too near each other to be told apart: their list, to choose from.
    void openMarks(const QList<Uuid>& events);
    /// Every entry of the session so far.
    void openRecordList();
    void markArtefact(MonoTime from, MonoTime to);
    void markPressureArtefact(MonoTime at);
    void markEvent(int number, MonoTime at);
    void acknowledge(const QString& condition);
    /// The limits in force, opened at those of a channel.
    void openLimits(std::optional<Channel> channel = std::nullopt);
    /// Volume and test of the alarm sound; as the session's self-test it says so.
    void openSound(bool selfTest = false);
    void setSentinel(SentinelClient* sentinel) { sentinel_ = sentinel; }
    void pauseSound();
    void resumeSound();
    /// Refreshes what an open panel shows of the record (answers, balances).
    void refreshOpenPanel();
    /// Lots in stock of a drug, offered where one is drawn; without it a lot is typed.
    /// Answers nothing while the clinic keeps no stock book.
    void useStock(std::function<std::optional<std::vector<StockLot>>(const std::string& drug)> lots) {
        lots_ = std::move(lots);
    }

Q_SIGNALS:
    /// Said where the person looks when no panel is open.
    void refused(const QString& sentence);

private:
    Decision send(Command command);
    /// Opens a panel and serves what it submits (panel_serving.h); it lives until the next one.
    template <class Panel>
    Panel* serve(Panel* panel);
    void openScreen();
    void openTimeout();
    void openHold();
    void openBaselineOverride();
    void openDischargeList();
    void openOverride();
    void openLedger();
    bool keepsStock() const;
    std::vector<StockLot> lotsInStock() const;
    void openSignature(Role role);
    void openAddendum();
    void openCancel();
    void openDischarge();
    // one entry of the record (mark_panels.cpp)
    void openCorrection(const Uuid& event);
    void openWithdraw(const Uuid& event);
    void openNote(const Uuid& about);
    const Event* eventOf(const Uuid& id) const;
    LabelOf labels() const;
    void later(std::function<void()> act);
    // panels of single entries (entry_panels.cpp)
    void openNewNote();
    void openBloodPressure();
    void openMedication();
    void openOxygen();
    void openDissociation();
    void openSideEffects();
    void openEvents();
    void openDose();
    void openStart();
    void openSpray();
    void openPause();
    void openResume();
    void openRate();
    void openStop();
    // instruments (instrument_panels.cpp)
    void openInstrument(const std::string& id);
    void openInstruments();
    QString stateOf(const Instrument& instrument) const;
    void declareReady();
    std::map<std::string, std::string> selfTestResults(bool heard) const;
    std::map<std::string, std::string> answersOf(const std::string& list) const;
    std::map<std::string, std::string> namesOf(const std::string& list) const;
    const SessionView& view() const { return controller_.engine()->view(); }

    std::function<std::optional<std::vector<StockLot>>(const std::string&)> lots_;
    SessionController& controller_;
    const Catalogue& catalogue_;
    Staff& staff_;
    LivePage& page_;
    SentinelClient* sentinel_ = nullptr;
    std::function<Actor()> operatorNow_;
    std::function<void()> refresh_; ///< brings the open panel up to date with the record
    std::unique_ptr<EntryPanel> panel_;
    QString noteDraft_; ///< typed and not recorded yet
};

} // namespace chairside
