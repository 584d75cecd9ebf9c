// SPDX-License-Identifier: GPL-3.0-or-later
// chairside-sentinel [--restart PROGRAM [ARGUMENT...]]
// Started by the console, never by hand. Speaks core/live/sentinel_protocol on standard input and output.
#include "app/sentinel/sentinel.h"

#include <QApplication>

int main(int argc, char* argv[]) {
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("chairside-sentinel"));
    QApplication::setQuitOnLastWindowClosed(false);
    const QStringList arguments = QApplication::arguments();
    const auto restart = arguments.indexOf(QStringLiteral("--restart"));
    const chairside::Sentinel sentinel(restart < 0 ? QStringList{} : arguments.mid(restart + 1),
                                       std::make_unique<chairside::DeviceOutput>());
    return QApplication::exec();
}
