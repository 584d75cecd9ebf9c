// SPDX-License-Identifier: GPL-3.0-or-later
// Brings the backup panel onto the start page: opens it, feeds it, and hands its touches to the service. Main
// thread; owned by the window.
#pragma once

#include "app/console/backup_service.h"

namespace chairside {

class PanelHost;

class BackupDesk final : public QObject {
    Q_OBJECT
public:
    /// `page` is where the panel slides up; it stays inside it.
    BackupDesk(QWidget& page, BackupService& service, QObject* parent);
    void open();
    void close();

private:
    void chooseFolder();

    QWidget& page_;
    BackupService& service_;
    PanelHost* host_;
    BackupPanel* panel_; ///< the page's
};

} // namespace chairside
