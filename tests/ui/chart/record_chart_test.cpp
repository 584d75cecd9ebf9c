// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/chart/crosshair.h"
#include "support/catch.h"
#include "support/chart_scene.h"
#include "ui/chart/record_chart.h"
#include "ui/chart/record_table.h"
#include "ui/style/theme.h"

#include <QImage>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>

using namespace chairside;

namespace {

struct Scene {
    RecordModel model;
    scene::Events events;
    RecordChart chart;
    explicit Scene(double minutes = 23.68, QSize size = {1192, 880}) {
        scene::fill(model, events, minutes);
        chart.setClockBase({1'763'718'510'000, 60});
        chart.setModel(&model);
        chart.setNow(scene::at(minutes));
        chart.resize(size);
    }
    const QImage& paint() { return chart.frame(); }
    /// Whether a colour stands within `reach` pixels of a place.
    bool isNear(double x, double y, const QColor& colour, int reach = 3) {
        const QImage& frame = paint();
        for (int dy = -reach; dy <= reach; ++dy)
            for (int dx = -reach; dx <= reach; ++dx) {
                const QPoint at(static_cast<int>(x) + dx, static_cast<int>(y) + dy);
                if (frame.rect().contains(at) && QColor(frame.pixel(at)) == colour) return true;
            }
        return false;
    }
    double y(PanelKind kind, double value) { return chart.painted().layout().panel(kind)->scale.y(value); }
    double x(double minutes) { return chart.painted().xOf(scene::at(minutes)); }
};

void save(RecordChart& chart, const QString& name) {
    const QString folder = qEnvironmentVariable("CHAIRSIDE_SHOW");
    if (!folder.isEmpty()) chart.grab().save(folder + QStringLiteral("/") + name + QStringLiteral(".png"));
}

int differing(const QImage& a, const QImage& b) {
    int count = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) count += a.pixel(x, y) != b.pixel(x, y);
    return count;
}

} // namespace

TEST_CASE("carets, lines, gaps and the now line stand where time and value say, in both themes", "[chart]") {
    Scene s;
    for (const Theme& theme : {darkTheme(), lightTheme()}) {
        s.chart.setChartPalette(chartPalette(theme));
        for (const QSize size : {QSize(1192, 880), QSize(792, 596), QSize(400, 300), QSize(3840, 2160)}) {
            s.chart.resize(size);
            CHECK(s.paint().size() == size);
            save(s.chart, QStringLiteral("chart-%1-%2").arg(theme.name).arg(size.width()));
            INFO(theme.name.toStdString() << " " << size.width());
            CHECK(s.isNear(s.x(5), s.y(PanelKind::pressure, 138), theme.nibp));
            CHECK(s.isNear(s.x(21.9), s.y(PanelKind::pressure, 92), theme.nibp));
            CHECK_FALSE(s.isNear(s.x(7.5), s.y(PanelKind::pressure, 138), theme.nibp));
            CHECK(s.isNear(s.x(8), s.y(PanelKind::saturation, 97.4), theme.spo2, 6));
            CHECK_FALSE(s.isNear(s.x(11.8), s.y(PanelKind::saturation, 97.4), theme.spo2,
                                 size.width() > 400 ? 4 : 1)); // the probe was off
            CHECK(s.isNear(s.x(23.68), s.y(PanelKind::saturation, 90), theme.text, 2));
            CHECK(s.isNear(s.x(12), s.chart.painted().layout().lane(LaneKind::infusion)->box.y + 10,
                           theme.infusion));
        }
    }
}

TEST_CASE("the same session is drawn the same twice, and at 100, 150 and 200 percent", "[chart][H-18]") {
    Scene s;
    const QImage first = s.paint().copy();
    s.chart.refresh();
    CHECK(differing(first, s.paint()) == 0);
    for (const double scale : {1.5, 2.0}) {
        s.chart.setTextScale(scale);
        s.chart.resize(QSize(1192, 880) * scale);
        s.paint();
        save(s.chart, QStringLiteral("chart-scale-%1").arg(scale));
        CHECK(s.isNear(s.x(5), s.y(PanelKind::pressure, 138), darkTheme().nibp, 4));
    }
    QImage dense(QSize(1192, 880) * 2, QImage::Format_RGB32);
    dense.setDevicePixelRatio(2);
    RecordPainter painter;
    ChartOptions options;
    options.now = scene::at(23.68);
    painter.paintFrame(dense, s.model, {scene::at(-10), scene::at(50)}, chartPalette(darkTheme()), options);
    const double x = painter.xOf(scene::at(5)) * 2,
                 y = painter.layout().panel(PanelKind::pressure)->scale.y(138) * 2;
    bool found = false;
    for (int dx = -4; dx <= 4; ++dx)
        found = found ||
                QColor(dense.pixel(static_cast<int>(x) + dx, static_cast<int>(y) - 2)) == darkTheme().nibp;
    CHECK(found);
}

TEST_CASE(
    "bad data is drawn without harm: none, one, two points, a spike, a day, long and right-to-left words",
    "[chart][H-09]") {
    for (const int count : {0, 1, 2, 86'400}) {
        RecordModel model;
        for (int i = 0; i < count; ++i) {
            Reading r;
            r.source = 1;
            r.at.mono = monoFromMs(i * 1000LL);
            r[Channel::hr] = i == count / 2 ? 1e6 : 97;
            r[Channel::spo2] = 70; // below the scale, all the time
            model.append(r);
        }
        RecordChart chart;
        chart.setModel(&model);
        chart.resize(1192, 700);
        chart.setNow(monoFromMs(count * 1000LL));
        chart.showAll();
        CHECK_FALSE(chart.frame().isNull());
        save(chart, QStringLiteral("bad-%1").arg(count));
    }
    Scene s;
    const std::string hebrew = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd";
    s.model.append(s.events.make(3, EventMarked{std::string(200, 'W')}));
    s.model.append(s.events.make(16, EventMarked{hebrew + " <b>bold</b>"}));
    for (int i = 0; i < 50; ++i)
        s.model.append(s.events.make(18 + i / 50.0, EventMarked{"Event " + std::to_string(i)}));
    s.chart.refresh();
    s.chart.setWatermark(QStringLiteral("SIMULATED"));
    s.paint();
    save(s.chart, QStringLiteral("bad-words"));
    std::vector<const ChartHit*> hits;
    std::size_t behind = 0;
    for (const auto& hit : s.chart.painted().hits())
        if (hit.kind == HitKind::event) hits.push_back(&hit), behind += hit.items.size();
    CHECK(behind == s.model.events().size());
    CHECK(hits.size() < 12);
    // Words of one mark never run into another mark or its words.
    for (std::size_t i = 0; i < hits.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            CHECK(std::min(hits[i]->box.right(), hits[k]->box.right()) -
                      std::max(hits[i]->box.x, hits[k]->box.x) <
                  12);
    s.chart.resize(1, 1);
    CHECK_FALSE(s.paint().isNull());
}

TEST_CASE("a tap on a mark names its event, on several offers them all, on a device's pressure nothing",
          "[chart]") {
    Scene s;
    QSignalSpy one(&s.chart, &RecordChart::markActivated), several(&s.chart, &RecordChart::marksActivated);
    for (int i = 0; i < 4; ++i) s.model.append(s.events.make(18 + i / 60.0, EventMarked{"E"}));
    s.chart.refresh();
    s.paint();
    const auto tap = [&](HitKind kind, std::size_t items) {
        for (const auto& hit : s.chart.painted().hits()) {
            if (hit.kind != kind || hit.items.size() != items) continue;
            const Box box = hit.box;
            QTest::mouseClick(&s.chart, Qt::LeftButton, {},
                              QPointF(box.x + 4, box.y + box.height / 2).toPoint());
            return;
        }
        FAIL("no such mark");
    };
    tap(HitKind::medication, 1);
    REQUIRE(one.count() == 1);
    CHECK(one.at(0).at(0).value<Uuid>() == s.model.medications()[0].event);
    tap(HitKind::event, 4);
    REQUIRE(several.count() == 1);
    CHECK(several.at(0).at(0).value<QList<Uuid>>().size() == 4);
    tap(HitKind::pressure, 1);
    CHECK(one.count() == 1);
    CHECK(s.chart.cursorTime());
}

TEST_CASE("panning leaves the present, a new sample does not bring it back, the button does", "[chart]") {
    Scene s;
    s.chart.show();
    const auto* back = s.chart.findChild<QPushButton*>();
    REQUIRE(back);
    CHECK_FALSE(back->isVisible());
    QTest::keyClick(&s.chart, Qt::Key_Left, Qt::ShiftModifier);
    const MonoTime from = s.chart.viewport().from();
    CHECK(back->isVisible());
    s.model.append(scene::vitalsAt(scene::at(23.7)));
    s.chart.refresh();
    s.chart.setNow(scene::at(24));
    CHECK(s.chart.viewport().from() == from);
    QTest::mouseClick(const_cast<QPushButton*>(back), Qt::LeftButton);
    CHECK(s.chart.viewport().isFollowing());
    CHECK_FALSE(back->isVisible());
}

TEST_CASE("keys move the crosshair, change the window and name events at the crosshair", "[chart]") {
    Scene s;
    QSignalSpy keys(&s.chart, &RecordChart::eventKey);
    QTest::keyClick(&s.chart, Qt::Key_3);
    REQUIRE(keys.count() == 1);
    CHECK(keys.at(0).at(0).toInt() == 3);
    CHECK(keys.at(0).at(1).value<MonoTime>() == scene::at(23.68));
    s.chart.setCursorTime(scene::at(10));
    QTest::keyClick(&s.chart, Qt::Key_Left);
    CHECK(*s.chart.cursorTime() == scene::at(9.5));
    CHECK(s.chart.accessibleDescription().contains(QStringLiteral("NIBP 138/80")));
    QTest::keyClick(&s.chart, Qt::Key_9);
    CHECK(keys.at(1).at(1).value<MonoTime>() == scene::at(9.5));
    QTest::keyClick(&s.chart, Qt::Key_Escape);
    CHECK_FALSE(s.chart.cursorTime());
    QTest::keyClick(&s.chart, Qt::Key_Plus);
    CHECK(s.chart.viewport().span() == Minutes{48});
    CHECK(s.chart.viewport().isFollowing());
    QTest::keyClick(&s.chart, Qt::Key_A);
    CHECK(s.chart.viewport().showsAll());
}

TEST_CASE("a drag with Shift marks a span and asks for an artefact", "[chart]") {
    Scene s;
    s.paint();
    QSignalSpy asked(&s.chart, &RecordChart::artefactRequested);
    const QPoint from(static_cast<int>(s.x(12)), 200), to(static_cast<int>(s.x(8)), 210);
    s.chart.setMarkingSpan(true);
    QTest::mousePress(&s.chart, Qt::LeftButton, {}, from);
    QTest::mouseMove(&s.chart, (from + to) / 2);
    QTest::mouseMove(&s.chart, to);
    save(s.chart, QStringLiteral("marking"));
    QTest::mouseRelease(&s.chart, Qt::LeftButton, {}, to);
    REQUIRE(asked.count() == 1);
    const auto begin = asked.at(0).at(0).value<MonoTime>(), end = asked.at(0).at(1).value<MonoTime>();
    CHECK(std::abs((begin - scene::at(8)).count()) < 5000);
    CHECK(std::abs((end - scene::at(12)).count()) < 5000);
}

TEST_CASE("the crosshair shows what was known, and folding a panel hides it", "[chart]") {
    Scene s;
    s.chart.setCursorTime(scene::at(18));
    s.chart.setFolded(PanelKind::breathing, true);
    s.paint();
    save(s.chart, QStringLiteral("crosshair"));
    CHECK_FALSE(s.chart.painted().layout().panel(PanelKind::breathing));
}

TEST_CASE("corrected entries, typed values and artefacts are told apart by shape", "[chart][H-12]") {
    Scene s;
    VitalsEntered typed;
    typed.values[index(Channel::nibpSystolic)] = 148, typed.values[index(Channel::nibpDiastolic)] = 84;
    typed.values[index(Channel::hr)] = 120;
    typed.values[index(Channel::spo2)] = 80;
    const Event wrong = s.events.make(12.5, typed);
    s.model.append(wrong);
    typed.values[index(Channel::nibpSystolic)] = 250;
    s.model.append(s.events.make(17, typed));
    s.model.append(s.events.make(18, EntryWithdrawn{"wrong arm"}, wrong.id));
    s.model.append(scene::cuff(7.5, 90, 110)); // impossible
    s.model.append(s.events.make(19, ArtefactMarked{{Channel::hr}, scene::at(2), scene::at(4), "moved"}));
    s.chart.refresh();
    s.paint();
    save(s.chart, QStringLiteral("shapes"));
    // A filled caret is solid below its tip, an open one is not.
    CHECK(s.isNear(s.x(17), s.y(PanelKind::pressure, 84) + 3, darkTheme().nibp, 0));
    CHECK_FALSE(s.isNear(s.x(10), s.y(PanelKind::pressure, 84) + 4, darkTheme().nibp, 0));
    CHECK_FALSE(s.isNear(s.x(7.5), s.y(PanelKind::pressure, 110), darkTheme().nibp, 3));
    CHECK_FALSE(s.isNear(s.x(3), s.y(PanelKind::pressure, 80), darkTheme().heartRate, 1));
}

TEST_CASE("key T and the button show the record as a table and back, with one cursor", "[chart]") {
    for (const bool live : {true, false}) {
        Scene s;
        s.chart.setLive(live);
        s.chart.show();
        auto* table = s.chart.findChild<RecordTable*>();
        REQUIRE(table);
        CHECK_FALSE(table->isVisible());
        s.chart.setCursorTime(scene::at(20.2));
        QTest::keyClick(&s.chart, Qt::Key_T);
        REQUIRE(table->isVisible());
        CHECK(table->rows().row(table->currentIndex().row()).at == scene::at(20));
        const int before = table->currentIndex().row();
        QTest::keyClick(table, Qt::Key_Up);
        CHECK(table->currentIndex().row() == before - 1); // also among rows of one moment
        CHECK(s.chart.cursorTime() == table->rows().row(before - 1).at);
        const int rows = table->rows().rowCount();
        s.model.append(s.events.make(23.9, EventMarked{"Toilet"}));
        s.chart.refresh();
        CHECK(table->rows().rowCount() == rows + 1);
        QSignalSpy keys(&s.chart, &RecordChart::eventKey);
        QTest::keyClick(table, Qt::Key_3);
        CHECK(keys.count() == 1);
        save(s.chart, live ? QStringLiteral("table-live") : QStringLiteral("table-history"));
        QTest::keyClick(table, Qt::Key_T);
        CHECK_FALSE(table->isVisible());
        QPushButton* button = nullptr;
        for (auto* one : s.chart.findChildren<QPushButton*>())
            if (one->accessibleName() == QStringLiteral("Show the record as a table")) button = one;
        REQUIRE(button);
        CHECK(button->height() >= 44);
        CHECK(button->width() >= 44);
        QTest::mouseClick(button, Qt::LeftButton);
        CHECK(table->isVisible());
        CHECK(button->text() == QStringLiteral("Chart"));
        s.chart.setModel(nullptr);
        CHECK(table->rows().rowCount() == 0);
    }
}

TEST_CASE("the wheel zooms from 30 seconds to 24 hours, the windows are 5, 15, 60 minutes and all",
          "[chart]") {
    Scene s;
    s.paint();
    const auto wheel = [&](int steps) {
        const QPointF at(600, 200);
        QWheelEvent turn(at, at, {}, {0, steps * 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                         false);
        QCoreApplication::sendEvent(&s.chart, &turn);
        s.paint();
    };
    for (int i = 0; i < 60; ++i) wheel(1);
    CHECK(s.chart.viewport().span() == Millis{30'000});
    for (int i = 0; i < 80; ++i) wheel(-1);
    CHECK(s.chart.viewport().span() == Millis{24 * 3'600'000});
    for (const int minutes : {5, 15, 60}) {
        s.chart.setWindow(Minutes{minutes});
        CHECK(s.chart.viewport().span() == Minutes{minutes});
        CHECK_FALSE(s.chart.viewport().showsAll());
    }
    s.chart.showAll();
    CHECK(s.chart.viewport().showsAll());
}

TEST_CASE("fifty entries in the minute before now are one mark with a short count", "[chart]") {
    Scene s;
    for (int i = 0; i < 50; ++i)
        s.model.append(s.events.make(22.65 + i / 50.0, EventMarked{"Event " + std::to_string(i)}));
    s.chart.refresh();
    s.paint();
    save(s.chart, QStringLiteral("fifty"));
    bool found = false;
    for (const auto& hit : s.chart.painted().hits())
        found = found || (hit.kind == HitKind::event && hit.items.size() >= 50);
    CHECK(found);
}

TEST_CASE("a drug given just before now is named left of its mark, not shown as a sliver", "[chart]") {
    for (const double ago : {0.2, 1.0, 3.0}) {
        Scene s;
        s.model.append(s.events.make(23.68 - ago,
                                     MedicationGiven{"midazolam", "mg", "IV", "", "benzodiazepine", 2, ""}));
        s.chart.refresh();
        s.paint();
        save(s.chart, QStringLiteral("drug-before-now-%1").arg(ago));
        const Box* box = nullptr;
        for (const auto& hit : s.chart.painted().hits())
            if (hit.kind == HitKind::medication && hit.items.back() + 1 == s.model.medications().size())
                box = &hit.box;
        REQUIRE(box);
        CHECK(box->width > 60);
        CHECK(box->right() < s.x(23.68) + 12);
    }
    Scene two; // too near each other for words: one mark that counts both
    for (const double ago : {0.5, 1.0})
        two.model.append(two.events.make(
            23.68 - ago, MedicationGiven{"midazolam", "mg", "IV", "", "benzodiazepine", 2, ""}));
    two.chart.refresh();
    two.paint();
    save(two.chart, QStringLiteral("two-drugs-before-now"));
    const auto& hits = two.chart.painted().hits();
    CHECK(std::any_of(hits.begin(), hits.end(), [](const auto& hit) {
        return hit.kind == HitKind::medication && hit.items.size() == 2 && hit.box.width > 24;
    }));
}

TEST_CASE("the four bedside scores have a panel with fixed scales, other instruments a lane", "[chart]") {
    Scene s;
    s.model.append(s.events.make(12, ScoreEntered{"nausea_vas", "1", {}, 7.0, ""}));
    s.model.append(s.events.make(12, ScoreEntered{"pain_nrs", "1", {}, 10.0, ""}));
    s.model.append(s.events.make(12, ScoreEntered{"moaas", "1", {}, 3.0, ""}));
    s.model.append(s.events.make(13, ScoreEntered{"nausea_vas", "1", {}, std::nullopt, ""}));
    s.chart.refresh();
    s.paint();
    CHECK_FALSE(s.chart.painted().layout().lane(LaneKind::scores));
    s.model.append(s.events.make(12, ScoreEntered{"phq9", "1", {}, 9.0, ""}));
    s.chart.refresh();
    s.paint();
    save(s.chart, QStringLiteral("scores"));
    const auto& layout = s.chart.painted().layout();
    REQUIRE(layout.panel(PanelKind::scores));
    REQUIRE(layout.lane(LaneKind::scores));
    const auto middleOf = [&](const char* instrument, double total) {
        for (const auto& hit : s.chart.painted().hits()) {
            if (hit.kind != HitKind::score) continue;
            const auto& score = s.model.scores()[hit.items.front()];
            if (score.instrument == instrument && score.total == total) return hit.box.y + hit.box.height / 2;
        }
        return -1.0;
    };
    const auto& scale = layout.panel(PanelKind::scores)->scale;
    CHECK(middleOf("pain_nrs", 10) == Approx(scale.y(1)));
    CHECK(middleOf("nausea_vas", 7) == Approx(scale.y(0.7)));
    CHECK(middleOf("moaas", 3) == Approx(scale.y(0.4))); // 5 is awake
    CHECK(middleOf("cadss_6", 12) == Approx(scale.y(0.5)));
    CHECK(layout.lane(LaneKind::scores)->box.contains(s.x(12), middleOf("phq9", 9)));
    // In a low window the scores go back into a lane; nothing is lost.
    s.chart.resize(700, 330);
    s.paint();
    CHECK_FALSE(s.chart.painted().layout().has(PanelKind::scores));
    CHECK(s.chart.painted().layout().lane(LaneKind::scores));
}

TEST_CASE("the band around the baseline begins with treatment and stands at twenty percent", "[chart]") {
    Scene s;
    s.model.setHistory({});
    s.chart.refresh();
    s.paint();
    const auto& panel = *s.chart.painted().layout().panel(PanelKind::pressure);
    const double middle = panel.scale.y(134 * 1.1);              // the last cuff before the start gave 134
    const QColor band(chartPalette(darkTheme()).baseline.rgb()); // as eight bits show it
    CHECK(s.isNear(s.x(31), middle, band, 1));
    CHECK_FALSE(s.isNear(s.x(-4), middle, band, 3));
    CHECK_FALSE(s.isNear(s.x(31), panel.scale.y(134 * 1.25), band, 1));
    CHECK_FALSE(s.isNear(s.x(31), panel.scale.y(134 * 0.75), band, 1));
    // A pressure that is not trusted is no baseline.
    RecordModel doubtful;
    doubtful.append(scene::cuff(-2, 90, 110));
    doubtful.append(s.events.make(0, InfusionStarted{150, "L1", "2027-01"}));
    CHECK(baselinePressure(doubtful) == nullptr);
}

TEST_CASE("a held finger and the button offer events at that moment and marking an artefact", "[chart]") {
    Scene s;
    s.chart.setEventNames({QStringLiteral("Music & light"), QStringLiteral("Toilet")});
    s.chart.show();
    s.paint();
    QSignalSpy keys(&s.chart, &RecordChart::eventKey);
    const QPoint at(static_cast<int>(s.x(8)), 300);
    QTest::mousePress(&s.chart, Qt::LeftButton, {}, at);
    auto* menu = s.chart.findChild<QMenu*>(QStringLiteral("marks"));
    REQUIRE(menu);
    REQUIRE(QTest::qWaitFor([&] { return menu->isVisible(); }, 3000));
    REQUIRE(menu->actions().size() >= 4);
    CHECK(menu->actions()[1]->text().contains(QStringLiteral("Music && light")));
    menu->actions()[2]->trigger();
    menu->hide();
    QTest::mouseRelease(&s.chart, Qt::LeftButton, {}, at);
    REQUIRE(keys.count() == 1);
    CHECK(keys.at(0).at(0).toInt() == 2);
    CHECK(std::abs((keys.at(0).at(1).value<MonoTime>() - scene::at(8)).count()) < 5000);
    // A chart that records nothing offers nothing.
    s.chart.setEventNames({});
    for (auto* button : s.chart.findChildren<QPushButton*>())
        CHECK_FALSE((button->isVisible() && button->text() == QStringLiteral("Mark")));
}

TEST_CASE("a panel folds by its arrow, and a finger near a mark finds it", "[chart]") {
    Scene s;
    s.paint();
    const auto& panel = *s.chart.painted().layout().panel(PanelKind::saturation);
    QTest::mouseClick(&s.chart, Qt::LeftButton, {}, QPoint(14, static_cast<int>(panel.titleTop) + 40));
    s.paint();
    CHECK_FALSE(s.chart.painted().layout().panel(PanelKind::saturation));
    QSignalSpy one(&s.chart, &RecordChart::markActivated);
    for (const auto& hit : s.chart.painted().hits()) {
        if (hit.kind != HitKind::score) continue;
        const QPointF beside(hit.box.x + hit.box.width / 2, hit.box.y - 10);
        QTest::mouseClick(&s.chart, Qt::LeftButton, {}, beside.toPoint());
        break;
    }
    CHECK(one.count() == 1);
}
