// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/record_table.h"

#include "support/catch.h"
#include "support/chart_scene.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
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

TEST_CASE("a screen reader finds every row of the record, its columns by name and the row of the cursor",
          "[chart]") {
    RecordModel record;
    scene::Events events;
    scene::fill(record, events);
    RecordTable table;
    table.setModelOf(&record);
    table.resize(700, 400);
    table.show();
    auto* reader = QAccessible::queryAccessibleInterface(&table);
    REQUIRE(reader);
    CHECK_FALSE(reader->text(QAccessible::Name).isEmpty());
    auto* rows = reader->tableInterface();
    REQUIRE(rows);
    REQUIRE(rows->rowCount() == table.rows().rowCount());
    REQUIRE(rows->columnCount() == table.rows().columnCount());
    for (int column = 0; column < rows->columnCount(); ++column)
        CHECK(rows->columnDescription(column) ==
              table.rows().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    bool pressure = false;
    for (int row = 0; row < rows->rowCount(); ++row) {
        const auto* cell = rows->cellAt(row, RecordTableModel::value);
        REQUIRE(cell);
        pressure = pressure || cell->text(QAccessible::Name) == QStringLiteral("166/92 (117) mmHg");
    }
    CHECK(pressure);
    table.setCursorTime(scene::at(20.2));
    CHECK(rows->selectedRows() == QList<int>{table.currentIndex().row()});
    CHECK(table.rows().row(table.currentIndex().row()).at == scene::at(20));
}
