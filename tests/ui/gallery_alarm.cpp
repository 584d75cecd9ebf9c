// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery_alarm.h"

#include "core/domain/alarm/alarm_engine.h"
#include "support/qt_words.h"
#include "ui/entry/number_edit.h"
#include "ui/live/alarm_strip.h"
#include "ui/live/drill_panel.h"
#include "ui/live/limits_panel.h"
#include "ui/live/sound_panel.h"
#include "ui/style/card.h"
#include "ui/style/text_label.h"

#include <QVBoxLayout>

using namespace chairside;

namespace {

/// A panel on the surface that holds it on the live page at 1366×768.
template <class Panel, class Prepare>
std::unique_ptr<QWidget> panel(Prepare prepare) {
    auto page = std::make_unique<Card>();
    page->setPadding(0);
    auto* shown = new Panel;
    page->content()->addWidget(shown);
    page->setFixedSize(1050, 520);
    prepare(*shown);
    return page;
}

LimitRule rule(const char* param, LimitLevel level, bool high, double value, Millis delay = Millis{0}) {
    LimitRule r;
    r.param = param;
    r.id = std::string(param) + (high ? ".hi" : ".lo") + std::to_string(static_cast<int>(level));
    r.level = level;
    r.high = high;
    r.value = value;
    r.delay = delay;
    return r;
}

Protocol protocol() {
    using L = LimitLevel;
    Protocol p;
    p.limits = {rule("hr", L::action, false, 40, 15s),    rule("hr", L::caution, false, 50, 15s),
                rule("hr", L::caution, true, 120, 15s),   rule("hr", L::action, true, 140, 15s),
                rule("spo2", L::caution, false, 94, 10s), rule("spo2", L::action, false, 90, 10s),
                rule("spo2", L::emergency, false, 80),    rule("nibp_sys", L::caution, true, 160),
                rule("nibp_sys", L::action, true, 180),   rule("nibp_sys", L::emergency, true, 200),
                rule("nibp_sys", L::caution, false, 100), rule("nibp_dia", L::caution, true, 100),
                rule("nibp_dia", L::action, true, 110),   rule("nibp_dia", L::emergency, true, 120),
                rule("rr", L::action, false, 8, 30s),     rule("rr", L::emergency, false, 6, 30s),
                rule("rr", L::caution, true, 24, 30s),    rule("etco2", L::caution, false, 28, 15s),
                rule("etco2", L::caution, true, 50, 15s), rule("temp", L::caution, true, 38)};
    return p;
}

LimitsState limits() {
    AlarmEngine alarms(protocol());
    Event event;
    event.body = LimitChanged{"spo2.lo2", 90, 88, "usual for this patient"};
    alarms.apply(event);
    Baseline baseline;
    baseline[Channel::nibpSystolic] = 158;
    baseline[Channel::nibpDiastolic] = 94;
    baseline[Channel::hr] = 84;
    baseline[Channel::rr] = 15;
    return presentLimits(alarms, baseline, u("the values before treatment"));
}

AlarmStrip::Alarm alarm(const char* id, AlarmPriority priority, const char* text, const char* detail) {
    return {u(id), priority, false, u(text), u(detail), false, {}};
}

std::unique_ptr<QWidget> strips() {
    auto page = std::make_unique<QWidget>();
    page->setFixedWidth(1366);
    auto* column = new QVBoxLayout(page.get());
    const auto add = [&](const char* what, const AlarmStrip::State& state) {
        column->addWidget(new TextLabel(u(what), type::kTiny, Tone::quiet));
        auto* strip = new AlarmStrip;
        strip->setState(state);
        column->addWidget(strip);
    };
    const auto high = alarm("rr.lo", AlarmPriority::high, "No breath: RR 0 < 6", "0:24");
    const auto medium = alarm("spo2.lo", AlarmPriority::medium, "SpO₂ 86 < 90", "0:14");
    const auto low = alarm("nibp_sys.hi", AlarmPriority::low, "NIBP systolic 164 > 160", "1:38");
    auto device = alarm("silent.1", AlarmPriority::medium,
                        "Monitor 1 sends nothing. Look at the bedside monitor and check the cable.", "0:31");
    device.technical = true;
    auto paused = medium;
    paused.paused = u("1:42");
    add("one, low", {{low}, {}, u("2:00"), {}, true});
    add("one, medium, lit", {{medium}, {}, u("2:00"), {}, true});
    add("one, medium, dark half", {{medium}, {}, u("2:00"), {}, false});
    add("emergency and two more", {{high, medium, low}, {}, u("2:00"), {}, true});
    add("emergency, dark half", {{high, medium, low}, {}, u("2:00"), {}, false});
    add("technical", {{device}, {}, u("2:00"), {}, true});
    add("all paused", {{paused}, u("1:42"), {}, {}, true});
    add("one paused, another one heard", {{high, paused}, u("1:42"), u("2:00"), {}, true});
    add("paused, technical heard, two more", {{device, paused, low}, u("0:09"), u("2:00"), {}, true});
    add("calm", {{}, {}, {}, u("No alarm. The bedside monitor stays the primary alarm."), true});
    add("calm, sound untested", {{}, {}, {}, u("The alarm sound was not tested in this session."), true});
    return page;
}

} // namespace

std::vector<std::pair<const char*, std::function<std::unique_ptr<QWidget>()>>> galleryAlarmPages() {
    return {{"alarm-strip", strips},
            {"alarm-limits",
             [] {
                 return panel<LimitsPanel>([](LimitsPanel& p) {
                     p.setState(limits());
                     p.begin();
                     p.edit("spo2.lo2");
                     p.number()->edit()->setText(u("80"));
                     p.showAnswer(
                         Refusal{"The SpO₂ low action limit stays at 88 %: 80 % is looser than this program "
                                 "allows (85 %). Change the protocol if the patient needs it."});
                 });
             }},
            {"alarm-limits-calm",
             [] {
                 return panel<LimitsPanel>([](LimitsPanel& p) {
                     p.setState(limits());
                     p.begin();
                 });
             }},
            {"alarm-offers",
             [] {
                 return panel<LimitsPanel>([](LimitsPanel& p) {
                     p.setState(limits());
                     p.begin();
                     p.showOffers(true);
                 });
             }},
            {"alarm-sound",
             [] {
                 return panel<SoundPanel>([](SoundPanel& p) {
                     p.setIsSelfTest(true);
                     p.setState({3, true, true,
                                 u("Quiet profile in this stage, by the protocol: low alarms sound after 20 "
                                   "s, medium after "
                                   "5 s, both softer; light first. An emergency sounds at once and in full."),
                                 u("Heard at 10:02, said J. Okafor RN.")});
                 });
             }},
            {"alarm-sound-missing",
             [] {
                 return panel<SoundPanel>([](SoundPanel& p) {
                     p.setState({3,
                                 false,
                                 true,
                                 u("Full profile in this stage: every alarm sounds as soon as it is shown."),
                                 {}});
                 });
             }},
            {"alarm-drills", [] { return panel<DrillPanel>([](DrillPanel&) {}); }}};
}
