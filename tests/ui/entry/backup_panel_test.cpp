// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/catch.h"
#include "ui/entry/backup_panel.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/support.h"

using namespace chairside;

namespace {

PushButton* button(BackupPanel& panel, const char* text) {
    for (auto* candidate : panel.findChildren<PushButton*>())
        if (candidate->text() == QLatin1String(text)) return candidate;
    return nullptr;
}

bool shows(BackupPanel& panel, const char* text) {
    for (auto* label : panel.findChildren<TextLabel*>())
        if (label->isVisible() && label->text().contains(QLatin1String(text))) return true;
    return false;
}

} // namespace

TEST_CASE("the backup panel says that there is none yet, and what one can do about it", "[entry][H-17]") {
    BackupPanel panel;
    PanelUnderTest under(panel);
    BackupPanel::State state;
    state.where = QStringLiteral("/records/backups");
    panel.setState(state);
    CHECK(shows(panel, "none yet"));
    CHECK(shows(panel, "/records/backups"));
    CHECK(button(panel, "Back up now")->isEnabled());
    CHECK_FALSE(button(panel, "Check a backup")->isEnabled());
    state.canBackUp = false;
    panel.setState(state);
    CHECK_FALSE(button(panel, "Back up now")->isEnabled());
}

TEST_CASE("the backup panel is worked by keyboard, and touches go out as what they mean", "[entry][H-17]") {
    BackupPanel panel;
    PanelUnderTest under(panel);
    BackupPanel::State state;
    state.last = QStringLiteral("21 Nov 2026 at 17:04, checked; 3 backups kept");
    panel.setState(state);
    panel.begin();
    int backUps = 0, checks = 0, folders = 0, stops = 0;
    QObject::connect(&panel, &BackupPanel::backUpRequested, &panel, [&] { ++backUps; });
    QObject::connect(&panel, &BackupPanel::checkRequested, &panel, [&] { ++checks; });
    QObject::connect(&panel, &BackupPanel::folderRequested, &panel, [&] { ++folders; });
    QObject::connect(&panel, &BackupPanel::stopRequested, &panel, [&] { ++stops; });
    pressKey(Qt::Key_Space); // the focus is on what one most likely wants
    CHECK(backUps == 1);
    pressKey(Qt::Key_Tab);
    pressKey(Qt::Key_Space);
    CHECK(checks == 1);
    pressKey(Qt::Key_Tab);
    pressKey(Qt::Key_Space);
    CHECK(folders == 1);
    state.phase = QStringLiteral("Copying the record …");
    state.fraction = 0.4;
    panel.setState(state);
    CHECK(shows(panel, "Copying the record"));
    CHECK_FALSE(button(panel, "Back up now")->isEnabled());
    QTest::mouseClick(button(panel, "Stop"), Qt::LeftButton);
    CHECK(stops == 1);
    pressKey(Qt::Key_Escape);
    CHECK(under.closed == 1);
    for (auto* each : panel.findChildren<PushButton*>()) {
        INFO(each->text().toStdString());
        if (each->isVisible()) CHECK(each->height() >= space::kTouch);
    }
}

TEST_CASE("what went wrong with a backup stands where the person looks, not what went well before",
          "[entry][H-17]") {
    BackupPanel panel;
    PanelUnderTest under(panel);
    BackupPanel::State state;
    state.last = QStringLiteral("21 Nov 2026 at 17:04, checked");
    state.result = QStringLiteral("Backed up and checked: 12 sessions.");
    panel.setState(state);
    CHECK(shows(panel, "Backed up and checked: 12 sessions."));
    state.problem = QStringLiteral("The disk is full. <b>Free</b> some space.");
    panel.setState(state);
    CHECK(shows(panel, "The disk is full. <b>Free</b> some space."));
    CHECK_FALSE(shows(panel, "Backed up and checked"));
    CHECK(shows(panel, "17:04")); // the last good one is still named
}
