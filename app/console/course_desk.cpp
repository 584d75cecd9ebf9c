// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/course_desk.h"

#include "app/console/catalogue.h"
#include "app/console/figures_keeper.h"
#include "app/console/session_controller.h"
#include "ui/entry/confirm_panel.h"

namespace chairside {

CourseDesk::CourseDesk(SessionController& controller, const Catalogue& catalogue, FiguresKeeper& figures,
                       std::function<Actor()> operatorNow, QObject* parent)
    : QObject(parent), controller_(controller), figures_(figures), operatorNow_(std::move(operatorNow)) {
    CoursePage::Ports ports;
    ports.load = [this](const Uuid& patient, std::function<void(Result<RecordedCourse>)> answer) {
        figures_.ask(
            page_,
            [patient, now = controller_.now().wall](FiguresIndex& kept, HistoryReader& history) {
                return readCourse(history, kept, patient, now);
            },
            std::move(answer));
    };
    ports.add = [this](const Uuid& session, const EventBody& entry, bool sure) {
        return add(session, entry, sure);
    };
    ports.label = [&catalogue](const std::string& key) { return catalogue.label(key); };
    ports.now = [this] { return controller_.now().wall; };
    page_ = new CoursePage(std::move(ports));
    panels_ = new PanelHost(page_);
    connect(page_, &CoursePage::closeFollowUpRequested, this, [this](const DatedText& followUp) {
        panels_->setArea(page_->rect().adjusted(space::kGap, 120, -space::kGap, -space::kGap));
        closeFollowUp(followUp, *panels_);
    });
    connect(&controller_, &SessionController::recordedElsewhere, this, &CourseDesk::refresh);
    connect(&figures_, &FiguresKeeper::changed, this, [this] {
        if (page_->isVisible()) page_->reload();
        refreshDue();
    });
}

CourseDesk::~CourseDesk() {
    if (panelOn_ && panelOn_->current() == panel_) panelOn_->close();
    delete panel_;
}

void CourseDesk::refresh() {
    figures_.refresh(); // its changed() brings page and list up to date
    if (page_->isVisible()) page_->reload();
}

void CourseDesk::open(const Uuid& patient) {
    figures_.refresh();
    page_->open(patient);
}

void CourseDesk::openNewest() {
    auto* history = controller_.history();
    const auto newest = history ? history->sessions({}, 1) : Result<std::vector<SessionSummary>>(Error{});
    open(newest && !newest->empty() ? newest->front().patient.id : Uuid{});
}

void CourseDesk::refreshDue() {
    figures_.ask(
        this,
        [now = controller_.now().wall](FiguresIndex& kept, HistoryReader& history) {
            return dueFollowUps(history, kept, now);
        },
        [this](Result<DueFollowUps> due) {
            if (!due) return; // the record can't be read now; the start page says so by itself
            due_ = std::move(due).value();
            Q_EMIT dueChanged();
        });
}

Decision CourseDesk::add(const Uuid& session, const EventBody& entry, bool sure) {
    Command command;
    command.actor = operatorNow_();
    if (command.actor.id.empty())
        return Refusal{tr("Nobody is chosen yet. Go back to the start page and choose who you are; what you "
                          "typed stays here.")
                           .toStdString()};
    command.ask = entry;
    command.sure = sure;
    return controller_.submitTo(session, std::move(command));
}

void CourseDesk::closeFollowUp(const DatedText& followUp, PanelHost& host) {
    if (panelOn_) panelOn_->close();
    ConfirmPanel::Content content;
    const auto task = QString::fromStdString(followUp.text);
    content.title = tr("Follow-up of %1").arg(QString::fromStdString(followUp.date));
    content.explanation =
        (task.isEmpty() ? QString() : task + QStringLiteral(". ")) +
        tr("It stays in the record; your name and the time are kept with what you say here.");
    content.reasons = {QStringLiteral("done"), QStringLiteral("patient not reached"),
                       QStringLiteral("no longer needed")};
    content.textLabel = tr("What came of it");
    content.confirmText = tr("Close the follow-up");
    content.build = [id = followUp.id](const Actor&, const std::string& reason, const std::string& text) {
        return AccountWritten{joined(reason, text), kFollowUpClosed, id};
    };
    auto* panel = new ConfirmPanel(std::move(content));
    delete panel_;
    panel_ = panel;
    panelOn_ = &host;
    connect(panel, &EntryPanel::submitted, this,
            [this, panel, session = followUp.session](const Command& command, Millis) {
                panel->showAnswer(add(session, command.ask, command.sure));
            });
    host.open(*panel);
}

} // namespace chairside
