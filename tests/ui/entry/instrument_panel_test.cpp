// SPDX-License-Identifier: GPL-3.0-or-later
#include "build_places.h"
#include "support/catch.h"
#include "ui/support.h"

#include "core/domain/open_answers.h"
#include "core/interop/instrument_library.h"
#include "ui/entry/answer_field.h"
#include "ui/entry/instrument_list_panel.h"
#include "ui/entry/instrument_panel.h"
#include "ui/entry/number_edit.h"
#include "ui/entry/option_button.h"
#include "ui/entry/panel_host.h"
#include "ui/entry/score_panel.h"
#include "ui/style/push_button.h"

#include <QLineEdit>
#include <QPlainTextEdit>

using namespace chairside;

namespace {

const InstrumentLibrary& library() {
    static const auto all = loadInstruments(CHAIRSIDE_SOURCE_DIR "/resources/instruments");
    return all;
}
const Instrument& instrument(const char* id) {
    const auto* found = library().find(id);
    REQUIRE(found);
    return *found;
}

/// Records whatever the panel asks, as the console does, and keeps it.
class Recording {
public:
    explicit Recording(InstrumentPanel& panel) {
        QObject::connect(&panel, &EntryPanel::submitted, &life_, [this, &panel](const Command& command) {
            if (refuse) return panel.showAnswer(Refusal{"The record is closed."});
            Event event;
            event.id.bytes[0] = static_cast<std::uint8_t>(events.size() + 1);
            event.body = command.ask;
            event.corrects = command.corrects;
            events.push_back(event);
            panel.showAnswer(std::vector<Event>{event});
        });
        QObject::connect(&panel, &EntryPanel::finished, &life_, [this] { ++finished; });
        panel.resize(1024, 480);
        panel.show();
        panel.activateWindow();
        (void)QTest::qWaitForWindowActive(&panel);
        panel.begin();
    }
    std::vector<ScoreEntered> scores() const {
        std::vector<ScoreEntered> all;
        for (const auto& event : events)
            if (const auto* score = std::get_if<ScoreEntered>(&event.body)) all.push_back(*score);
        return all;
    }
    std::vector<Event> events;
    bool refuse = false;
    int finished = 0;

private:
    QObject life_; ///< a panel may still emit while it goes
};

/// Any valid answer to the question that the panel shows.
void answerSomehow(InstrumentPanel& panel) {
    auto* field = panel.field();
    REQUIRE(field);
    for (auto* option : field->findChildren<OptionButton*>())
        return QTest::mouseClick(option, Qt::LeftButton);
    for (auto* edit : field->findChildren<QLineEdit*>()) {
        edit->setFocus();
        typeKeys(QStringLiteral("1"));
        pressKey(Qt::Key_Return);
        return;
    }
    for (auto* edit : field->findChildren<QPlainTextEdit*>()) {
        edit->setPlainText(QStringLiteral("1"));
        QTest::mouseClick(panel.recordButton(), Qt::LeftButton);
        return;
    }
    FAIL("a question that cannot be answered");
}

Item item(const char* id, ItemType type, bool required = true) {
    Item made;
    made.linkId = made.text = id;
    made.type = type;
    made.required = required;
    return made;
}

} // namespace

TEST_CASE("every instrument of the library can be answered to its end, and has a score when it defines one",
          "[ui][entry][H-12]") {
    REQUIRE(library().errors.empty());
    for (const auto& one : library().instruments) {
        INFO(one.id);
        InstrumentPanel panel({one, {}, {}, {}});
        Recording record(panel);
        for (int guard = 0; panel.field() && guard < 100; ++guard) answerSomehow(panel);
        REQUIRE(record.scores().size() == 1);
        const auto score = record.scores().front();
        CHECK(score.instrument == one.id);
        CHECK(score.version == one.version);
        CHECK(score.textHash == one.textHash);
        CHECK(score.total.has_value() == (findScale(one, kTotalScale) != nullptr));
        CHECK(record.events.size() == score.answers.size() + 1);
    }
}

TEST_CASE("each answer is recorded when given, and PHQ-9 item 9 asks for somebody now", "[ui][entry]") {
    InstrumentPanel panel({instrument("phq9"), {}, {}, {}});
    Recording record(panel);
    CHECK(typeKeys(QStringLiteral("12")) == 2);
    REQUIRE(record.events.size() == 2);
    CHECK(std::get<ItemConfirmed>(record.events[0].body).list == answerList("phq9"));
    CHECK(std::get<ItemConfirmed>(record.events[0].body).value == "LA6569-3");
    CHECK(panel.scoreText().contains(QStringLiteral("no score")));
    CHECK(panel.scoreText().contains(QStringLiteral("so far 3")));
    typeKeys(QStringLiteral("000000"));
    CHECK(panel.flagText().isEmpty());
    typeKeys(QStringLiteral("1"));
    CHECK(panel.flagText().contains(QStringLiteral("Ask and act now")));
    typeKeys(QStringLiteral("0"));
    REQUIRE(record.scores().size() == 1);
    CHECK(record.scores().front().total == 4.0);
    CHECK(panel.scoreText().contains(QStringLiteral("Score 4")));
    CHECK(panel.scoreText().contains(QStringLiteral("Minimal")));
    CHECK(record.finished == 0); // the result stays until it was read
    pressKey(Qt::Key_Return);
    CHECK(record.finished == 1);
}

TEST_CASE("Backspace goes back and Enter and the arrows go on without answering", "[ui][entry]") {
    InstrumentPanel panel({instrument("gad7"), {}, {}, {}});
    Recording record(panel);
    typeKeys(QStringLiteral("3"));
    CHECK(panel.position() == 1);
    pressKey(Qt::Key_Backspace);
    CHECK(panel.position() == 0);
    CHECK(panel.field()->option("LA6571-9")->isChecked());
    typeKeys(QStringLiteral("1"));
    CHECK(std::get<ItemConfirmed>(record.events.back().body).value == "LA6569-3");
    pressKey(Qt::Key_Return);
    pressKey(Qt::Key_Right);
    CHECK(panel.position() == 3);
    pressKey(Qt::Key_Left);
    CHECK(panel.position() == 2);
    CHECK(record.events.size() == 2);
}

TEST_CASE("missing answers are counted before it is recorded, and then there is no score",
          "[ui][entry][H-12]") {
    InstrumentPanel panel({instrument("phq9"), {}, {}, {}});
    Recording record(panel);
    typeKeys(QStringLiteral("333"));
    panel.goTo(100);
    CHECK(record.scores().empty());
    QTest::mouseClick(panel.recordButton(), Qt::LeftButton);
    CHECK(panel.isAsking());
    CHECK(panel.message().contains(QStringLiteral("6")));
    for (auto* button : panel.findChildren<PushButton*>())
        if (button->text() == QStringLiteral("Record without score") && button != panel.recordButton())
            QTest::mouseClick(button, Qt::LeftButton);
    REQUIRE(record.scores().size() == 1);
    CHECK(!record.scores().front().total);
    CHECK(record.scores().front().answers.size() == 3);
}

TEST_CASE("answers that are in the record already are gone on from, and can be begun anew",
          "[ui][entry][H-08]") {
    InstrumentPanel panel(
        {instrument("gad7"), {{"1", "LA6569-3"}, {"2", "LA6570-1"}}, QStringLiteral("10:31"), {}});
    Recording record(panel);
    CHECK(panel.position() == 2);
    CHECK(panel.scoreText().contains(QStringLiteral("so far 3")));
    for (auto* button : panel.findChildren<PushButton*>())
        if (button->text() == QStringLiteral("Start anew")) QTest::mouseClick(button, Qt::LeftButton);
    REQUIRE(record.scores().size() == 1); // closed as it stood, nothing lost
    CHECK(record.scores().front().answers.size() == 2);
    CHECK(!record.scores().front().total);
    CHECK(panel.position() == 0);
    CHECK(openAnswers(record.events, "gad7").answers.empty());
}

TEST_CASE("after the score a changed answer corrects the score", "[ui][entry]") {
    InstrumentPanel panel({instrument("padss"), {}, {}, {}});
    Recording record(panel);
    typeKeys(QStringLiteral("22222"));
    REQUIRE(record.scores().size() == 1);
    CHECK(record.scores().front().total == 10.0);
    pressKey(Qt::Key_Backspace);
    typeKeys(QStringLiteral("1"));
    REQUIRE(record.scores().size() == 2);
    CHECK(record.scores().back().total == 9.0);
    CHECK(record.events.back().corrects == record.events[5].id);
}

TEST_CASE("a digit that is no answer is said and reaches nothing behind the panel", "[ui][entry][H-09]") {
    struct Page final : QWidget {
        int keys = 0;
        void keyPressEvent(QKeyEvent*) override { ++keys; }
    } page;
    page.resize(1366, 768);
    PanelHost host(&page);
    host.setAnimated(false);
    host.setArea(QRect(300, 100, 1024, 560));
    InstrumentPanel panel({instrument("gad7"), {}, {}, {}});
    page.show();
    page.activateWindow();
    (void)QTest::qWaitForWindowActive(&page);
    host.open(panel);
    typeKeys(QStringLiteral("7x"));
    CHECK(panel.message().contains(QStringLiteral("7 is no answer")));
    CHECK(page.keys == 0);
    CHECK(host.geometry().left() >= 300); // tiles and alarms stay free
    CHECK(host.geometry().top() >= 100);
    host.close();
}

TEST_CASE("a skeleton shows numbers and sends people to their licensed copy", "[ui][entry]") {
    for (const char* id : {"cadss_23", "madrs", "qids_sr16", "c_ssrs_screener"}) {
        InstrumentPanel panel({instrument(id), {}, {}, {}});
        Recording record(panel);
        CHECK(panel.accessibleDescription().contains(QStringLiteral("refer to your licensed copy")));
    }
}

TEST_CASE("a question that depends on another is asked only when that one says so", "[ui][entry]") {
    InstrumentPanel no({instrument("c_ssrs_screener"), {}, {}, {}});
    Recording record(no);
    typeKeys(QStringLiteral("00")); // no, no: questions 3 to 5 are not asked
    CHECK(no.accessibleDescription().contains(QStringLiteral("6")));
    InstrumentPanel yes({instrument("c_ssrs_screener"), {}, {}, {}});
    Recording other(yes);
    typeKeys(QStringLiteral("01"));
    CHECK(yes.accessibleDescription().contains(QStringLiteral("3")));
}

TEST_CASE("numbers, dates and texts that do not fit are explained where they stand and stay there",
          "[ui][entry][H-09]") {
    Instrument all;
    all.id = "all", all.title = "All", all.version = "1";
    auto number = item("number", ItemType::integer), decimal = item("decimal", ItemType::decimal);
    number.minValue = 0, number.maxValue = 10;
    auto text = item("text", ItemType::text, false);
    all.items = {number, decimal, item("date", ItemType::date), item("words", ItemType::string), text};
    InstrumentPanel panel({all, {}, {}, {}});
    Recording record(panel);
    for (const char* wrong : {"11", "-1", "1.5", "1..2", "abc", "999999999999"}) {
        auto* edit = panel.field()->findChild<NumberEdit*>();
        REQUIRE(edit);
        edit->setText(QString::fromLatin1(wrong));
        pressKey(Qt::Key_Return);
        INFO(wrong);
        CHECK(!panel.message().isEmpty());
        CHECK(edit->text() == QString::fromLatin1(wrong));
        CHECK(panel.position() == 0);
    }
    CHECK(record.events.empty());
    panel.field()->findChild<NumberEdit*>()->setText(QStringLiteral("7"));
    pressKey(Qt::Key_Return);
    panel.field()->findChild<NumberEdit*>()->setText(QStringLiteral("1,5"));
    pressKey(Qt::Key_Return);
    REQUIRE(record.events.size() == 2);
    CHECK(std::get<ItemConfirmed>(record.events[1].body).value == "1.5");
    panel.field()->findChild<QLineEdit*>()->setText(QStringLiteral("31.12.2026"));
    pressKey(Qt::Key_Return);
    CHECK(panel.message().contains(QStringLiteral("2026-11-21")));
    panel.field()->findChild<QLineEdit*>()->setText(QStringLiteral("2026-12-31"));
    pressKey(Qt::Key_Return);
    const auto name = QString::fromUtf8("أمل 🙂 שלום");
    panel.field()->findChild<QLineEdit*>()->setText(name);
    pressKey(Qt::Key_Return);
    REQUIRE(record.events.size() == 4);
    CHECK(std::get<ItemConfirmed>(record.events[3].body).value == name.toStdString());
    auto* edit = panel.field()->findChild<QPlainTextEdit*>();
    edit->setPlainText(QString(10'000, u'x'));
    edit->clearFocus(); // the panel closes, or a touch goes elsewhere: what is typed is kept
    REQUIRE(record.events.size() == 5);
    CHECK(std::get<ItemConfirmed>(record.events[4].body).value.size() == 10'000);
}

TEST_CASE("an answer that could not be recorded is not shown as given", "[ui][entry][H-08]") {
    InstrumentPanel panel({instrument("gad7"), {}, {}, {}});
    Recording record(panel);
    record.refuse = true;
    typeKeys(QStringLiteral("2"));
    CHECK(panel.position() == 0);
    CHECK(panel.message() == QStringLiteral("The record is closed."));
    CHECK(panel.scoreText().startsWith(QStringLiteral("0 of 7")));
}

TEST_CASE("the list of instruments opens one by one key and every target is 44 px or more", "[ui][entry]") {
    std::vector<InstrumentListPanel::Choice> choices;
    for (const auto& one : library().instruments)
        choices.push_back({one.id, QString::fromStdString(one.title), QStringLiteral("not yet"), false});
    InstrumentListPanel panel(choices);
    std::vector<std::string> opened;
    QObject::connect(&panel, &InstrumentListPanel::instrumentChosen, &panel,
                     [&](const std::string& id) { opened.push_back(id); });
    PanelUnderTest test(panel);
    typeKeys(QStringLiteral("2b"));
    REQUIRE(opened.size() == 2);
    CHECK(opened[0] == choices[1].id);
    CHECK(opened[1] == choices[10].id);
    for (auto* button : panel.findChildren<PushButton*>()) CHECK(button->height() >= 44);
}
