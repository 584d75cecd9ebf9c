// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/series_panel.h"

#include "core/domain/series.h"
#include "support/catch.h"
#include "ui/entry/dose_panel.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"
#include "ui/support.h"

#include <QLineEdit>

using namespace chairside;

namespace {

Chip* seriesChip(QWidget& in, const QString& text) {
    for (auto* one : in.findChildren<Chip*>())
        if (one->text() == text) return one;
    return nullptr;
}

bool says(QWidget& in, const QString& text) {
    for (auto* label : in.findChildren<TextLabel*>())
        if (label->isVisibleTo(&in) && label->text().contains(text)) return true;
    return false;
}

} // namespace

TEST_CASE("the series is proposed from the sessions before and recorded only when confirmed",
          "[course][H-06]") {
    SeriesPanel panel(
        {"depression", std::string(kInduction), 4, {QStringLiteral("14 Nov 2026, 7 days ago")}});
    PanelUnderTest under(panel);
    CHECK(under.commands.empty());
    CHECK(says(panel, QStringLiteral("14 Nov 2026, 7 days ago")));
    CHECK(says(panel, QStringLiteral("for comparison only")));
    QTest::mouseClick(panel.recordButton(), Qt::LeftButton);
    REQUIRE(under.commands.size() == 1);
    const auto& assigned = under.last<CourseAssigned>();
    CHECK(assigned.indication == "depression");
    CHECK(assigned.course == kInduction);
    CHECK(assigned.number == 4);
}

TEST_CASE("a first session asks what is treated instead of guessing it", "[course]") {
    SeriesPanel panel({"", std::string(kInduction), 1, {}});
    PanelUnderTest under(panel);
    QTest::mouseClick(panel.recordButton(), Qt::LeftButton);
    CHECK(under.commands.empty());
    CHECK(panel.message() == QStringLiteral("Choose what is treated."));
    QTest::mouseClick(seriesChip(panel, QStringLiteral("Chronic pain")), Qt::LeftButton);
    QTest::mouseClick(seriesChip(panel, QStringLiteral("maintenance")), Qt::LeftButton);
    panel.findChild<QLineEdit*>()->setText(QStringLiteral("2"));
    QTest::mouseClick(panel.recordButton(), Qt::LeftButton);
    REQUIRE(under.commands.size() == 1);
    CHECK(under.last<CourseAssigned>().indication == "chronic_pain");
    CHECK(under.last<CourseAssigned>().course == kMaintenance);
    CHECK(under.last<CourseAssigned>().number == 2);
}

TEST_CASE("the dose panel shows what the last session found, and nothing without one", "[course][H-06]") {
    DosePanel panel(DosingRule{});
    panel.resize(1068, 420);
    panel.show();
    CHECK_FALSE(says(panel, QStringLiteral("Last session")));
    panel.setLastSession(
        {QStringLiteral("14 Nov 2026"), QStringLiteral("Highest blood pressure 168/101 mmHg")});
    CHECK(says(panel, QStringLiteral("Highest blood pressure 168/101 mmHg")));
    panel.setLastSession({});
    CHECK_FALSE(says(panel, QStringLiteral("Last session")));
}
