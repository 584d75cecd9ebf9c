// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/scroll.h"

#include <QScrollArea>

namespace chairside {

QScrollArea* plainScroll(QWidget* inside) {
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(inside);
    for (QWidget* ground : {inside, area->viewport()})
        ground->setAutoFillBackground(false); // setWidget() fills
    return area;
}

} // namespace chairside
