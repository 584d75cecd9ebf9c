// SPDX-License-Identifier: GPL-3.0-or-later
// What the clinic page shows and may ask: binds ClinicPage to the catalogue and to the clinic's folder. Holds
// no state. Main thread.
#pragma once

#include "ui/clinic/clinic_page.h"

namespace chairside {

struct Catalogue;

struct ClinicPlaces {
    QString resources, folder;       ///< shipped documents, the clinic's own
    std::function<bool()> inSession; ///< then nothing may be taken over
};
/// All references outlive the page.
ClinicPage::Ports clinicPorts(Catalogue& catalogue, const ClinicPlaces& places);

} // namespace chairside
