// SPDX-License-Identifier: GPL-3.0-or-later
// Entries corrected and withdrawn through the real window: the mark opens the entry, "Correct" asks for the
// new one, both stay in the record, and what is computed from the record follows the new one.
#include "app/console/main_window.h"
#include "build_places.h"
#include "core/live/standard_session.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "ui/chart/record_chart.h"
#include "ui/entry/blood_pressure_panel.h"
#include "ui/entry/confirm_panel.h"
#include "ui/entry/dissociation_panel.h"
#include "ui/entry/entry_list_panel.h"
#include "ui/entry/entry_view_panel.h"
#include "ui/entry/medication_panel.h"
#include "ui/entry/note_panel.h"
#include "ui/entry/number_edit.h"
#include "ui/entry/panel_host.h"
#include "ui/entry/score_panel.h"
#include "ui/entry/side_effect_panel.h"
#include "ui/live/live_page.h"
#include "ui/live/saved_indicator.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace chairside;

namespace {

class Chairside {
public:
    Chairside()
        : options_(optionsIn(folder_)), catalogue_(Catalogue::load(options_.resources)),
          controller_(options_, host_),
          staff_(QString::fromStdString(folder_.path()) + QStringLiteral("/staff.json")) {
        REQUIRE(catalogue_.problems.isEmpty());
        REQUIRE(controller_.openRecord());
        window_ = std::make_unique<MainWindow>(options_, controller_, catalogue_, staff_);
        window_->resize(1366, 768);
        window_->show();
        window_->startDemo();
        page_ = window_->findChild<LivePage*>();
        REQUIRE(page_);
        page_->panels()->setAnimated(false);
        REQUIRE(controller_.engine());
    }
    const SessionView& view() const { return controller_.engine()->view(); }
    LivePage& page() { return *page_; }
    SessionController& controller() { return controller_; }
    template <class Panel>
    Panel* panel() {
        QCoreApplication::processEvents(); // a panel is replaced after its own signal has returned
        auto* shown = qobject_cast<Panel*>(page_->panels()->current());
        REQUIRE(shown);
        return shown;
    }
    void press(const QString& text) {
        QCoreApplication::processEvents();
        REQUIRE(page_->panels()->current());
        for (auto* button : page_->panels()->current()->findChildren<QPushButton*>())
            if (button->text() == text && button->isVisible() && button->isEnabled()) return button->click();
        FAIL("no button " << text.toStdString());
    }
    Uuid enter(EventBody body, Actor actor = {"n1", "J. Okafor RN", Role::nurse}) {
        Command command;
        command.actor = std::move(actor);
        command.ask = std::move(body);
        command.sure = true;
        const auto decision = controller_.submit(command);
        if (const auto* refusal = std::get_if<Refusal>(&decision)) INFO(refusal->sentence);
        REQUIRE(std::holds_alternative<std::vector<Event>>(decision));
        return std::get<std::vector<Event>>(decision).front().id;
    }
    const Event& eventOf(const Uuid& id) const {
        const auto& events = view().events();
        const auto at =
            std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.id == id; });
        REQUIRE(at != events.end());
        return *at;
    }
    void touchMark(const Uuid& id) { Q_EMIT page_->chart()->markActivated(id); }
    void correctMark(const Uuid& id) {
        touchMark(id);
        panel<EntryViewPanel>();
        press(QStringLiteral("Correct"));
    }
    /// An alarm may follow a corrected value, so it need not be the newest event.
    const Event& correctionOf(const Uuid& old) const {
        const auto& events = view().events();
        const auto at =
            std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.corrects == old; });
        REQUIRE(at != events.end());
        return *at;
    }
    /// The new entry has the kind of `old` and stands; the old one is still there, superseded.
    template <class Body>
    const Body& replacementOf(const Uuid& old) {
        QCoreApplication::processEvents();
        const auto& last = correctionOf(old);
        CHECK(view().state().entries.at(old).supersededBy == last.id);
        CHECK(view().record().stateOf(old) == EntryState::corrected);
        CHECK(page_->panels()->current() == nullptr);
        return std::get<Body>(last.body);
    }

private:
    static ConsoleOptions optionsIn(const chairside::testing::TempDir& folder) {
        ConsoleOptions options;
        options.database = QString::fromStdString(folder.path()) + QStringLiteral("/record.db");
        options.resources = QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources");
        options.source = SourceKind::manual;
        options.smokeSeconds = 1; // closes without asking
        return options;
    }
    chairside::testing::TempDir folder_;
    ConsoleOptions options_;
    SystemTime host_;
    Catalogue catalogue_;
    SessionController controller_;
    Staff staff_;
    std::unique_ptr<MainWindow> window_;
    LivePage* page_ = nullptr;
};

VitalsEntered pressure(double systolic, double diastolic, double pulse) {
    VitalsEntered vitals;
    vitals.values[index(Channel::nibpSystolic)] = systolic;
    vitals.values[index(Channel::nibpDiastolic)] = diastolic;
    vitals.values[index(Channel::hr)] = pulse;
    return vitals;
}

} // namespace

TEST_CASE(
    "a mistyped pressure is corrected from its mark: blank fields stay, its time stays, both entries stay",
    "[scenario][H-12]") {
    Chairside chairside;
    const auto old = chairside.enter(pressure(146, 69, 71));
    const auto when = chairside.eventOf(old).effective;
    chairside.correctMark(old);
    auto* panel = chairside.panel<BloodPressurePanel>();
    CHECK(panel->isCorrecting());
    CHECK(panel->field(Channel::nibpSystolic)->edit()->text().isEmpty());
    CHECK(panel->field(Channel::nibpSystolic)->edit()->placeholderText() == QStringLiteral("146"));
    panel->field(Channel::nibpDiastolic)->edit()->setText(QStringLiteral("96"));
    panel->recordButton()->click();
    const auto& now = chairside.replacementOf<VitalsEntered>(old);
    CHECK(now.values[index(Channel::nibpSystolic)] == 146);
    CHECK(now.values[index(Channel::nibpDiastolic)] == 96);
    CHECK(now.values[index(Channel::hr)] == 71);
    CHECK(chairside.correctionOf(old).effective == when);
    const auto shown =
        chairside.view().board().at(Channel::nibpDiastolic, chairside.controller().viewNow().mono);
    REQUIRE(shown);
    CHECK(shown->value == 96);
    SECTION("the old mark says what replaced it and leads there") {
        chairside.touchMark(old);
        chairside.panel<EntryViewPanel>();
        chairside.press(QStringLiteral("Show what replaced it"));
        chairside.panel<EntryViewPanel>();
        chairside.press(QStringLiteral("Correct"));
        CHECK(chairside.panel<BloodPressurePanel>()->isCorrecting());
    }
}

TEST_CASE("a correction that changes nothing is not recorded, and an impossible one keeps what was typed",
          "[scenario]") {
    Chairside chairside;
    const auto old = chairside.enter(pressure(146, 69, 71));
    const auto count = chairside.view().events().size();
    chairside.correctMark(old);
    auto* panel = chairside.panel<BloodPressurePanel>();
    panel->recordButton()->click();
    CHECK(panel->message().startsWith(QStringLiteral("Nothing was changed")));
    panel->field(Channel::nibpDiastolic)->edit()->setText(QStringLiteral("150"));
    panel->recordButton()->click();
    CHECK(panel->message() == QStringLiteral("Diastolic 150 cannot be as high as systolic 146."));
    CHECK(panel->field(Channel::nibpDiastolic)->edit()->text() == QStringLiteral("150"));
    CHECK(chairside.view().events().size() == count);
}

TEST_CASE("sedation and the dissociation check are corrected with their old answers shown", "[scenario]") {
    Chairside chairside;
    ScoreEntered sedation;
    sedation.instrument = "moaas";
    sedation.answers["moaas"] = "5";
    sedation.total = 5;
    const auto first = chairside.enter(sedation);
    chairside.correctMark(first);
    auto* panel = chairside.panel<ScorePanel>();
    REQUIRE(panel->answerButton(4));
    panel->answerButton(4)->click();
    CHECK(chairside.replacementOf<ScoreEntered>(first).total == 4);
    REQUIRE(chairside.view().state().latestScore("moaas"));
    CHECK(chairside.view().state().latestScore("moaas")->total == 4);

    ScoreEntered check;
    check.instrument = "dissociation_check";
    for (const char* row :
         {"unreality", "detached_body", "time_distort", "perception", "hallucination", "memory_gap"})
        check.answers[row] = "1";
    check.total = 6;
    const auto second = chairside.enter(check);
    chairside.correctMark(second);
    auto* list = chairside.panel<DissociationPanel>();
    list->answerButton(0, 3)->click();
    list->recordButton()->click();
    const auto& corrected = chairside.replacementOf<ScoreEntered>(second);
    CHECK(corrected.total == 8);
    CHECK(corrected.answers.at("unreality") == "3");
    CHECK(corrected.answers.at("memory_gap") == "1");
}

TEST_CASE("a side effect that has ended and is corrected has still ended", "[scenario]") {
    Chairside chairside;
    SideEffectBegan began;
    began.effect = "headache";
    const auto old = chairside.enter(began);
    chairside.enter(SideEffectEnded{old});
    chairside.correctMark(old);
    auto* panel = chairside.panel<SideEffectPanel>();
    panel->severityButton(2)->click();
    CHECK(chairside.replacementOf<SideEffectBegan>(old).severity == 2);
    bool found = false;
    for (const auto& effect : chairside.view().state().effects)
        if (effect.effect == "headache") {
            found = true;
            CHECK(effect.severity == 2);
            CHECK(effect.until.has_value());
        }
    CHECK(found);
}

TEST_CASE("a medication and a note are corrected from their marks", "[scenario]") {
    Chairside chairside;
    const auto& order = chairside.view().protocol().orders.at(0);
    MedicationGiven given;
    given.drug = order.drug;
    given.unit = order.unit;
    given.route = order.route.substr(0, order.route.find('/'));
    given.dose = order.doses.at(0);
    given.reason = "as ordered";
    const auto drug = chairside.enter(given);
    chairside.correctMark(drug);
    auto* panel = chairside.panel<MedicationPanel>();
    CHECK(panel->summary().contains(QString::fromStdString(given.drug)));
    for (auto* edit : panel->findChildren<QLineEdit*>())
        if (edit->accessibleName() == QStringLiteral("Ordered by"))
            edit->setText(QStringLiteral("Dr M. Haas"));
    panel->recordButton()->click();
    CHECK(chairside.replacementOf<MedicationGiven>(drug).orderedBy == "Dr M. Haas");
    CHECK(chairside.replacementOf<MedicationGiven>(drug).reason == "as ordered");

    const auto note = chairside.enter(NoteWritten{"Music to loud", std::nullopt});
    chairside.correctMark(note);
    auto* words = chairside.panel<NotePanel>();
    CHECK(words->edit()->toPlainText() == QStringLiteral("Music to loud"));
    words->edit()->setPlainText(QStringLiteral("Music too loud"));
    words->recordButton()->click();
    CHECK(chairside.replacementOf<NoteWritten>(note).text == "Music too loud");
}

TEST_CASE("the buttons stay in reach below a note of 10,000 characters", "[scenario]") {
    Chairside chairside;
    std::string text;
    for (int i = 0; i < 1'000; ++i) text += "ten chars ";
    chairside.touchMark(chairside.enter(NoteWritten{text, std::nullopt}));
    auto* panel = chairside.panel<EntryViewPanel>();
    CHECK(panel->parentWidget()->geometry().top() >= 0);
    for (auto* button : panel->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Correct"))
            CHECK(panel->rect().contains(QRect(button->mapTo(panel, QPoint(0, 0)), button->size())));
}

TEST_CASE("an entry is withdrawn with a reason from the list of all entries", "[scenario]") {
    Chairside chairside;
    const auto old = chairside.enter(NoteWritten{"For another patient", std::nullopt});
    chairside.page().findChild<SavedIndicator*>()->click();
    auto* list = chairside.panel<EntryListPanel>();
    auto* table = list->table();
    const auto last = table->model()->index(table->model()->rowCount() - 1, 2);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(last).center());
    chairside.panel<EntryViewPanel>();
    chairside.press(QStringLiteral("Withdraw"));
    chairside.panel<ConfirmPanel>();
    chairside.press(QStringLiteral("wrong patient"));
    chairside.press(QStringLiteral("Withdraw this entry"));
    const auto& withdrawn = chairside.correctionOf(old);
    CHECK(std::get<EntryWithdrawn>(withdrawn.body).reason == "wrong patient");
    CHECK(chairside.view().record().stateOf(old) == EntryState::withdrawn);
}

TEST_CASE("a note that was typed and not recorded is there again when the panel opens anew", "[scenario]") {
    Chairside chairside;
    chairside.page().entryBar()->button(EntryKind::note)->click();
    chairside.panel<NotePanel>()->edit()->setPlainText(QStringLiteral("half a sent"));
    chairside.page().entryBar()->button(EntryKind::bloodPressure)->click();
    chairside.panel<BloodPressurePanel>();
    chairside.page().entryBar()->button(EntryKind::note)->click();
    CHECK(chairside.panel<NotePanel>()->edit()->toPlainText() == QStringLiteral("half a sent"));
}
