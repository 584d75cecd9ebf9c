// SPDX-License-Identifier: GPL-3.0-or-later
// Draws every widget of the chair in every state to PNG files, to be looked at in both themes at 100, 150 and
// 200 %:
//   QT_SCALE_FACTOR=1.5 chairside_gallery OUT_FOLDER
// Not a test: the pictures are judged by eye. Numbers in it are invented.
#include "gallery_alarm.h"
#include "gallery_entry.h"
#include "gallery_export.h"
#include "gallery_live.h"

#include "ui/style/theme.h"

#include <QApplication>
#include <QDir>
#include <QWidget>

#include <cstdio>
#include <functional>
#include <utility>
#include <vector>

using namespace chairside;

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    if (argc < 2) {
        std::fputs(
            "Usage: chairside_gallery FOLDER [NAME]: writes the pictures there, or only those of one page.\n",
            stderr);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const QString only = argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString();
    if (!folder.mkpath(QStringLiteral("."))) return 1;
    using Page = std::pair<const char*, std::function<std::unique_ptr<QWidget>()>>;
    std::vector<Page> pages = galleryLivePages();
    for (auto make : {galleryEntryPages, galleryExportPages, galleryAlarmPages})
        for (Page& page : make()) pages.push_back(std::move(page));
    for (const Theme& theme : {darkTheme(), lightTheme()}) {
        applyTheme(app, theme);
        for (const auto& [name, make] : pages) {
            if (!only.isEmpty() && only != QLatin1String(name)) continue;
            const auto page = make();
            page->setAttribute(Qt::WA_DontShowOnScreen);
            page->show();
            page->resize(page->sizeHint().expandedTo(page->minimumSize()).boundedTo(page->maximumSize()));
            QApplication::processEvents();
            const QString file = QStringLiteral("%1-%2-%3.png")
                                     .arg(QLatin1String(name), theme.name)
                                     .arg(qRound(page->devicePixelRatioF() * 100));
            if (!page->grab().save(folder.filePath(file))) return 1;
        }
    }
    return 0;
}
