// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/main_window.h"

#include "app/console/backup_desk.h"
#include "app/console/clinic_log.h"
#include "app/console/clinic_ports.h"
#include "app/console/compare_ports.h"
#include "app/console/course_desk.h"
#include "app/console/earlier_sessions.h"
#include "app/console/figures_desk.h"
#include "app/console/figures_keeper.h"
#include "app/console/history_ports.h"
#include "app/console/import_ports.h"
#include "app/console/live_actions.h"
#include "app/console/review_actions.h"
#include "app/console/session_bar.h"
#include "app/console/start_desk.h"
#include "core/base/number.h"
#include "ui/chart/record_chart.h"
#include "ui/clinic/clinic_page.h"
#include "ui/compare/compare_page.h"
#include "ui/course/follow_up_card.h"
#include "ui/entry/panel_host.h"
#include "ui/history/history_page.h"
#include "ui/live/live_page.h"
#include "ui/live/start_page.h"

#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace chairside {
namespace {
constexpr Millis kFiguresAfter = 500ms; ///< the window is there first
}

void MainWindow::buildStart() {
    start_ = new StartPage;
    desk_ = std::make_unique<StartDesk>(controller_, *start_);
    pages_->addWidget(start_);
    startPanels_ = new PanelHost(start_);
    connect(start_, &StartPage::checkInRequested, this, [this] { showPage(QStringLiteral("checkin")); });
    connect(start_, &StartPage::historyRequested, this, [this] { showPage(QStringLiteral("history")); });
    connect(start_, &StartPage::clinicRequested, this, [this] { showPage(QStringLiteral("clinic")); });
    connect(start_, &StartPage::demoRequested, this, [this] { startDemo(); });
    connect(start_, &StartPage::drillRequested, this, &MainWindow::chooseDrill);
    connect(start_, &StartPage::resumeRequested, this, &MainWindow::resumeInterrupted);
    connect(start_, &StartPage::operatorRequested, this, &MainWindow::chooseOperator);
    connect(start_, &StartPage::aboutRequested, this, &MainWindow::showAbout);
    connect(start_, &StartPage::retryRequested, this, &MainWindow::retryRecord);
}

void MainWindow::buildCheckIn() {
    checkIn_ = new CheckInPage([this](const QString& query) {
        std::vector<Patient> found;
        if (auto* history = controller_.history())
            if (auto patients = history->patients(query.toStdString(), CheckInPage::kMostFound + 1))
                for (const auto& entry : patients.value()) found.push_back(entry.patient);
        return found;
    });
    pages_->addWidget(checkIn_);
    connect(checkIn_, &CheckInPage::cancelled, this, [this] { showPage(QStringLiteral("start")); });
    connect(checkIn_, &CheckInPage::checkInRequested, this, &MainWindow::beginSession);
}

void MainWindow::buildSessionBar() {
    auto* middle = new QWidget;
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    sessionBar_ = new SessionBar;
    sessionBar_->hide();
    column->addWidget(sessionBar_);
    column->addWidget(pages_, 1);
    setCentralWidget(middle);
    const auto back = [this](auto then) {
        return [this, then] {
            showPage(QStringLiteral("live"));
            then();
        };
    };
    connect(sessionBar_, &SessionBar::backRequested, this, back([] {}));
    connect(sessionBar_, &SessionBar::flashed, this, &MainWindow::refreshLive);
    connect(pages_, &QStackedWidget::currentChanged, this, &MainWindow::refreshLive);
    const auto* strip = sessionBar_->strip();
    connect(strip, &AlarmStrip::acknowledged, this, [this](const QString& c) { actions_->acknowledge(c); });
    connect(strip, &AlarmStrip::pauseSoundRequested, this, [this] { actions_->pauseSound(); });
    connect(strip, &AlarmStrip::resumeSoundRequested, this, [this] { actions_->resumeSound(); });
    connect(strip, &AlarmStrip::limitsRequested, this, back([this] { actions_->openLimits(); }));
    connect(strip, &AlarmStrip::soundRequested, this, back([this] { actions_->openSound(); }));
}

void MainWindow::buildHistory() {
    auto ports = historyPorts(controller_, catalogue_, *earlier_, {options_.database, options_.resources});
    ports.openCourse = [this](const Uuid& patient) { openCourse(patient); };
    ports.compare = [this](const Uuid& patient, const std::vector<Uuid>& sessions) {
        pages_->setCurrentWidget(&compare());
        compare().compare(patient, sessions);
    };
    ports.compareWithEarlier = [this](const Uuid& patient, const Uuid& session) {
        pages_->setCurrentWidget(&compare());
        compare().compareWithEarlier(patient, session);
    };
    ports.importRecording = [this] {
        importRecording(
            controller_, [this] { return operator_; }, [this](const QString& words) { showProblem(words); });
        history_->reload();
    };
    ports.find.loadIndex = [this](QObject* asker, const IndexStamp& known, SessionFinder::Loaded answer) {
        figures_->ask(
            asker,
            [known](FiguresIndex& figures, HistoryReader& history) {
                return loadSessionIndex(history, figures, known);
            },
            std::move(answer));
    };
    history_ = new HistoryPage(std::move(ports));
    pages_->addWidget(history_);
    new ReviewActions(
        controller_, catalogue_, staff_, *history_, [this] { return operator_; }, history_);
    connect(history_, &HistoryPage::backRequested, this, [this] {
        const auto page = std::exchange(historyBack_, QString());
        showPage(!page.isEmpty() ? page : home());
    });
}

ComparePage& MainWindow::compare() {
    if (compare_) return *compare_;
    compare_ = new ComparePage(comparePorts(controller_, catalogue_));
    pages_->addWidget(compare_);
    connect(compare_, &ComparePage::backRequested, this, [this] { pages_->setCurrentWidget(history_); });
    connect(compare_, &ComparePage::sessionRequested, this, [this](const Uuid& session) {
        historyBack_ = QStringLiteral("compare");
        openSession(session);
    });
    return *compare_;
}

/// The page by its name alone: what it showed last, else the newest session and those before it.
void MainWindow::compareNewest() {
    if (compare_ && !compare_->compared().empty()) return pages_->setCurrentWidget(compare_);
    history_->reload();
    pages_->setCurrentWidget(&compare());
    auto* history = controller_.history();
    const auto newest = history ? history->sessions({}, 1) : std::vector<SessionSummary>();
    if (newest && !newest->empty())
        compare().compareWithEarlier(newest->front().patient.id, newest->front().session);
}

void MainWindow::buildCourse() {
    figures_ = new FiguresKeeper(options_.database.toStdString(), this);
    course_ = new CourseDesk(
        controller_, catalogue_, *figures_, [this] { return operator_; }, this);
    pages_->addWidget(course_->page());
    connect(course_->page(), &CoursePage::backRequested, this,
            [this] { showPage(inSession() ? QStringLiteral("live") : QStringLiteral("history")); });
    connect(course_->page(), &CoursePage::sessionChosen, this, [this](const Uuid& session) {
        historyBack_ = QStringLiteral("course");
        openSession(session);
    });
    figuresDesk_ = new FiguresDesk(
        controller_, catalogue_, *figures_, [this](const QString& sentence) { showProblem(sentence); }, this);
    pages_->addWidget(figuresDesk_->page());
    connect(figuresDesk_->page(), &FiguresPage::backRequested, this, [this] { showPage(home()); });
    connect(figuresDesk_->page(), &FiguresPage::sessionChosen, this, [this](const Uuid& session) {
        historyBack_ = QStringLiteral("figures");
        openSession(session);
    });
    connect(start_, &StartPage::figuresRequested, this, [this] { showPage(QStringLiteral("figures")); });
    connect(course_, &CourseDesk::dueChanged, this, &MainWindow::showDue);
    connect(start_->followUps(), &FollowUpCard::opened, this, [this](int row) {
        openCourse(course_->due().first.at(static_cast<std::size_t>(row)).patient.id);
    });
    connect(start_->followUps(), &FollowUpCard::closeRequested, this, [this](int row) {
        placeStartPanels();
        course_->closeFollowUp(course_->due().first.at(static_cast<std::size_t>(row)).followUp,
                               *startPanels_);
    });
    connect(figures_, &FiguresKeeper::changed, this, [this] {
        if (pages_->currentWidget() == history_) history_->reloadSoon();
    });
    QTimer::singleShot(kFiguresAfter, this, [this] {
        figures_->refresh();
        clinicLog_->refresh(); // so that a panel of a session never waits for a first look
    });
}

void MainWindow::openCourse(const Uuid& patient) {
    course_->open(patient);
    pages_->setCurrentWidget(course_->page());
}

void MainWindow::openSession(const Uuid& session) {
    history_->reload();
    history_->open(session);
    pages_->setCurrentWidget(history_);
}

void MainWindow::showDue() {
    std::vector<FollowUpCard::Row> rows;
    for (const auto& due : course_->due().first)
        rows.push_back({patientName(due.patient), QString::fromStdString(due.followUp.text),
                        tr("due since %1").arg(QString::fromStdString(due.followUp.date))});
    start_->followUps()->setRows(std::move(rows), course_->due().total);
}

void MainWindow::buildClinicLog() {
    clinicLog_ = new ClinicLog(controller_, catalogue_, *figures_, this);
    actions_->useStock([this](const std::string& drug) -> std::optional<std::vector<StockLot>> {
        clinicLog_->refresh();
        if (clinicLog_->book().entries().empty()) return std::nullopt;
        return clinicLog_->book().usable(drug, clinicLog_->today());
    });
}

/// A third of the console's start would go into a page that most starts never show.
ClinicPage& MainWindow::clinic() {
    if (clinic_) return *clinic_;
    const auto folder = clinicFolderOf(options_.database.toStdString());
    auto ports = clinicPorts(
        catalogue_, {options_.resources, QString::fromStdString(folder), [this] { return inSession(); }});
    addLogPorts(ports, *clinicLog_, controller_, catalogue_, staff_, [this] { return operator_; });
    addPeoplePorts(
        ports, staff_, [this] { return clinicLog_->today(); }, [this] { clinic_->reloadLog(); });
    clinic_ = new ClinicPage(std::move(ports));
    connect(clinicLog_, &ClinicLog::changed, clinic_, &ClinicPage::reloadLog);
    pages_->addWidget(clinic_);
    connect(clinic_, &ClinicPage::backRequested, this, [this] { showPage(home()); });
    return *clinic_;
}

void MainWindow::useBackups(BackupService& backups) {
    backupDesk_ = new BackupDesk(*start_, backups, this);
    connect(start_, &StartPage::backupRequested, backupDesk_, &BackupDesk::open);
    connect(&backups, &BackupService::changed, this,
            [this, &backups] { start_->setBackup(backups.shortState()); });
    connect(&controller_, &SessionController::eventApplied, &backups, [&backups](const Event& event) {
        if (std::holds_alternative<Signed>(event.body)) backups.noteSigned();
    });
    backups.look();
}

void MainWindow::buildLive() {
    live_ = new LivePage;
    pages_->addWidget(live_);
    actions_ = new LiveActions(
        controller_, catalogue_, staff_, *live_, [this] { return operator_; }, this);
    connect(live_, &LivePage::entryChosen, actions_, &LiveActions::openEntry);
    connect(live_, &LivePage::actionRequested, this, [this](const QString& action) {
        if (action == QStringLiteral("leave"))
            leaveSession();
        else
            actions_->perform(action);
    });
    connect(live_, &LivePage::dueActivated, actions_, &LiveActions::openDue);
    connect(live_, &LivePage::dueReasonRequested, actions_, &LiveActions::openNotDone);
    connect(live_, &LivePage::effectTapped, actions_, &LiveActions::openEffect);
    connect(live_, &LivePage::acknowledged, actions_, &LiveActions::acknowledge);
    connect(live_, &LivePage::pauseSoundRequested, actions_, &LiveActions::pauseSound);
    connect(live_, &LivePage::resumeSoundRequested, actions_, &LiveActions::resumeSound);
    connect(live_, &LivePage::soundRequested, actions_, [this] { actions_->openSound(); });
    connect(live_, &LivePage::limitsRequested, actions_, [this] { actions_->openLimits(); });
    connect(live_, &LivePage::tileTapped, actions_, [this](Channel c) { actions_->openLimits(c); });
    connect(live_, &LivePage::operatorTapped, this, &MainWindow::chooseOperator);
    connect(live_, &LivePage::savedTapped, actions_, &LiveActions::openRecordList);
    connect(live_->chart(), &RecordChart::markActivated, actions_, &LiveActions::openMark);
    connect(live_->chart(), &RecordChart::marksActivated, actions_, &LiveActions::openMarks);
    connect(live_->chart(), &RecordChart::artefactRequested, actions_, &LiveActions::markArtefact);
    connect(live_->chart(), &RecordChart::pressureArtefactRequested, actions_,
            &LiveActions::markPressureArtefact);
    connect(live_->chart(), &RecordChart::wavesShown, &controller_, &SessionController::wantWaves);
    connect(live_->chart(), &RecordChart::eventKey, actions_, &LiveActions::markEvent);
    connect(live_->flash(), &AlarmFlash::beat, this, &MainWindow::refreshLive);
    connect(actions_, &LiveActions::refused, this, &MainWindow::showProblem);
}

void MainWindow::showPage(const QString& page) {
    if (page == QStringLiteral("checkin")) {
        if (!controller_.canRecord()) return refreshStart(); // the start page says why
        if (operator_.id.empty()) return chooseOperator();
        CheckInPage::State state;
        for (const auto& protocol : catalogue_.protocols)
            state.protocols << QString::fromStdString(protocol.title);
        state.today = QString::fromStdString(formatDate(controller_.now().wall));
        checkIn_->setState(state);
        checkIn_->begin();
        clockDoubtTold_ = {};
        pages_->setCurrentWidget(checkIn_);
    } else if (page == QStringLiteral("history") || page == QStringLiteral("session")) {
        history_->reload();
        if (page == QStringLiteral("session")) history_->openNewest();
        pages_->setCurrentWidget(history_);
    } else if (page == QStringLiteral("compare")) {
        compareNewest();
    } else if (page == QStringLiteral("course")) {
        if (course_->page()->patient().isNull()) course_->openNewest();
        pages_->setCurrentWidget(course_->page());
    } else if (page == QStringLiteral("figures")) {
        figuresDesk_->open();
        pages_->setCurrentWidget(figuresDesk_->page());
    } else if (page == QStringLiteral("clinic")) {
        clinicLog_->refresh();
        clinic().reload();
        pages_->setCurrentWidget(clinic_);
    } else if ((page == QStringLiteral("live") || page == QStringLiteral("distance")) && inSession()) {
        pages_->setCurrentWidget(live_);
        live_->setDistanceView(page == QStringLiteral("distance"));
        live_->setFocus();
        refreshLive();
    } else {
        refreshStart();
        pages_->setCurrentWidget(start_);
        if (page == QStringLiteral("backup") && backupDesk_) backupDesk_->open();
    }
}

} // namespace chairside
