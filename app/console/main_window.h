// SPDX-License-Identifier: GPL-3.0-or-later
// The console's window: start, check-in, live and history pages, and the ways between them. Composition; what
// a page shows comes from its presenter, what a button does goes through SessionController. Main thread.
#pragma once

#include "app/console/catalogue.h"
#include "app/console/demo_script.h"
#include "app/console/session_controller.h"
#include "app/console/staff.h"
#include "ui/entry/check_in_page.h"
#include "ui/live/live_presenter.h"

#include <QMainWindow>
#include <memory>

class QStackedWidget;

namespace chairside {

class BackupDesk;
class BackupService;
class FiguresDesk;
class CourseDesk;
class ClinicLog;
class ClinicPage;
class EarlierSessions;
class EntryPanel;
class ComparePage;
class FiguresKeeper;
class Heartbeat;
class HistoryPage;
class LiveActions;
class LivePage;
class Notice;
class PanelHost;
class SentinelClient;
class SessionBar;
class StartDesk;
class StartPage;

class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(const ConsoleOptions& options, SessionController& controller, Catalogue& catalogue,
               Staff& staff);
    ~MainWindow() override;

    /// "start", "checkin", "live", "distance", "history", "session", "course", "figures", "clinic", "backup",
    /// "compare"
    void showPage(const QString& page);
    /// A demo session; with the id of a drill it plays that emergency and is marked as one.
    void startDemo(const QString& drill = {});
    /// Resumes the newest interrupted session; the sentence of a failure is shown where the person looks.
    void resumeInterrupted();
    void showProblem(const QString& sentence);
    QString problem() const; ///< as last shown, until something begins
    /// The companion that sounds alarms; without one (tests, screenshots) nothing sounds and nothing is said
    /// of it.
    void useSentinel(SentinelClient* sentinel);
    /// Shows the backups on the start page; without it there is no way to them there.
    void useBackups(BackupService& backups);
    /// True when a session runs or waits for its signature.
    bool inSession() const;

protected:
    void closeEvent(QCloseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    void buildStart();
    void buildCheckIn();
    void buildLive();
    void buildHistory();
    void buildSessionBar();
    void buildCourse();
    void openCourse(const Uuid& patient);
    void openSession(const Uuid& session); ///< in the history; Back leads to where it was opened from
    void showDue();
    void buildClinicLog();
    ClinicPage& clinic();
    ComparePage& compare();
    void compareNewest();
    void refreshStart();
    void retryRecord();
    void refreshLive();
    LiveFacts facts(const Instant& now) const;
    void tellOrder();
    void refreshChart();
    void askEarlier();
    bool goesOnWith(const ClockDoubt& doubt);
    void noteClock(const ClockDoubt& doubt);
    void beginSession(const CheckInPage::CheckIn& checkIn);
    void setOperator(const Actor& person);
    void chooseOperator();
    void chooseDrill();
    QString home() const;
    void placeStartPanels();
    void showAbout();
    void leaveSession();
    void tellSound();
    void switchTheme();
    bool openByKey(QKeyEvent* event);

    const ConsoleOptions options_;
    SessionController& controller_;
    Catalogue& catalogue_;
    Staff& staff_;
    Actor operator_;
    ClockDoubt clockDoubtTold_; ///< on the check-in page; the second time the person means it
    std::unique_ptr<DemoScript> demo_;
    std::unique_ptr<EntryPanel> startPanel_; ///< the one that stands over the start page, or chooses a person

    QStackedWidget* pages_;
    StartPage* start_;
    std::unique_ptr<StartDesk> desk_;
    CheckInPage* checkIn_;
    LivePage* live_;
    HistoryPage* history_;
    FiguresKeeper* figures_;
    CourseDesk* course_;
    FiguresDesk* figuresDesk_;
    QString historyBack_; ///< page to which Back of the history leads, empty = live or start
    ClinicLog* clinicLog_;
    ClinicPage* clinic_ = nullptr;   ///< so is this
    ComparePage* compare_ = nullptr; ///< made when it is first asked for
    PanelHost* startPanels_;
    Notice* notice_;
    SessionBar* sessionBar_; ///< the session's alarms above every other page
    Heartbeat* heartbeat_;
    EarlierSessions* earlier_;
    SentinelClient* sentinel_ = nullptr;
    BackupDesk* backupDesk_ = nullptr;
    QString soundNote_;
    LiveActions* actions_;
    const SessionView* charted_ = nullptr; ///< the session the chart was last given
};

} // namespace chairside
