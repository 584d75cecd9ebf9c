// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/course_page.h"

#include "ui/course/change_tiles.h"
#include "ui/course/course_chart.h"
#include "ui/course/course_words.h"
#include "ui/history/session_list_model.h"
#include "ui/style/card.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/scroll.h"
#include "ui/style/text_label.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kCourseSide = 332;

QString kindWords(const std::string& kind) {
    if (kind == kIntegrationNote) return CoursePage::tr("Integration note");
    return kind == kFollowUpClosed ? CoursePage::tr("Follow-up closed") : CoursePage::tr("Patient's account");
}

QVBoxLayout* plainColumn(QWidget* widget, int spacing) {
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    return column;
}

} // namespace

CoursePage::CoursePage(Ports ports, QWidget* parent)
    : QWidget(parent), ports_(std::move(ports)), message_(new TextLabel({}, type::kLead, Tone::quiet)),
      content_(new QWidget), changes_(new ChangeTiles), chart_(new CourseChart) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kGap, space::kInside, space::kGap, space::kGap);
    column->setSpacing(space::kGap);
    buildHead(column);
    message_->setWrapping(true);
    message_->setAlignment(Qt::AlignCenter);
    column->addWidget(message_, 1);
    column->addWidget(content_, 1);

    auto* rows = plainColumn(content_, space::kGap);
    auto* changed = new Card;
    changed->content()->setContentsMargins(space::kInside, space::kTight, space::kInside, space::kTight);
    changed->content()->setSpacing(0);
    changesTitle_ = new TextLabel({}, type::kSmall, Tone::quiet, QFont::DemiBold);
    changed->content()->addWidget(changesTitle_);
    changed->content()->addWidget(changes_);
    rows->addWidget(changed);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(space::kGap);
    columns->addWidget(chart_, 1);
    auto* side = new QWidget;
    side->setFixedWidth(kCourseSide);
    buildSide(plainColumn(side, space::kGap));
    columns->addWidget(side);
    rows->addLayout(columns, 1);
    content_->hide();

    connect(chart_, &CourseChart::sessionChosen, this, &CoursePage::sessionChosen);
    connect(chart_, &CourseChart::pagesChanged, this, [this] {
        earlier_->setVisible(chart_->hasEarlier() || chart_->hasLater());
        later_->setVisible(earlier_->isVisibleTo(this));
        earlier_->setEnabled(chart_->hasEarlier());
        later_->setEnabled(chart_->hasLater());
    });
}

void CoursePage::buildHead(QVBoxLayout* into) {
    auto* head = new QHBoxLayout;
    head->setSpacing(space::kGap);
    auto* back = new PushButton(tr("Back"), ButtonLook::quiet);
    connect(back, &QPushButton::clicked, this, &CoursePage::backRequested);
    head->addWidget(back);
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    name_ = new TextLabel({}, type::kTitle, Tone::normal, QFont::DemiBold);
    identity_ = new TextLabel({}, type::kSmall, Tone::quiet);
    names->addWidget(name_);
    names->addWidget(identity_);
    head->addLayout(names, 1);
    series_ = new TextLabel({}, type::kSmall, Tone::quiet);
    head->addWidget(series_);
    scales_ = new QHBoxLayout;
    scales_->setSpacing(space::kUnit);
    head->addLayout(scales_);
    earlier_ = new PushButton(tr("Earlier"));
    later_ = new PushButton(tr("Later"));
    for (auto* button : {earlier_, later_}) {
        button->hide();
        head->addWidget(button);
    }
    connect(earlier_, &QPushButton::clicked, this, [this] { chart_->page(-1); });
    connect(later_, &QPushButton::clicked, this, [this] { chart_->page(1); });
    head->addWidget(new TextLabel(tr("NOT LIVE · course"), type::kBody, Tone::infusion, QFont::DemiBold));
    into->addLayout(head);
}

void CoursePage::buildSide(QVBoxLayout* into) {
    followUps_ = new Card(tr("Follow-ups"));
    followUpRows_ = new QVBoxLayout;
    followUpRows_->setSpacing(space::kTight);
    followUps_->content()->addLayout(followUpRows_);
    into->addWidget(followUps_);

    notes_ = new Card(tr("Accounts and notes"));
    noteArea_ = new QStackedWidget;
    auto* list = new QWidget;
    auto* listColumn = plainColumn(list, space::kTight);
    auto* rows = new QWidget;
    noteRows_ = plainColumn(rows, space::kGap);
    auto* scroll = plainScroll(rows);
    scroll->setAccessibleName(tr("Accounts and notes, newest first"));
    listColumn->addWidget(scroll, 1);
    write_ = new PushButton(tr("Write an account or a note"));
    write_->setIconName(QStringLiteral("note"));
    listColumn->addWidget(write_);
    form_ = new NoteForm;
    form_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored); // asks for no height while away
    noteArea_->addWidget(list);
    noteArea_->addWidget(form_);
    notes_->content()->addWidget(noteArea_, 1);
    into->addWidget(notes_, 1);
    connect(write_, &QPushButton::clicked, this, &CoursePage::writeNote);
    connect(form_, &NoteForm::closeRequested, this, [this] {
        endNote();
        write_->setFocus();
    });
    connect(form_, &NoteForm::submitted, this, &CoursePage::record);
    connect(form_, &NoteForm::recorded, this, &CoursePage::endNote);
}

void CoursePage::open(const Uuid& patient) {
    if (patient != patient_) {
        loaded_.reset();
        scale_.clear();
        content_->hide();
        name_->setText({});
        identity_->setText({});
        series_->setText({});
        clearLayout(*scales_);
        message_->show();
        message_->setText(tr("Reading the sessions of this patient …"));
        noteArea_->setCurrentIndex(0);
    }
    patient_ = patient;
    reload();
}

void CoursePage::reload() {
    if (patient_.isNull()) {
        message_->setText(tr("Choose a patient: open one of her sessions in the history, then \"Course\"."));
        return;
    }
    ports_.load(patient_, [this, asked = patient_](Result<RecordedCourse> loaded) {
        if (asked == patient_) take(std::move(loaded)); // another patient was chosen meanwhile
    });
}

void CoursePage::take(Result<RecordedCourse> loaded) {
    if (!loaded) {
        content_->hide();
        message_->show();
        message_->setText(QString::fromStdString(loaded.error().message));
        return;
    }
    loaded_ = std::move(loaded).value();
    showCourse();
}

void CoursePage::showCourse() {
    const auto& p = loaded_->patient;
    const auto& course = loaded_->course;
    name_->setText(patientName(p));
    QStringList identity{QString::fromStdString(p.birthDate)};
    if (!p.mrn.empty()) identity << QStringLiteral("MRN ") + QString::fromStdString(p.mrn);
    identity_->setText(identity.join(QStringLiteral(" · ")));
    series_->setText(seriesWords(course));
    const auto tiles = presentChanges(course, ports_.label);
    changesTitle_->setText(
        tiles.empty() ? (course.visits.empty()
                             ? tr("No treated session yet: the course begins with the first one.")
                             : tr("One treated session so far: what changes will stand here after the next."))
                      : tr("Since the visit of %1")
                            .arg(longDate(course.visits[course.visits.size() - 2].facts.opened)));
    changes_->setTiles(tiles);
    changes_->setVisible(!tiles.empty());
    if (!course.scale(scale_)) scale_ = course.scales.empty() ? std::string() : course.scales[0].instrument;
    showScales();
    chart_->setState(presentCourse(course, scale_, ports_.label));
    chart_->setVisible(!course.visits.empty());
    showNotes();
    message_->hide();
    content_->show();
}

void CoursePage::showScales() {
    clearLayout(*scales_);
    const auto& scales = loaded_->course.scales;
    if (scales.size() < 2) return;
    for (const auto& scale : scales) {
        auto* chip = new Chip(shortScaleName(scale.instrument));
        chip->setCheckable(true);
        chip->setChecked(scale.instrument == scale_);
        connect(chip, &QPushButton::clicked, this, [this, instrument = scale.instrument] {
            scale_ = instrument;
            showCourse();
        });
        scales_->addWidget(chip);
    }
}

void CoursePage::showNotes() {
    const auto& course = loaded_->course;
    clearLayout(*followUpRows_);
    for (const auto& followUp : course.followUps.due) followUpRows_->addWidget(followUpRow(followUp, true));
    for (const auto& followUp : course.followUps.ahead)
        followUpRows_->addWidget(followUpRow(followUp, false));
    const bool any = !course.followUps.due.empty() || !course.followUps.ahead.empty();
    followUps_->setVisible(any && noteArea_->currentIndex() == 0);
    clearLayout(*noteRows_);
    for (const auto& note : course.notes) noteRows_->addWidget(noteRow(note));
    if (course.notes.empty()) {
        auto* none = new TextLabel(tr("Nothing written yet. What the patient tells, at a session or between "
                                      "two, has its place here."),
                                   type::kSmall, Tone::quiet);
        none->setWrapping(true);
        noteRows_->addWidget(none);
    }
    noteRows_->addStretch(1);
    write_->setWhyDisabled(course.newest ? QString()
                                         : tr("There is no session yet to which a note could belong."));
}

QWidget* CoursePage::followUpRow(const DatedText& followUp, bool due) {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kTight);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    const auto date = QString::fromStdString(followUp.date);
    words->addWidget(new TextLabel(due ? tr("%1 · due").arg(date) : date, type::kTiny,
                                   due ? Tone::caution : Tone::quiet, QFont::DemiBold));
    auto* text = new TextLabel(
        followUp.text.empty() ? tr("Follow-up") : QString::fromStdString(followUp.text), type::kSmall);
    text->setWrapping(true);
    words->addWidget(text);
    line->addLayout(words, 1);
    auto* close = new PushButton(tr("Close…"));
    close->setAccessibleName(tr("Close the follow-up of %1").arg(date));
    connect(close, &QPushButton::clicked, this,
            [this, followUp] { Q_EMIT closeFollowUpRequested(followUp); });
    line->addWidget(close, 0, Qt::AlignVCenter);
    return row;
}

QWidget* CoursePage::noteRow(const DatedText& note) {
    auto* row = new QWidget;
    auto* words = plainColumn(row, 2);
    words->addWidget(new TextLabel(longDate(note.at) + QStringLiteral(" · ") + kindWords(note.kind) +
                                       QStringLiteral(" · ") + QString::fromStdString(note.author),
                                   type::kTiny, Tone::quiet));
    auto* text = new TextLabel(QString::fromStdString(note.text), type::kSmall);
    text->setWrapping(true);
    words->addWidget(text);
    return row;
}

void CoursePage::writeNote() {
    if (!loaded_ || !loaded_->course.newest) return;
    form_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    noteArea_->setCurrentIndex(1);
    followUps_->hide(); // the form needs the height
    form_->begin(QString::fromStdString(formatDate(ports_.now())),
                 tr("It is kept with the patient's newest session, with today's date and your name."));
}

void CoursePage::endNote() {
    noteArea_->setCurrentIndex(0);
    form_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored); // asks for no height while away
    if (loaded_) showNotes();
}

void CoursePage::record(const NoteForm::Entries& entries, bool sure) {
    if (!loaded_ || !loaded_->course.newest) return;
    Decision decision = Refusal{};
    for (const auto& entry : entries.list) {
        decision = ports_.add(*loaded_->course.newest, entry, sure);
        if (!std::holds_alternative<std::vector<Event>>(decision)) break;
    }
    form_->showAnswer(decision);
}

void CoursePage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return Q_EMIT backRequested();
    QWidget::keyPressEvent(event);
}

void CoursePage::paintEvent(QPaintEvent*) {
    paintReviewEdge(*this);
}

} // namespace chairside
