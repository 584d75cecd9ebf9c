// SPDX-License-Identifier: GPL-3.0-or-later
// Limits, sound and drills as a person meets them: real widgets over the real rules.
#include "support/catch.h"

#include "core/live/drill.h"
#include "support/qt_words.h"
#include "ui/entry/number_edit.h"
#include "ui/live/drill_panel.h"
#include "ui/live/limits_panel.h"
#include "ui/live/sound_panel.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/support.h"

#include <QSignalSpy>

using namespace chairside;

namespace {

LimitRule rule(std::string id, std::string param, LimitLevel level, bool high, double value,
               Millis delay = 0s) {
    LimitRule r;
    r.id = std::move(id);
    r.param = std::move(param);
    r.level = level;
    r.high = high;
    r.value = value;
    r.delay = delay;
    return r;
}

Protocol panelProtocol() {
    Protocol p;
    p.limits = {rule("spo2.caution_lo", "spo2", LimitLevel::caution, false, 94, 10s),
                rule("spo2.action_lo", "spo2", LimitLevel::action, false, 90, 10s),
                rule("nibp_sys.caution_hi", "nibp_sys", LimitLevel::caution, true, 160),
                rule("nibp_sys.action_hi", "nibp_sys", LimitLevel::action, true, 180),
                rule("nibp_sys.caution_lo", "nibp_sys", LimitLevel::caution, false, 100),
                rule("moaas.caution", "moaas", LimitLevel::caution, false, 3)};
    return p;
}

/// The session engine's answer to a limit change, without a session around it.
class AlarmDesk {
public:
    explicit AlarmDesk(LimitsPanel& panel) : panel_(panel), alarms_(panelProtocol()) {
        baseline_[Channel::nibpSystolic] = 158;
        show();
        QObject::connect(&panel, &EntryPanel::submitted, &panel, [this](const Command& command, Millis) {
            const auto& change = std::get<LimitChanged>(command.ask);
            if (const auto refusal = refuseChange(alarms_.limits(), change))
                return panel_.showAnswer(*refusal);
            Event event;
            event.body = change;
            alarms_.apply(event);
            changes.push_back(change);
            show();
            panel_.showAnswer(std::vector<Event>{event});
        });
    }
    std::vector<LimitChanged> changes;
    double limit(const char* id) const { return alarms_.limits().find(id)->value; }

private:
    void show() { panel_.setState(presentLimits(alarms_, baseline_, u("the values before treatment"))); }
    LimitsPanel& panel_;
    AlarmEngine alarms_;
    Baseline baseline_;
};

template <class Button = PushButton>
Button* alarmPart(QWidget& in, const QString& text) {
    for (auto* button : in.findChildren<Button*>())
        if (button->text() == text || button->accessibleName() == text) return button;
    return nullptr;
}

void press(QAbstractButton* button) {
    REQUIRE(button);
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace

TEST_CASE("a limit is changed with its number and a reason, and what was changed stays visible",
          "[ui][live][H-03]") {
    LimitsPanel panel;
    AlarmDesk desk(panel);
    PanelUnderTest test(panel);
    press(alarmPart(panel, u("SpO₂ low action limit 90")));
    typeKeys(u("88"));
    press(panel.recordButton());
    CHECK(desk.changes.empty());
    CHECK(panel.message().contains(u("why")));
    press(alarmPart<Chip>(panel, u("Usual for this patient")));
    press(panel.recordButton());
    REQUIRE(desk.changes.size() == 1);
    CHECK(desk.changes[0].limit == "spo2.action_lo");
    CHECK(desk.changes[0].from == 90.0);
    CHECK(desk.changes[0].to == 88.0);
    CHECK(desk.changes[0].reason == "Usual for this patient");
    CHECK(desk.limit("spo2.action_lo") == 88);
    auto* cell = alarmPart(panel, u("SpO₂ low action limit 88"));
    REQUIRE(cell);
    CHECK(cell->isHighlighted());
    CHECK(cell->subline().contains(u("90"))); // the protocol's own
    CHECK(test.finished == 0);                // the panel stays open for the next one
}

TEST_CASE("a limit that makes no sense is refused where its number stands, with the reason",
          "[ui][live][H-03]") {
    struct Row {
        const char *limit, *typed, *why;
    };
    for (const Row& row :
         {Row{"NIBP systolic high caution limit 160", "90", "reversed"},
          Row{"NIBP systolic high caution limit 160", "100", "equal"},
          Row{"NIBP systolic high caution limit 160", "190", "pass"},
          Row{"NIBP systolic high caution limit 160", "400", "outside what can be measured"},
          Row{"SpO₂ low action limit 90", "80", "looser"}, Row{"SpO₂ low action limit 90", "", "empty"},
          Row{"SpO₂ low action limit 90", "89.5", "whole"}}) {
        CAPTURE(row.typed);
        LimitsPanel panel;
        AlarmDesk desk(panel);
        PanelUnderTest test(panel);
        auto* cell = alarmPart(panel, QString::fromUtf8(row.limit));
        press(cell);
        typeKeys(u(row.typed));
        press(alarmPart<Chip>(panel, u("Prescriber's order")));
        press(panel.recordButton());
        CHECK(desk.changes.empty());
        CHECK(panel.message().contains(u(row.why)));
        CHECK(panel.number()->edit()->text() == u(row.typed)); // nothing typed is lost
    }
}

TEST_CASE("limits from the baseline are shown and none applies before it is confirmed", "[ui][live][H-03]") {
    LimitsPanel panel;
    AlarmDesk desk(panel);
    PanelUnderTest test(panel);
    press(alarmPart<Chip>(panel, u("Proposed for this patient")));
    CHECK(desk.changes.empty());
    CHECK(desk.limit("nibp_sys.caution_hi") == 160);
    // 0.86 × 158 + 38 = 173.88
    auto* confirm = alarmPart(panel, u("Confirm NIBP systolic high: 160 → 174 mmHg"));
    REQUIRE(confirm);
    press(confirm);
    REQUIRE(desk.changes.size() == 1);
    CHECK(desk.changes[0].to == 174.0);
    CHECK(desk.changes[0].reason.find("baseline") != std::string::npos);
    CHECK(desk.limit("nibp_sys.caution_hi") == 174);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    CHECK_FALSE(
        alarmPart(panel, u("Confirm NIBP systolic high: 160 → 174 mmHg"))); // taken, not offered again
}

TEST_CASE("the cuff's interval stands with the limits, and its own new rhythm is proposed",
          "[ui][live][H-04]") {
    AlarmEngine alarms(panelProtocol());
    const auto cuffRow = [&] {
        for (auto& row : presentLimits(alarms, {}, {}).rows)
            if (row.title == u("Cuff interval")) return row;
        return LimitRow{};
    };
    CHECK(cuffRow().cells.empty()); // no cuff, no interval
    SourceInfo source;
    source.id = 1;
    source.name = "Monitor";
    source.period[index(Channel::spo2)] = 1s;
    source.period[index(Channel::nibpSystolic)] = source.period[index(Channel::nibpDiastolic)] = 5min;
    Event event;
    event.body = SourceAttached{source};
    alarms.apply(event);
    REQUIRE(cuffRow().cells.size() == 1);
    CHECK(cuffRow().cells[0].value == u("every 5 min"));
    CHECK(cuffRow().cells[0].detail == u("by the source"));
    for (const auto at : {Minutes{1}, Minutes{61}, Minutes{121}}) {
        Reading reading;
        reading.source = 1;
        reading.at.mono = MonoTime{} + at;
        reading[Channel::nibpSystolic] = 120;
        reading[Channel::nibpDiastolic] = 80;
        alarms.apply(reading, source, reading.at.mono);
    }
    const auto offers = presentLimits(alarms, {}, {}).offers;
    REQUIRE(offers.size() == 1);
    CHECK(offers[0].title == u("Cuff interval: 5 → 60 min"));
    CHECK(offers[0].refused.isEmpty());
    CHECK(cuffRow().cells[0].value == u("every 5 min")); // nothing applies before it is confirmed
    event.body = offers[0].change;
    alarms.apply(event);
    CHECK(cuffRow().cells[0].value == u("every 60 min"));
    CHECK(cuffRow().cells[0].detail == u("as told"));
    CHECK(cuffRow().cells[0].changed);
    CHECK(presentLimits(alarms, {}, {}).offers.empty());
}

TEST_CASE("limits of scores are not offered for a change", "[ui][live]") {
    const AlarmEngine alarms(panelProtocol());
    const auto state = presentLimits(alarms, {}, {});
    for (const auto& row : state.rows)
        for (const auto& cell : row.cells) CHECK(cell.id != "moaas.caution");
    CHECK(state.offers.empty());
    CHECK(state.offersNote.contains(u("No baseline yet")));
}

TEST_CASE("the sound test is answered only after a tone, and not heard is an answer", "[ui][live][H-04]") {
    SoundPanel panel;
    PanelUnderTest test(panel);
    panel.setState({3, true, true, u("Full profile."), {}});
    QSignalSpy tones(&panel, &SoundPanel::testRequested), answers(&panel, &SoundPanel::answered);
    auto* heard = alarmPart(panel, u("I heard it"));
    REQUIRE(heard);
    CHECK_FALSE(heard->isEnabled());
    press(alarmPart(panel, u("Test: emergency")));
    CHECK(tones.size() == 1);
    CHECK(heard->isEnabled());
    press(heard);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0][0].toBool());
    press(alarmPart(panel, u("Not heard")));
    CHECK_FALSE(answers[1][0].toBool());
}

TEST_CASE("without a sound output nobody can say that it was heard", "[ui][live][H-04]") {
    SoundPanel panel;
    PanelUnderTest test(panel);
    panel.setState({3, false, true, {}, {}});
    press(alarmPart(panel, u("Test: emergency")));
    panel.setState({3, false, true, u("Full profile."), {}});
    CHECK_FALSE(alarmPart(panel, u("I heard it"))->isEnabled());
}

TEST_CASE("a volume is one touch and none of them is off", "[ui][live][H-04]") {
    SoundPanel panel;
    PanelUnderTest test(panel);
    QSignalSpy volumes(&panel, &SoundPanel::volumeChosen);
    press(alarmPart<Chip>(panel, u("Volume 5 of 5")));
    REQUIRE(volumes.size() == 1);
    CHECK(volumes[0][0].toInt() == 5);
    CHECK(alarmPart<Chip>(panel, u("Volume 5 of 5"))->isChecked());
    CHECK_FALSE(alarmPart<Chip>(panel, u("Volume 0 of 5")));
}

TEST_CASE("every drill can be chosen with one touch and says what happens in it", "[ui][live]") {
    DrillPanel panel;
    PanelUnderTest test(panel);
    QSignalSpy chosen(&panel, &DrillPanel::chosen);
    for (const auto& drill : allDrills()) {
        auto* button = alarmPart(panel, QString::fromStdString(drill.title));
        REQUIRE(button);
        CHECK(button->accessibleDescription() == QString::fromStdString(drill.scene));
        press(button);
        REQUIRE(!chosen.isEmpty());
        CHECK(chosen.takeLast()[0].toString() == QString::fromStdString(drill.id));
    }
}
