// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_page.h"

#include "support/catch.h"
#include "support/told_session.h"
#include "ui/compare/compare_chart.h"
#include "ui/compare/compare_table.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QListView>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace chairside;
using namespace chairside::testing;

namespace {

constexpr std::int64_t kWeekMs = 7 * 86'400'000LL, kFirstUtcMs = 1'795'255'200'000;

/// Records of one patient, a week apart, each a little higher than the one before; newest first.
struct Patient12 {
    explicit Patient12(int count = 12) {
        for (int i = 0; i < count; ++i) {
            ToldSession told(static_cast<std::uint64_t>(i) + 1, kFirstUtcMs + i * kWeekMs);
            tell(told, i);
            SessionRecord record;
            record.events = told.events();
            record.readings = told.readings();
            for (const auto& event : record.events) evolve(record.summary, event);
            record.summary.session = record.events.front().session;
            records.insert(records.begin(), std::move(record));
        }
    }
    void tell(ToldSession& t, int i) const {
        const double begin = 10 + i, up = i; // treatment begins at another minute each time
        t.open(patient);
        t.order();
        t.pressure(7, 128, 80);
        t.add(begin, InfusionStarted{150, "L", "2027-01"});
        for (int s = 0; s < 60 * 60; s += 5) t.heart(begin + s / 60.0, 70 + up, 97);
        t.pressure(begin + 10, 140 + up, 88);
        t.score(begin + 20, "dissociation_check", 6 + up);
        t.pressure(begin + 30, 160 + up, 99);
        t.add(begin + 40, InfusionStopped{true, "", ""});
        t.score(begin + 45, "dissociation_check", 2);
        t.pressure(begin + 50, 130, 80);
        t.add(begin + 60, Discharged{"sister", ""});
    }
    ComparePage::Ports ports() {
        ComparePage::Ports ports;
        ports.sessionsOf = [this](const Uuid&) -> Result<std::vector<SessionSummary>> {
            std::vector<SessionSummary> out;
            for (const auto& record : records) out.push_back(record.summary);
            return out;
        };
        ports.session = [this](const Uuid& id) -> Result<SessionRecord> {
            ++read;
            for (const auto& record : records)
                if (record.summary.session == id) return record;
            return Error{"There is no such session."};
        };
        ports.greatestTotal = [](const std::string&) { return std::optional(18.0); };
        return ports;
    }
    std::vector<Uuid> newest(std::size_t count) const {
        std::vector<Uuid> out;
        for (std::size_t i = 0; i < count; ++i) out.push_back(records[i].summary.session);
        return out;
    }
    Uuid patient = SeededUuids(77).next(1);
    std::vector<SessionRecord> records;
    int read = 0;
};

struct OpenPage {
    explicit OpenPage(Patient12& archive) : page(archive.ports()) {
        page.resize(1366, 768);
        page.setVisible(true);
    }
    QTableView* table() const { return page.findChild<QTableView*>(); }
    QListView* list() const { return page.findChild<QListView*>(); }
    QString cell(const QString& row, int column, int role = Qt::DisplayRole) const {
        const auto* model = table()->model();
        for (int r = 0; r < model->rowCount(); ++r)
            if (model->headerData(r, Qt::Vertical).toString().startsWith(row))
                return model->index(r, column).data(role).toString();
        return QStringLiteral("no such row");
    }
    bool says(const QString& part) const {
        for (const auto* label : page.findChildren<TextLabel*>())
            if (label->isVisible() && label->text().contains(part)) return true;
        return false;
    }
    QPushButton* button(const QString& text) const {
        for (auto* each : page.findChildren<QPushButton*>())
            if (each->text() == text) return each;
        return nullptr;
    }
    ComparePage page;
};

} // namespace

TEST_CASE("sessions are drawn from the same moment of treatment, every measurement of each", "[compare]") {
    Patient12 archive(3);
    OpenPage shown(archive);
    shown.page.compare(archive.patient, archive.newest(3));
    REQUIRE(shown.page.compared().size() == 3);
    shown.page.chart()->frame();
    const auto& painted = shown.page.chart()->painted();
    for (const auto& s : shown.page.compared()) {
        // The count check: pressures recorded = pressures drawn, for each session.
        CHECK(painted.pressuresDrawn(s->letter) == s->view->record().vitals().nibp().size());
        CHECK(painted.pressuresDrawn(s->letter) == 4);
    }
    // Treatment began at minutes 10, 11, 12; ten minutes after it each had its own pressure.
    const auto& options = shown.page.chart()->options();
    QStringList at10;
    for (const auto& s : shown.page.compared())
        at10 << comparedValueAt(*s, ComparePainter::Panel::pressure, Minutes{10}, options);
    CHECK(at10 == QStringList{"142/88", "141/88", "140/88"});
    // A moment without a value that still holds says none.
    for (const auto& s : shown.page.compared())
        CHECK(comparedValueAt(*s, ComparePainter::Panel::heart, Minutes{90}, options).isEmpty());
    // From the end, the same pressure lies thirty minutes before it.
    shown.button("From the end")->click();
    CHECK(comparedValueAt(*shown.page.compared()[0], ComparePainter::Panel::pressure, -Minutes{30},
                          shown.page.chart()->options()) == "142/88");
}

TEST_CASE("sessions of esketamine are aligned at their first and at their last spray", "[compare]") {
    Patient12 archive(3);
    for (auto& record : archive.records)
        for (auto& event : record.events) {
            if (std::holds_alternative<InfusionStarted>(event.body)) event.body = SprayGiven{1, 28, "L1"};
            if (std::holds_alternative<InfusionStopped>(event.body)) event.body = SprayGiven{2, 28, "L1"};
        }
    OpenPage shown(archive);
    shown.page.compare(archive.patient, archive.newest(3));
    REQUIRE(shown.page.compared().size() == 3);
    const auto& options = shown.page.chart()->options();
    const auto valueAt = [&](Millis at) {
        QStringList out;
        for (const auto& s : shown.page.compared())
            out << comparedValueAt(*s, ComparePainter::Panel::pressure, at, options);
        return out;
    };
    CHECK(valueAt(Minutes{10}) == QStringList{"142/88", "141/88", "140/88"});
    shown.button("From the end")->click();
    CHECK(valueAt(-Minutes{30}) == QStringList{"142/88", "141/88", "140/88"});
}

TEST_CASE("the table compares with the oldest session until another is made the reference", "[compare]") {
    Patient12 archive(3);
    OpenPage shown(archive);
    shown.page.compare(archive.patient, archive.newest(3));
    const QAbstractItemModelTester tester(shown.table()->model());
    const auto difference = [&](int column) {
        return shown.cell("Peak systolic", column, CompareTableModel::DifferenceRole);
    };
    CHECK(shown.cell("Peak systolic", 0) == "162");
    CHECK(difference(0) == "+2");
    CHECK(difference(1) == "+1");
    CHECK(difference(2).isEmpty());
    Q_EMIT shown.table()->horizontalHeader()->sectionClicked(0);
    CHECK(difference(0).isEmpty());
    CHECK(difference(2) == QString::fromUtf8("−2"));
    CHECK(shown.cell("Peak systolic", 2, Qt::AccessibleTextRole)
              .contains("Peak systolic: 160 mmHg, difference"));
}

TEST_CASE("a session is taken in and out by touch, keeps its letter, and is read only once", "[compare]") {
    Patient12 archive(12);
    OpenPage shown(archive);
    shown.page.compare(archive.patient, archive.newest(2));
    CHECK(archive.read == 2);
    const auto touch = [&](int row) {
        const auto box = shown.list()->visualRect(shown.list()->model()->index(row, 0));
        QTest::mouseClick(shown.list()->viewport(), Qt::LeftButton, {}, box.center());
    };
    touch(2);
    REQUIRE(shown.page.compared().size() == 3);
    CHECK(shown.page.compared()[2]->tag() == "C");
    CHECK(archive.read == 3);
    touch(0);
    REQUIRE(shown.page.compared().size() == 2);
    CHECK(shown.page.compared()[0]->tag() == "B");
    touch(0);
    CHECK(shown.page.compared()[0]->tag() == "A");
    CHECK(archive.read == 3);
    touch(1), touch(2);
    CHECK(shown.says("Choose at least two sessions."));
    // By keyboard: Space on the row that is current.
    shown.list()->setCurrentIndex(shown.list()->model()->index(4, 0));
    QTest::keyClick(shown.list(), Qt::Key_Space);
    CHECK(shown.page.compared().size() == 2);
}

TEST_CASE("comparing with earlier sessions takes this one and five treated ones before it", "[compare]") {
    Patient12 archive(12);
    archive.records[4].summary.treatmentStart.reset(); // never treated
    OpenPage shown(archive);
    shown.page.compareWithEarlier(archive.patient, archive.records[2].summary.session);
    REQUIRE(shown.page.compared().size() == 6);
    CHECK(shown.page.compared().front()->summary.session == archive.records[2].summary.session);
    CHECK(shown.page.compared()[2]->summary.session == archive.records[5].summary.session);
}

TEST_CASE("twelve sessions differ without colour: by letter, line and mark", "[compare]") {
    const auto palette = chartPalette(darkTheme());
    for (int a = 0; a < 12; ++a)
        for (int b = 0; b < a; ++b) {
            const auto one = compareStyle(a, palette), other = compareStyle(b, palette);
            CHECK(one.shape != other.shape);
            CHECK((one.colour != other.colour || one.dash != other.dash));
        }
    Patient12 archive(12);
    OpenPage shown(archive);
    shown.page.compare(archive.patient, archive.newest(12));
    CHECK(shown.page.compared().size() == 12);
    shown.page.chart()->frame();
    for (const auto& s : shown.page.compared())
        CHECK(shown.page.chart()->painted().pressuresDrawn(s->letter) == 4);
    shown.button("Side by side")->click();
    shown.page.chart()->frame();
    CHECK(shown.page.chart()->multiplesDrawn() == 12);
}

TEST_CASE("arrow keys move the crosshair and say what every session had then", "[compare]") {
    Patient12 archive(2);
    OpenPage shown(archive);
    shown.page.compare(archive.patient, archive.newest(2));
    auto* chart = shown.page.chart();
    chart->frame();
    QTest::keyClick(chart, Qt::Key_Right);
    CHECK(chart->options().crosshair == Millis{0});
    for (int i = 0; i < 2; ++i) QTest::keyClick(chart, Qt::Key_Right, Qt::ShiftModifier);
    CHECK(chart->options().crosshair == Millis{Minutes{10}});
    CHECK(chart->accessibleDescription().contains("A: 141/88, 71"));
    CHECK(chart->accessibleDescription().contains("B: 140/88, 70"));
    QTest::keyClick(chart, Qt::Key_Escape);
    CHECK_FALSE(chart->options().crosshair);
}

TEST_CASE("an untreated session stays in the table and the chart says why it is not drawn", "[compare]") {
    Patient12 archive(2);
    auto& events = archive.records[0].events;
    std::erase_if(events, [](const auto& e) {
        return std::holds_alternative<InfusionStarted>(e.body) ||
               std::holds_alternative<InfusionStopped>(e.body);
    });
    OpenPage shown(archive);
    shown.page.compare(archive.patient, archive.newest(2));
    CHECK(shown.says("A has no such moment, so it is in the table only."));
    CHECK(shown.cell("Ended", 0) == "not treated");
    shown.page.chart()->frame();
    CHECK(shown.page.chart()->painted().pressuresDrawn(0) == 0);
}

TEST_CASE("a session that can't be read is said and the others are compared all the same", "[compare]") {
    Patient12 archive(3);
    auto ports = archive.ports();
    const auto broken = archive.records[1].summary.session;
    ports.session = [&, read = ports.session](const Uuid& id) -> Result<SessionRecord> {
        if (id == broken) return Error{"Page 12 of the record is damaged."};
        return read(id);
    };
    ComparePage page(std::move(ports));
    page.resize(1366, 768);
    page.setVisible(true);
    page.compare(archive.patient, archive.newest(3));
    CHECK(page.compared().size() == 2);
    bool said = false;
    for (const auto* label : page.findChildren<TextLabel*>()) said |= label->text().contains("Page 12");
    CHECK(said);
}
