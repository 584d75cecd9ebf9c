// SPDX-License-Identifier: GPL-3.0-or-later
// The real window over a record of three sessions, and a walk through everything that is not the live page:
// every page with its tabs and stacked parts, and the dialogs that open from them. For whoever looks at all
// of it: the language walk, the touch targets.
#pragma once

#include "app/console/backup_service.h"
#include "scenarios/real_window.h"
#include "support/made_record.h"

#include <functional>

namespace chairside {
class HistoryPage;
}

namespace chairside::testing {

class ArchiveWindow {
public:
    ArchiveWindow();
    MainWindow& window() { return *window_; }
    HistoryPage& history();
    SessionRecord newest();
    const Catalogue& catalogue() const { return catalogue_; }
    QString backupsFolder() const { return QString::fromStdString(folder_ / "backups"); }
    QString record() const { return options_.database; }

private:
    TempDir folder_;
    ConsoleOptions options_;
    Catalogue catalogue_;
    SystemTime host_;
    Staff staff_{QStringLiteral("/nowhere/staff.json")};
    std::vector<MadeSession> made_;
    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<BackupService> backups_;
    std::unique_ptr<MainWindow> window_;
};

/// `look` is called with every page as it opens and with each of its parts; with every dialog likewise.
void walkPages(ArchiveWindow& archive, const std::function<void(const char* where, QWidget& shown)>& look);

} // namespace chairside::testing
