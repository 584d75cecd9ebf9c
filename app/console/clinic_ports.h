// SPDX-License-Identifier: GPL-3.0-or-later
// What the clinic page shows and may ask: binds ClinicPage to the catalogue and to the clinic's folder. Holds
// no state. Main thread.
#pragma once

#include "ui/clinic/clinic_page.h"

namespace chairside {

struct Catalogue;

class ClinicLog;
class SessionController;
class Staff;

struct ClinicPlaces {
    QString resources, folder;       ///< shipped documents, the clinic's own
    std::function<bool()> inSession; ///< then nothing may be taken over
};
/// Protocols, instruments and taking over. All references outlive the page.
ClinicPage::Ports clinicPorts(Catalogue& catalogue, const ClinicPlaces& places);
/// Adds drug stock and monitoring forms (clinic_log_ports.cpp).
void addLogPorts(ClinicPage::Ports& ports, ClinicLog& log, SessionController& controller,
                 const Catalogue& catalogue, Staff& staff, std::function<Actor()> operatorNow);
/// Adds the people of the clinic and their PINs (people_ports.cpp). `changed` is called after each change.
void addPeoplePorts(ClinicPage::Ports& ports, Staff& staff, std::function<std::string()> today,
                    std::function<void()> changed);

} // namespace chairside
