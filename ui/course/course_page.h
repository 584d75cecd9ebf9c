// SPDX-License-Identifier: GPL-3.0-or-later
// One patient's course of treatment on one page: what changed since the last visit, every visit side by side,
// the patient's own accounts and the notes between visits, and the follow-ups. Asks for its data through
// functions handed in and gets it later; never waits. Main thread; a view.
#pragma once

#include "core/domain/command.h"
#include "core/domain/event_words.h"
#include "core/interop/recorded_course.h"
#include "ui/course/note_form.h"

#include <QWidget>
#include <functional>

class QHBoxLayout;
class QVBoxLayout;
class QScrollArea;
class QStackedWidget;

namespace chairside {

class Card;
class ChangeTiles;
class CourseChart;
class PushButton;
class TextLabel;

class CoursePage final : public QWidget {
    Q_OBJECT
public:
    struct Ports {
        /// Answers later on the main thread; nothing when the page is gone by then.
        std::function<void(const Uuid& patient, std::function<void(Result<RecordedCourse>)> answer)> load;
        /// Adds an entry to a session of the course, whoever is at the chair being its author.
        std::function<Decision(const Uuid& session, const EventBody& entry, bool sure)> add;
        LabelOf label; ///< of side effects
        std::function<WallTime()> now;
    };
    explicit CoursePage(Ports ports, QWidget* parent = nullptr);

    void open(const Uuid& patient);
    void reload(); ///< the same patient again; what is being typed stays
    const Uuid& patient() const { return patient_; }
    CourseChart* chart() const { return chart_; }

Q_SIGNALS:
    void backRequested();
    void sessionChosen(const chairside::Uuid& session);
    void closeFollowUpRequested(const chairside::DatedText& followUp);

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    void buildHead(QVBoxLayout* into);
    void buildSide(QVBoxLayout* into);
    void take(Result<RecordedCourse> loaded);
    void showCourse();
    void showScales();
    void showNotes();
    QWidget* followUpRow(const DatedText& followUp, bool due);
    QWidget* noteRow(const DatedText& note);
    void writeNote();
    void endNote();
    void record(const NoteForm::Entries& entries, bool sure);

    Ports ports_;
    Uuid patient_;
    std::optional<RecordedCourse> loaded_;
    std::string scale_;

    TextLabel *name_, *identity_, *series_, *message_, *changesTitle_;
    QWidget* content_;
    ChangeTiles* changes_;
    CourseChart* chart_;
    QHBoxLayout* scales_;
    PushButton *earlier_, *later_, *write_;
    Card *followUps_, *notes_;
    QVBoxLayout *followUpRows_, *noteRows_;
    QStackedWidget* noteArea_;
    NoteForm* form_;
};

} // namespace chairside
