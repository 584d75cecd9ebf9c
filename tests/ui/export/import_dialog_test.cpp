// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/import_dialog.h"

#include "support/catch.h"
#include "support/foreign_recording.h"
#include "ui/style/push_button.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

using namespace chairside;

namespace {

ForeignRecording recording() {
    using chairside::testing::foreignChannel;
    return chairside::testing::foreignRecording("night.edf", {foreignChannel("HR", "bpm", Channel::hr),
                                                              foreignChannel("<b>SAT</b>", "%", {}),
                                                              foreignChannel("Pleth", "", {}, "waveform")});
}

PushButton* button(const QWidget& in, const char* words) {
    for (auto* b : in.findChildren<PushButton*>())
        if (b->text() == QLatin1String(words)) return b;
    return nullptr;
}

QLineEdit* familyName(const QWidget& in) {
    for (auto* edit : in.findChildren<QLineEdit*>())
        if (edit->accessibleName() == QStringLiteral("Family name")) return edit;
    return nullptr;
}

} // namespace

TEST_CASE("the mapping page proposes what it knows, a person names the rest, waveforms are not offered",
          "[export]") {
    std::optional<ImportChoice> kept;
    ImportDialog dialog(recording(), [&](const ForeignRecording&, const ImportChoice& choice) {
        kept = choice;
        return Result<std::string>(std::string("Imported: 2 readings."));
    });
    dialog.show();
    auto* go = button(dialog, "Import");
    REQUIRE(go);
    CHECK_FALSE(go->isEnabled()); // nobody is named yet
    CHECK(go->toolTip().contains(QStringLiteral("patient")));
    CHECK(dialog.channelChoice(2) == nullptr);
    REQUIRE(dialog.channelChoice(0));
    CHECK(dialog.channelChoice(0)->currentText().startsWith(QStringLiteral("HR")));
    auto* sat = dialog.channelChoice(1);
    CHECK(sat->currentText() == QStringLiteral("Leave out"));
    for (int i = 1; i < sat->count(); ++i) // a percentage is no pressure and no temperature
        CHECK(sat->itemText(i).contains(u'%'));
    sat->setCurrentIndex(1);
    REQUIRE(familyName(dialog));
    familyName(dialog)->setText(QStringLiteral("  Rivera  "));
    CHECK(go->isEnabled());
    QTest::keyClick(&dialog, Qt::Key_Return);
    REQUIRE(kept);
    CHECK(kept->familyName == QStringLiteral("Rivera"));
    CHECK(kept->map == ChannelMap{{0, Channel::hr}, {1, Channel::spo2}});
    CHECK(dialog.message().contains(QStringLiteral("2 readings")));
    CHECK(go->text() == QStringLiteral("Close"));
}

TEST_CASE("an import that fails says why and keeps what was chosen", "[export]") {
    int asked = 0;
    ImportDialog dialog(recording(), [&](const ForeignRecording&, const ImportChoice&) {
        ++asked;
        return Result<std::string>(Error{"The record can't be written, so nothing was imported."});
    });
    dialog.show();
    REQUIRE(familyName(dialog));
    familyName(dialog)->setText(QStringLiteral("Unknown"));
    QTest::keyClick(&dialog, Qt::Key_Return);
    CHECK(asked == 1);
    CHECK(dialog.message().startsWith(QStringLiteral("The record can't be written")));
    CHECK(dialog.choice().map.size() == 1);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    CHECK_FALSE(dialog.isVisible());
}
