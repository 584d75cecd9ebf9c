// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/main_window.h"

#include "app/console/course_desk.h"
#include "app/console/earlier_sessions.h"
#include "app/console/heartbeat.h"
#include "app/console/live_actions.h"
#include "app/console/sentinel_client.h"
#include "app/console/session_bar.h"
#include "app/console/start_desk.h"
#include "core/base/number.h"
#include "core/live/sound_state.h"
#include "ui/chart/record_chart.h"
#include "ui/entry/entry_panel.h"
#include "ui/entry/panel_host.h"
#include "ui/history/history_page.h"
#include "ui/live/live_page.h"
#include "ui/live/start_page.h"
#include "ui/style/notice.h"
#include "ui/style/origin_marks.h"
#include "ui/style/words.h"

#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QMessageBox>
#include <QStackedWidget>

namespace chairside {
namespace {

/// What the history would say of the session that runs: whose, since when, from where its numbers come.
SessionSummary summaryOf(const SessionState& state) {
    SessionSummary out;
    out.session = state.session;
    out.patient = state.opened.patient;
    out.opened = state.openedAt.wall;
    out.demo = state.opened.demo;
    out.simulated = state.opened.simulated;
    out.drill = state.opened.drill;
    out.speed = state.opened.speed;
    return out;
}

} // namespace

MainWindow::MainWindow(const ConsoleOptions& options, SessionController& controller, Catalogue& catalogue,
                       Staff& staff)
    : options_(options), controller_(controller), catalogue_(catalogue), staff_(staff) {
    setWindowTitle(tr("Chairside"));
    setMinimumSize(1024, 640);
    if (!staff_.people().empty()) operator_ = staff_.people().front();
    pages_ = new QStackedWidget;
    buildSessionBar();
    heartbeat_ = new Heartbeat(this);
    notice_ = new Notice(this);
    earlier_ = new EarlierSessions([this] { return controller_.history(); }, this);
    buildStart();
    buildCheckIn();
    buildLive();
    buildHistory();
    buildCourse();
    buildClinicLog();
    connect(&controller_, &SessionController::judged, this, &MainWindow::tellOrder);
    connect(&controller_, &SessionController::ticked, this, [this] {
        if (demo_) demo_->step();
        refreshLive();
        heartbeat_->ask();
    });
    connect(&controller_, &SessionController::eventApplied, this, [this](const Event& event) {
        refreshChart();
        if (std::holds_alternative<SelfTested>(event.body) || std::holds_alternative<SoundSet>(event.body))
            tellSound();
    });
    connect(&controller_, &SessionController::readingsArrived, this, [this] {
        refreshChart();
        refreshLive(); // a reading is on its tile before the next tick
    });
    connect(&controller_, &SessionController::savedChanged, this, &MainWindow::refreshLive);
    connect(&controller_, &SessionController::sourceProblem, this, &MainWindow::showProblem);
    QStringList notes;
    for (const auto& note : controller_.startNotes()) notes += text(note);
    if (!notes.isEmpty()) showProblem(notes.join(QLatin1Char('\n')));
    showPage(QStringLiteral("start"));
}

MainWindow::~MainWindow() {
    pages_->disconnect(this);          // it says goodbye to its pages one by one
    live_->chart()->setModel(nullptr); // the engine's model goes before the window
    delete actions_; // it owns the open panel, which the page would otherwise delete as its child
    delete course_;  // so does this
}

void MainWindow::useSentinel(SentinelClient* sentinel) {
    sentinel_ = sentinel;
    actions_->setSentinel(sentinel);
    connect(sentinel, &SentinelClient::outputChanged, this, &MainWindow::tellSound);
    connect(sentinel, &SentinelClient::aliveChanged, this, &MainWindow::tellSound);
    connect(sentinel, &SentinelClient::wasFrozen, this, [this](Millis length) {
        if (auto* engine = controller_.engine())
            engine->setTechnical(Technical::windowFrozen,
                                 "the window stood still for " + formatDuration(length));
    });
    connect(heartbeat_, &Heartbeat::beat, sentinel, &SentinelClient::beat);
    sentinel->start();
}

/// Without sound the alarms are only seen; that is an alarm of its own.
void MainWindow::tellSound() {
    auto* engine = controller_.engine();
    soundNote_.clear();
    if (!engine || !sentinel_) return;
    const auto detail = [](bool fine, const char* what) {
        return fine ? std::nullopt : std::optional<std::string>(what);
    };
    engine->setTechnical(Technical::sentinelMissing,
                         detail(!sentinel_->isMissing(), "the program that sounds alarms does not run"));
    const auto sound = soundStateOf(engine->view().events());
    if (!sound.heard && !engine->view().state().opened.demo)
        soundNote_ = tr("The alarm sound was not tested in this session.");
    sentinel_->setVolume(sound.volume);
    const bool output = !sentinel_->isAlive() || !sentinel_->lacksOutput();
    engine->setTechnical(Technical::soundMissing,
                         !output ? std::optional<std::string>("no sound output")
                         : sound.heard == false
                             ? std::optional("the test tone was not heard at " + formatClock(sound.testedAt))
                             : std::nullopt);
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
        SourceInfo source;
        source.origin = options_.source == SourceKind::replay ? Origin::replayed : Origin::device;
        const auto marks = originMarks(summaryOf(state), {source});
        chart->setWatermark(marks.join(u' '));
        live_->setAccessibleDescription(marks.join(u' ')); // for those who cannot see it behind the traces
        chart->followNow();
        tellSound();
    }
    chart->setWaves(controller_.waves(), [this] { return controller_.now().mono; });
    chart->refresh();
}

/// The patient's earlier sessions, as a quiet band behind the live chart as soon as they are read.
void MainWindow::askEarlier() {
    const auto& state = controller_.engine()->view().state();
    earlier_->ask(EarlierSessions::Asker::live, summaryOf(state),
                  [this, id = state.session](std::vector<HistoryBand> bands) {
                      auto* engine = controller_.engine();
                      if (!engine || engine->view().state().session != id) return;
                      engine->chartRecord().setHistory(std::move(bands));
                      live_->chart()->refresh();
                  });
}

LiveFacts MainWindow::facts(const Instant& now) const {
    const auto* engine = controller_.engine();
    return {engine->view(),
            engine->alarms(),
            now,
            true,
            true,
            [this](const std::string& key) { return catalogue_.effectLabel(key); },
            soundNote_};
}

/// Whatever page is looked at: what should sound goes to the companion before anything is painted.
void MainWindow::tellOrder() {
    if (!sentinel_) return;
    const auto* engine = controller_.engine();
    sentinel_->setSound(engine ? engine->alarms().sound(controller_.viewNow().mono) : std::nullopt);
}

void MainWindow::refreshLive() {
    auto* engine = controller_.engine();
    tellOrder();
    const bool elsewhere = engine && engine->isOpen() && pages_->currentWidget() != live_;
    if (!elsewhere) sessionBar_->hide();
    if (!engine) return;
    const auto now = controller_.viewNow();
    if (elsewhere) sessionBar_->show(facts(now));
    if (pages_->currentWidget() != live_) return;
    engine->updateDueMarks(now.mono);
    const auto& saved = controller_.saved();
    SavedIndicator::State line;
    line.kind = saved.fault && !saved.fault->saving ? SavedIndicator::Kind::failed
                : saved.unacknowledged > 0          ? SavedIndicator::Kind::saving
                : saved.everSaved                   ? SavedIndicator::Kind::saved
                                                    : SavedIndicator::Kind::off;
    line.time = QString::fromStdString(formatClock(
        controller_.onSessionClock(saved.fault && !saved.fault->saving ? saved.fault->since : saved.at)));
    line.rows = QString::fromStdString(formatCount(saved.rows));
    live_->show(facts(now), line, QString::fromStdString(operator_.name));
    live_->chart()->setNow(now.mono);
    actions_->refreshOpenPanel();
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
    if (event->key() == Qt::Key_L || event->key() == Qt::Key_A) {
        live_->setDistanceView(false);
        event->key() == Qt::Key_L ? actions_->openLimits() : actions_->openSound();
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
        tr("Chairside %1\n\n"
           "Records ketamine and esketamine infusion sessions.\n\n"
           "Not a certified medical device and not a primary alarm: it is a display beside the bedside "
           "monitor, never instead of it. It never controls a pump.\n\n"
           "GPL-3.0-or-later. Keys: B S D Q E M O N for entries, X not done because, R all entries, "
           "L limits, A alarm sound, 1–9 events, F2 three-metre view, F3 history, F4 theme, F5 course, "
           "F6 figures, F11 full screen.")
            .arg(QCoreApplication::applicationVersion()),
        QMessageBox::Close, this);
    box.setTextFormat(Qt::PlainText);
    box.exec();
}

} // namespace chairside
