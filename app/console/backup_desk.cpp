// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/backup_desk.h"

#include "ui/entry/panel_host.h"

#include <QFileDialog>

namespace chairside {
namespace {
constexpr int kMargin = 80;
}

BackupDesk::BackupDesk(QWidget& page, BackupService& service, QObject* parent)
    : QObject(parent), page_(page), service_(service), host_(new PanelHost(&page)),
      panel_(new BackupPanel(&page)) {
    panel_->hide();
    connect(panel_, &EntryPanel::closeRequested, host_, &PanelHost::close);
    connect(panel_, &BackupPanel::backUpRequested, &service_, &BackupService::backUpNow);
    connect(panel_, &BackupPanel::checkRequested, &service_, &BackupService::checkNewest);
    connect(panel_, &BackupPanel::stopRequested, &service_, &BackupService::stop);
    connect(panel_, &BackupPanel::folderRequested, this, &BackupDesk::chooseFolder);
    connect(&service_, &BackupService::changed, this, [this] { panel_->setState(service_.state()); });
}

void BackupDesk::open() {
    panel_->setState(service_.state());
    host_->setArea(page_.rect().adjusted(kMargin, kMargin, -kMargin, -kMargin));
    panel_->begin();
    host_->open(*panel_);
}

void BackupDesk::close() {
    host_->close();
}

void BackupDesk::chooseFolder() {
    const auto folder = QFileDialog::getExistingDirectory(
        &page_, tr("Folder for backups, best on another disk"), service_.state().where);
    if (folder.isEmpty()) return;
    auto state = service_.state();
    if (const auto used = service_.useFolder(folder); !used) {
        state.problem = QString::fromStdString(used.error().message);
        panel_->setState(state);
    }
}

} // namespace chairside
