// SPDX-License-Identifier: GPL-3.0-or-later
// Everything around a course of treatment in the console: its page with the functions it asks through, the
// follow-ups that are due, and the panel that closes one. Reads in the background through FiguresKeeper,
// writes through SessionController. Main thread.
#pragma once

#include "core/interop/recorded_course.h"
#include "ui/course/course_page.h"
#include "ui/entry/panel_host.h"

#include <QObject>
#include <QPointer>
#include <functional>

namespace chairside {

class EntryPanel;
class FiguresKeeper;
class SessionController;
struct Catalogue;

class CourseDesk final : public QObject {
    Q_OBJECT
public:
    CourseDesk(SessionController& controller, const Catalogue& catalogue, FiguresKeeper& figures,
               std::function<Actor()> operatorNow, QObject* parent);
    ~CourseDesk() override;

    CoursePage* page() const { return page_; }
    void open(const Uuid& patient);
    void openNewest(); ///< the course of the newest session in the record

    const DueFollowUps& due() const { return due_; }
    void refreshDue();
    /// Opens the panel that closes a follow-up on `host`; `closed` when it was recorded.
    void closeFollowUp(const DatedText& followUp, PanelHost& host);

Q_SIGNALS:
    void dueChanged();

private:
    Decision add(const Uuid& session, const EventBody& entry, bool sure);
    void refresh();

    SessionController& controller_;
    FiguresKeeper& figures_;
    std::function<Actor()> operatorNow_;
    CoursePage* page_;
    PanelHost* panels_;
    QPointer<EntryPanel> panel_; ///< gone with its host, if that goes first
    QPointer<PanelHost> panelOn_;
    DueFollowUps due_;
};

} // namespace chairside
