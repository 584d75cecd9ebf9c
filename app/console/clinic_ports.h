// SPDX-License-Identifier: GPL-3.0-or-later
// What the clinic page shows and may ask: binds ClinicPage to the catalogue. Holds no state. Main thread.
#pragma once

#include "ui/clinic/clinic_page.h"

namespace chairside {

struct Catalogue;

/// All references outlive the page. `clinicFolder`: where the clinic's own documents are.
ClinicPage::Ports clinicPorts(Catalogue& catalogue, const QString& clinicFolder);

} // namespace chairside
