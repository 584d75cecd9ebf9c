// SPDX-License-Identifier: GPL-3.0-or-later
// The real window as a person at the chair uses it: opens panels, presses buttons by their words, types into
// fields by their names, and looks at what is said. For tests of what people mistype.
#pragma once

#include "scenarios/real_window.h"
#include "support/qt_words.h"
#include "ui/entry/check_in_page.h"
#include "ui/entry/confirm_panel.h"
#include "ui/entry/note_panel.h"
#include "ui/live/start_page.h"
#include "ui/style/push_button.h"

#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>
#include <functional>

namespace chairside::testing {

class Desk : public RealWindow {
public:
    /// A demo whose infusion runs.
    Desk() {
        window().startDemo();
        REQUIRE(controller().engine());
        REQUIRE(view().state().phase == Phase::running);
    }
    /// A patient of these names who was just checked in by J. Okafor.
    Desk(const QString& family, const QString& given, int protocol = 0) {
        Q_EMIT window().findChild<StartPage*>()->operatorRequested();
        settle();
        for (auto* button : window().findChildren<QAbstractButton*>())
            if (button->isVisible() && button->text().startsWith(u("J. Okafor"))) {
                button->click();
                break;
            }
        settle();
        window().showPage(u("checkin"));
        CheckInPage::CheckIn in;
        in.patient.familyName = family.toStdString();
        in.patient.givenName = given.toStdString();
        in.patient.birthDate = "1986-03-14";
        in.weightKg = 70;
        in.protocol = protocol;
        in.confirmedBy = u("name, birth date");
        Q_EMIT window().findChild<CheckInPage*>()->checkInRequested(in);
        settle();
        REQUIRE(controller().engine());
    }
    void press(const char* text) {
        REQUIRE(panel());
        for (auto* button : panel()->findChildren<QAbstractButton*>())
            if (button->text() == u(text) && button->isVisible() && button->isEnabled()) {
                button->click();
                return settle();
            }
        FAIL("no button " << text);
    }
    bool offers(const char* text) const {
        for (auto* button : panel()->findChildren<QAbstractButton*>())
            if (button->text() == u(text) && button->isVisible() && button->isEnabled()) return true;
        return false;
    }
    /// A button of the page, outside of any panel; null when it is not there.
    PushButton* onPage(const char* text) {
        for (auto* button : page().findChildren<PushButton*>())
            if (button->text() == u(text) && button->isVisible()) return button;
        return nullptr;
    }
    QLineEdit* field(const char* name) {
        REQUIRE(panel());
        for (auto* edit : panel()->findChildren<QLineEdit*>())
            if (edit->accessibleName() == u(name)) return edit;
        FAIL("no field " << name);
        return nullptr;
    }
    void open(EntryKind kind) {
        page().panels()->close();
        Q_EMIT page().entryChosen(kind);
        settle();
    }
    void act(const char* action) {
        page().panels()->close();
        Q_EMIT page().actionRequested(u(action));
        settle();
    }
    /// Entries of people; alarms may come by themselves at any time.
    std::size_t entries() const {
        std::size_t count = 0;
        for (const auto& event : view().events())
            if (event.actor.role != Role::system) ++count;
        return count;
    }
    template <class Body>
    const Body& newest() const {
        const auto& events = view().events();
        const auto at = std::find_if(events.rbegin(), events.rend(),
                                     [](const Event& e) { return std::holds_alternative<Body>(e.body); });
        REQUIRE(at != events.rend());
        return std::get<Body>(at->body);
    }
};

/// A sentence for a person: it begins with a capital letter or a number and ends like a sentence.
inline void checkSentence(const QString& said) {
    INFO(said.toStdString());
    REQUIRE(!said.isEmpty());
    CHECK(said.size() < 220);
    CHECK((said.endsWith(u(".")) || said.endsWith(u("?"))));
    CHECK(!said.contains(u("nan")));
}

struct Slip {
    const char* field;
    const char* text;
};

/// Types each slip alone, presses the button, and looks: a sentence, the text still there, no event.
inline void refuseAll(Desk& desk, const std::function<void()>& open, const std::function<void()>& prepare,
                      const char* button, const std::vector<Slip>& slips) {
    for (const auto& slip : slips) {
        INFO(slip.field << " = \"" << slip.text << "\"");
        open();
        prepare();
        desk.field(slip.field)->setText(u(slip.text));
        const auto before = desk.entries();
        if (desk.offers(button)) desk.press(button);
        REQUIRE(desk.panel());
        CHECK(desk.entries() == before);
        CHECK(desk.field(slip.field)->text() == u(slip.text));
        if (desk.offers(button)) checkSentence(desk.saying());
    }
}

inline const std::vector<const char*> kNoNumbers{"abc", "1..5", "1.2.3", "12x", "--4", "1e3"};

inline std::vector<Slip> slipsOf(const char* field, std::initializer_list<const char*> more) {
    std::vector<Slip> slips;
    for (const char* text : kNoNumbers) slips.push_back({field, text});
    for (const char* text : more) slips.push_back({field, text});
    return slips;
}

} // namespace chairside::testing
