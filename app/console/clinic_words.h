// SPDX-License-Identifier: GPL-3.0-or-later
// What the ports of the clinic page share: translation in one context, and text across the border to Qt.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <string>

namespace chairside {

struct ClinicPorts {
    Q_DECLARE_TR_FUNCTIONS(ClinicPorts)
public:
    static QString text(const std::string& s) { return QString::fromStdString(s); }
};

} // namespace chairside
