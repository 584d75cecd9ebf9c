// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/clinic_series.h"
#include "app/console/figures_keeper.h"
#include "app/console/live_actions.h"
#include "app/console/main_window.h"
#include "app/console/start_desk.h"
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/interop/recorded_view.h"
#include "ui/chart/record_chart.h"
#include "ui/entry/panel_host.h"
#include "ui/entry/staff_panel.h"
#include "ui/live/drill_panel.h"
#include "ui/live/live_page.h"
#include "ui/live/start_page.h"
#include "ui/style/notice.h"
#include "ui/style/words.h"

#include <QStackedWidget>
#include <utility>

namespace chairside {

bool MainWindow::inSession() const {
    return controller_.engine() != nullptr;
}

/// Where Back leads from a page that stands beside the session.
QString MainWindow::home() const {
    return inSession() ? QStringLiteral("live") : QStringLiteral("start");
}

void MainWindow::placeStartPanels() {
    constexpr int kEdge = 80;
    startPanels_->setArea(start_->rect().adjusted(kEdge, kEdge, -kEdge, -kEdge));
}

void MainWindow::showProblem(const QString& sentence) {
    desk_->setProblem(sentence);
    if (pages_->currentWidget() == start_)
        refreshStart();
    else
        notice_->say(sentence);
}

QString MainWindow::problem() const {
    return desk_->problem();
}

void MainWindow::refreshStart() {
    desk_->refresh(QString::fromStdString(operator_.name));
}

/// The other program may have let go of the record, or the disk be back.
void MainWindow::retryRecord() {
    const auto opened = controller_.openRecord();
    desk_->setProblem(opened ? QString() : QString::fromStdString(opened.error().message));
    refreshStart();
    if (!opened) return;
    figures_->refresh();
    notice_->say(tr("The record is open; sessions can be recorded again."));
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

void MainWindow::startDemo(const QString& drill) {
    staff_.useDemoPeople();
    operator_ = staff_.people().front();
    demo_ = std::make_unique<DemoScript>(controller_, staff_.people());
    const auto* protocol = catalogue_.protocol("ket-iv-depression");
    if (!protocol) protocol = &catalogue_.protocols.front();
    desk_->setProblem({});
    if (auto begun = demo_->begin(*protocol, drill.toStdString()); !begun)
        return showProblem(QString::fromStdString(begun.error().message));
    showPage(QStringLiteral("live"));
    refreshChart();
}

/// Tells a doubt about the clock once on each visit of the check-in page, and again when it is another one.
bool MainWindow::goesOnWith(const ClockDoubt& doubt) {
    if (!doubt.any() || std::exchange(clockDoubtTold_, doubt) == doubt) return true;
    checkIn_->showProblem(text(clockDoubtWords(doubt, controller_.wallNow())) + QLatin1Char(' ') +
                          tr("Compare it with a clock you trust.") + QLatin1Char(' ') +
                          tr("Set date and time, or touch Check in once more to go on with this "
                             "clock; a note in the record will say so."));
    return false;
}

/// Somebody went on with a clock that was doubted.
void MainWindow::noteClock(const ClockDoubt& doubt) {
    if (!doubt.any()) return;
    controller_.trustClock();
    const InEnglish asStored;
    Command command;
    command.actor = operator_;
    command.ask = NoteWritten{clockDoubtWords(doubt, controller_.wallNow()), {}};
    controller_.submit(std::move(command));
}

void MainWindow::beginSession(const CheckInPage::CheckIn& checkIn) {
    desk_->setProblem({});
    const auto doubt = controller_.clockDoubt();
    if (!goesOnWith(doubt)) return;
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
    noteClock(doubt);
    noteLastSession(controller_, last);
    showPage(QStringLiteral("live"));
    refreshChart();
    // Nobody relies on a sound that nobody has heard; where nothing can sound, the course comes first.
    sentinel_ ? actions_->openSound(true) : actions_->openSeries();
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

void MainWindow::chooseDrill() {
    startPanels_->close();
    auto* panel = new DrillPanel;
    startPanel_.reset(panel);
    connect(panel, &DrillPanel::chosen, this, [this](const QString& drill) {
        startPanels_->close();
        startDemo(drill);
    });
    placeStartPanels();
    connect(panel, &EntryPanel::closeRequested, startPanels_, &PanelHost::close);
    panel->begin();
    startPanels_->open(*panel);
}

void MainWindow::chooseOperator() {
    live_->panels()->close();
    startPanels_->close();
    auto* panel = new StaffPanel(staff_.people(), operator_.id);
    startPanel_.reset(panel);
    connect(panel, &StaffPanel::chosen, this, [this](const Actor& person) { setOperator(person); });
    connect(panel, &StaffPanel::added, this, [this, panel](const Actor& person) {
        if (person.role == Role::prescriber && !staff_.mayVouchFor({}).empty())
            return panel->showAnswer(Refusal{phrase("A prescriber is added on the clinic page under People: "
                                                    "another prescriber confirms it with their PIN.")});
        const auto kept = staff_.add(person);
        setOperator(person);
        if (!kept) showProblem(QString::fromStdString(kept.error().message));
    });
    auto* host = inSession() ? live_->panels() : startPanels_;
    pages_->setCurrentWidget(inSession() ? static_cast<QWidget*>(live_) : start_);
    if (!inSession()) placeStartPanels();
    connect(panel, &EntryPanel::closeRequested, host, &PanelHost::close);
    panel->begin();
    host->open(*panel);
}

} // namespace chairside
