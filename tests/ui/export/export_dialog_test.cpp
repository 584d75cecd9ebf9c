// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include "support/catch.h"
#include "ui/style/push_button.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QTest>

#include <chrono>

using namespace chairside;

namespace {

template <class Widget>
Widget* named(const QWidget& in, const QString& words) {
    for (auto* widget : in.findChildren<Widget*>())
        if (widget->text() == words) return widget;
    return nullptr;
}

/// A task that runs until it is told to stop or to go on.
struct Steered {
    std::atomic<bool> goOn{false};
    std::atomic<int> begun{0};
    ExportChoice choice;

    ExportDialog::MakeTask maker() {
        return [this](const ExportChoice& chosen) {
            choice = chosen;
            return [this](const ExportWatch& watch) -> Result<std::string> {
                ++begun;
                watch.progress(0.5);
                while (!goOn) {
                    if (watch.cancelled()) return exportCancelled();
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                }
                return std::string("Exported to /stick: 3 readings, 2 entries.");
            };
        };
    }
};

ExportDialog::What session() {
    return {Uuid{{1}}, QStringLiteral("RIVERA, Ana · 2026-11-21 10:42"), QStringLiteral("/stick")};
}

} // namespace

TEST_CASE("an export runs beside the window, shows how far it is and says what it did", "[export]") {
    Steered task;
    ExportDialog dialog(session(), task.maker());
    dialog.show();
    auto* go = named<PushButton>(dialog, QStringLiteral("Export"));
    REQUIRE(go);
    QTest::keyClick(&dialog, Qt::Key_Return); // the one thing to do next
    REQUIRE(QTest::qWaitFor([&] { return task.begun == 1; }));
    CHECK(task.choice.formats.size() == exporters().size());
    CHECK(task.choice.folder == QStringLiteral("/stick"));
    CHECK_FALSE(task.choice.deidentified);
    auto* bar = dialog.findChild<QProgressBar*>();
    REQUIRE(QTest::qWaitFor([&] { return bar->value() == 500; }));
    CHECK(bar->isVisible());
    CHECK_FALSE(go->isVisible()); // no second one meanwhile
    task.goOn = true;
    REQUIRE(QTest::qWaitFor([&] { return !dialog.isRunning(); }));
    CHECK(dialog.message().contains(QStringLiteral("3 readings")));
    CHECK(go->text() == QStringLiteral("Close"));
    QTest::keyClick(&dialog, Qt::Key_Return);
    CHECK_FALSE(dialog.isVisible());
    CHECK(task.begun == 1);
}

TEST_CASE("Esc cancels a running export and the dialog stays to say that nothing was left", "[export]") {
    Steered task;
    ExportDialog dialog(session(), task.maker());
    dialog.show();
    QTest::keyClick(&dialog, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return task.begun == 1; }));
    QTest::keyClick(&dialog, Qt::Key_Escape);
    REQUIRE(QTest::qWaitFor([&] { return !dialog.isRunning(); }));
    CHECK(dialog.isVisible());
    CHECK(dialog.message() == QString::fromStdString(exportCancelled().message));
    QTest::keyClick(&dialog, Qt::Key_Escape);
    CHECK_FALSE(dialog.isVisible());
}

TEST_CASE("a dialog that goes away takes its export with it", "[export]") {
    Steered task;
    {
        ExportDialog dialog(session(), task.maker());
        dialog.show();
        QTest::keyClick(&dialog, Qt::Key_Return);
        REQUIRE(QTest::qWaitFor([&] { return task.begun == 1; }));
    }
    CHECK(task.begun == 1); // joined: nothing runs on into a closed record
}

TEST_CASE("without a format or a folder there is nothing to do, and the button says why", "[export]") {
    Steered task;
    ExportDialog dialog({std::nullopt, QStringLiteral("24 sessions"), {}}, task.maker());
    dialog.show();
    auto* go = named<PushButton>(dialog, QStringLiteral("Export"));
    REQUIRE(go);
    CHECK_FALSE(go->isEnabled());
    CHECK(go->toolTip().contains(QStringLiteral("folder")));
    dialog.findChild<QLineEdit*>()->setText(QStringLiteral("/stick"));
    CHECK(go->isEnabled());
    for (const auto& exporter : exporters())
        named<QCheckBox>(
            dialog, QString::fromUtf8(exporter.title.data(), static_cast<qsizetype>(exporter.title.size())))
            ->click();
    CHECK_FALSE(go->isEnabled());
    CHECK(go->toolTip().contains(QStringLiteral("format")));
    QTest::keyClick(&dialog, Qt::Key_Return);
    CHECK(task.begun == 0);
}

TEST_CASE("typed notes leave without names only when somebody says that they name nobody", "[export]") {
    Steered task;
    task.goOn = true;
    ExportDialog dialog(session(), task.maker());
    dialog.show();
    auto* without = named<QCheckBox>(dialog, QStringLiteral("Without names"));
    REQUIRE(without);
    QCheckBox* keep = nullptr;
    for (auto* box : dialog.findChildren<QCheckBox*>())
        if (box->text().startsWith(QStringLiteral("Keep notes"))) keep = box;
    REQUIRE(keep);
    CHECK_FALSE(keep->isVisible());
    without->click();
    CHECK(keep->isVisible());
    CHECK_FALSE(keep->isChecked());
    keep->click();
    QTest::keyClick(&dialog, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return task.begun == 1 && !dialog.isRunning(); }));
    CHECK(task.choice.deidentified);
    CHECK(task.choice.keepFreeText);
    CHECK(without->height() >= 44);
}

TEST_CASE("a failure is said in the dialog and the choices stay as they were", "[export]") {
    int runs = 0;
    ExportDialog dialog(session(), [&](const ExportChoice&) {
        ++runs;
        return [](const ExportWatch&) -> Result<std::string> { return Error{"The export folder is gone."}; };
    });
    dialog.show();
    QTest::keyClick(&dialog, Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return runs == 1 && !dialog.isRunning(); }));
    CHECK(dialog.message() == QStringLiteral("The export folder is gone."));
    CHECK(dialog.folder() == QStringLiteral("/stick"));
    QTest::keyClick(&dialog, Qt::Key_Return); // again, with the stick back in its place
    REQUIRE(QTest::qWaitFor([&] { return runs == 2 && !dialog.isRunning(); }));
}
