// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery_live.h"

#include "support/qt_words.h"
#include "ui/live/alarm_strip.h"
#include "ui/live/due_card.h"
#include "ui/live/entry_bar.h"
#include "ui/live/infusion_card.h"
#include "ui/live/nibp_tile.h"
#include "ui/live/present_card.h"
#include "ui/live/top_bar.h"
#include "ui/live/vital_tile.h"
#include "ui/style/card.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/icon.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

using namespace chairside;

namespace {

VitalTile::State heartRate() {
    VitalTile::State s;
    s.label = u("HR"), s.unit = u("/min"), s.spokenName = u("Heart rate"), s.tone = Tone::heartRate;
    s.presence = Presence::live, s.value = u("84"), s.upper = {u("120"), false}, s.lower = {u("50"), false};
    s.source = u("SpO₂ probe"), s.age = u("now");
    return s;
}

VitalTile::State saturation() {
    VitalTile::State s;
    s.label = u("SpO₂"), s.unit = u("%"), s.tone = Tone::spo2, s.presence = Presence::live, s.value = u("97");
    s.lower = {u("94"), false}, s.source = u("Masimo"), s.age = u("now"), s.note = u("signal good");
    return s;
}

VitalTile::State small(const char* label, const char* unit, Tone tone, const char* value, int digits) {
    VitalTile::State s;
    s.label = u(label), s.unit = u(unit), s.tone = tone, s.value = u(value), s.digits = digits;
    s.presence = s.value.isEmpty() ? Presence::gone : Presence::live;
    return s;
}

NibpTile::State cuff() {
    NibpTile::State s;
    s.presence = Presence::live, s.systolic = u("164"), s.diastolic = u("96"), s.mean = u("119");
    s.time = u("10:40"), s.age = u("1:47 ago"), s.next = u("next in 3:13"), s.change = u("+22 %");
    s.upper = {u("160"), true}, s.lower = {u("100"), false};
    s.alarm = TileAlarm{AlarmPriority::medium, false, true};
    return s;
}

template <class T>
T* with(const typename T::State& state, const QSize& size = {}) {
    auto* widget = new T;
    widget->setState(state);
    if (size.isValid()) widget->setFixedSize(size);
    return widget;
}

struct Captioned {
    const char* caption;
    VitalTile::State state;
};

std::vector<Captioned> tileStates() {
    std::vector<Captioned> all{{"live", heartRate()}};
    VitalTile::State s = heartRate();
    s.presence = Presence::none, s.source = u("no reading yet"), s.age.clear();
    all.push_back({"no reading yet", s});
    s = heartRate();
    s.presence = Presence::ageing, s.age = u("0:07 old");
    all.push_back({"ageing", s});
    s.presence = Presence::gone, s.age = u("none 0:48");
    all.push_back({"gone", s});
    s = heartRate();
    s.presence = Presence::implausible, s.value = u("251"), s.age = u("implausible");
    all.push_back({"implausible", s});
    s = heartRate();
    s.typed = true, s.source = u("J. Okafor"), s.age = u("typed 10:39");
    all.push_back({"typed", s});
    s = heartRate();
    s.simulated = true, s.source = u("Simulated monitor");
    all.push_back({"simulated", s});
    s = heartRate();
    s.limitsOff = true, s.upper = s.lower = {};
    all.push_back({"limits off", s});
    for (const auto priority : {AlarmPriority::high, AlarmPriority::medium, AlarmPriority::low})
        for (const bool lit : {true, false}) {
            s = heartRate();
            s.value = u("148"), s.upper.crossed = true, s.alarm = TileAlarm{priority, false, lit};
            all.push_back({lit ? "alarm, lit" : "alarm, unlit", s});
        }
    s.alarm = TileAlarm{AlarmPriority::high, true, true};
    all.push_back({"acknowledged", s});
    return all;
}

std::unique_ptr<QWidget> tilesPage() {
    auto page = std::make_unique<QWidget>();
    auto* grid = new QGridLayout(page.get());
    grid->setContentsMargins(24, 24, 24, 24);
    grid->setSpacing(12);
    int i = 0;
    for (const auto& [caption, state] : tileStates()) {
        grid->addWidget(new TextLabel(u(caption), type::kTiny, Tone::quiet), i / 5 * 2, i % 5);
        grid->addWidget(with<VitalTile>(state, {262, 122}), i / 5 * 2 + 1, i % 5);
        ++i;
    }
    const int row = (i + 4) / 5 * 2;
    grid->addWidget(with<VitalTile>(saturation(), {349, 184}), row, 0, 1, 2);
    grid->addWidget(with<NibpTile>(cuff(), {349, 184}), row, 2, 1, 2);
    NibpTile::State n = cuff();
    grid->addWidget(with<NibpTile>(n, {262, 134}), row, 4);
    n.systolic = u("204"), n.diastolic = u("122"), n.alarm = TileAlarm{AlarmPriority::high, false, true},
    n.meanDerived = true;
    grid->addWidget(with<NibpTile>(n, {262, 134}), row + 1, 0);
    n = cuff();
    n.alarm.reset(), n.upper.crossed = false, n.presence = Presence::ageing, n.age = u("12:10 ago"),
                     n.next = u("7:10 overdue");
    grid->addWidget(with<NibpTile>(n, {262, 134}), row + 1, 1);
    n.presence = Presence::gone, n.age = u("16:00 ago"), n.problem = u("Cuff failed twice");
    grid->addWidget(with<NibpTile>(n, {262, 134}), row + 1, 2);
    n = {};
    n.simulated = true;
    grid->addWidget(with<NibpTile>(n, {262, 134}), row + 1, 3);
    n = cuff();
    n.cuffRunning = true, n.typed = true, n.alarm.reset(), n.upper.crossed = false;
    grid->addWidget(with<NibpTile>(n, {262, 134}), row + 1, 4);
    int column = 0;
    for (auto s :
         {small("RR", "/min", Tone::respiration, "14", 2), small("EtCO₂", "mmHg", Tone::co2, "", 2),
          small("Temp", "°C", Tone::temperature, "36.8", 4), small("MOAA/S", "", Tone::score, "5", 1),
          small("Dissociation", "", Tone::score, "12", 2)}) {
        s.age = column == 1 ? u("none 0:48") : column > 2 ? u("typed 10:39") : u("now");
        s.typed = column > 2;
        if (column == 0) s.upper = {u("24"), false}, s.lower = {u("8"), false};
        if (column == 3) s.lower = {u("≥4"), false};
        grid->addWidget(with<VitalTile>(s, {126, 90}), row + 2, column++);
    }
    return page;
}

TopBar::State topBar() {
    TopBar::State s;
    s.name = u("RIVERA, Ana"), s.birth = u("14 Mar 1986 · 39 y"), s.mrn = u("MRN 004711"),
    s.weight = u("70 kg (154 lb)");
    s.allergies = u("no known allergies"), s.protocol = u("Ketamine IV 0.5 mg/kg over 40 min");
    s.dose = u("35 mg in 100 mL · session 3 of 6");
    s.stage = {{u("Check-in"), u("Baseline"), u("Infusion"), u("Recovery"), u("Discharge")},
               2,
               u("23:41"),
               u("40:00"),
               false};
    s.saved = {SavedIndicator::Kind::saved, u("10:42:07"), u("3,411")};
    s.operatorName = u("J. Okafor RN"), s.place = u("Quiet room"), s.clock = u("10:42:08");
    return s;
}

AlarmStrip::State strip(AlarmPriority priority, int more) {
    AlarmStrip::State s;
    s.alarms.push_back(
        {u("nibp"), priority, false, u("NIBP systolic 164 > 160"), u("caution · 0:38"), false});
    for (int i = 0; i < more; ++i)
        s.alarms.push_back({u("x"), AlarmPriority::low, true, u("EtCO₂: no data"), u("0:48"), false});
    s.pauseOffer = u("2:00");
    return s;
}

std::unique_ptr<QWidget> barsPage() {
    auto page = std::make_unique<QWidget>();
    page->setFixedWidth(1366);
    auto* column = new QVBoxLayout(page.get());
    column->setContentsMargins(0, 0, 0, 12);
    TopBar::State t = topBar();
    column->addWidget(with<TopBar>(t));
    t.name = u("WOLFESCHLEGELSTEINHAUSENBERGERDORFF, Hubert Blaine"),
    t.allergies = u("Penicillin (rash), latex"), t.hasAllergy = true;
    t.mode = u("SIMULATED 60×"), t.stage.paused = true,
    t.saved = {SavedIndicator::Kind::failed, u("10:41:50"), {}};
    column->addWidget(with<TopBar>(t));
    t = topBar();
    t.stage.current = 0, t.stage.elapsed.clear(), t.stage.total.clear(),
    t.saved = {SavedIndicator::Kind::saving, {}, u("12")};
    t.name = u("كريم, ليلى"), t.mode = u("DEMO");
    column->addWidget(with<TopBar>(t));
    for (const auto p : {AlarmPriority::high, AlarmPriority::medium, AlarmPriority::low}) {
        column->addWidget(with<AlarmStrip>(strip(p, p == AlarmPriority::medium ? 1 : 0)));
        AlarmStrip::State unlit = strip(p, 2);
        unlit.lit = false, unlit.soundPaused = u("1:58");
        column->addWidget(with<AlarmStrip>(unlit));
    }
    AlarmStrip::State a = strip(AlarmPriority::high, 0);
    a.alarms.front().acknowledged = true;
    column->addWidget(with<AlarmStrip>(a));
    column->addWidget(
        with<AlarmStrip>({{}, {}, {}, u("No alarms. The bedside monitor stays the primary alarm."), true}));
    EntryBar::State e{{{u("last 164/96 at 10:40"), true, {}},
                       {u("1:12 overdue"), true, {}},
                       {u("due in 6:19"), false, {}},
                       {u("3 present"), false, {}},
                       {u("none given"), false, {}},
                       {{}, false, {}},
                       {u("Music, call bell …"), false, u("no session")}}};
    column->addWidget(with<EntryBar>(e));
    return page;
}

DueCard::State due() {
    using K = DueCard::Kind;
    return {{{u("a"), u("Sedation (MOAA/S)"), u("1:12 over"), K::overdue, false},
             {u("b"), u("Blood pressure"), u("3:13"), K::coming, false},
             {u("c"), u("Dissociation check"), u("6:19"), K::coming, false},
             {u("d"), u("40-minute set"), u("16:19"), K::coming, true},
             {u("e"), u("20-minute set"), u("10:38"), K::done, true}},
            {}};
}

PresentCard::State present(int n) {
    PresentCard::State s;
    const char* names[] = {"Detached from body", "Time slowed", "Nausea",  "Blurred vision", "Dizzy",
                           "Tingling",           "Anxious",     "Headache"};
    for (int i = 0; i < n; ++i) s.effects.push_back({{}, u(names[i]), i == 0 ? 2 : 1, u("10:20")});
    return s;
}

InfusionCard::State infusion(InfusionCard::Mode mode) {
    InfusionCard::State s;
    s.mode = mode, s.delivered = u("20.7 mg"), s.of = u("of 35 mg"), s.fraction = 0.59;
    s.detail = u("59.2 of 100 mL · ends 10:58"),
    s.rate = mode == InfusionCard::Mode::paused ? u("paused 2:13") : u("150 mL/h");
    if (mode == InfusionCard::Mode::ready)
        s.delivered = u("0 mg"), s.fraction = 0, s.detail = u("100 mL at 150 mL/h for 40 min"),
        s.rate.clear();
    return s;
}

class ChartPlace final : public QWidget {
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paintCard(painter, rect(), themeOf(*this));
    }
};

std::unique_ptr<QWidget> chairPage(const QSize& size) {
    auto page = std::make_unique<QWidget>();
    page->setFixedSize(size);
    const bool narrow = size.width() < 1500;
    auto* column = new QVBoxLayout(page.get());
    column->setContentsMargins(0, 0, 0, 12);
    column->setSpacing(0);
    column->addWidget(with<TopBar>(topBar()));
    column->addWidget(with<AlarmStrip>(strip(AlarmPriority::medium, 1)));
    auto* middle = new QHBoxLayout;
    middle->setContentsMargins(12, 12, 12, 12);
    middle->setSpacing(12);
    auto* tiles = new QGridLayout;
    tiles->setSpacing(12);
    tiles->addWidget(with<VitalTile>(heartRate()), 0, 0, 1, 2);
    tiles->addWidget(with<VitalTile>(saturation()), 1, 0, 1, 2);
    tiles->addWidget(with<NibpTile>(cuff()), 2, 0, 1, 2);
    int i = 0;
    for (auto s :
         {small("RR", "/min", Tone::respiration, "14", 2), small("EtCO₂", "mmHg", Tone::co2, "", 2),
          small("MOAA/S", "", Tone::score, "5", 1), small("Dissociation", "", Tone::score, "12", 2)}) {
        s.age = i == 1 ? u("none 0:48") : i > 1 ? u("typed 10:39") : u("now");
        s.typed = i > 1;
        if (i == 0) s.upper = {u("24"), false}, s.lower = {u("8"), false};
        if (i == 2) s.lower = {u("≥4"), false};
        tiles->addWidget(with<VitalTile>(s), 3 + i / 2, i % 2);
        ++i;
    }
    for (const auto& [row, part] : {std::pair{0, 126}, {1, 126}, {2, 138}, {3, 92}, {4, 92}})
        tiles->setRowStretch(row, part);
    auto* left = new QWidget;
    left->setFixedWidth(narrow ? 262 : 349);
    left->setLayout(tiles);
    tiles->setContentsMargins(0, 0, 0, 0);
    middle->addWidget(left);
    middle->addWidget(new ChartPlace, 1);
    auto* right = new QWidget;
    right->setFixedWidth(narrow ? 264 : 332);
    auto* cards = new QVBoxLayout(right);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(12);
    cards->addWidget(with<DueCard>(due()), 0);
    cards->addWidget(with<PresentCard>(present(3)));
    cards->addWidget(with<InfusionCard>(infusion(InfusionCard::Mode::running)));
    cards->addStretch(1);
    middle->addWidget(right);
    column->addLayout(middle, 1);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(12, 0, 12, 0);
    EntryBar::State e{{{u("last 164/96 at 10:40"), true, {}},
                       {u("1:12 overdue"), true, {}},
                       {u("due in 6:19"), false, {}},
                       {u("3 present"), false, {}},
                       {u("none given"), false, {}},
                       {},
                       {u("Music, call bell …"), false, {}}}};
    bottom->addWidget(with<EntryBar>(e));
    column->addLayout(bottom);
    return page;
}

std::unique_ptr<QWidget> cardsPage() {
    auto page = std::make_unique<QWidget>();
    auto* line = new QHBoxLayout(page.get());
    line->setContentsMargins(24, 24, 24, 24);
    line->setSpacing(12);
    using M = InfusionCard::Mode;
    for (const auto& modes : {std::pair{M::notOrdered, M::ready}, {M::running, M::paused}}) {
        auto* column = new QVBoxLayout;
        for (const M mode : {modes.first, modes.second}) {
            InfusionCard::State s = infusion(mode);
            if (mode == M::notOrdered) s.detail.clear(), s.whyNoStart = u("Order a dose first.");
            auto* card = with<InfusionCard>(s);
            card->setFixedWidth(264);
            column->addWidget(card);
        }
        column->addStretch(1);
        line->addLayout(column);
    }
    auto* column = new QVBoxLayout;
    column->addWidget(with<DueCard>(due(), {264, 206}));
    column->addWidget(with<DueCard>({{}, u("Nothing is due until the infusion starts.")}, {264, 110}));
    for (const int n : {0, 3, 8}) {
        auto* card = with<PresentCard>(present(n));
        card->setFixedWidth(264);
        column->addWidget(card);
    }
    line->addLayout(column);
    auto* controls = new QVBoxLayout;
    for (const auto look : {ButtonLook::primary, ButtonLook::quiet, ButtonLook::danger, ButtonLook::plain}) {
        auto* row = new QHBoxLayout;
        auto* button = new PushButton(u("Record"), look);
        button->setKeyHint(u("Enter"));
        row->addWidget(button);
        auto* checked = new PushButton(u("Chosen"), look);
        checked->setCheckable(true);
        checked->setChecked(true);
        row->addWidget(checked);
        auto* disabled = new PushButton(u("Disabled"), look);
        disabled->setWhyDisabled(u("why"));
        row->addWidget(disabled);
        auto* icons = new PushButton(u("Note"), look);
        icons->setIconName(u("note"));
        row->addWidget(icons);
        controls->addLayout(row);
    }
    auto* chips = new QHBoxLayout;
    for (const char* text : {"now", "−1 min", "−5 min", "other"}) {
        auto* chip = new Chip(u(text));
        chip->setCheckable(true);
        chip->setChecked(text[0] == 'n');
        chips->addWidget(chip);
    }
    controls->addLayout(chips);
    auto* field = new QLineEdit(u("RIVERA"));
    controls->addWidget(field);
    auto* wrong = new QLineEdit(u("1.2.3"));
    wrong->setProperty("problem", true);
    controls->addWidget(wrong);
    auto* empty = new QLineEdit;
    empty->setPlaceholderText(u("Family name"));
    controls->addWidget(empty);
    auto* combo = new QComboBox;
    combo->addItem(u("IV ketamine for depression"));
    controls->addWidget(combo);
    auto* check = new QCheckBox(u("Name and birth date confirmed"));
    check->setChecked(true);
    controls->addWidget(check);
    controls->addWidget(new QCheckBox(u("Wristband checked")));
    auto* iconsRow = new FlowLayout;
    for (const char* name :
         {"bell",         "bell-paused",   "bell-off",  "check",    "clock",   "drop",    "heart",
          "lungs",        "pump",          "note",      "pill",     "warning", "pause",   "play",
          "stop",         "close",         "backspace", "search",   "person",  "pencil",  "plus",
          "chevron-down", "chevron-right", "sun",       "moon",     "lock",    "history", "export",
          "flag",         "eye",           "saved",     "chairside"}) {
        auto* button = new PushButton({}, ButtonLook::plain);
        button->setIconName(u(name));
        iconsRow->addWidget(button);
    }
    controls->addLayout(iconsRow);
    controls->addStretch(1);
    line->addLayout(controls);
    return page;
}

} // namespace

std::vector<std::pair<const char*, std::function<std::unique_ptr<QWidget>()>>> galleryLivePages() {
    return {{"tiles", tilesPage},
            {"bars", barsPage},
            {"cards", cardsPage},
            {"chair-1366",
             [] {
                 return chairPage({1366, 768});
             }},
            {"chair-1920", [] {
                 return chairPage({1920, 1080});
             }}};
}
