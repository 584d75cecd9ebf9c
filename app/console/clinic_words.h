// SPDX-License-Identifier: GPL-3.0-or-later
// What the ports of the clinic page share: translation in one context.
#pragma once

#include <QCoreApplication>

namespace chairside {

struct ClinicPorts {
    Q_DECLARE_TR_FUNCTIONS(ClinicPorts)
};

} // namespace chairside
