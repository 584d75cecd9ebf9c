// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/course_page.h"

#include "support/catch.h"
#include "ui/course/change_tiles.h"
#include "ui/course/course_chart.h"
#include "ui/course/course_words.h"
#include "ui/course/follow_up_card.h"
#include "ui/course/note_form.h"
#include "ui/style/push_button.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

using namespace chairside;

namespace {

constexpr std::int64_t kDay = 86'400'000, kFirst = 1'795'255'200'000; // 2026-11-21
const Uuid kPatient = SeededUuids(77).next(kFirst);

SessionFacts visit(int day, double mg, double rise, std::optional<double> phq9, int number) {
    SessionFacts f;
    SeededUuids ids(static_cast<std::uint64_t>(day) + 1);
    f.session = ids.next(kFirst);
    f.patient = kPatient;
    f.opened = {kFirst + day * kDay, 0};
    f.flags = fact::kTreated;
    f.number = number;
    f.start = monoFromMs(600'000);
    f.givenMg = mg;
    f.mgPerKg = mg / 70;
    f.systolic.baseline = Moment{120, {}};
    f.systolic.peak = Moment{120 + rise, {}};
    f.diastolic.baseline = Moment{80, {}};
    f.diastolic.peak = Moment{95, {}};
    f.dissociationScale = "dissociation_check";
    f.dissociation = Moment{9, {}};
    f.effects = {{"nausea", 2, {}, {}}};
    if (phq9) f.scores.push_back({"phq9", phq9, monoFromMs(300'000), true});
    return f;
}

RecordedCourse course(std::vector<SessionFacts> facts, std::vector<CourseSession> stories = {}) {
    RecordedCourse out;
    out.patient.id = kPatient;
    out.patient.familyName = "Rivera";
    out.patient.givenName = "Ana";
    out.patient.birthDate = "1986-03-14";
    out.course = courseOfTreatment(std::move(facts), stories, {kFirst + 30 * kDay, 0});
    return out;
}

struct CourseDesk {
    RecordedCourse loaded;
    std::vector<EventBody> added;
    Decision answer = std::vector<Event>{Event{}};
    CoursePage page;

    explicit CourseDesk(RecordedCourse with)
        : loaded(std::move(with)), page({[this](const Uuid&, auto answerWith) { answerWith(loaded); },
                                         [this](const Uuid&, const EventBody& entry, bool) {
                                             added.push_back(entry);
                                             return answer;
                                         },
                                         [](const std::string& key) { return key; },
                                         [] {
                                             return WallTime{kFirst + 30 * kDay, 0};
                                         }}) {
        page.resize(1366, 768);
        page.show();
        page.open(kPatient);
    }
    PushButton* button(const QString& text) {
        for (auto* b : page.findChildren<PushButton*>())
            if (b->text() == text && b->isVisible()) return b;
        return nullptr;
    }
};

} // namespace

TEST_CASE("the course page shows each treated visit and what changed since the one before", "[course]") {
    CourseDesk desk(course({visit(0, 35, 18, 22, 1), visit(7, 35, 24, 12, 2), visit(10, 40, 30, 9, 3)}));
    const auto& state = desk.page.chart()->state();
    REQUIRE(state.columns.size() == 3);
    CHECK(state.columns[2].doseText.startsWith(QStringLiteral("40 mg")));
    CHECK(state.columns[2].interval == QStringLiteral("after 3 days"));
    CHECK(state.columns[2].verdict == QStringLiteral("response"));
    CHECK(state.columns[1].verdict == QStringLiteral("partial"));
    CHECK(state.columns[0].verdict.isEmpty());
    CHECK(state.responseAt == 11.0);
    const auto tiles = desk.page.findChild<ChangeTiles*>()->tiles();
    REQUIRE(tiles.size() == 5);
    CHECK(tiles[0].before == QStringLiteral("35 mg"));
    CHECK(tiles[0].now == QStringLiteral("40 mg"));
    CHECK(tiles[1].now == QStringLiteral("+30"));
    CHECK(tiles[3].name == QStringLiteral("PHQ-9"));
    CHECK(tiles[4].now == QStringLiteral("none new"));
}

TEST_CASE("a column of the course opens its session by keyboard and by touch", "[course]") {
    CourseDesk desk(course({visit(0, 35, 18, 22, 1), visit(7, 35, 24, 12, 2)}));
    std::vector<Uuid> opened;
    QObject::connect(&desk.page, &CoursePage::sessionChosen, [&](const Uuid& id) { opened.push_back(id); });
    auto* chart = desk.page.chart();
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_Left);
    QTest::keyClick(chart, Qt::Key_Return);
    REQUIRE(opened.size() == 1);
    CHECK(opened[0] == desk.loaded.course.visits[0].facts.session);
    CHECK(chart->accessibleDescription().contains(QStringLiteral("21 Nov 2026")));
    QTest::mouseClick(chart, Qt::LeftButton, {}, QPoint(132 + 240 + 40, 200));
    REQUIRE(opened.size() == 2);
    CHECK(opened[1] == desk.loaded.course.visits[1].facts.session);
}

TEST_CASE("a made-up visit says so whatever else there is to say about it", "[course][H-13]") {
    auto stopped = visit(0, 35, 18, 22, 1), open = visit(7, 35, 24, 12, 2), whole = visit(9, 35, 24, 12, 3);
    stopped.flags |= fact::kAborted | fact::kMadeUp;
    open.flags |= fact::kOpen | fact::kMadeUp;
    whole.flags |= fact::kMadeUp;
    CourseDesk desk(course({stopped, open, whole}));
    const auto& columns = desk.page.findChild<CourseChart*>()->state().columns;
    REQUIRE(columns.size() == 3);
    for (const auto& column : columns) CHECK(column.status.startsWith(QStringLiteral("made-up")));
    CHECK(columns[0].status.contains(QStringLiteral("stopped early")));
    CHECK(columns[1].status.contains(QStringLiteral("still open")));
}

TEST_CASE("a figure that was not measured leaves its place empty", "[course][H-12]") {
    auto bare = visit(7, 35, 24, std::nullopt, 2);
    bare.systolic = {};
    bare.dissociation.reset();
    CourseDesk desk(course({visit(0, 35, 18, 22, 1), bare}));
    const auto& column = desk.page.chart()->state().columns[1];
    CHECK_FALSE(column.systolicRise);
    CHECK_FALSE(column.dissociation);
    CHECK_FALSE(column.score);
    const auto tiles = desk.page.findChild<ChangeTiles*>()->tiles();
    CHECK(tiles[1].now == QStringLiteral("not measured"));
}

TEST_CASE("more visits than fit are paged, the newest in sight first", "[course]") {
    std::vector<SessionFacts> facts;
    for (int i = 0; i < 30; ++i) facts.push_back(visit(i * 3, 35, 20, 20, i + 1));
    CourseDesk desk(course(facts));
    auto* chart = desk.page.chart();
    CHECK(chart->hasEarlier());
    CHECK_FALSE(chart->hasLater());
    CHECK(chart->firstShown() + chart->shown() == 30);
    REQUIRE(desk.button(QStringLiteral("Earlier")));
    QTest::mouseClick(desk.button(QStringLiteral("Earlier")), Qt::LeftButton);
    CHECK(chart->hasLater());
}

TEST_CASE("an account with a follow-up is asked for date first, and a refusal keeps what was typed",
          "[course][H-15]") {
    CourseDesk desk(course({visit(0, 35, 18, 22, 1)}));
    QTest::mouseClick(desk.button(QStringLiteral("Write an account or a note")), Qt::LeftButton);
    auto* form = desk.page.findChild<NoteForm*>();
    form->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("Slept through for the first time"));
    const auto edits = form->findChildren<QLineEdit*>();
    edits[0]->setText(QStringLiteral("2026-12-28"));
    edits[1]->setText(QStringLiteral("Call"));
    desk.answer = Refusal{"The follow-up lies in the past."};
    QTest::mouseClick(desk.button(QStringLiteral("Record")), Qt::LeftButton);
    REQUIRE(desk.added.size() == 1); // the account waits until the date is right
    CHECK(std::holds_alternative<FollowUpPlanned>(desk.added[0]));
    CHECK(form->findChild<QPlainTextEdit*>()->toPlainText() ==
          QStringLiteral("Slept through for the first time"));
    desk.answer = std::vector<Event>{Event{}};
    QTest::mouseClick(desk.button(QStringLiteral("Record")), Qt::LeftButton);
    REQUIRE(desk.added.size() == 3);
    CHECK(std::get<AccountWritten>(desk.added[2]).kind == kPatientAccount);
    CHECK_FALSE(form->isVisible());
}

TEST_CASE("an open follow-up stands on the page and asks to be closed", "[course][H-15]") {
    CourseSession story;
    story.treated = true;
    story.followUps.push_back({{kFirst, 0}, "Ana", {}, "Call", "2026-12-01", {}, kPatient});
    CourseDesk desk(course({visit(0, 35, 18, 22, 1)}, {story}));
    Uuid asked;
    QObject::connect(&desk.page, &CoursePage::closeFollowUpRequested,
                     [&](const DatedText& followUp) { asked = followUp.id; });
    REQUIRE(desk.button(QStringLiteral("Close…")));
    QTest::mouseClick(desk.button(QStringLiteral("Close…")), Qt::LeftButton);
    CHECK(asked == kPatient);
}

TEST_CASE("a patient without treated sessions gets sentences instead of an empty chart", "[course]") {
    CourseDesk desk(course({}));
    CHECK_FALSE(desk.page.chart()->isVisible());
    CHECK_FALSE(desk.button(QStringLiteral("Write an account or a note"))->isEnabled());
    CHECK(seriesWords(desk.loaded.course) == QStringLiteral("No treated session yet."));
}

TEST_CASE("due follow-ups on the start page: two are shown, the rest are counted, none hides the card",
          "[course]") {
    FollowUpCard card;
    card.resize(560, 300);
    card.show();
    card.setRows({{QStringLiteral("A"), {}, {}},
                  {QStringLiteral("B"), {}, {}},
                  {QStringLiteral("C"), {}, {}},
                  {QStringLiteral("D"), {}, {}}},
                 9);
    int closed = -1;
    QObject::connect(&card, &FollowUpCard::closeRequested, [&](int row) { closed = row; });
    const auto buttons = card.findChildren<PushButton*>();
    REQUIRE(buttons.size() == 4);
    QTest::mouseClick(buttons[3], Qt::LeftButton);
    CHECK(closed == 1);
    card.setHeldBack(true);
    CHECK_FALSE(card.isVisible());
    card.setHeldBack(false);
    CHECK(card.isVisible());
    card.setRows({}, 0);
    CHECK_FALSE(card.isVisible());
}

TEST_CASE("the words of response and remission never touch, however near their lines are", "[course]") {
    CourseChart::State state;
    state.columns.resize(3);
    state.scoreTitle = QStringLiteral("PHQ-9");
    CourseChart chart;
    for (const QSize size : {QSize(1000, 400), QSize(1000, 470), QSize(1560, 780)})
        for (double response = 1; response <= 27; response += 0.5)
            for (double remission : {0.0, 4.0, 5.0, 10.0}) {
                state.responseAt = response, state.remissionAt = remission;
                chart.setState(state);
                chart.resize(size);
                const auto lines = chart.thresholds();
                INFO(size.height() << " px, response at " << response << ", remission at " << remission);
                REQUIRE(lines.size() == 2);
                CHECK_FALSE(lines[0].word.intersects(lines[1].word));
                for (const auto& line : lines) {
                    CHECK(line.word.width() > 20);
                    // Above its line, or on it: it is read with no other one.
                    CHECK(std::abs(line.word.center().y() - line.y) <= line.word.height());
                    CHECK(QRectF(chart.rect()).contains(line.word));
                }
            }
    state.scoreTitle.clear();
    chart.setState(state);
    CHECK(chart.thresholds().empty());
}
