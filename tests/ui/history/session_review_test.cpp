// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/session_review.h"

#include "support/catch.h"
#include "support/told_session.h"
#include "ui/chart/record_chart.h"
#include "ui/history/review_table.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace chairside;
using namespace chairside::testing;

namespace {

SessionRecord recordOf(const ToldSession& told) {
    SessionRecord record;
    record.events = told.events();
    record.readings = told.readings();
    for (const auto& event : record.events) evolve(record.summary, event);
    record.chainHead = "0123456789abcdef";
    return record;
}

ReviewWords plainWords() {
    ReviewWords words;
    words.label = [](const std::string& key) { return key == "phq9" ? std::string("PHQ-9") : key; };
    words.question = [](const std::string&, const std::string& item) {
        return QStringLiteral("Question ") + QString::fromStdString(item);
    };
    words.answer = [](const std::string&, const std::string&, const std::string& code) {
        return QStringLiteral("answer ") + QString::fromStdString(code);
    };
    return words;
}

/// The standard session with a corrected pressure, a signature and an addendum.
ToldSession corrected() {
    auto told = standardTold();
    told.add(113, Signed{Role::nurse, "Nina Nurse", "I recorded this session"});
    told.add(200, AddendumAdded{"The escort was her brother.", "clarification"});
    return told;
}

struct OpenReview {
    explicit OpenReview(SessionRecord record) : review(plainWords()) {
        review.resize(980, 740);
        review.show();
        review.showSession(std::move(record));
    }
    QTableView* table(const char* name) const {
        for (auto* each : review.findChildren<QTableView*>())
            if (each->accessibleName() == QLatin1String(name)) return each;
        return nullptr;
    }
    /// All cells of a tab's table, row by row.
    QStringList cells(SessionReview::Tab tab, const char* name) {
        review.setTab(tab);
        QStringList out;
        const auto* model = table(name)->model();
        for (int r = 0; r < model->rowCount(); ++r) {
            QStringList row;
            for (int c = 0; c < model->columnCount(); ++c) row << model->index(r, c).data().toString();
            out << row.join(QStringLiteral(" | "));
        }
        return out;
    }
    bool says(const QString& part) const {
        for (const auto* label : review.findChildren<TextLabel*>())
            if (label->isVisible() && label->text().contains(part)) return true;
        return false;
    }
    SessionReview review;
};

constexpr MonoTime minute(int m) {
    return MonoTime{Minutes{m}};
}

} // namespace

TEST_CASE("a session page says who, what, how much, and who signed", "[history]") {
    OpenReview shown(recordOf(corrected()));
    CHECK(shown.says("RIVERA, Ana"));
    CHECK(shown.says("MRN 004711"));
    CHECK(shown.says("Told protocol, version 2"));
    CHECK(shown.says("ordered 35 mg · given 35 mg · over 40:00 · signed by Nina Nurse"));
    CHECK(shown.says("NOT LIVE"));
    CHECK(shown.review.drawnReadings() == 3);
}

TEST_CASE("every answer is shown under its questionnaire in words, with its total", "[history]") {
    OpenReview shown(recordOf(corrected()));
    const auto answers = shown.cells(SessionReview::Tab::answers, "Answers of the session");
    REQUIRE(answers.size() == 8); // four questionnaires with one answer each
    CHECK(answers[0].contains("PHQ-9 | total 18"));
    CHECK(answers[1].contains("Question a | answer 1"));
    const QAbstractItemModelTester tester(shown.table("Answers of the session")->model());
}

TEST_CASE("dose, alarms, signatures and addenda have their own tables", "[history]") {
    OpenReview shown(recordOf(corrected()));
    const auto dose = shown.cells(SessionReview::Tab::dose, "Dose, pump and drug ledger").join(u'\n');
    CHECK(dose.contains("Ordered: 35 mg"));
    CHECK(dose.contains("Given over 40:00: 35 mg"));
    CHECK(dose.contains("ondansetron"));
    const auto signatures = shown.cells(SessionReview::Tab::signatures, "Signatures and addenda");
    REQUIRE(signatures.size() == 2);
    CHECK(signatures[0].contains("Signed as nurse: I recorded this session"));
    CHECK(signatures[1].contains("The escort was her brother. | clarification | Nina Nurse"));
    CHECK_FALSE(shown.cells(SessionReview::Tab::completeness, "How complete the record is").isEmpty());
}

TEST_CASE("any row leads to its moment on the chart, and a mark on the chart to its row", "[history]") {
    auto record = recordOf(corrected());
    const auto events = record.events;
    OpenReview shown(std::move(record));
    shown.review.setTab(SessionReview::Tab::answers);
    shown.table("Answers of the session")
        ->setCurrentIndex(shown.table("Answers of the session")->model()->index(2, 1));
    CHECK(shown.review.chart()->cursorTime() == minute(20));
    // Back: the mark of the medicine on the chart.
    const auto given = std::find_if(events.begin(), events.end(), [](const Event& e) {
        return std::holds_alternative<MedicationGiven>(e.body);
    });
    Q_EMIT shown.review.chart()->markActivated(given->id);
    CHECK(shown.review.tab() == SessionReview::Tab::events);
    auto* table = shown.table("Events of the session");
    CHECK(table->currentIndex().isValid());
    CHECK(table->model()
              ->index(table->currentIndex().row(), EventTableModel::WhatColumn)
              .data()
              .toString()
              .contains("ondansetron"));
    CHECK(shown.review.chart()->cursorTime() == minute(27));
    // A moment outside the window brings the window there.
    shown.review.chart()->showSpan({minute(0), minute(10)});
    Q_EMIT shown.review.chart()->markActivated(events.back().id);
    CHECK(shown.review.chart()->viewport().to() >= minute(200));
}

TEST_CASE("an entry of a group that is folded away is shown when it is asked for", "[history]") {
    auto record = recordOf(corrected());
    const auto given = std::find_if(record.events.begin(), record.events.end(), [](const Event& e) {
                           return std::holds_alternative<MedicationGiven>(e.body);
                       })->id;
    OpenReview shown(std::move(record));
    for (auto* chip : shown.review.findChildren<QPushButton*>())
        if (chip->text() == "Drugs") chip->setChecked(false);
    Q_EMIT shown.review.chart()->markActivated(given);
    CHECK(shown.table("Events of the session")->currentIndex().isValid());
}

TEST_CASE("entries and addenda are offered only when somebody serves them", "[history]") {
    OpenReview shown(recordOf(corrected()));
    const auto button = [&](const QString& text) {
        for (auto* each : shown.review.findChildren<QPushButton*>())
            if (each->text() == text && each->isVisible()) return each;
        return static_cast<QPushButton*>(nullptr);
    };
    CHECK_FALSE(button(QString::fromUtf8("Addendum…")));
    shown.review.setOffersEntries(true);
    auto* add = button(QString::fromUtf8("Addendum…"));
    REQUIRE(add);
    const QSignalSpy added(&shown.review, &SessionReview::addRequested);
    const QSignalSpy asked(&shown.review, &SessionReview::entryRequested);
    add->click();
    CHECK(added.count() == 1);
    auto* entry = button(QString::fromUtf8("Entry…"));
    REQUIRE(entry);
    CHECK_FALSE(entry->isEnabled());
    shown.table("Events of the session")
        ->setCurrentIndex(shown.table("Events of the session")->model()->index(1, 0));
    REQUIRE(entry->isEnabled());
    entry->click();
    CHECK(asked.count() == 1);
}

TEST_CASE("an empty session and one with thousands of entries are shown", "[history]") {
    ToldSession bare(5);
    bare.open();
    OpenReview empty(recordOf(bare));
    CHECK(empty.says("RIVERA, Ana"));
    CHECK(empty.cells(SessionReview::Tab::answers, "Answers of the session").isEmpty());
    ToldSession many(6);
    many.open();
    for (int i = 0; i < 3'000; ++i)
        many.add(i / 50.0, NoteWritten{"note " + std::to_string(i), std::nullopt});
    OpenReview full(recordOf(many));
    CHECK(full.table("Events of the session")->model()->rowCount() == 3'001);
    // The same session again keeps tab and row.
    full.review.setTab(SessionReview::Tab::events);
    full.table("Events of the session")
        ->setCurrentIndex(full.table("Events of the session")->model()->index(2'000, 0));
    full.review.showSession(recordOf(many));
    CHECK(full.table("Events of the session")->currentIndex().row() == 2'000);
}

TEST_CASE("a session of twenty-four hours at a reading a second is drawn, every row of it",
          "[history][H-12]") {
    ToldSession day(24);
    day.open();
    for (int second = 0; second < 24 * 3'600; ++second) day.heart(second / 60.0, 70 + second % 9, 97);
    OpenReview shown(recordOf(day));
    CHECK(shown.review.drawnReadings() == day.readings().size());
    CHECK(shown.says("86,400 readings"));
    const auto picture = shown.review.grab();
    CHECK_FALSE(picture.isNull());
}
