// SPDX-License-Identifier: GPL-3.0-or-later
// A whole standard session through the real window, every touch and every keystroke counted: no entry may
// need more than three touches or five keystrokes from the live page. Text that people word themselves
// (names, notes, lots) is counted apart; digits of numbers are keystrokes like any other.
#include "scenarios/real_window.h"
#include "ui/entry/blood_pressure_panel.h"
#include "ui/entry/check_in_page.h"
#include "ui/entry/checklist_panel.h"
#include "ui/entry/dose_panel.h"
#include "ui/entry/number_edit.h"
#include "ui/live/due_card.h"
#include "ui/live/start_page.h"
#include "ui/style/push_button.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>
#include <cstdio>

using namespace chairside;

namespace {

constexpr int kMostTouches = 3, kMostKeys = 5;

/// What one entry cost. `values`: how many separate answers it holds; each has the budget of an entry.
struct Cost {
    QString name;
    int touches = 0, keys = 0, letters = 0, values = 1;
    bool isForm = false; ///< many fields by their nature: counted, with no limit
};

class Walk : public RealWindow {
public:
    // ---- one entry after the other ----
    void begin(const char* name, int values = 1, bool isForm = false) {
        costs_.push_back({QString::fromUtf8(name), 0, 0, 0, values, isForm});
        before_ = controller().engine() ? view().events().size() : 0;
    }
    /// The entry is in the record.
    void done() {
        settle();
        INFO(costs_.back().name.toStdString());
        INFO(saying().toStdString());
        REQUIRE(controller().engine());
        CHECK(view().events().size() > before_);
    }
    template <class Body>
    void done() {
        done();
        const auto& events = view().events();
        const bool found = std::any_of(events.begin() + static_cast<std::ptrdiff_t>(before_), events.end(),
                                       [](const Event& e) { return std::holds_alternative<Body>(e.body); });
        INFO(costs_.back().name.toStdString());
        CHECK(found);
    }

    // ---- fingers ----
    void count(int touches) { costs_.back().touches += touches; }
    void touch(QWidget* what, QPoint at) {
        REQUIRE(what);
        INFO(what->objectName().toStdString());
        REQUIRE(what->isVisible());
        REQUIRE(what->isEnabled());
        ++costs_.back().touches;
        QTest::mouseClick(what, Qt::LeftButton, {}, at);
        settle();
        // A list that closed gives the window its focus back, as a window manager would see to.
        if (!QApplication::activePopupWidget() && !QApplication::activeWindow()) window().activateWindow();
        settle();
    }
    void touch(QWidget* what) { touch(what, what ? what->rect().center() : QPoint()); }
    /// The button with this text, in the open panel first.
    void touch(const char* text) {
        const auto wanted = QString::fromUtf8(text);
        INFO("button " << text);
        for (QWidget* where :
             {static_cast<QWidget*>(page().panels()->current()), static_cast<QWidget*>(&window())}) {
            if (!where) continue;
            for (auto* button : where->findChildren<QAbstractButton*>())
                if (button->text() == wanted && button->isVisible() && button->isEnabled())
                    return touch(static_cast<QWidget*>(button));
        }
        FAIL("no button to touch: " << text << "; the panel says: " << saying().toStdString());
    }
    void touchField(const char* name) {
        for (auto* field : window().findChildren<QLineEdit*>())
            if (field->isVisible() && field->accessibleName() == QString::fromUtf8(name))
                return touch(static_cast<QWidget*>(field));
        FAIL("no field " << name);
    }
    void keys(const char* text, Qt::KeyboardModifiers modifiers = {}) {
        for (const char c : std::string(text)) {
            ++costs_.back().keys;
            QWidget* focus = QApplication::focusWidget();
            QTest::keyClick(focus ? focus : &window(), c, modifiers);
            settle();
        }
    }
    void key(Qt::Key which) {
        ++costs_.back().keys;
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &window(), which);
        settle();
    }
    /// Words of one's own.
    void write(const char* text) {
        QWidget* focus = QApplication::focusWidget();
        REQUIRE(focus);
        QTest::keyClicks(focus, QString::fromUtf8(text));
        costs_.back().letters += static_cast<int>(QString::fromUtf8(text).size());
        settle();
    }

    /// A complete pressure is recorded by itself.
    void waitForPressure() {
        const auto count = view().events().size();
        REQUIRE(QTest::qWaitFor([&] { return view().events().size() > count; }, 6000));
    }
    PushButton* entry(EntryKind kind) { return page().entryBar()->button(kind); }

    /// Prints the table and checks every line of it.
    void settleAccounts() {
        std::printf("\n%-44s %8s %10s %8s %7s\n", "entry", "touches", "keystrokes", "letters", "values");
        Cost sum;
        for (const auto& cost : costs_) {
            std::printf("%-44s %8d %10d %8d %7d%s\n", qPrintable(cost.name), cost.touches, cost.keys,
                        cost.letters, cost.values, cost.isForm ? "  form" : "");
            sum.touches += cost.touches, sum.keys += cost.keys, sum.letters += cost.letters;
            sum.values += cost.values;
        }
        std::printf("%-44s %8d %10d %8d %7d\n", "whole session", sum.touches, sum.keys, sum.letters,
                    sum.values - 1);
        std::fflush(stdout);
        for (const auto& cost : costs_) {
            if (cost.isForm) continue;
            INFO(cost.name.toStdString());
            CHECK(cost.touches <= kMostTouches * cost.values);
            CHECK(cost.keys <= kMostKeys * cost.values);
        }
    }

private:
    std::vector<Cost> costs_;
    std::size_t before_ = 0;
};

void checkIn(Walk& w) {
    w.begin("check-in", 1, true);
    w.touch("Check in a patient");
    w.touch("New patient");
    auto* form = w.window().findChild<CheckInPage*>();
    REQUIRE(form);
    const std::pair<CheckInPage::Field, const char*> words[] = {
        {CheckInPage::Field::family, "Rivera"},    {CheckInPage::Field::given, "Ana"},
        {CheckInPage::Field::birth, "1986-03-14"}, {CheckInPage::Field::mrn, "004711"},
        {CheckInPage::Field::weight, "70"},        {CheckInPage::Field::allergies, "none known"}};
    for (const auto& [field, text] : words) {
        w.touch(static_cast<QWidget*>(form->edit(field)));
        w.write(text);
    }
    for (auto* box : form->findChildren<QCheckBox*>())
        if (box->isVisible()) QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(12, box->height() / 2));
    for (auto* box : form->findChildren<QComboBox*>())
        if (const int at = box->findText(QStringLiteral("IV ketamine for depression")); at >= 0) {
            box->setCurrentIndex(
                at); // its list is a window of its own, which the offscreen platform can't close
            w.count(2);
        }
    w.touch("Check in");
    INFO(form->problem().toStdString());
    w.done<SessionOpened>();
}

/// Systolic and diastolic, opened by a touch; they record themselves.
void pressure(Walk& w, const char* name, const char* digits) {
    w.begin(name);
    w.touch(w.entry(EntryKind::bloodPressure));
    w.keys(digits);
    w.waitForPressure();
    w.done<VitalsEntered>();
}

void sedation(Walk& w, const char* level) {
    w.begin("sedation");
    w.touch(w.entry(EntryKind::sedation));
    w.touch(level);
    w.done<ScoreEntered>();
}

/// Sedation, dissociation and nausea as often as the protocol asks for them.
void scale(Walk& w, const char* name, const char* key, const char* digit) {
    w.begin(name);
    w.keys("q");
    w.keys(key);
    w.keys(digit);
    w.done<ScoreEntered>();
}

void dissociationNone(Walk& w) {
    w.begin("dissociation, none");
    w.touch(w.entry(EntryKind::dissociation));
    w.touch("None of the others");
    w.touch("Record");
    w.done<ScoreEntered>();
}

void vitals(Walk& w) {
    w.begin("pressure, HR, SpO2, RR in one panel", 4);
    w.touch(w.entry(EntryKind::bloodPressure));
    w.keys("12478");
    auto* panel = qobject_cast<BloodPressurePanel*>(w.page().panels()->current());
    REQUIRE(panel);
    w.touch(static_cast<QWidget*>(panel->field(Channel::hr)->edit()));
    w.keys("729814");
    w.key(Qt::Key_Return);
    w.done<VitalsEntered>();
}

int requiredOf(const std::vector<RequiredItem>& items) {
    return static_cast<int>(std::ranges::count_if(items, [](const auto& item) { return !item.optional; }));
}

/// Every line of the open list by one touch on its safe answer; text lines are written.
int answerLines(Walk& w, const std::vector<RequiredItem>& items) {
    int lines = 0;
    for (const auto& item : items) {
        if (item.optional) continue; // the walk counts what a session asks for
        const auto title = QString::fromStdString(item.title);
        auto* panel = w.page().panels()->current();
        REQUIRE(panel);
        INFO(item.title);
        const bool isDate = item.kind == RequiredItem::Kind::date;
        if (isDate || item.kind == RequiredItem::Kind::text) {
            for (auto* field : panel->findChildren<QLineEdit*>())
                if (field->accessibleName() == title) {
                    w.touch(static_cast<QWidget*>(field));
                    w.write(isDate ? "2026-01-15" : "as on file");
                    w.key(Qt::Key_Return);
                }
        } else {
            auto choices = item.choices;
            if (choices.empty()) choices = {"no", "yes"};
            if (item.stopsOn != "no" && item.choices.empty())
                choices = {item.stopsOn == "yes" ? "no" : "yes"};
            std::string safe;
            for (const auto& choice : choices)
                if (choice != item.stopsOn && safe.empty()) safe = choice;
            for (auto* chip : panel->findChildren<QAbstractButton*>())
                if (chip->property("answer").toString().toStdString() == safe &&
                    chip->accessibleName().startsWith(title + QStringLiteral(": ")) && chip->isVisible()) {
                    w.touch(static_cast<QWidget*>(chip));
                    break;
                }
        }
        ++lines;
    }
    return lines;
}

void beforeStart(Walk& w) {
    const auto& protocol = w.view().protocol();
    w.begin("pre-session screen", requiredOf(protocol.screen) + 1);
    w.touch("Answer the screen");
    answerLines(w, protocol.screen);
    w.touch("Screen complete");
    w.done<ScreenCompleted>();

    w.begin("dose order", 1, true);
    w.touch("Order the dose");
    for (auto* chip : w.page().panels()->current()->findChildren<QAbstractButton*>())
        if (chip->accessibleName().startsWith(QStringLiteral("Vial strength"))) {
            w.touch(static_cast<QWidget*>(chip));
            break;
        }
    for (auto* chip : w.page().panels()->current()->findChildren<QAbstractButton*>())
        if (chip->accessibleName().startsWith(QStringLiteral("Container"))) {
            w.touch(static_cast<QWidget*>(chip));
            break;
        }
    w.touch("Order this dose");
    w.done<DoseOrdered>();

    w.begin("vial drawn", 1, true);
    w.touch("Record the vial");
    w.touchField("Lot");
    w.write("A1");
    w.touchField("mg drawn");
    w.keys("35");
    for (auto* chip : w.page().panels()->current()->findChildren<QAbstractButton*>())
        if (chip->text().contains(QStringLiteral("mg/mL"))) {
            w.touch(static_cast<QWidget*>(chip));
            break;
        }
    w.touch("Record draw");
    w.done<DrugDrawn>();
    w.page().panels()->close();
    w.pass(2s);

    w.begin("two-person time-out", requiredOf(protocol.timeout) + 1);
    w.touch("Two-person time-out");
    w.touch("T. Lind, RN");
    answerLines(w, protocol.timeout);
    w.touch("Both confirm");
    w.done<TimeoutConfirmed>();

    w.begin("start");
    w.touch("Start the infusion");
    w.touch("Infusion started");
    w.done<InfusionStarted>();
}

void duringTreatment(Walk& w) {
    w.begin("side effect begins");
    w.touch(w.entry(EntryKind::sideEffect));
    w.touch("Nausea");
    w.done<SideEffectBegan>();
    w.begin("its severity");
    w.touch("2 moderate");
    w.done<SideEffectChanged>();
    w.begin("event by its digit");
    w.page().panels()->close();
    w.keys("1");
    w.done<EventMarked>();
    w.begin("medication");
    w.touch(w.entry(EntryKind::medication));
    w.touch("4 mg IV");
    w.touch("Record");
    w.done<MedicationGiven>();
    w.begin("oxygen begins");
    w.touch(w.entry(EntryKind::oxygen));
    w.touch("2 L/min");
    w.done<VitalsEntered>();
    w.begin("oxygen ends, by keys");
    w.keys("o");
    w.keys("0");
    w.key(Qt::Key_Return);
    w.done<VitalsEntered>();
    w.begin("note");
    w.keys("n");
    w.write("Calm, eyes closed.");
    w.key(Qt::Key_Return);
    w.done<NoteWritten>();
    w.pass(10min);

    w.begin("pressure by the number pad");
    w.keys("12880", Qt::KeypadModifier);
    w.waitForPressure();
    w.done<VitalsEntered>();
    sedation(w, "5");

    w.begin("pressure five minutes ago");
    w.touch(w.entry(EntryKind::bloodPressure));
    w.touch("−5 min"); // before the digits: a complete pressure records itself
    w.keys("13884");
    w.waitForPressure();
    w.done<VitalsEntered>();
    const auto& late = w.view().events();
    const auto typed = std::find_if(late.rbegin(), late.rend(), [](const Event& e) {
        return std::holds_alternative<VitalsEntered>(e.body);
    });
    REQUIRE(typed != late.rend());
    CHECK(typed->at.mono - typed->effective >= 5min); // the time it was entered at stays beside it

    w.begin("pause");
    w.touch("Pause");
    w.touch("patient's wish");
    w.done<InfusionPaused>();
    w.pass(1min);
    w.begin("resume");
    w.touch("Resume");
    w.touch("Infusion resumed");
    w.done<InfusionResumed>();
    w.begin("rate change");
    w.touch("Change rate");
    w.keys("155");
    w.touch("as ordered");
    w.touch("Rate changed");
    w.done<RateChanged>();
    w.pass(9min);
    w.begin("a check not done, with its reason");
    w.keys("x");
    w.keys("1");
    w.done<CheckMissed>();
    pressure(w, "pressure while it runs", "14284");
    sedation(w, "4");
    w.pass(21min);
    pressure(w, "pressure at the mark", "15290");
}

void closing(Walk& w) {
    w.begin("end of the infusion");
    w.touch("Stop infusion");
    w.touch("Completed as planned");
    w.touch("Stop the infusion");
    w.done<InfusionStopped>();
    w.begin("side effect ends");
    w.touch(w.entry(EntryKind::sideEffect));
    w.touch("Nausea");
    w.done<SideEffectEnded>();
    w.page().panels()->close();
    vitals(w);
    sedation(w, "5");
    dissociationNone(w);
    scale(w, "nausea scale", "b", "0");
    for (int quarter = 0; quarter < 4; ++quarter) {
        w.pass(15min);
        pressure(w, "pressure in recovery", "12678");
        sedation(w, "5");
    }
    vitals(w);
    dissociationNone(w);
    scale(w, "nausea scale", "b", "0");

    w.begin("Aldrete score, five questions", 6);
    w.keys("q");
    w.keys("1");
    w.keys("22222");
    w.key(Qt::Key_Return);
    w.done<ScoreEntered>();
    CHECK(w.view().state().latestScore("aldrete")->total == 10.0);

    w.begin("discharge list", 5);
    w.touch("Discharge list");
    auto* list = w.page().panels()->current();
    REQUIRE(list);
    for (auto* chip : list->findChildren<QAbstractButton*>())
        if (chip->property("answer").toString() == QStringLiteral("yes"))
            w.touch(static_cast<QWidget*>(chip));
    w.done<ItemConfirmed>();
    w.page().panels()->close();
    w.pass(2s);
    w.begin("ready to leave");
    w.touch("Ready to leave");
    w.done<DischargeReady>();

    w.begin("rest of the vial wasted", 1, true);
    w.touch("Settle the drug ledger");
    w.touch("all the rest");
    w.touch("Vial");
    w.touch("T. Lind, RN");
    w.touch("Record waste");
    w.done<DrugWasted>();
    CHECK(w.view().state().ledger.balance(w.view().state().givenMg(w.view().state().lastAt)).settled);
    w.page().panels()->close();
    w.pass(2s);

    w.begin("discharge");
    w.touch("Discharge");
    w.touch("Discharge");
    w.done<Discharged>();
    w.begin("nurse's signature");
    w.pass(2s);
    w.touch("Sign as nurse");
    w.touch("Sign");
    w.done<Signed>();
    w.begin("prescriber's signature");
    w.pass(2s);
    w.touch("Sign as prescriber");
    w.touch("Sign");
    w.done<Signed>();
}

} // namespace

TEST_CASE("a whole standard session stays within three touches or five keystrokes for each entry",
          "[scenario][at-the-chair]") {
    Walk w;
    checkIn(w);
    vitals(w);
    sedation(w, "5");
    scale(w, "pain scale", "d", "1");
    scale(w, "nausea scale", "b", "0");
    dissociationNone(w);
    beforeStart(w);
    w.pass(2s);
    for (const auto& alarm : w.view().events())
        if (const auto* raised = std::get_if<AlarmRaised>(&alarm.body))
            CHECK(raised->condition != "check.baseline"); // charted before the start, so never missed
    duringTreatment(w);
    closing(w);
    CHECK(w.view().state().phase == Phase::signedOff);
    CHECK(w.view().state().hasSigned(Role::prescriber));
    // Both names stand with every line of the time-out.
    std::size_t together = 0;
    for (const auto& event : w.view().events())
        if (const auto* item = std::get_if<ItemConfirmed>(&event.body); item && item->list == "timeout") {
            CHECK(event.actor.name == "J. Okafor, RN");
            CHECK(item->secondPerson == "T. Lind, RN");
            ++together;
        }
    CHECK(together == w.view().protocol().timeout.size());
    w.settleAccounts();
}
