// SPDX-License-Identifier: GPL-3.0-or-later
// The real main window on a fresh record, with typed vital signs (or a source that is named), three
// colleagues and a clock that a test moves: for scenarios that touch and type as people do.
#pragma once

#include "app/console/main_window.h"
#include "build_places.h"
#include "support/catch.h"
#include "support/fake_host_time.h"
#include "support/temp_dir.h"
#include "ui/entry/entry_panel.h"
#include "ui/entry/panel_host.h"
#include "ui/live/live_page.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include <memory>

class RealWindow {
public:
    /// `files`: a disk that a test breaks; its path is set here.
    explicit RealWindow(chairside::LogFiles files = {},
                        chairside::SourceKind source = chairside::SourceKind::manual, double speed = 1)
        : options_(optionsIn(folder_, source, speed)),
          catalogue_(chairside::Catalogue::load(options_.resources)), controller_(options_, host_),
          staff_(QString::fromStdString(folder_.path()) + QStringLiteral("/staff.json")) {
        using chairside::Role;
        REQUIRE(catalogue_.problems.isEmpty());
        files.path = options_.database.toStdString();
        REQUIRE(controller_.openRecord(std::move(files)));
        for (const auto& person : {chairside::Actor{"okafor", "J. Okafor, RN", Role::nurse},
                                   chairside::Actor{"lind", "T. Lind, RN", Role::nurse},
                                   chairside::Actor{"haas", "M. Haas, MD", Role::prescriber}})
            REQUIRE(staff_.add(person));
        window_ = std::make_unique<chairside::MainWindow>(options_, controller_, catalogue_, staff_);
        window_->resize(1366, 768);
        window_->show();
        window_->activateWindow();
        (void)QTest::qWaitForWindowActive(window_.get());
        page_ = window_->findChild<chairside::LivePage*>();
        REQUIRE(page_);
        page_->panels()->setAnimated(false);
    }

    chairside::MainWindow& window() { return *window_; }
    chairside::LivePage& page() { return *page_; }
    chairside::SessionController& controller() { return controller_; }
    chairside::Catalogue& catalogue() { return catalogue_; }
    chairside::Staff& staff() { return staff_; }
    chairside::FakeHostTime& host() { return host_; }
    const chairside::SessionView& view() const { return controller_.engine()->view(); }
    chairside::EntryPanel* panel() const { return page_->panels()->current(); }
    QString saying() const { return panel() ? panel()->message() : QString(); }
    static void settle() { QCoreApplication::processEvents(); }
    void pass(chairside::Millis time) {
        settle();
        host_.pass(time);
        QSignalSpy ticked(&controller_, &chairside::SessionController::ticked);
        REQUIRE(ticked.wait(3000));
        settle();
    }

private:
    static chairside::ConsoleOptions optionsIn(const chairside::testing::TempDir& folder,
                                               chairside::SourceKind source, double speed) {
        chairside::ConsoleOptions options;
        options.database = QString::fromStdString(folder.path()) + QStringLiteral("/record.db");
        options.resources = QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources");
        options.source = source;
        options.speed = speed;
        options.smokeSeconds = 1; // closes without asking
        return options;
    }
    chairside::testing::TempDir folder_;
    chairside::ConsoleOptions options_;
    chairside::FakeHostTime host_;
    chairside::Catalogue catalogue_;
    chairside::SessionController controller_;
    chairside::Staff staff_;
    std::unique_ptr<chairside::MainWindow> window_;
    chairside::LivePage* page_ = nullptr;
};
