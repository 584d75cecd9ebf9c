// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/record_table.h"

#include "support/catch.h"
#include "support/chart_scene.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace chairside;

TEST_CASE("the table says what the chart shows, grows with it and shares its cursor", "[chart]") {
    RecordModel record;
    scene::Events events;
    scene::fill(record, events);
    RecordTable table;
    QAbstractItemModelTester tester(&table.rows(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    table.setModelOf(&record);
    table.setClockBase({1'763'718'510'000, 60});
    const int before = table.rows().rowCount();
    CHECK(before > 40);
    record.append(events.make(23.9, EventMarked{"Toilet"}));
    table.refresh();
    CHECK(table.rows().rowCount() == before + 1);
    QSignalSpy moved(&table, &RecordTable::cursorMoved);
    table.setCursorTime(scene::at(20.2));
    CHECK(moved.count() == 0); // the chart moved it
    const QModelIndex current = table.currentIndex();
    CHECK(table.rows().row(current.row()).at == scene::at(20));
    table.setCurrentIndex(table.rows().index(3, 0));
    CHECK(moved.count() == 1);
    bool found = false;
    for (int i = 0; i < table.rows().rowCount(); ++i)
        found = found || table.rows().index(i, RecordTableModel::value).data().toString() ==
                             QStringLiteral("166/92 (117) mmHg");
    CHECK(found);
}
