// SPDX-License-Identifier: GPL-3.0-or-later
// What is due: its order, pressures that one cuff settles, and the reason for what was not done.
#include "support/catch.h"
#include "support/event_maker.h"
#include "ui/support.h"

#include "support/qt_words.h"
#include "ui/entry/not_done_panel.h"
#include "ui/live/live_presenter.h"
#include "ui/style/push_button.h"

#include <QLineEdit>
#include <QSignalSpy>

using namespace chairside;

namespace {

CheckRule rule(const char* id, const char* title, std::vector<std::string> captures, std::vector<Millis> at,
               bool mandatory = false) {
    CheckRule made;
    made.id = id, made.title = title, made.captures = std::move(captures), made.at = std::move(at);
    made.mandatory = mandatory;
    return made;
}

/// An infusion that began at 0:00 under these rules.
class Chair {
public:
    explicit Chair(std::vector<CheckRule> rules)
        : protocol_(with(std::move(rules))), view_(protocol_), alarms_(protocol_) {
        add(0min, SessionOpened{});
        add(0min, InfusionStarted{150, "", ""});
    }
    void add(Millis at, EventBody body) { view_.apply(make_.at(at, std::move(body))); }
    DueCard::State due(Millis at) {
        return presentDue(
            {view_, alarms_, {MonoTime{at}, {1'795'255'200'000 + at.count(), 0}}, true, true, {}});
    }
    StepsCard::State steps(Millis at) {
        return presentSteps(
            {view_, alarms_, {MonoTime{at}, {1'795'255'200'000 + at.count(), 0}}, true, true, {}});
    }
    QStringList titles(Millis at) {
        QStringList all;
        for (const auto& row : due(at).rows) all << row.title;
        return all;
    }

private:
    static Protocol with(std::vector<CheckRule> rules) {
        Protocol protocol;
        protocol.checks = std::move(rules);
        return protocol;
    }
    Protocol protocol_;
    SessionView view_;
    AlarmEngine alarms_;
    EventMaker make_;
};

} // namespace

TEST_CASE("overdue checks come first, then due ones, then the soonest; what is settled comes last",
          "[ui][live][H-15]") {
    Chair chair({rule("late", "Soonest", {"pain_nrs"}, {30min}), rule("next", "Due", {"nausea_vas"}, {20min}),
                 rule("old", "Overdue", {"moaas"}, {10min}),
                 rule("done", "Done", {"dissociation_check"}, {5min})});
    ScoreEntered done;
    done.instrument = "dissociation_check", done.total = 1, done.answers["a"] = "1";
    chair.add(5min, done);
    CHECK(chair.titles(21min) == QStringList{u("Overdue"), u("Due"), u("Soonest"), u("Done")});
}

TEST_CASE("what is missing stands among the steps before the patient leaves", "[ui][live][H-15]") {
    Chair chair({rule("mark", "Blood pressure at the mark", {"nibp"}, {10min, 20min}, true)});
    chair.add(25min, InfusionStopped{true, "", ""});
    const auto find = [](const StepsCard::State& state, const char* title) {
        for (const auto& step : state.steps)
            if (step.title == u(title)) return step.detail;
        return QString();
    };
    // Given and not drawn: the ledger first, then the checks that nobody explained.
    chair.add(26min, DrugDrawn{"v1", "L1", "2027-06", 35, 0.7, 50, 500});
    CHECK(find(chair.steps(40min), "Drug ledger") == u("open"));
    CHECK(chair.steps(40min).secondAction == u("ledger"));
    chair.add(41min, DrugWasted{500, 10, "vial", "", "", {"n2", "T. Lind RN", Role::nurse}});
    CHECK(find(chair.steps(42min), "Drug ledger").isEmpty());
    CHECK(find(chair.steps(42min), "Required checks").contains(u("2")));
    CHECK(chair.steps(42min).secondAction == u("explain"));
    chair.add(43min, CheckMissed{"mark", MonoTime{10min}, "cuff had slipped"});
    CHECK(find(chair.steps(44min), "Required checks").contains(u("1")));
    chair.add(45min, DischargeReady{});
    CHECK(find(chair.steps(46min), "Required checks").contains(u("1"))); // and still before discharge
    chair.add(47min, CheckMissed{"mark", MonoTime{20min}, "patient asleep"});
    CHECK(find(chair.steps(48min), "Required checks").isEmpty());
}

TEST_CASE("a required check that came late is asked about before the patient leaves", "[ui][live][H-15]") {
    Chair chair({rule("mark", "Blood pressure at the mark", {"nibp"}, {10min}, true)});
    VitalsEntered pressure;
    pressure.values[index(Channel::nibpSystolic)] = 130, pressure.values[index(Channel::nibpDiastolic)] = 80;
    chair.add(15min, pressure);
    chair.add(25min, InfusionStopped{true, "", ""});
    const auto asked = [&](Millis now) {
        return std::ranges::any_of(chair.steps(now).steps,
                                   [](const auto& step) { return step.title == u("Required checks"); });
    };
    CHECK(asked(40min));
    chair.add(41min, CheckMissed{"mark", MonoTime{10min}, "care of the patient came first"});
    CHECK(!asked(42min));
}

TEST_CASE("two pressures that one cuff settles are one row that says both reasons", "[ui][live][H-15]") {
    Chair chair({rule("nibp", "Blood pressure", {"nibp"}, {20min, 40min}),
                 rule("mark", "Blood pressure at the mark", {"nibp", "hr", "spo2"}, {40min}, true)});
    VitalsEntered pressure;
    pressure.values[index(Channel::nibpSystolic)] = 120, pressure.values[index(Channel::nibpDiastolic)] = 80;
    chair.add(20min, pressure);
    const auto due = chair.due(43min);
    REQUIRE(due.rows.size() == 2); // this one, and the one done at 20
    CHECK(due.rows[0].title == u("Blood pressure · at the mark"));
    CHECK(due.rows[0].id == u("nibp"));
    CHECK(due.rows[0].mandatory);
    CHECK(due.rows[0].checks.size() == 2);
    // A mark much later stays a row of its own.
    Chair other({rule("nibp", "Blood pressure", {"nibp"}, {20min}),
                 rule("mark", "Blood pressure at the mark", {"nibp"}, {40min}, true)});
    CHECK(other.titles(1min).size() == 2);
}

TEST_CASE("the three dots of an overdue row ask for a reason, the rest of the row for the check",
          "[ui][live][H-15]") {
    Chair chair({rule("moaas", "Sedation", {"moaas"}, {10min})});
    DueCard card;
    card.resize(262, 220);
    card.setState(chair.due(15min));
    QSignalSpy activated(&card, &DueCard::activated);
    std::vector<DueCard::Row> asked;
    QObject::connect(&card, &DueCard::reasonRequested, &card,
                     [&](const DueCard::Row& row) { asked.push_back(row); });
    QTest::mouseClick(&card, Qt::LeftButton, {}, QPoint(262 - 28, 32 + 22));
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].checks[0].rule == u("moaas"));
    CHECK(asked[0].checks[0].dueMs == 600'000);
    QTest::mouseClick(&card, Qt::LeftButton, {}, QPoint(100, 32 + 22));
    CHECK(activated.size() == 1);
    // By keyboard the same.
    card.show();
    card.activateWindow();
    (void)QTest::qWaitForWindowActive(&card);
    card.setFocus();
    pressKey(Qt::Key_Delete);
    pressKey(Qt::Key_Return);
    CHECK(asked.size() == 2);
    CHECK(activated.size() == 2);
}

TEST_CASE("a missed check asks only for its reason, and with one it is settled", "[ui][live][H-15]") {
    Chair chair({rule("nibp", "Blood pressure", {"nibp"}, {10min, 20min}, true)});
    const auto missed = [&] {
        const auto due = chair.due(21min);
        return *std::find_if(due.rows.begin(), due.rows.end(),
                             [](const auto& row) { return row.kind == DueCard::Kind::missed; });
    };
    CHECK(missed().wantsReason);
    CHECK(missed().when == u("missed, why?"));
    chair.add(21min, CheckMissed{"nibp", MonoTime{10min}, "patient asleep"});
    CHECK(!missed().wantsReason);
    CHECK(missed().when == u("not done"));
}

TEST_CASE("a check that was missed again and again is one row and explained once", "[ui][live][H-15]") {
    Chair chair({rule("nibp", "Blood pressure", {"nibp"}, {10min, 20min, 30min, 40min})});
    const auto due = chair.due(35min);
    REQUIRE(due.rows.size() >= 2);
    CHECK(due.rows[0].kind == DueCard::Kind::overdue);
    CHECK(due.rows[1].kind == DueCard::Kind::missed);
    CHECK(due.rows[1].checks.size() == 2);
    CHECK(due.rows[1].when == u("2 missed, why?"));
}

TEST_CASE("one reason answers for every check of the row, by one touch or one digit", "[ui][entry][H-15]") {
    NotDonePanel panel(u("Blood pressure · at the mark"),
                       {{"nibp", MonoTime{40min}, {}}, {"mark", MonoTime{40min}, {}}}, false);
    std::vector<CheckMissed> said;
    int finished = 0;
    QObject::connect(&panel, &EntryPanel::submitted, &panel, [&](const Command& command) {
        said.push_back(std::get<CheckMissed>(command.ask));
        panel.showAnswer(std::vector<Event>{Event{}});
    });
    QObject::connect(&panel, &EntryPanel::finished, &panel, [&] { ++finished; });
    panel.resize(1024, 300);
    panel.show();
    panel.activateWindow();
    (void)QTest::qWaitForWindowActive(&panel);
    panel.begin();
    typeKeys(u("2"));
    REQUIRE(said.size() == 2);
    CHECK(said[0].check == "nibp");
    CHECK(said[1].check == "mark");
    CHECK(said[0].reason == said[1].reason);
    CHECK(!said[0].reason.empty());
    CHECK(finished >= 1);
}

TEST_CASE("no reason is no answer, and a long one from any script is kept whole", "[ui][entry][H-09]") {
    NotDonePanel panel(u("Sedation"), {{"moaas", MonoTime{10min}, {}}}, false);
    PanelUnderTest test(panel);
    QTest::mouseClick(panel.recordButton(), Qt::LeftButton);
    CHECK(test.commands.empty());
    CHECK(!panel.message().isEmpty());
    const auto reason = u("المريض نائم 🙂");
    panel.findChild<QLineEdit*>()->setText(reason);
    QTest::mouseClick(panel.recordButton(), Qt::LeftButton);
    REQUIRE(test.commands.size() == 1);
    CHECK(test.last<CheckMissed>().reason == reason.toStdString());
}
