// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the history, its neighbours and their dialogs in the whole window, in both sizes and both
// themes, for people to look at. Hidden: it runs when asked for by its tag, over a copy of the record that
// CHAIRSIDE_RECORD names, and writes into the folder named by CHAIRSIDE_PICTURES.
#include "app/console/main_window.h"
#include "build_places.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "ui/export/import_dialog.h"
#include "ui/history/history_page.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QPainter>
#include <QPushButton>
#include <QTabBar>
#include <QTest>
#include <QTimer>

#include <filesystem>

using namespace chairside;
using namespace chairside::testing;

namespace {

class Pictures {
public:
    Pictures(const QString& record, QString folder) : folder_(std::move(folder)) {
        std::filesystem::copy_file(record.toStdString(), temp_ / "record.db");
        options_.database = QString::fromStdString(temp_ / "record.db");
        options_.resources = QStringLiteral(CHAIRSIDE_RESOURCES);
        options_.source = SourceKind::manual;
        options_.smokeSeconds = 1;
        catalogue_ = Catalogue::load(options_.resources);
        controller_ = std::make_unique<SessionController>(options_, host_);
        REQUIRE(controller_->openRecord());
        staff_.useDemoPeople();
        window_ = std::make_unique<MainWindow>(options_, *controller_, catalogue_, staff_);
        window_->show();
        window_->activateWindow();
        (void)QTest::qWaitForWindowActive(window_.get());
        page("session");
        history_ = window_->findChild<HistoryPage*>();
        REQUIRE(QTest::qWaitFor([&] { return history_->finder()->canSearch(); }, 20'000));
    }
    void all(bool dark, QSize size) {
        applyTheme(*qApp, dark ? darkTheme() : lightTheme());
        window_->resize(size);
        end_ = QStringLiteral("-%1-%2.png")
                   .arg(size.width())
                   .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"));
        page("session");
        for (int tab = 0; tab < SessionReview::kTabs; ++tab) {
            history_->review()->setTab(static_cast<SessionReview::Tab>(tab));
            save(QStringLiteral("session-%1").arg(tab));
        }
        press("Filters");
        save(QStringLiteral("filters"));
        press("Filters");
        dialog("Export…", QStringLiteral("export"));
        dialog("Export all…", QStringLiteral("export-all"));
        dialog("Report…", QStringLiteral("report"));
        importing();
        for (const char* name : {"compare", "course", "figures"}) {
            page(name);
            QTest::qWait(1'500); // figures come from their own thread
            save(QString::fromLatin1(name));
        }
    }

private:
    void page(const char* name) {
        window_->showPage(QString::fromLatin1(name));
        QTest::qWait(50);
    }
    void press(const char* text) {
        for (auto* button : history_->findChildren<QPushButton*>())
            if (button->text().startsWith(QString::fromUtf8(text)) && button->isVisible())
                return button->click();
        FAIL("no button " << text);
    }
    void save(const QString& name, QWidget* over = nullptr) {
        QTest::qWait(60);
        auto picture = window_->grab();
        if (over) {
            QPainter p(&picture);
            p.fillRect(picture.rect(), QColor(0, 0, 0, 90));
            const auto top = window_->rect().center() - over->rect().center();
            p.drawPixmap(top, over->grab());
            CHECK(over->width() <= window_->width());
            CHECK(over->height() <= window_->height());
        }
        CHECK(picture.save(folder_ + u'/' + name + end_));
    }
    void dialog(const char* button, const QString& name) {
        QTimer::singleShot(400, window_.get(), [this, name] {
            auto* shown = QApplication::activeModalWidget();
            if (!shown) return;
            save(name, shown);
            shown->close();
        });
        press(button);
    }
    void importing() {
        ForeignRecording from;
        from.format = "VitalDB";
        from.name = "theatre-3.vital";
        for (const char* name : {"ECG_HR", "PLETH_SPO2", "NIBP_SBP", "NIBP_DBP", "CO2_ET", "SAT2", "Pleth"}) {
            ForeignChannel channel;
            channel.name = name;
            channel.suggested = channelNamed(name);
            channel.values.resize(3'600);
            channel.usable = std::string(name) != "Pleth";
            if (!channel.usable) channel.reason = "waveform";
            from.channels.push_back(channel);
        }
        ImportDialog shown(std::move(from), nullptr, window_.get());
        shown.show();
        save(QStringLiteral("import"), &shown);
    }

    QString folder_, end_;
    TempDir temp_;
    ConsoleOptions options_;
    SystemTime host_;
    Catalogue catalogue_;
    std::unique_ptr<SessionController> controller_;
    Staff staff_{QStringLiteral("/nowhere/staff.json")};
    std::unique_ptr<MainWindow> window_;
    HistoryPage* history_ = nullptr;
};

} // namespace

TEST_CASE("pictures of the history and its dialogs in the whole window", "[.pictures]") {
    const auto folder = qEnvironmentVariable("CHAIRSIDE_PICTURES"),
               record = qEnvironmentVariable("CHAIRSIDE_RECORD");
    if (folder.isEmpty() || record.isEmpty()) {
        WARN("CHAIRSIDE_PICTURES or CHAIRSIDE_RECORD names nothing, so no picture was made.");
        return;
    }
    REQUIRE(QDir().mkpath(folder));
    Pictures pictures(record, folder);
    for (const bool dark : {true, false})
        for (const auto size : {QSize(1366, 768), QSize(1920, 1080)}) pictures.all(dark, size);
    applyTheme(*qApp, darkTheme());
}
