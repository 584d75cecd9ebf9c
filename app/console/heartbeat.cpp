// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/heartbeat.h"

#include <QWindow>

namespace chairside {

Heartbeat::Heartbeat(QWidget* window) : QWidget(window) {
    setGeometry(0, 0, 1, 1);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void Heartbeat::ask() {
    const QWindow* native = window()->windowHandle();
    if (!native || !native->isExposed()) {
        Q_EMIT beat();
        return;
    }
    raise(); // a page that came later lies below
    update();
}

} // namespace chairside
