// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/main_window.h"

#include "app/console/backup_desk.h"
#include "app/console/clinic_desk.h"
#include "app/console/clinic_log.h"
#include "app/console/clinic_ports.h"
#include "app/console/clinic_series.h"
#include "app/console/course_desk.h"
#include "app/console/figures_keeper.h"
#include "app/console/earlier_sessions.h"
#include "app/console/history_ports.h"
#include "app/console/live_actions.h"
#include "app/console/sentinel_client.h"
#include "app/console/start_desk.h"
#include "core/base/number.h"
#include "core/interop/recorded_view.h"
#include "ui/chart/record_chart.h"
#include "ui/clinic/clinic_page.h"
#include "ui/course/follow_up_card.h"
#include "ui/entry/panel_host.h"
#include "ui/entry/staff_panel.h"
#include "ui/history/history_page.h"
#include "ui/live/live_page.h"
#include "ui/live/start_page.h"
#include "ui/style/notice.h"

#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QMessageBox>
#include <QShortcut>
#include <QStackedWidget>

namespace chairside {
namespace {

constexpr Millis kFiguresAfter = 500ms; ///< the window is there first

} // namespace

MainWindow::MainWindow(const ConsoleOptions& options, SessionController& controller, Catalogue& catalogue,
                       Staff& staff)
    : options_(options), controller_(controller), catalogue_(catalogue), staff_(staff) {
    setWindowTitle(tr("Chairside"));
    setMinimumSize(1024, 640);
    if (!staff_.people().empty()) operator_ = staff_.people().front();
    pages_ = new QStackedWidget;
    setCentralWidget(pages_);
    notice_ = new Notice(this);
    earlier_ = new EarlierSessions([this] { return controller_.history(); }, this);
    buildStart();
    buildCheckIn();
    buildLive();
    buildHistory();
    buildCourse();
    buildClinic();
    connect(&controller_, &SessionController::ticked, this, [this] {
        if (demo_) demo_->step();
        refreshLive();
    });
    connect(&controller_, &SessionController::eventApplied, this, [this] { refreshChart(); });
    connect(&controller_, &SessionController::readingsArrived, this, [this] {
        refreshChart();
        refreshLive(); // a reading is on its tile before the next tick
    });
    connect(&controller_, &SessionController::savedChanged, this, &MainWindow::refreshLive);
    connect(&controller_, &SessionController::sourceProblem, this, &MainWindow::showProblem);
    for (const auto& note : controller_.startNotes()) showProblem(QString::fromStdString(note));
    showPage(QStringLiteral("start"));
}

MainWindow::~MainWindow() {
    live_->chart()->setModel(nullptr); // the engine's model goes before the window
    delete actions_; // it owns the open panel, which the page would otherwise delete as its child
    delete course_;  // so does this
}

void MainWindow::buildStart() {
    start_ = new StartPage;
    desk_ = std::make_unique<StartDesk>(controller_, *start_);
    pages_->addWidget(start_);
    startPanels_ = new PanelHost(start_);
    connect(start_, &StartPage::checkInRequested, this, [this] { showPage(QStringLiteral("checkin")); });
    connect(start_, &StartPage::historyRequested, this, [this] { showPage(QStringLiteral("history")); });
    connect(start_, &StartPage::clinicRequested, this, [this] { showPage(QStringLiteral("clinic")); });
    connect(start_, &StartPage::demoRequested, this, &MainWindow::startDemo);
    connect(start_, &StartPage::resumeRequested, this, &MainWindow::resumeInterrupted);
    connect(start_, &StartPage::operatorRequested, this, &MainWindow::chooseOperator);
    connect(start_, &StartPage::aboutRequested, this, &MainWindow::showAbout);
    connect(start_, &StartPage::retryRequested, this, &MainWindow::retryRecord);
}

void MainWindow::buildCheckIn() {
    checkIn_ = new CheckInPage([this](const QString& query) {
        std::vector<Patient> found;
        if (auto* history = controller_.history())
            if (auto patients = history->patients(query.toStdString(), 20))
                for (const auto& entry : patients.value()) found.push_back(entry.patient);
        return found;
    });
    pages_->addWidget(checkIn_);
    connect(checkIn_, &CheckInPage::cancelled, this, [this] { showPage(QStringLiteral("start")); });
    connect(checkIn_, &CheckInPage::checkInRequested, this, &MainWindow::beginSession);
}

void MainWindow::buildHistory() {
    auto ports = historyPorts(controller_, catalogue_, *earlier_, {options_.database, options_.resources});
    ports.openCourse = [this](const Uuid& patient) { openCourse(patient); };
    history_ = new HistoryPage(std::move(ports));
    pages_->addWidget(history_);
    connect(history_, &HistoryPage::backRequested, this, [this] {
        const auto page = std::exchange(historyBack_, QString());
        showPage(!page.isEmpty() ? page : inSession() ? QStringLiteral("live") : QStringLiteral("start"));
    });
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
    figuresDesk_ = new ClinicDesk(
        controller_, catalogue_, *figures_, [this](const QString& sentence) { showProblem(sentence); }, this);
    pages_->addWidget(figuresDesk_->page());
    connect(figuresDesk_->page(), &FiguresPage::backRequested, this,
            [this] { showPage(inSession() ? QStringLiteral("live") : QStringLiteral("start")); });
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
        startPanels_->setArea(start_->rect().adjusted(80, 80, -80, -80));
        course_->closeFollowUp(course_->due().first.at(static_cast<std::size_t>(row)).followUp,
                               *startPanels_);
    });
    QTimer::singleShot(kFiguresAfter, this, [this] { figures_->refresh(); });
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

void MainWindow::buildClinic() {
    const auto folder = clinicFolderOf(options_.database.toStdString());
    clinicLog_ = new ClinicLog(controller_, this);
    auto ports = clinicPorts(
        catalogue_, {options_.resources, QString::fromStdString(folder), [this] { return inSession(); }});
    addLogPorts(ports, *clinicLog_, controller_, catalogue_, staff_, [this] { return operator_; });
    clinic_ = new ClinicPage(std::move(ports));
    connect(clinicLog_, &ClinicLog::changed, clinic_, &ClinicPage::reloadLog);
    actions_->useStock([this](const std::string& drug) {
        clinicLog_->refresh();
        return clinicLog_->book().usable(drug, clinicLog_->today());
    });
    pages_->addWidget(clinic_);
    connect(clinic_, &ClinicPage::backRequested, this,
            [this] { showPage(inSession() ? QStringLiteral("live") : QStringLiteral("start")); });
}

void MainWindow::useSentinel(SentinelClient* sentinel) {
    sentinel_ = sentinel;
    connect(sentinel, &SentinelClient::outputChanged, this, &MainWindow::tellSound);
    connect(sentinel, &SentinelClient::aliveChanged, this, &MainWindow::tellSound);
    connect(sentinel, &SentinelClient::wasFrozen, this, [this](Millis length) {
        if (auto* engine = controller_.engine())
            engine->setTechnical(Technical::windowFrozen,
                                 "the window stood still for " + formatDuration(length));
    });
    connect(live_, &LivePage::painted, sentinel, &SentinelClient::beat);
    sentinel->start();
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

/// Without sound the alarms are only seen; that is an alarm of its own.
void MainWindow::tellSound() {
    auto* engine = controller_.engine();
    if (!engine || !sentinel_) return;
    const auto detail = [](bool fine, const char* what) {
        return fine ? std::nullopt : std::optional<std::string>(what);
    };
    engine->setTechnical(Technical::sentinelMissing,
                         detail(sentinel_->isAlive(), "the program that sounds alarms does not run"));
    engine->setTechnical(Technical::soundMissing, detail(!sentinel_->isAlive() || sentinel_->hasOutput(),
                                                         "there is no sound output; alarms are only seen"));
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
    connect(live_, &LivePage::operatorTapped, this, &MainWindow::chooseOperator);
    connect(live_, &LivePage::savedTapped, actions_, &LiveActions::openRecordList);
    connect(live_->chart(), &RecordChart::markActivated, actions_, &LiveActions::openMark);
    connect(live_->chart(), &RecordChart::marksActivated, actions_, &LiveActions::openMarks);
    connect(live_->chart(), &RecordChart::artefactRequested, actions_, &LiveActions::markArtefact);
    connect(live_->chart(), &RecordChart::wavesShown, &controller_, &SessionController::wantWaves);
    connect(live_->chart(), &RecordChart::eventKey, actions_, &LiveActions::markEvent);
    connect(live_->flash(), &AlarmFlash::beat, this, &MainWindow::refreshLive);
    connect(actions_, &LiveActions::refused, this, &MainWindow::showProblem);
}

bool MainWindow::inSession() const {
    return controller_.engine() != nullptr;
}

void MainWindow::showProblem(const QString& sentence) {
    desk_->setProblem(sentence);
    if (pages_->currentWidget() == start_)
        refreshStart();
    else
        notice_->say(sentence);
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
        pages_->setCurrentWidget(checkIn_);
    } else if (page == QStringLiteral("history") || page == QStringLiteral("session")) {
        history_->reload();
        if (page == QStringLiteral("session")) history_->openNewest();
        pages_->setCurrentWidget(history_);
    } else if (page == QStringLiteral("course")) {
        if (course_->page()->patient().isNull()) course_->openNewest();
        pages_->setCurrentWidget(course_->page());
    } else if (page == QStringLiteral("figures")) {
        figuresDesk_->open();
        pages_->setCurrentWidget(figuresDesk_->page());
    } else if (page == QStringLiteral("clinic")) {
        clinicLog_->refresh();
        clinic_->reload();
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

void MainWindow::refreshStart() {
    desk_->refresh(QString::fromStdString(operator_.name));
}

/// The other program may have let go of the record, or the disk be back.
void MainWindow::retryRecord() {
    const auto opened = controller_.openRecord();
    desk_->setProblem(opened ? QString() : QString::fromStdString(opened.error().message));
    refreshStart();
    if (opened) notice_->say(tr("The record is open; sessions can be recorded again."));
}

void MainWindow::resumeInterrupted() {
    refreshStart();
    if (!desk_->interrupted()) return;
    const auto summary = *desk_->interrupted();
    auto record = controller_.history()->session(summary.session);
    if (!record) return showProblem(QString::fromStdString(record.error().message));
    auto protocol = recordedProtocol(record.value());
    if (!protocol) return showProblem(QString::fromStdString(protocol.error().message));
    if (summary.demo) staff_.useDemoPeople();
    if (operator_.id.empty() && !staff_.people().empty()) operator_ = staff_.people().front();
    const auto actor = operator_.id.empty() ? systemActor() : operator_;
    if (auto resumed = controller_.resume(summary.session, std::move(protocol).value(), actor); !resumed)
        return showProblem(QString::fromStdString(resumed.error().message));
    desk_->setProblem({});
    showPage(QStringLiteral("live"));
    refreshChart();
}

void MainWindow::startDemo() {
    staff_.useDemoPeople();
    operator_ = staff_.people().front();
    demo_ = std::make_unique<DemoScript>(controller_, staff_.people());
    const auto* protocol = catalogue_.protocol("ket-iv-depression");
    if (!protocol) protocol = &catalogue_.protocols.front();
    desk_->setProblem({});
    if (auto begun = demo_->begin(*protocol); !begun)
        return showProblem(QString::fromStdString(begun.error().message));
    showPage(QStringLiteral("live"));
    refreshChart();
}

void MainWindow::beginSession(const CheckInPage::CheckIn& checkIn) {
    desk_->setProblem({});
    SessionOpened opened;
    opened.patient = checkIn.patient;
    const auto now = controller_.now().wall.utcMs;
    if (opened.patient.id.isNull()) opened.patient.id = RandomUuids{}.next(now);
    if (auto* history = controller_.history())
        if (auto earlier = history->sessionsOf(opened.patient.id))
            opened.numberInCourse = static_cast<int>(earlier.value()) + 1;
    const auto& protocol = catalogue_.protocols.at(static_cast<std::size_t>(checkIn.protocol));
    const auto last = lastSessionOf(controller_, opened.patient.id);
    const auto decision = controller_.begin(protocol, std::move(opened), operator_);
    if (const auto* refusal = std::get_if<Refusal>(&decision))
        return checkIn_->showProblem(QString::fromStdString(refusal->sentence));
    const auto confirm = [&](const char* item, const std::string& value) {
        Command command;
        command.actor = operator_;
        command.ask = ItemConfirmed{"check_in", item, value};
        controller_.submit(std::move(command));
    };
    confirm("identifiers", checkIn.confirmedBy.toStdString());
    confirm("weight_kg", formatPlain(checkIn.weightKg, 1));
    if (checkIn.heightCm) confirm("height_cm", formatPlain(*checkIn.heightCm, 1));
    noteLastSession(controller_, last);
    showPage(QStringLiteral("live"));
    refreshChart();
    actions_->openSeries();
}

void MainWindow::refreshChart() {
    auto* engine = controller_.engine();
    auto* chart = live_->chart();
    if (!engine) {
        chart->setModel(nullptr);
        chart->setWaves(nullptr, {});
        earlier_->forget(EarlierSessions::Asker::live);
        charted_ = nullptr;
        return;
    }
    if (charted_ != &engine->view()) {
        charted_ = &engine->view();
        const auto& state = engine->view().state();
        engine->chartRecord().setWords([this](const std::string& key) { return catalogue_.label(key); });
        chart->setModel(&engine->view().record());
        QStringList names;
        for (const auto& name : engine->view().protocol().eventLabels) names << QString::fromStdString(name);
        chart->setEventNames(names);
        askEarlier();
        chart->setLive(true);
        chart->setClockBase(shifted(state.openedAt, MonoTime{} - state.openedAt.mono).wall);
        QStringList marks;
        if (state.opened.demo) marks << tr("DEMO");
        if (state.opened.simulated) marks << tr("SIMULATED");
        if (!state.opened.drill.empty()) marks << tr("DRILL");
        if (options_.source == SourceKind::replay) marks << tr("REPLAY");
        chart->setWatermark(marks.join(u' '));
        chart->followNow();
        tellSound();
    }
    chart->setWaves(controller_.waves(), [this] { return controller_.now().mono; });
    chart->refresh();
}

/// The patient's earlier sessions, as a quiet band behind the live chart as soon as they are read.
void MainWindow::askEarlier() {
    const auto& state = controller_.engine()->view().state();
    SessionSummary session;
    session.session = state.session;
    session.patient = state.opened.patient;
    session.opened = state.openedAt.wall;
    session.demo = state.opened.demo;
    session.simulated = state.opened.simulated;
    session.drill = state.opened.drill;
    earlier_->ask(EarlierSessions::Asker::live, session,
                  [this, id = state.session](std::vector<HistoryBand> bands) {
                      auto* engine = controller_.engine();
                      if (!engine || engine->view().state().session != id) return;
                      engine->chartRecord().setHistory(std::move(bands));
                      live_->chart()->refresh();
                  });
}

void MainWindow::refreshLive() {
    auto* engine = controller_.engine();
    if (!engine || pages_->currentWidget() != live_) return;
    const auto now = controller_.viewNow();
    engine->updateDueMarks(now.mono);
    const LiveFacts facts{engine->view(), engine->alarms(), now, true, true, [this](const std::string& key) {
                              return catalogue_.effectLabel(key);
                          }};
    const auto& saved = controller_.saved();
    SavedIndicator::State line;
    line.kind = saved.fault && !saved.fault->saving ? SavedIndicator::Kind::failed
                : saved.unacknowledged > 0          ? SavedIndicator::Kind::saving
                : saved.everSaved                   ? SavedIndicator::Kind::saved
                                                    : SavedIndicator::Kind::off;
    line.time = QString::fromStdString(
        formatClock(saved.fault && !saved.fault->saving ? saved.fault->since : saved.at));
    line.rows = QString::fromStdString(formatCount(saved.rows));
    live_->show(facts, line, QString::fromStdString(operator_.name));
    live_->chart()->setNow(now.mono);
    actions_->refreshOpenPanel();
    if (sentinel_) sentinel_->setSound(engine->alarms().sound(now.mono));
}

void MainWindow::leaveSession() {
    live_->chart()->setModel(nullptr);
    charted_ = nullptr;
    demo_.reset();
    controller_.leave();
    figures_->refresh(); // those of the session that ended
    showPage(QStringLiteral("start"));
}

void MainWindow::setOperator(const Actor& person) {
    operator_ = person;
    live_->panels()->close();
    startPanels_->close();
    if (!inSession()) showPage(QStringLiteral("start"));
    refreshLive();
}

void MainWindow::chooseOperator() {
    live_->panels()->close();
    startPanels_->close();
    auto* panel = new StaffPanel(staff_.people(), operator_.id);
    staffPanel_.reset(panel);
    connect(panel, &StaffPanel::chosen, this, [this](const Actor& person) { setOperator(person); });
    connect(panel, &StaffPanel::added, this, [this](const Actor& person) {
        const auto kept = staff_.add(person);
        setOperator(person);
        if (!kept) showProblem(QString::fromStdString(kept.error().message));
    });
    auto* host = inSession() ? live_->panels() : startPanels_;
    pages_->setCurrentWidget(inSession() ? static_cast<QWidget*>(live_) : start_);
    if (!inSession()) startPanels_->setArea(start_->rect().adjusted(80, 80, -80, -80));
    connect(panel, &EntryPanel::closeRequested, host, &PanelHost::close);
    panel->begin();
    host->open(*panel);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const bool unattended = options_.smokeSeconds || !options_.screenshotFile.isEmpty();
    if (!unattended && inSession() && controller_.engine()->isOpen()) {
        QMessageBox box(QMessageBox::Question, tr("Session still open"),
                        tr("The session is not signed yet. It can be resumed at the next start; the time in "
                           "between will be a gap. Close the window?"),
                        QMessageBox::NoButton, this);
        box.setTextFormat(Qt::PlainText);
        auto* close = box.addButton(tr("Close the window"), QMessageBox::DestructiveRole);
        auto* stay = box.addButton(tr("Stay"), QMessageBox::RejectRole);
        box.setDefaultButton(qobject_cast<QPushButton*>(stay));
        box.exec();
        if (box.clickedButton() != close) return event->ignore();
    }
    live_->chart()->setModel(nullptr);
    controller_.leave();
    event->accept();
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    const bool onLive = pages_->currentWidget() == live_;
    if (event->key() == Qt::Key_F11) {
        isFullScreen() ? showNormal() : showFullScreen();
    } else if (event->key() == Qt::Key_F2 && onLive) {
        live_->setDistanceView(!live_->distanceView());
        refreshLive();
    } else if (event->key() == Qt::Key_F3) {
        showPage(pages_->currentWidget() == history_ ? QStringLiteral("live") : QStringLiteral("history"));
    } else if (event->key() == Qt::Key_F4) {
        switchTheme();
    } else if (event->key() == Qt::Key_F5) {
        inSession() ? openCourse(controller_.engine()->view().state().opened.patient.id)
                    : showPage(QStringLiteral("course"));
    } else if (event->key() == Qt::Key_F6) {
        showPage(QStringLiteral("figures"));
    } else if (onLive && event->modifiers() == Qt::NoModifier && event->key() >= Qt::Key_1 &&
               event->key() <= Qt::Key_9) {
        if (inSession()) actions_->markEvent(event->key() - Qt::Key_0, controller_.now().mono);
    } else if (onLive && openByKey(event)) {
        event->accept();
    } else {
        QMainWindow::keyPressEvent(event);
    }
}

bool MainWindow::openByKey(QKeyEvent* event) {
    // Digits of the keypad are a pressure at once; those above the letters name events.
    if (event->modifiers() == Qt::KeypadModifier && !live_->panels()->current() && inSession() &&
        event->key() >= Qt::Key_1 && event->key() <= Qt::Key_9) {
        actions_->openEntry(EntryKind::bloodPressure);
        QKeyEvent digit(QEvent::KeyPress, event->key(), Qt::KeypadModifier, event->text());
        if (auto* field = QApplication::focusWidget()) QApplication::sendEvent(field, &digit);
        return true;
    }
    if (event->modifiers() != Qt::NoModifier || live_->panels()->current()) return false;
    if (event->key() == Qt::Key_R) {
        live_->setDistanceView(false);
        actions_->openRecordList();
        return true;
    }
    if (event->key() == Qt::Key_X) {
        actions_->openFirstNotDone();
        return true;
    }
    for (std::size_t i = 0; i < kEntryKinds; ++i) {
        const auto kind = static_cast<EntryKind>(i);
        if (event->text().compare(EntryBar::keyOf(kind), Qt::CaseInsensitive) != 0) continue;
        live_->setDistanceView(false);
        actions_->openEntry(kind);
        return true;
    }
    return false;
}

void MainWindow::switchTheme() {
    const bool dark = themeOf(*this).dark;
    applyTheme(*qApp, dark ? lightTheme() : darkTheme());
}

void MainWindow::showAbout() {
    QMessageBox box(
        QMessageBox::NoIcon, tr("About Chairside"),
        tr("Chairside %1\n\nRecords ketamine and esketamine infusion sessions.\n\nNot a certified medical "
           "device and not a primary alarm: "
           "it is a display beside the bedside monitor, never instead of it. It never controls a pump.\n\n"
           "GPL-3.0-or-later. Keys: B S D Q E M N for entries, X not done because, R all entries, 1–9 "
           "events, F2 three-metre view, "
           "F3 history, F4 "
           "theme, F5 course, F6 clinic, F11 full screen.")
            .arg(QCoreApplication::applicationVersion()),
        QMessageBox::Close, this);
    box.setTextFormat(Qt::PlainText);
    box.exec();
}

} // namespace chairside
