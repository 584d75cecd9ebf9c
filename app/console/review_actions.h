// SPDX-License-Identifier: GPL-3.0-or-later
// What may be added to a session that is read in the history: until the signature an entry is corrected,
// withdrawn or annotated as at the chair; afterwards only addenda, each with author, time and reason. Opens
// the panels over the history page and sends what they ask to the record. Main thread; decides nothing
// itself.
#pragma once

#include "app/console/catalogue.h"
#include "app/console/session_controller.h"
#include "app/console/staff.h"
#include "core/domain/event_words.h"

#include <QObject>
#include <functional>
#include <memory>

namespace chairside {

class EntryPanel;
class HistoryPage;
class PanelHost;
class PushButton;

class ReviewActions final : public QObject {
    Q_OBJECT
public:
    /// All references outlive this; the page offers entries from now on. `parent` is the page, so that an
    /// open panel goes before the page that shows it.
    ReviewActions(SessionController& controller, const Catalogue& catalogue, Staff& staff, HistoryPage& page,
                  std::function<Actor()> operatorNow, QObject* parent);
    ~ReviewActions() override;

    void openEntry(const Uuid& event);
    /// An addendum, or a note while the session is not signed.
    void openAdd();
    /// The signature that is still missing, hours later: the nurse's, then the prescriber's.
    void openSignature();

private:
    template <class Panel>
    Panel* serve(Panel* panel);
    Decision send(Command command, Millis ago);
    void openNote(const Uuid& about);
    void openAddendum(const Event* about);
    void openWithdraw(const Event& event);
    void openCorrection(const Event& event);
    EntryPanel* openScore(const std::string& id);
    bool isClosedSession() const;
    std::optional<Role> missingSignature() const;
    void offerSignature();
    void recorded(const Uuid& session);
    LabelOf labels() const;
    void later(std::function<void()> act);

    SessionController& controller_;
    const Catalogue& catalogue_;
    Staff& staff_;
    HistoryPage& page_;
    std::function<Actor()> operatorNow_;
    PanelHost* host_;
    PushButton* sign_;
    std::unique_ptr<EntryPanel> panel_;
};

} // namespace chairside
