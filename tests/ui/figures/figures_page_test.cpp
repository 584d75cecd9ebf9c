// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/figures_page.h"

#include "support/catch.h"
#include "ui/figures/figure_rows.h"
#include "ui/figures/figure_tile.h"
#include "ui/figures/figures_words.h"
#include "ui/figures/rise_chart.h"
#include "ui/style/chip.h"
#include "ui/style/number_label.h"

#include <QListView>
#include <QTest>

using namespace chairside;

namespace {

constexpr std::int64_t kFiguresFirst = 1'795'255'200'000, kDayMs = 86'400'000;

std::vector<SessionFacts> archive() {
    std::vector<SessionFacts> out;
    for (int i = 0; i < 12; ++i) {
        SessionFacts f;
        f.session = SeededUuids(static_cast<std::uint64_t>(i) + 500).next(kFiguresFirst);
        f.patient = SeededUuids(static_cast<std::uint64_t>(i / 2)).next(kFiguresFirst);
        f.opened = {kFiguresFirst + i * kDayMs, 0};
        f.flags = fact::kTreated | (i % 4 == 3 ? fact::kAborted : 0);
        f.abortReason = i % 4 == 3 ? "blood pressure" : "";
        f.start = monoFromMs(600'000);
        f.end = monoFromMs(3'000'000);
        f.systolic.peak = Moment{150, {}};
        f.rise = {{2, 8, 4}, {7, 16, 8}};
        f.effects = {{"nausea", 1 + i % 3, {}, {}}};
        f.scores = {{"phq9", i % 2 == 0 ? 20.0 : 9.0, monoFromMs(300'000), true}};
        f.readyAt = monoFromMs(600'000 + 90 * 60'000);
        out.push_back(f);
    }
    return out;
}

struct FiguresDesk {
    std::vector<SessionFacts> facts;
    int saved = 0;
    FiguresPage page;
    explicit FiguresDesk(std::vector<SessionFacts> with)
        : facts(std::move(with)),
          page({[this](const ClinicQuery& query, auto answer) {
                    ClinicTally tally(query);
                    for (const auto& f : facts) tally.add(f);
                    answer(tally.finish());
                },
                [](const Uuid& id) {
                    SessionSummary summary;
                    summary.session = id;
                    return std::optional(summary);
                },
                [this](const ClinicFigures&) { ++saved; }, [](const std::string& key) { return key; },
                [] { return static_cast<std::int32_t>(kFiguresFirst / kDayMs) + 11; },
                [] { return QString(); }}) {
        page.resize(1366, 768);
        page.show();
        page.reload();
    }
    FigureTile* tile(const QString& title) {
        for (auto* tile : page.findChildren<FigureTile*>())
            if (tile->state().title == title) return tile;
        return nullptr;
    }
};

} // namespace

TEST_CASE("every figure of the clinic says what it rests on", "[figures]") {
    FiguresDesk desk(archive());
    for (auto* tile : desk.page.findChildren<FigureTile*>()) {
        CHECK_FALSE(tile->state().detail.isEmpty());
        CHECK_FALSE(tile->accessibleName().isEmpty());
    }
    REQUIRE(desk.tile(QStringLiteral("Completed")));
    CHECK(desk.tile(QStringLiteral("Completed"))->state().value == QStringLiteral("75 %"));
    CHECK(desk.tile(QStringLiteral("Completed"))->state().detail == QStringLiteral("9 of 12 sessions"));
    // Nothing that could be known: dashes, not 0 %.
    CHECK(desk.tile(QStringLiteral("BP gaps from 10 min"))->state().value == noReading());
    for (auto* rows : desk.page.findChildren<FigureRows*>())
        for (const auto& row : rows->rows()) CHECK_FALSE(row.detail.isEmpty());
}

TEST_CASE("a figure opens its sessions by touch and by keyboard", "[figures]") {
    FiguresDesk desk(archive());
    desk.tile(QStringLiteral("Completed"))->click();
    CHECK(desk.page.behind() == 9);
    auto* list = desk.page.findChild<QListView*>();
    CHECK(list->model()->rowCount() == 9);
    auto* effects = desk.page.findChildren<FigureRows*>().first();
    effects->setFocus();
    QTest::keyClick(effects, Qt::Key_Return);
    CHECK(desk.page.behind() == 12);
    CHECK_FALSE(desk.tile(QStringLiteral("Completed"))->isChecked());
    desk.page.findChild<RiseChart*>()->click();
    CHECK(desk.page.behind() == 12);
}

TEST_CASE("a period asks again, and what is not there is said in a sentence", "[figures]") {
    auto facts = archive();
    for (auto& f : facts) f.opened.utcMs -= 200 * kDayMs;
    FiguresDesk desk(facts);
    CHECK(desk.page.figures()->sessions == 12);
    for (auto* chip : desk.page.findChildren<Chip*>())
        if (chip->text() == QStringLiteral("90 days")) chip->click();
    CHECK(desk.page.figures()->sessions == 0);
    CHECK_FALSE(desk.tile(QStringLiteral("Completed"))->isVisible());
}

TEST_CASE("words of figures: percent, hours, quartiles and dashes", "[figures]") {
    ClinicFigure f;
    f.key = figure::kReady;
    f.unit = FigureUnit::minutes;
    CHECK(figureValue(f) == noReading());
    f.value = 100, f.lowerQuartile = 58.6, f.upperQuartile = 120, f.n = 5;
    CHECK(figureValue(f) == QStringLiteral("1 h 40 min"));
    CHECK(figureBasis(f) == QStringLiteral("n = 5, half 59–120 min"));
}
